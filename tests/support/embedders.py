"""An embedder for tests of the pipeline: tiny, counted, and able to fail in every agreed way."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import ModelSpec, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.errors import ModelError, PictureError
from picseek.engine.types import PictureFacts, ProblemCode, Stage

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector

DIM = 12


@dataclass(frozen=True)
class TinyPreparer:
    """A picture as 2x2 RGB pixels."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        return picture.resize((2, 2), Image.Resampling.BOX).tobytes()


@dataclass
class CountingEmbedder:
    """Embeds on threads, as a remote model does, and remembers what it was sent.

    Attributes:
        lock: Whoever holds it makes all calls hang.
    """

    batch_pictures: int = 4
    batch_bytes: int = 1 << 20
    calls_in_flight: int = 2
    refuse: bytes | None = None
    fail_after: int | None = None
    remote: bool = False
    meeting: threading.Barrier | None = None  # where calls wait for each other
    sent: list[bytes] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def spec(self) -> ModelSpec:
        return ModelSpec(
            id="tests/counting",
            revision="1",
            title="Counting",
            dim=DIM,
            batch_pictures=self.batch_pictures,
            batch_bytes=self.batch_bytes,
            calls_in_flight=self.calls_in_flight,
            remote=self.remote,
        )

    @property
    def preparer(self) -> TinyPreparer:
        return TinyPreparer()

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        token.raise_if_cancelled()
        with self.lock:
            self.running += 1
            self.most_running = max(self.most_running, self.running)
            self.calls.append(len(inputs))
            if self.fail_after is not None and len(self.sent) >= self.fail_after:
                self.running -= 1
                raise ModelError("The model went away.")
            self.sent += [picture.prepared for picture in inputs]
        if self.meeting is not None:
            self.meeting.wait(20)
        vectors = [self._embed(picture) for picture in inputs]
        with self.lock:
            self.running -= 1
        return vectors

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        vectors = [self._embed(picture) for picture in query.pictures]
        assert not any(isinstance(vector, PictureError) for vector in vectors)
        return QueryEmbedding(vectors[0] if vectors else None)  # type: ignore[arg-type]

    def close(self) -> None: ...

    def _embed(self, picture: PictureInput) -> Vector | PictureError:
        if self.refuse is not None and picture.prepared == self.refuse:
            return PictureError(ProblemCode.REFUSED, "The model refused it.", Stage.EMBED)
        pixels = np.frombuffer(picture.prepared, np.uint8).astype(np.float32) + 1
        return (pixels / np.linalg.norm(pixels)).astype(np.float32)
