"""The size of a picture or of a view: plain numbers, no Qt."""

from __future__ import annotations

from typing import NamedTuple


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int

    @property
    def turned(self) -> Size:
        """The size after a quarter turn."""
        return Size(self.height, self.width)
