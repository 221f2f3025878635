"""The models of one open library: embedders and vector indexes, made at first use."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.decode import Decoder
from picseek.engine.embed.registry import Registry
from picseek.engine.guarded import SingleDecoder
from picseek.engine.types import ModelInfo
from picseek.engine.vectors import OnProgress, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder
    from picseek.engine.store import Store
    from picseek.engine.thumbnails import ThumbnailFolder


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """The store's vectors of one model, as a `VectorSource`."""

    store: Store
    model: int

    def generation(self) -> int:
        """Counts the changes of the searchable set."""
        return self.store.generation(self.model)

    def ids(self) -> NDArray[np.int64]:
        """Searchable picture ids, sorted, shape (n,)."""
        return self.store.searchable_ids(self.model)

    def vectors(
        self, ids: NDArray[np.int64] | None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Ids and vectors in chunks, shapes (n,) and (n, dim); None asks for all."""
        return self.store.vectors(self.model, ids)


def known_models(vectors: Mapping[str, int] | None = None) -> list[ModelInfo]:
    """All models that Picseek knows, with their numbers of vectors in a library."""
    counts = vectors or {}
    return [
        ModelInfo(spec.id, spec.title, spec.dim, True, "", counts.get(spec.id, 0))
        for spec in Registry().specs()
    ]


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model in use: its embedder, its vector index, and a decoder that prepares for it."""

    embedder: Embedder
    vectors: VectorIndex
    decoder: SingleDecoder


class OpenModels:
    """Opens each model once. Safe to use from any thread."""

    def __init__(self, store: Store, folder: Path, thumbnails: ThumbnailFolder) -> None:
        self._registry = Registry()
        self._store = store
        self._folder = folder
        self._thumbnails = thumbnails
        self._lock = threading.Lock()
        self._open: dict[str, OpenModel] = {}

    def get(
        self, model_id: str, token: CancelToken, on_progress: OnProgress | None = None
    ) -> OpenModel:
        """The model, opened; blocks while its vector index is loaded or rebuilt.

        Args:
            model_id: As in its spec.
            token: Stops a rebuild.
            on_progress: Called with vectors done and to do while the index is rebuilt.

        Raises:
            Cancelled: Through the token.
            ModelError: There is no such model, or it cannot be used now.
        """
        with self._lock:
            if model_id not in self._open:
                self._open[model_id] = self._make(model_id, token, on_progress)
            return self._open[model_id]

    def unlist(self, picture_ids: NDArray[np.int64]) -> None:
        """Take pictures out of every open vector index."""
        with self._lock:
            for model in self._open.values():
                model.vectors.remove(picture_ids)

    def close(self) -> None:
        """Release all models."""
        with self._lock:
            for model in self._open.values():
                model.decoder.close()
                model.vectors.close()
                model.embedder.close()
            self._open.clear()

    def _make(self, model_id: str, token: CancelToken, on_progress: OnProgress | None) -> OpenModel:
        embedder = self._registry.create(model_id)
        spec = embedder.spec
        source = StoredVectors(self._store, self._store.model(spec))
        folder = self._folder / re.sub(r"[^a-zA-Z0-9.-]+", "_", spec.id)
        vectors = VectorIndex.open(
            folder, spec.dim, source=source, token=token, on_progress=on_progress
        )
        decoder = SingleDecoder(Decoder(embedder.preparer, self._thumbnails))
        return OpenModel(embedder, vectors, decoder)
