"""Position and scale of a picture in a view, without Qt.

Lengths are device pixels: at scale 1, each pixel of the picture is one pixel on screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from picseek.ui.images.size import Size

MAX_PIXELS = 64_000_000
"""Largest image in memory, 256 MB. Larger pictures are shown at half size, or less."""

_MAX_SCALE = 16.0
_MIN_LENGTH = 1


class Frame(NamedTuple):
    """A rectangle in the view."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture in a view.

    Attributes:
        picture: Size of the full picture after rotation.
        view: Size of the view.
        scale: Device pixels per pixel of the picture; None: fitted, but not enlarged.
        x, y: The picture's pixel at the centre of the view.
    """

    picture: Size
    view: Size
    scale: float | None = None
    x: float = 0.0
    y: float = 0.0

    @property
    def fit_scale(self) -> float:
        """The scale that fits the picture to the view; at most 1."""
        width = max(1, self.view.width) / max(1, self.picture.width)
        height = max(1, self.view.height) / max(1, self.picture.height)
        return min(width, height, 1.0)

    @property
    def actual_scale(self) -> float:
        """Device pixels per pixel of the picture."""
        return self.fit_scale if self.scale is None else self.scale

    @property
    def frame(self) -> Frame:
        """The picture's rectangle, perhaps mostly outside the view."""
        scale = self.actual_scale
        width = max(_MIN_LENGTH, round(self.picture.width * scale))
        height = max(_MIN_LENGTH, round(self.picture.height * scale))
        return Frame(
            _start(self.view.width, width, self.x * scale),
            _start(self.view.height, height, self.y * scale),
            width,
            height,
        )

    @property
    def overflows(self) -> bool:
        """Whether the picture is larger than the view."""
        frame = self.frame
        return frame.width > self.view.width or frame.height > self.view.height

    def fitted(self) -> Placement:
        """Return the picture fitted and centred."""
        return replace(self, scale=None, x=self.picture.width / 2, y=self.picture.height / 2)

    def resized(self, view: Size) -> Placement:
        """Return the placement in a view of another size, with the same centre."""
        return _without_gaps(replace(self, view=view))

    def of(self, picture: Size) -> Placement:
        """Return the placement of another picture, fitted."""
        return replace(self, picture=picture).fitted()

    def scaled(self, scale: float, at: tuple[float, float] | None = None) -> Placement:
        """Return the placement at another scale.

        Args:
            scale: Limited to between the fitting scale and 16.
            at: The point of the view that stays fixed; None: the centre.
        """
        maximum = max(_MAX_SCALE, self.fit_scale)
        scale = min(max(scale, self.fit_scale), maximum)
        if scale <= self.fit_scale:
            return self.fitted()
        x, y = at or (self.view.width / 2, self.view.height / 2)
        from_middle = x - self.view.width / 2, y - self.view.height / 2
        step = 1 / self.actual_scale - 1 / scale
        spot_x, spot_y = self._center()
        x, y = spot_x + from_middle[0] * step, spot_y + from_middle[1] * step
        return _without_gaps(replace(self, scale=scale, x=x, y=y))

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> Placement:
        """Return the placement zoomed by a factor; stops at 1 when passing it."""
        before = self.actual_scale
        scale = before * factor
        if min(before, scale) < 1 < max(before, scale):
            scale = 1.0
        return self.scaled(scale, at)

    def panned(self, dx: float, dy: float) -> Placement:
        """Return the placement moved right and down, in pixels of the view."""
        scale = self.actual_scale
        x, y = self._center()
        return _without_gaps(replace(self, x=x - dx / scale, y=y - dy / scale))

    def _center(self) -> tuple[float, float]:
        """Return the picture's pixel at the centre of the view, even while fitted."""
        if self.scale is None:
            return self.picture.width / 2, self.picture.height / 2
        return self.x, self.y


def _without_gaps(placement: Placement) -> Placement:
    """Move the picture so that it leaves no avoidable gaps at the edges."""
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
    """Return where the picture starts on one axis, on a whole pixel; centred if it fits."""
    return (view - length) // 2 if length <= view else round(view / 2 - middle)


def sharp_size(full: Size, scale: float, *, exact: bool) -> Size:
    """Return the size of an image that looks sharp at a scale, limited to `MAX_PIXELS`.

    Args:
        full: The picture's size.
        scale: As in a `Placement`.
        exact: Return this very size; else the next larger of the full, half, quarter ... size,
            which can be used for a range of scales.
    """
    share = min(scale, 1.0)
    if not exact:
        step = 1.0
        while step / 2 >= share:
            step /= 2
        share = step
    while full.width * share * full.height * share > MAX_PIXELS:
        share /= 2
    return Size(max(1, round(full.width * share)), max(1, round(full.height * share)))
