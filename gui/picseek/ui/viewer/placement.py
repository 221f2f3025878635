"""Where a picture lies in a view: arithmetic, no Qt.

All lengths of the view are device pixels, so a scale of 1 shows one pixel of the picture by one
of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from picseek.ui.images.size import Size

MOST_PIXELS = 64_000_000
"""Pixels of the largest image that is kept in memory: 256 MB. Larger pictures are halved."""

_MOST_SCALE = 16.0
_LEAST_SIDE = 1


class Frame(NamedTuple):
    """A rectangle of the view."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture in a view.

    Attributes:
        picture: Size of the whole picture, as it is turned on screen.
        view: Size of the view.
        scale: Device pixels for a pixel of the picture; None: as large as fits, not enlarged.
        x, y: The picture's pixel in the middle of the view.
    """

    picture: Size
    view: Size
    scale: float | None = None
    x: float = 0.0
    y: float = 0.0

    @property
    def fit_scale(self) -> float:
        """The scale at which all of the picture is seen; at most 1."""
        width = max(1, self.view.width) / max(1, self.picture.width)
        height = max(1, self.view.height) / max(1, self.picture.height)
        return min(width, height, 1.0)

    @property
    def actual_scale(self) -> float:
        """Device pixels for a pixel of the picture."""
        return self.fit_scale if self.scale is None else self.scale

    @property
    def frame(self) -> Frame:
        """Where the picture is drawn; most of it may be outside the view."""
        scale = self.actual_scale
        width = max(_LEAST_SIDE, round(self.picture.width * scale))
        height = max(_LEAST_SIDE, round(self.picture.height * scale))
        return Frame(
            _start(self.view.width, width, self.x * scale),
            _start(self.view.height, height, self.y * scale),
            width,
            height,
        )

    @property
    def overflows(self) -> bool:
        """Whether there is more of the picture than the view shows."""
        frame = self.frame
        return frame.width > self.view.width or frame.height > self.view.height

    def fitted(self) -> Placement:
        """All of the picture, in the middle."""
        return replace(self, scale=None, x=self.picture.width / 2, y=self.picture.height / 2)

    def resized(self, view: Size) -> Placement:
        """In a view of another size, with the same spot in the middle."""
        return _held(replace(self, view=view))

    def of(self, picture: Size) -> Placement:
        """The same for another picture: as large as fits."""
        return replace(self, picture=picture).fitted()

    def scaled(self, scale: float, at: tuple[float, float] | None = None) -> Placement:
        """At another scale.

        Args:
            scale: Wanted; never below what fits nor above 16.
            at: The point of the view whose spot of the picture stays; None: the middle.
        """
        most = max(_MOST_SCALE, self.fit_scale)
        scale = min(max(scale, self.fit_scale), most)
        if scale <= self.fit_scale:
            return self.fitted()
        x, y = at or (self.view.width / 2, self.view.height / 2)
        from_middle = x - self.view.width / 2, y - self.view.height / 2
        step = 1 / self.actual_scale - 1 / scale
        spot_x, spot_y = self._middle()
        x, y = spot_x + from_middle[0] * step, spot_y + from_middle[1] * step
        return _held(replace(self, scale=scale, x=x, y=y))

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> Placement:
        """Larger or smaller by a factor; stops once at exactly 1, which is on the way."""
        before = self.actual_scale
        scale = before * factor
        if min(before, scale) < 1 < max(before, scale):
            scale = 1.0
        return self.scaled(scale, at)

    def panned(self, dx: float, dy: float) -> Placement:
        """With the picture moved right and down by so many pixels of the view."""
        scale = self.actual_scale
        x, y = self._middle()
        return _held(replace(self, x=x - dx / scale, y=y - dy / scale))

    def _middle(self) -> tuple[float, float]:
        """The picture's spot in the middle of the view, also while it fits."""
        if self.scale is None:
            return self.picture.width / 2, self.picture.height / 2
        return self.x, self.y


def _held(placement: Placement) -> Placement:
    """Without gaps at the edges that could be filled."""
    scale, picture, view = placement.scale, placement.picture, placement.view
    if scale is None or scale <= placement.fit_scale:
        return placement.fitted()
    x = _within(placement.x, picture.width, view.width / scale)
    y = _within(placement.y, picture.height, view.height / scale)
    return replace(placement, x=x, y=y)


def _within(middle: float, length: int, seen: float) -> float:
    if seen >= length:
        return length / 2
    return min(max(middle, seen / 2), length - seen / 2)


def _start(view: int, length: int, middle: float) -> int:
    """Where a side begins, on a whole pixel: in the middle, if all of it is seen."""
    return (view - length) // 2 if length <= view else round(view / 2 - middle)


def sharp_size(full: Size, scale: float, *, exact: bool) -> Size:
    """How large an image must be to look sharp at a scale, and no larger than it may be.

    Args:
        full: The picture's size.
        scale: As in a `Placement`.
        exact: Just this size; else the next half, quarter, ... of the picture, which serves
            for all scales down to the next one.
    """
    share = min(scale, 1.0)
    if not exact:
        step = 1.0
        while step / 2 >= share:
            step /= 2
        share = step
    while full.width * share * full.height * share > MOST_PIXELS:
        share /= 2
    return Size(max(1, round(full.width * share)), max(1, round(full.height * share)))
