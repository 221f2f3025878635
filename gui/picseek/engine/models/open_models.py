"""The models of one open library: embedders and vector indexes, opened at first use."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.decoder import Decoder
from picseek.engine.decoding.on_demand import SingleDecoder
from picseek.engine.embed.base import Before, not_ready
from picseek.engine.errors import EngineError, ModelError
from picseek.engine.messages import message
from picseek.engine.models.query_cache import QueryCache
from picseek.engine.models.turns import Turns
from picseek.engine.models.vector_sets import SortedSets, sort_sets
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.types import ModelInfo, PictureFacts
from picseek.engine.vectors import OnProgress, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder, ModelSource, ModelSpec, OnSent, Terms
    from picseek.engine.store import Store

_MINUTE = 60.0  # what services count by
_OF_FOLDERS = {each: each for each in "abcdefghijklmnopqrstuvwxyz0123456789.-"} | {"/": "_"}


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """The store's vectors of one model, as a `VectorSource`."""

    store: Store
    model: int

    def generation(self) -> int:
        """See `VectorSource`."""
        return self.store.vectors.generation(self.model)

    def ids(self) -> NDArray[np.int64]:
        """See `VectorSource`."""
        return self.store.vectors.searchable_ids(self.model)

    def vectors(
        self, ids: NDArray[np.int64] | None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """See `VectorSource`."""
        return self.store.vectors.chunks(self.model, ids)


@dataclass(frozen=True, slots=True)
class ThumbnailsOnly:
    """A `Preparer` for decoding without a model."""

    @property
    def min_side(self) -> int:
        """0: a thumbnail suffices."""
        return 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:  # noqa: ARG002
        """Prepare nothing."""
        return b""


def _file_name(model_id: str) -> str:
    """A name for a model's folder that is unique even on file systems that ignore case."""
    return "".join(_OF_FOLDERS.get(each) or _quoted(each) for each in model_id)


def _quoted(letter: str) -> str:
    """A letter as hexadecimal bytes."""
    return "".join(f"%{byte:02x}" for byte in letter.encode())


def _vector_space(spec: ModelSpec) -> tuple[str, int, str]:
    """Equal for specs of one model whose vectors can be compared."""
    return spec.revision, spec.dim, spec.host


def known_models(
    source: ModelSource,
    vectors: Mapping[str, int] | None = None,
    dims: Mapping[str, int] | None = None,
    *,
    current: str = "",
    described: bool = False,
) -> list[ModelInfo]:
    """The models of the table, the current one, and others that a library has used.

    Args:
        source: The registry.
        vectors: How many pictures each model has embedded, by model id.
        dims: Length of the vectors of each model that was used, by model id.
        current: Id of a model that is always listed.
        described: Whether models of the table use names and captions, if they can.
    """
    counts = vectors or {}
    ids = [source.described(spec.id, on=described) for spec in source.specs()]
    listed = {model_id: source.spec(model_id) for model_id in ids}
    used = [model_id for model_id, count in counts.items() if count and model_id not in listed]
    if current and current not in (*listed, *used):
        used.append(current)
    infos = [_info(source, spec.id, spec, counts) for spec in listed.values()]
    for model_id in used:
        try:
            spec = source.spec(model_id)
        except ModelError:  # a custom model whose files were deleted
            continue
        infos.append(_info(source, model_id, spec, counts, dim=(dims or {}).get(model_id, 0)))
    return infos


def _info(
    source: ModelSource, model_id: str, spec: ModelSpec, counts: Mapping[str, int], dim: int = 0
) -> ModelInfo:
    needs = source.needs(model_id)
    return ModelInfo(
        model_id,
        spec.title,
        spec.dim or dim,
        not needs,
        needs,
        counts.get(model_id, 0),
        spec.remote,
        spec.mixed,
    )


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model in use.

    Attributes:
        embedder: The model itself.
        vectors: The vectors of the library's pictures.
        decoder: Prepares pictures for it.
        queries: Embeds queries with it, and caches the embeddings if they cost something.
        waits: What it waits for.
    """

    embedder: Embedder
    vectors: VectorIndex
    decoder: SingleDecoder
    queries: QueryCache
    waits: WaitStatus

    def close(self) -> None:
        """Release all of it."""
        self.decoder.close()
        self.vectors.close()
        self.embedder.close()


class OpenModels:
    """Opens each model once. Safe to use from any thread.

    Opening may take long, or call a service. Adding pictures to the vector indexes and removing
    them never waits for that: an index that is being opened applies the missed changes afterwards.
    """

    def __init__(
        self,
        source: ModelSource,
        store: Store,
        folder: Path,
        thumbnails: ThumbnailFolder,
        record_calls: Callable[[str], OnSent],
    ) -> None:
        """Open nothing yet.

        Args:
            source: The known models.
            store: The store with their vectors.
            folder: The folder of their vector indexes.
            thumbnails: The library's thumbnails.
            record_calls: Returns, for a model's id, what records its embedder's calls.
        """
        self._source = source
        self._store = store
        self._folder = folder
        self._thumbnails = thumbnails
        self._record_calls = record_calls
        self._lock = threading.Lock()  # not held while a model is opened
        self._turns = Turns()
        self._missed: dict[str, list[NDArray[np.int64]]] = {}  # by id of a model being opened
        self._connection = 0
        self._closed = False
        self._open: dict[str, OpenModel] = {}
        self._parked: dict[str, OpenModel] = {}
        self._plain_decoder = SingleDecoder(Decoder(ThumbnailsOnly(), thumbnails))

    @property
    def decoder(self) -> SingleDecoder:
        """Decodes pictures for thumbnails, without a model."""
        return self._plain_decoder

    def spec(self, model_id: str) -> ModelSpec:
        """A model as data, without opening it; raises: ModelError, if there is no such model."""
        return self._source.spec(model_id)

    def local_specs(self) -> list[ModelSpec]:
        """The models of the table that work on this computer, the default one first."""
        return [spec for spec in self._source.specs() if not spec.remote]

    def terms(self, model_id: str) -> Terms | None:
        """See `ModelSource.terms`."""
        return self._source.terms(model_id)

    def is_ready(self, model_id: str) -> bool:
        """Whether a model can be used."""
        return not self._source.needs(model_id)

    def require(self, model_id: str) -> None:
        """Raises: ModelError, if something is missing before the model can be used."""
        needs = self._source.needs(model_id)
        if needs:
            spec = self._source.spec(model_id)
            raise ModelError(needs if spec.remote else not_ready(spec.title, needs))

    def described(self, model_id: str, *, on: bool) -> str:
        """See `ModelSource.described`."""
        return self._source.described(model_id, on=on)

    def infos(self, current: str, *, described: bool) -> list[ModelInfo]:
        """All models, with what they need and what they have embedded."""
        sets = self.sorted_sets()
        return known_models(
            self._source, sets.counts, sets.dims, current=current, described=described
        )

    def sorted_sets(self) -> SortedSets:
        """The library's vector sets: those of the models as they are now, and the others."""
        return sort_sets(self._source, self._store.vectors.sets())

    def get(
        self, model_id: str, token: CancelToken, on_progress: OnProgress | None = None
    ) -> OpenModel:
        """Open a model, unless it is open. Blocks while its vector index is loaded or rebuilt.

        Args:
            model_id: As in its spec.
            token: Stops a rebuild, and calls to a service.
            on_progress: Called with vectors added and to add while the index is rebuilt.

        Raises:
            Cancelled: Through the token.
            ModelError: There is no such model, or it cannot be used now.
        """
        model_id = self._source.spec(model_id).id
        with self._lock:
            opened = self._open.get(model_id)
        if opened is not None:
            return opened
        with self._turns.take(model_id, token):
            return self._opened(model_id, token, on_progress)

    def unlist(self, picture_ids: NDArray[np.int64], vector_set: int = 0) -> None:
        """Remove pictures from every open vector index, or from that of one set."""
        with self._lock:
            self._record_missed(picture_ids)
            for model in (*self._open.values(), *self._parked.values()):
                if (
                    not vector_set
                    or self._store.vectors.find_set(model.embedder.spec) == vector_set
                ):
                    model.vectors.remove(picture_ids)

    def folder_of(self, model_id: str, vector_set: int) -> Path:
        """Folder of the vector index of a set (its row number), if it was ever saved."""
        name = _file_name(model_id)
        first = self._store.vectors.oldest_set(model_id)
        return self._folder / (name if vector_set == first else f"{name}-{vector_set}")

    def relist(self, picture_ids: NDArray[np.int64]) -> None:
        """Add searchable pictures again to every open vector index that lacks them."""
        with self._lock:
            self._record_missed(picture_ids)
            for model in (*self._open.values(), *self._parked.values()):
                self._add_stored(model, picture_ids)

    def reconnect(self) -> None:
        """Create the embedders of remote models again at their next use, with new settings.

        Their vector indexes stay open: a running search may need them, and loading is expensive.
        """
        with self._lock:
            self._connection += 1
            for model_id, model in list(self._open.items()):
                if model.embedder.spec.remote:
                    self._park(model_id)

    def is_open(self, model_id: str) -> bool:
        """Whether a model is open or being opened."""
        with self._lock:
            return model_id in self._open or model_id in self._missed

    def release(self, model_id: str) -> None:
        """Close the embedder of a model; the next use creates it again, from its files.

        Waits while the model is being opened.
        """
        with self._turns.take(model_id, CancelToken()), self._lock:
            if model_id in self._open:
                self._park(model_id)

    def drop(self, model_id: str) -> None:
        """Release a model and its vector index; the next use opens both again.

        A running search can finish: the index is freed when the last search is done with it.
        """
        with self._lock:
            model = self._open.pop(model_id, None)
        if model is not None:
            model.decoder.close()
            model.embedder.close()

    def close(self) -> None:
        """Release all models."""
        with self._lock:
            self._closed = True
            for model in (*self._open.values(), *self._parked.values()):
                model.close()
            self._open.clear()
            self._parked.clear()
        self._plain_decoder.close()

    # Opening

    def _opened(
        self, model_id: str, token: CancelToken, on_progress: OnProgress | None
    ) -> OpenModel:
        """The model, opened by this thread or by an earlier one."""
        while True:
            with self._lock:
                if model_id in self._open:
                    return self._open[model_id]
                self._missed[model_id] = []
                connection = self._connection
            try:
                made = self._create(model_id, token, on_progress)
            except BaseException:
                with self._lock:
                    del self._missed[model_id]
                raise
            self._publish(model_id, made, connection)

    def _publish(self, model_id: str, made: OpenModel, connection: int) -> None:
        """Make a model available, after applying the changes that it missed."""
        with self._lock:
            missed = self._missed.pop(model_id)
            if self._closed:
                made.close()
                raise EngineError(message("The library is closed."))
            self._open[model_id] = made
            for picture_ids in missed:
                self._update_index(made, picture_ids)
            if made.embedder.spec.remote and connection != self._connection:
                self._park(model_id)  # it was connected with the previous settings

    def _update_index(self, model: OpenModel, picture_ids: NDArray[np.int64]) -> None:
        """Replace the vectors of these pictures with those in the store."""
        model.vectors.remove(picture_ids)
        self._add_stored(model, picture_ids)

    def _add_stored(self, model: OpenModel, picture_ids: NDArray[np.int64]) -> None:
        row = self._store.vectors.ensure_set(model.embedder.spec)
        for ids, matrix in self._store.vectors.chunks(row, picture_ids):
            model.vectors.add(ids, matrix)

    def _record_missed(self, picture_ids: NDArray[np.int64]) -> None:
        for missed in self._missed.values():
            missed.append(picture_ids)

    def _park(self, model_id: str) -> None:
        model = self._open.pop(model_id)
        self._parked[model_id] = model
        model.embedder.close()

    def _create(
        self, model_id: str, token: CancelToken, on_progress: OnProgress | None
    ) -> OpenModel:
        waits = WaitStatus()
        embedder = self._source.create(
            model_id,
            on_sent=self._record_calls(model_id),
            on_wait=waits.report_wait,
            on_notice=waits.notify,
            token=token,
            before=Before(
                self._store.vectors.dim(self._source.spec(model_id)),
                tuple(self._store.send_log.recent(_MINUTE)),
            ),
        )
        spec = embedder.spec
        with self._lock:
            parked = self._parked.pop(spec.id, None)
        if parked is not None:
            before = parked.embedder.spec
            if _vector_space(before) == _vector_space(spec):
                queries = QueryCache(embedder)
                return replace(parked, embedder=embedder, queries=queries, waits=waits)
            parked.close()  # another model has this name now
        try:
            vectors = self._open_vectors(spec, token, on_progress)
        except BaseException:
            embedder.close()
            raise
        decoder = SingleDecoder(Decoder(embedder.preparer, self._thumbnails))
        return OpenModel(embedder, vectors, decoder, QueryCache(embedder), waits)

    def _open_vectors(
        self, spec: ModelSpec, token: CancelToken, on_progress: OnProgress | None
    ) -> VectorIndex:
        source = StoredVectors(self._store, self._store.vectors.ensure_set(spec))
        folder = self.folder_of(spec.id, source.model)
        if not self._store.database.readonly:
            self._move_predecessor_index(spec)
        return VectorIndex.open(
            folder,
            spec.dim,
            source=source,
            token=token,
            on_progress=on_progress,
            saved_generation=self._store.vectors.saved_generation(source.model),
            replaced=self._store.vectors.replaced_ids(source.model),
        )

    def _move_predecessor_index(self, spec: ModelSpec) -> None:
        """Rename the index folder of a model whose id its successor got, before that needs it."""
        vectors = self._store.vectors
        successor = self._source.spec(spec.formerly) if spec.formerly else spec
        if not successor.succeeds or vectors.saved_generation(vectors.find_set(successor)):
            return
        predecessor = self._source.spec(successor.succeeds)
        vector_set = vectors.find_set(predecessor)
        old = self._folder / _file_name(predecessor.formerly)
        new = self.folder_of(predecessor.id, vector_set)
        if vectors.saved_generation(vector_set) and old.is_dir() and not new.exists():
            old.rename(new)
