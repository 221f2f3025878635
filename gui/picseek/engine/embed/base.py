"""What a model must be able to do, whether it runs here or is paid by the picture elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from picseek.engine.cancel import CancelToken
    from picseek.engine.errors import PictureError
    from picseek.engine.types import PictureFacts

    Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model as data.

    Attributes:
        id: Stable name, e.g. ``builtin`` or ``cohere/embed-v4.0``.
        revision: Changes when vectors stop being comparable; old ones are then made anew.
        title: What the user reads.
        dim: Length of a vector.
        batch_pictures: The most pictures in one call of `embed_pictures`.
        batch_bytes: The most prepared bytes in one call.
        calls_in_flight: How many calls of `embed_pictures` may run at once; 0 means the call
            costs nothing worth a thread (the preparer did the work).
        remote: Pictures leave this computer: needs consent, may cost money.
        mixed: Text can be fused with a picture into one vector.
    """

    id: str
    revision: str
    title: str
    dim: int
    batch_pictures: int = 64
    batch_bytes: int = 16 << 20
    calls_in_flight: int = 1
    remote: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class PictureInput:
    """A picture as the model wants it: what its `Preparer` made, and text to fuse, if any."""

    prepared: bytes
    text: str = ""


@dataclass(frozen=True, slots=True)
class QueryInput:
    """A question: text, pictures, or both."""

    text: str = ""
    pictures: tuple[PictureInput, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryEmbedding:
    """A question as a vector.

    Attributes:
        vector: Shape (dim,), float32, L2-normalised; None when nothing of it was understood.
        unknown: Words the model could not interpret, in the order they were asked.
        floor: Cosine at or below which a picture shows no evidence for the question;
            None when the model's scores only rank (cross-modal cosines of CLIP-class models).
    """

    vector: Vector | None
    unknown: tuple[str, ...] = ()
    floor: float | None = None


class Preparer(Protocol):
    """Makes a model's input from one decoded picture. Runs in a decode worker, so: picklable."""

    @property
    def min_side(self) -> int:
        """Pixels the shorter side must have, if the original has them; 0: a thumbnail will do."""

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Prepare one picture: upright, mode RGB, sRGB, possibly reduced."""


class Embedder(Protocol):
    """Turns pictures and questions into vectors of one space. Safe to call from any thread."""

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""

    @property
    def preparer(self) -> Preparer:
        """What decode workers run on each picture."""

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Embed a batch, within the spec's limits.

        Returns:
            For each input in order: float32 of shape (dim,), L2-normalised, or why not.

        Raises:
            Cancelled: The token was cancelled; nothing of the batch counts.
            ModelError: The model cannot go on (key refused, no network ...).
        """

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed a question.

        Raises:
            Cancelled: The token was cancelled.
            ModelError: The model cannot be asked now.
        """

    def close(self) -> None:
        """Release what the model holds."""
