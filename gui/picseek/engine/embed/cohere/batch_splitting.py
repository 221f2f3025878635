"""Sends a batch in parts, and halves refused parts until the refused picture is alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode, Stage

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector


class SplitBatch:
    """The pictures of a batch that are still to be sent, and the results of the others."""

    def __init__(self, count: int, most: int) -> None:
        """Args: count: pictures in the batch; most: maximum number to send at a time."""
        self._refused: list[range] = []
        self._count = count
        self._results: dict[int, Vector | PictureError] = {}
        self._sent_again: set[int] = set()
        self._parts = [range(at, min(at + most, count)) for at in range(0, count, most)]
        self._parts.reverse()

    def next_part(self) -> range | None:
        """Indices of the pictures to send next; None: all are done."""
        return self._parts.pop() if self._parts else None

    def answered(self, part: range, vectors: Sequence[Vector | None]) -> None:
        """Store the vectors of a part. A picture without a usable vector is sent again, alone."""
        for index, vector in zip(part, vectors, strict=True):
            if vector is not None:
                self._results[index] = vector
            elif index in self._sent_again:
                self.fail(index, message("The model couldn't process this picture."))
            else:
                self._sent_again.add(index)
                self._parts.append(range(index, index + 1))

    def split(self, part: range) -> None:
        """Send a refused part of several pictures as two."""
        middle = part.start + len(part) // 2
        self._refused.append(part)
        self._parts += [range(middle, part.stop), range(part.start, middle)]

    def fail(self, index: int, message: str) -> None:
        """Record that a picture cannot be embedded."""
        self._results[index] = PictureError(ProblemCode.REFUSED, message, Stage.EMBED)

    def results(self) -> list[Vector | PictureError]:
        """The vector or error of each picture, in order."""
        return [self._results[index] for index in range(self._count)]

    def too_many(self) -> list[int]:
        """Sizes of refused parts whose pictures were all accepted in smaller parts."""
        return [
            len(part)
            for part in self._refused
            if not any(isinstance(self._results[index], PictureError) for index in part)
        ]
