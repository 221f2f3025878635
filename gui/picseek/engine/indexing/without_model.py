"""Recording files while their model cannot be used: they are shown, and found by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.embed.base import QueryEmbedding
from picseek.engine.models.open_models import ThumbnailsOnly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import ModelSpec, PictureInput, QueryInput, Vector
    from picseek.engine.errors import PictureError
    from picseek.engine.models.open_models import OpenModels


@dataclass(frozen=True, slots=True)
class NoEmbedder:
    """Stands for a model in a run that embeds nothing."""

    spec: ModelSpec

    @property
    def preparer(self) -> ThumbnailsOnly:
        """Creates only thumbnails."""
        return ThumbnailsOnly()

    def embed_pictures(
        self,
        inputs: Sequence[PictureInput],
        token: CancelToken,  # noqa: ARG002
    ) -> list[Vector | PictureError]:
        """Return nothing; the run's allowance grants no pictures."""
        assert not inputs
        return []

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:  # noqa: ARG002
        """Return an embedding that matches nothing."""
        return QueryEmbedding(None)

    def close(self) -> None:
        """Release nothing."""


@dataclass(frozen=True, slots=True)
class OpenIndexes:
    """The vector indexes of all open models, updated together."""

    models: OpenModels

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:  # noqa: ARG002
        """Add pictures again whose files are available again."""
        if len(ids):
            self.models.relist(ids)

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Remove pictures without any file."""
        if len(ids):
            self.models.unlist(ids)

    def save(self, generation: int) -> None:
        """Do nothing; the next run of each model saves its index."""
