"""Why a picture was found: where in it a query matches, and what the model sees in it at all."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.opening import open_picture
from picseek.engine.embed.base import Explains, Locator, Wanted
from picseek.engine.errors import PictureError
from picseek.engine.messages import say
from picseek.engine.types import Explanation, MatchBox, ProblemCode
from picseek.engine.workers.single import SingleWorker

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store


@dataclass(frozen=True, slots=True)
class LocateTask:
    """Things to be found in a picture.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        wanted: The things.
    """

    path: str
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Locating:
    """What the worker runs."""

    locator: Locator

    def __call__(self, task: LocateTask) -> tuple[MatchBox, ...]:
        """Find them. May crash or hang on a hostile file.

        Raises:
            PictureError: It cannot be decoded, or not be read.
            ModelError: The model is missing, damaged or cannot be run.
        """
        picture, _ = open_picture(Path(task.path), min_side=self.locator.min_side)
        return self.locator(picture, task.wanted)


class Explaining:
    """Explains what one library's models found. Safe to use from any thread."""

    def __init__(self, store: Store, models: OpenModels) -> None:
        self._store = store
        self._models = models
        self._lock = threading.Lock()
        self._workers: dict[str, SingleWorker[LocateTask, tuple[MatchBox, ...]]] = {}

    def explain(
        self, picture_id: int, text: str, model: str, token: CancelToken | None = None
    ) -> Explanation:
        """Look at a picture again for what a query asks for; blocks while it is decoded.

        Args:
            picture_id: As in a row.
            text: The query.
            model: Which model answered it (`SearchResult.model`).
            token: Gives up waiting.

        Returns:
            Nothing of either, if the model does not explain what it finds.

        Raises:
            Cancelled: Through the token.
            ModelError: The model cannot be asked.
            PictureError: The picture is gone, or cannot be read.
        """
        token = token or CancelToken()
        opened = self._models.get(model, token)
        embedder = opened.embedder
        if not isinstance(embedder, Explains):
            return Explanation()
        vector = self._store.vector(self._store.model(embedder.spec), picture_id)
        seen = () if vector is None else embedder.seen(vector)
        wanted = embedder.things_in(text)
        if not wanted:
            return Explanation(seen=seen)
        task = LocateTask(str(self._file_of(picture_id)), wanted)
        return Explanation(self._worker(model, embedder.locator).run(task, token), seen)

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            for worker in self._workers.values():
                worker.close()

    def _worker(
        self, model: str, locator: Locator
    ) -> SingleWorker[LocateTask, tuple[MatchBox, ...]]:
        with self._lock:
            return self._workers.setdefault(model, SingleWorker(Locating(locator)))

    def _file_of(self, picture_id: int) -> Path:
        for path in self._store.paths_of(picture_id):
            if os.path.isfile(path):  # noqa: PTH113 - never raises
                return path.absolute()
        raise PictureError(ProblemCode.VANISHED, say("The picture is no longer in the library."))
