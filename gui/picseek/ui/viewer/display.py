"""Brings pictures onto a canvas: first what is there at once, then the sharp image."""

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
from picseek.ui.viewer.placement import MOST_PIXELS, Placement, sharp_size
from picseek.ui.viewer.reduced_motion import motion_wanted

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

PREVIEW_SIDE = 320
"""Pixels of the longer side: what thumbnails on disk have."""

_PATIENCE_MS = 200
"""So long the last picture stays while nothing of the next one is there, not even a preview."""

_MOST_FRAME_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where images come from. Shared by all displays of a window; one of them at a time."""

    pictures: PictureSource
    previews: ThumbnailLoader
    player: Player


class Display(QObject):
    """Shows one picture at a time on a canvas, and has its neighbours decoded ahead.

    Signals:
        changed: Something else is on the canvas: a picture, a sharper image, a message.
    """

    changed = Signal()

    def __init__(self, canvas: Canvas, sources: Sources) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._sources = sources
        self._picture: PictureRow | None = None
        self._neighbours: tuple[PictureRow, ...] = ()
        self._shown = -1
        self._turns: dict[int, int] = {}
        self.fades = False
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(canvas.clear)
        sources.pictures.ready.connect(self._on_ready)
        sources.pictures.failed.connect(self._on_failed)
        sources.previews.ready.connect(self._on_preview)
        sources.player.frame.connect(self._on_frame)
        canvas.settled.connect(self._want)

    @property
    def picture(self) -> PictureRow | None:
        """What is looked at, whether or not it could be shown yet."""
        return self._picture

    @property
    def sharp(self) -> bool:
        """Whether the canvas shows the picture by an image of the size it needs."""
        picture = self._picture
        if picture is None or self._shown != picture.id:
            return False
        return self._sources.pictures.has(Wanted(picture.id, self._needed(picture)))

    @property
    def note(self) -> str:
        """What there is to say about the image that is shown, or ``""``."""
        full = self._canvas.full_size
        most = sharp_size(full, 1.0, exact=False).width
        if self._canvas.image.isNull() or self._canvas.placement.frame.width <= most:
            return ""
        if full.width * full.height <= MOST_PIXELS:
            return ""
        millions, share = round(full.width * full.height / 1e6), round(full.width / most)
        return self.tr("{} megapixels, shown at 1/{} size").format(millions, share)

    def show(self, picture: PictureRow, neighbours: Sequence[PictureRow]) -> None:
        """Show a picture.

        Args:
            picture: To be shown at once, or as soon as something of it is there.
            neighbours: What may be looked at next, the likeliest first.
        """
        self._neighbours = tuple(neighbours)
        if self._picture is None or picture.id != self._picture.id:
            self._picture = picture
            self._sources.player.unload()
            self._sources.pictures.forgive(picture.id)
            self._show_what_is_there(picture)
        self._want()

    def leave(self) -> None:
        """Show nothing, and give the memory back."""
        self._picture = None
        self._neighbours = ()
        self._shown = -1
        self._late.stop()
        self._turns.clear()
        self._sources.player.unload()
        self._sources.pictures.clear()
        self._canvas.clear()

    def turn(self, quarters: int) -> None:
        """Turn the picture on screen to the right, or left by a negative number."""
        if self._picture is not None and self._shown == self._picture.id:
            self._canvas.turn(quarters)
            self._turns[self._picture.id] = self._canvas.turns

    # What is wanted

    def _want(self) -> None:
        if self._picture is None:
            return
        around = (self._picture, *self._neighbours)
        first = Wanted(self._picture.id, self._needed(self._picture))
        rest = (Wanted(each.id, self._fitting(each)) for each in self._neighbours)
        self._sources.previews.set_wanted(frozenset(each.id for each in around))
        for each in around:
            self._preview(each)
        self._sources.pictures.want((first, *rest))
        self._take_better(self._picture)

    def _needed(self, picture: PictureRow) -> Size:
        """The image's size for what is seen now, upright."""
        placement = self._canvas.placement
        if self._shown != picture.id or placement.scale is None:
            return self._fitting(picture)
        return sharp_size(_full_size(picture), placement.actual_scale, exact=False)

    def _fitting(self, picture: PictureRow) -> Size:
        full = _full_size(picture)
        turned = full.turned if self._turns.get(picture.id, 0) % 2 else full
        scale = Placement(turned, self._canvas.view_size).fit_scale
        return sharp_size(full, scale, exact=True)

    # What comes

    def _show_what_is_there(self, picture: PictureRow) -> None:
        drawn = self._sources.pictures.best(picture.id, self._fitting(picture))
        if drawn is not None:
            self._show_drawn(picture, drawn)
            return
        preview = self._preview(picture)
        if preview is not None:
            self._put(picture, preview, _full_size(picture))
        else:
            self._late.start()

    def _show_drawn(self, picture: PictureRow, drawn: DecodedImage) -> None:
        if self._shown != picture.id:
            self._put(picture, drawn.image, drawn.full)
        elif not self._sources.player.loaded:
            self._canvas.set_image(drawn.image, drawn.full)
        if drawn.animated and not self._sources.player.loaded:
            small = drawn.full.width * drawn.full.height <= _MOST_FRAME_PIXELS
            size = drawn.full if small else drawn.size
            self._sources.player.load(drawn.path, size, play=motion_wanted())
        self.changed.emit()

    def _take_better(self, picture: PictureRow) -> None:
        """Change to an image that is there already and suits what is seen now."""
        drawn = self._sources.pictures.best(picture.id, self._needed(picture))
        if drawn is None or self._shown != picture.id or self._sources.player.loaded:
            return
        if drawn.size.width != self._canvas.image.width():
            self._show_drawn(picture, drawn)

    def _put(self, picture: PictureRow, image: QImage, full: Size) -> None:
        self._late.stop()
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
            drawn = self._sources.pictures.best(picture_id, self._needed(picture))
            if drawn is not None:
                self._show_drawn(picture, drawn)

    def _on_preview(self, picture_id: int) -> None:
        picture = self._picture
        if picture is None or picture.id != picture_id or self._shown == picture_id:
            return
        preview = self._preview(picture)
        if preview is not None:
            self._put(picture, preview, _full_size(picture))
            if self._sources.pictures.failure(picture_id):
                self._on_failed(picture_id)

    def _on_frame(self, image: QImage) -> None:
        if self._picture is not None and self._shown == self._picture.id:
            self._canvas.set_image(image, self._canvas.full_size)

    def _on_failed(self, picture_id: int) -> None:
        picture = self._picture
        if picture is None or picture.id != picture_id:
            return
        self._late.stop()
        known = self._shown == picture_id
        if not known:
            self._shown = -1
        self._canvas.show_message(
            self.tr("This picture can't be displayed"),
            self._sources.pictures.failure(picture_id),
            keep=known,
        )
        self.changed.emit()


def _full_size(picture: PictureRow) -> Size:
    return Size(max(1, picture.facts.width), max(1, picture.facts.height))
