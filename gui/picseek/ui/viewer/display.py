"""Shows pictures on a canvas: first a preview, then the sharp image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.types import PictureRow
from picseek.ui.images.decoding import DecodedImage
from picseek.ui.images.size import Size
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.viewer.animation import Player
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.picture_source import PictureSource, Wanted
from picseek.ui.viewer.placement import MAX_PIXELS, Placement, sharp_size
from picseek.ui.viewer.reduced_motion import motion_wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

PREVIEW_SIDE = 320
"""Longer side of thumbnails on disk, in pixels."""

_CLEAR_DELAY_MS = 200
"""How long the last picture stays if not even a preview of the next one is available."""

_MAX_FRAME_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class ImageSources:
    """Sources of images, shared by the displays of a window."""

    pictures: PictureSource
    previews: ThumbnailLoader
    player: Player


class Display(QObject):
    """Shows one picture at a time on a canvas, and has its neighbours decoded ahead.

    Signals:
        changed: The canvas shows another picture, a sharper image, or a message.
    """

    changed = Signal()

    def __init__(self, canvas: Canvas, sources: ImageSources) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._sources = sources
        self._picture: PictureRow | None = None
        self._neighbours: tuple[PictureRow, ...] = ()
        self._shown = -1
        self._turns: dict[int, int] = {}
        self.fades = False
        self._clear_timer = QTimer(self, singleShot=True, interval=_CLEAR_DELAY_MS)
        self._clear_timer.timeout.connect(canvas.clear)
        sources.pictures.ready.connect(self._on_ready)
        sources.pictures.failed.connect(self._on_failed)
        sources.previews.ready.connect(self._on_preview)
        sources.player.frame.connect(self._on_frame)
        canvas.placement_stable.connect(self._request)

    @property
    def picture(self) -> PictureRow | None:
        """The current picture, even if it is not visible yet."""
        return self._picture

    @property
    def sharp(self) -> bool:
        """Whether the canvas shows the picture at full sharpness."""
        picture = self._picture
        if picture is None or self._shown != picture.id:
            return False
        return self._sources.pictures.has(Wanted(picture.id, self._needed_size(picture)))

    @property
    def note(self) -> str:
        """A note about the image's resolution, or ``""``."""
        full = self._canvas.full_size
        maximum = sharp_size(full, 1.0, exact=False).width
        if self._canvas.image.isNull() or self._canvas.placement.frame.width <= maximum:
            return ""
        if full.width * full.height <= MAX_PIXELS:
            return ""
        millions, share = round(full.width * full.height / 1e6), round(full.width / maximum)
        return self.tr("{} megapixels, shown at 1/{} size").format(millions, share)

    def show(self, picture: PictureRow, neighbours: Sequence[PictureRow]) -> None:
        """Show a picture.

        Args:
            picture: Shown at once, or as soon as a preview is available.
            neighbours: Pictures that may be next, the most likely first.
        """
        self._neighbours = tuple(neighbours)
        if self._picture is None or picture.id != self._picture.id:
            self._picture = picture
            self._sources.player.unload()
            self._sources.pictures.forget_failure(picture.id)
            self._show_available(picture)
        self._request()

    def leave(self) -> None:
        """Show nothing, and free the memory."""
        self._picture = None
        self._neighbours = ()
        self._shown = -1
        self._clear_timer.stop()
        self._turns.clear()
        self._sources.player.unload()
        self._sources.pictures.clear()
        self._canvas.clear()

    def turn(self, quarters: int) -> None:
        """Rotate the visible picture clockwise by quarter turns."""
        if self._picture is not None and self._shown == self._picture.id:
            self._canvas.turn(quarters)
            self._turns[self._picture.id] = self._canvas.turns

    # Requests

    def _request(self) -> None:
        if self._picture is None:
            return
        around = (self._picture, *self._neighbours)
        first = Wanted(self._picture.id, self._needed_size(self._picture))
        rest = (Wanted(each.id, self._fitted_size(each)) for each in self._neighbours)
        self._sources.previews.set_wanted(frozenset(each.id for each in around))
        for each in around:
            self._preview(each)
        self._sources.pictures.request((first, *rest))
        self._show_sharper(self._picture)

    def _needed_size(self, picture: PictureRow) -> Size:
        """Return the image size that the current scale needs, before rotation."""
        placement = self._canvas.placement
        if self._shown != picture.id or placement.scale is None:
            return self._fitted_size(picture)
        return sharp_size(_full_size(picture), placement.actual_scale, exact=False)

    def _fitted_size(self, picture: PictureRow) -> Size:
        full = _full_size(picture)
        turned = full.turned if self._turns.get(picture.id, 0) % 2 else full
        scale = Placement(turned, self._canvas.view_size).fit_scale
        return sharp_size(full, scale, exact=True)

    # Results

    def _show_available(self, picture: PictureRow) -> None:
        drawn = self._sources.pictures.best(picture.id, self._fitted_size(picture))
        if drawn is not None:
            self._show_drawn(picture, drawn)
            return
        preview = self._preview(picture)
        if preview is not None:
            self._show_image(picture, preview, _full_size(picture))
        else:
            self._clear_timer.start()

    def _show_drawn(self, picture: PictureRow, drawn: DecodedImage) -> None:
        if self._shown != picture.id:
            self._show_image(picture, drawn.image, drawn.full)
        elif not self._sources.player.loaded:
            self._canvas.set_image(drawn.image, drawn.full)
        if drawn.animated and not self._sources.player.loaded:
            small = drawn.full.width * drawn.full.height <= _MAX_FRAME_PIXELS
            size = drawn.full if small else drawn.size
            self._sources.player.load(drawn.path, size, play=motion_wanted())
        self.changed.emit()

    def _show_sharper(self, picture: PictureRow) -> None:
        """Switch to a decoded image that suits the current scale better."""
        drawn = self._sources.pictures.best(picture.id, self._needed_size(picture))
        if drawn is None or self._shown != picture.id or self._sources.player.loaded:
            return
        if drawn.size.width != self._canvas.image.width():
            self._show_drawn(picture, drawn)

    def _show_image(self, picture: PictureRow, image: QImage, full: Size) -> None:
        self._clear_timer.stop()
        self._shown = picture.id
        turns = self._turns.get(picture.id, 0)
        self._canvas.show_picture(image, full, turns, fade=self.fades)
        self.changed.emit()

    def _preview(self, picture: PictureRow) -> QImage | None:
        side = min(PREVIEW_SIDE, max(_full_size(picture)))
        pixmap = self._sources.previews.pixmap(picture, side)
        return pixmap.toImage() if pixmap is not None else None

    def _on_ready(self, picture_id: int) -> None:
        picture = self._picture
        if picture is not None and picture.id == picture_id:
            drawn = self._sources.pictures.best(picture_id, self._needed_size(picture))
            if drawn is not None:
                self._show_drawn(picture, drawn)

    def _on_preview(self, picture_id: int) -> None:
        picture = self._picture
        if picture is None or picture.id != picture_id or self._shown == picture_id:
            return
        preview = self._preview(picture)
        if preview is not None:
            self._show_image(picture, preview, _full_size(picture))
            if self._sources.pictures.failure(picture_id):
                self._on_failed(picture_id)

    def _on_frame(self, image: QImage) -> None:
        if self._picture is not None and self._shown == self._picture.id:
            self._canvas.set_image(image, self._canvas.full_size)

    def _on_failed(self, picture_id: int) -> None:
        picture = self._picture
        if picture is None or picture.id != picture_id:
            return
        self._clear_timer.stop()
        known = self._shown == picture_id
        if not known:
            self._shown = -1
        self._canvas.show_message(
            self.tr("This picture can't be displayed"),
            self._sources.pictures.failure(picture_id),
            over_picture=known,
        )
        self.changed.emit()


def _full_size(picture: PictureRow) -> Size:
    return Size(max(1, picture.facts.width), max(1, picture.facts.height))
