"""A CLIP-class model as an `Embedder`."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import QueryEmbedding
from picseek.engine.embed.clip.onnx_graphs import IDS, MASK, PIXELS, TowerGraph
from picseek.engine.embed.clip.onnx_runtime import CPU, Runtime, expected, on_processor, start
from picseek.engine.embed.clip.preparer import ClipPreparer, normalised
from picseek.engine.embed.clip.tokenizer import Tokens
from picseek.engine.embed.directions import mean_direction
from picseek.engine.embed.lazy_resource import LazyResource
from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.text.query_parser import MAX_CHARACTERS
from picseek.engine.types import ProblemCode, Stage
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import ModelSpec, OnNotice, PictureInput, QueryInput, Vector
    from picseek.engine.embed.clip.catalog import ClipModel
    from picseek.engine.embed.clip.model_folder import ModelFolder
    from picseek.engine.embed.clip.preparer import Pixels
    from picseek.engine.text.query_parser import ParsedQuery

_log = logging.getLogger(__name__)

_PICTURES_IDLE, _WORDS_IDLE = 60.0, 600.0  # seconds until an unused tower is released
_ON_PROCESSOR, _ON_ACCELERATOR = 4, 16  # pictures in a run; larger runs are not faster
_EXCLUSION = 0.5  # weight of the excluded words


class ClipEmbedder:
    """Embeds pictures and words with one model. Safe to call from any thread.

    On the processor, as many calls of `embed_pictures` as there are cores run at the same time,
    each on one thread: this is as fast as all cores on one batch, and does not disturb decoders.
    Queries come one at a time, so all cores embed one, and their threads spin until it is done:
    sleeping between two steps would take a quarter longer.
    """

    def __init__(
        self,
        model: ClipModel,
        folder: ModelFolder,
        runtime: Runtime,
        *,
        on_notice: OnNotice,
        idle: tuple[float, float] = (_PICTURES_IDLE, _WORDS_IDLE),
    ) -> None:
        """Nothing is loaded yet.

        Args:
            model: The model, whose files exist.
            folder: The folder of all models.
            runtime: The hardware that it runs on.
            on_notice: Called with a message if that cannot be used.
            idle: Seconds after which the unused picture tower, and text tower, is released.
        """
        self._model = model
        self._folder = folder
        self._runtime = runtime
        self._on_notice = on_notice
        self._accelerator = CPU
        self._words_idle = idle[1]
        self._words_cores = max(1, runtime.cores())
        self._words_lock = threading.Lock()
        self._pictures = LazyResource(self._load_pictures, idle[0])
        self._words = self._make_words(self._words_cores)
        self._tokens = LazyResource(self._load_tokens, idle[1])
        batch, calls = _ON_ACCELERATOR, 1
        if expected(runtime) == CPU:  # a run makes at most as many calls as it may use cores
            batch, calls = 2 * _ON_PROCESSOR, usable_cores()
        self._spec = model.spec(batch_pictures=batch, calls_in_flight=calls)

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""
        return self._spec

    @property
    def preparer(self) -> ClipPreparer:
        """What decode workers run on each picture."""
        return ClipPreparer(self._model.picture)

    @property
    def accelerator(self) -> str:
        """The hardware on which the picture tower was last loaded."""
        return self._accelerator

    @property
    def loaded(self) -> tuple[bool, bool]:
        """Whether the picture tower, and the text tower, is in memory."""
        return self._pictures.is_loaded, self._words.is_loaded

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Embed a batch; texts of the inputs are ignored.

        Returns:
            For each input in order: float32 of shape (dim,), L2-normalised, or an error. A picture
            has the same vector in any batch.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The model does not work.
        """
        results: list[Vector | PictureError] = []
        with self._pictures.use() as graph:
            most = self._pictures_a_run()
            for start in range(0, len(inputs), most):
                token.raise_if_cancelled()
                results += self._embed_run(graph, inputs[start : start + most])
        return results

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed words, pictures, or both (their mean direction).

        Excluded words have a negative weight.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The model does not work.
            PictureError: An example was not prepared by this model's preparer.
        """
        token.raise_if_cancelled()
        parts = [] if query.words.is_blank else [self._words_vector(query.words)]
        for found in self.embed_pictures(query.pictures, token) if query.pictures else []:
            if isinstance(found, PictureError):
                raise found
            parts.append(found)
        return QueryEmbedding(mean_direction(parts) if parts else None)

    def close(self) -> None:
        """Release the sessions after running calls have ended."""
        self._pictures.close()
        self._words.close()
        self._tokens.close()

    def _embed_run(
        self, graph: TowerGraph, inputs: Sequence[PictureInput]
    ) -> list[Vector | PictureError]:
        """Embed pictures in one run, except for invalid ones."""
        pixels = [self._pixels(each) for each in inputs]
        good = [each for each in pixels if not isinstance(each, PictureError)]
        vectors = iter(graph.run({PIXELS: np.stack(good)})) if good else iter(())
        return [each if isinstance(each, PictureError) else next(vectors) for each in pixels]

    def _pixels(self, picture: PictureInput) -> Pixels | PictureError:
        try:
            return normalised(picture.prepared, self._model.picture)
        except ValueError:
            return PictureError(
                ProblemCode.DAMAGED,
                message("This picture wasn't prepared for “{title}”.", title=self._model.title),
                Stage.EMBED,
            )

    def _words_vector(self, words: ParsedQuery) -> Vector:
        if not words.excluded:
            return self._text_vector(words.text.strip()[:MAX_CHARACTERS])
        away = -_EXCLUSION * self._text_vector(" ".join(words.excluded))
        return mean_direction([self._text_vector(words.phrase), away] if words.wanted else [away])

    def _text_vector(self, text: str) -> Vector:
        """The vector of a text, averaged over the model's templates: float32, shape (dim,).

        All templates are in one run, even with an 8-bit model: its content only depends on the
        text, so a query always has the same vector.
        """
        texts = [template.replace("{}", text) for template in self._model.templates]
        with self._tokens.use() as tokens, self._words_now().use() as graph:
            ids, mask = tokens.ids(texts)
            return mean_direction(list(graph.run({IDS: ids, MASK: mask})))

    def _words_now(self) -> LazyResource[TowerGraph]:
        """The text tower, on as many cores as may be used."""
        cores = max(1, self._runtime.cores())
        with self._words_lock:
            if cores != self._words_cores:
                self._words.retire()
                self._words_cores, self._words = cores, self._make_words(cores)
            return self._words

    def _make_words(self, cores: int) -> LazyResource[TowerGraph]:
        return LazyResource(partial(self._load_words, cores), self._words_idle)

    def _pictures_a_run(self) -> int:
        if self._model.quantised:
            return 1
        return _ON_PROCESSOR if self._accelerator == CPU else _ON_ACCELERATOR

    def _load_pictures(self) -> TowerGraph:
        tower = self._model.vision
        path = self._folder.file(self._model, tower.file)
        started = start(path, self._runtime, self._notify, threads=1)
        self._accelerator = started.accelerator
        alone = started.accelerator != CPU
        return TowerGraph(started.session, self._model, tower.output, alone=alone)

    def _load_words(self, cores: int) -> TowerGraph:
        tower = self._model.text
        path = self._folder.file(self._model, tower.file)
        session = on_processor(path, threads=cores, eager=True)
        return TowerGraph(session, self._model, tower.output)

    def _load_tokens(self) -> Tokens:
        plan = self._model.tokens
        return Tokens(self._folder.file(self._model, plan.file), plan)

    def _notify(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        self._on_notice(sentence)
