"""Draws the cells of the grid, using only data in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from picseek.engine.types import PictureBadges, PictureRow
from picseek.ui.grid.badges import Badge, PlacedBadge, paint_badge, placed_badges
from picseek.ui.grid.results_model import PICTURE_ROLE, file_name
from picseek.ui.qt_guard import guarded, nothing

PADDING = 6
"""Pixels around a thumbnail, for the selection ring."""

_RADIUS = 5.0
_RING = 3.0
_RING_OUT = 3.5
_HOVER_RING = 2.0
_FOCUS_RING = 1.8
_INNER_OUT = 1.0  # between the picture and its selection ring
_NAME_SPACE = 4
_CACHED_NAMES = 4096
_GLYPH_SHARE = 0.34
_SHADE = 0.07
_FAINT = 0.3
_SOFT = 0.22
_FOCUS = 0.8
_LIFTED = 0.25
_PALE = 0.4
_SHORT_BY = 12
_MAX_ENLARGEMENT = 2.5
"""Maximum enlargement of small pictures to fill their cells."""

_MAX_CROP = 1.12
"""Maximum cropping of pictures to fill their cells, as a ratio; others are not cropped."""

_CRACK = ((0.56, 0.0), (0.42, 0.34), (0.6, 0.56), (0.46, 1.0))

_State = QStyle.StateFlag
Index = QModelIndex | QPersistentModelIndex


class ThumbnailSource(Protocol):
    """Provides thumbnails, such as a `ThumbnailLoader`."""

    def pixmap(self, row: PictureRow, side: int) -> QPixmap | None:
        """Return a thumbnail, `side` device pixels on its longer edge, or None."""

    def prefetch(self, row: PictureRow, side: int) -> None:
        """Load a thumbnail with lower priority than by `pixmap`."""

    def is_broken(self, picture_id: int) -> bool:
        """Whether a picture has no thumbnail, and none can be made."""


@dataclass(frozen=True, slots=True)
class _Pens:
    """Colours and pens for one palette."""

    shade: QBrush
    faint: QPen
    selected: QPen
    hovered: QPen
    focus: QPen
    name: QPen
    selected_name: QPen


class GridDelegate(QStyledItemDelegate):
    """Draws thumbnails with badges, names, and rings for hover, focus and selection.

    Attributes:
        badges: Badges by picture id. Changing it does not repaint.
    """

    def __init__(self, thumbnails: ThumbnailSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._show_names = False
        self._fills = False
        self.badges: dict[int, PictureBadges] = {}
        self._pens_cache: dict[tuple[int, QPalette.ColorGroup], _Pens] = {}
        self._elided: dict[tuple[str, int, str], str] = {}

    @property
    def show_names(self) -> bool:
        """Whether file names are shown below the thumbnails."""
        return self._show_names

    @show_names.setter
    def show_names(self, show: bool) -> None:
        if show != self._show_names:
            self._show_names = show
            self.sizeHintChanged.emit(QModelIndex())

    @property
    def fills(self) -> bool:
        """Whether thumbnails fill their cells; else they are centred in square cells."""
        return self._fills

    @fills.setter
    def fills(self, fills: bool) -> None:
        if fills != self._fills:
            self._fills = fills
            self.sizeHintChanged.emit(QModelIndex())

    @guarded(QSize)
    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a square as wide as `option.decorationSize`, plus padding and name."""
        side = option.decorationSize.width() + 2 * self._padding
        return QSize(side, side + self._name_height(option))

    @guarded(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pens = self._pens(option)
        box = self._box(option)
        picture = index.data(PICTURE_ROLE)
        if isinstance(picture, PictureRow):
            frame = self._paint_picture(painter, pens, box, picture)
            self._paint_badges(painter, option, frame, picture)
            if self._show_names:
                self._paint_name(painter, option, pens, file_name(picture))
        else:
            frame = QRectF(box)
            _paint_shade(painter, pens, frame)
        _paint_rings(painter, option, pens, frame)
        painter.restore()

    def prefetch(self, option: QStyleOptionViewItem, index: Index, ratio: float) -> None:
        """Load the item's thumbnail in advance.

        Args:
            option: Its `rect` is the cell.
            index: The item.
            ratio: Device pixels per pixel.
        """
        picture = index.data(PICTURE_ROLE)
        if isinstance(picture, PictureRow) and not self._thumbnails.is_broken(picture.id):
            side = round(self._side(self._box(option), picture) * ratio)
            self._thumbnails.prefetch(picture, side)

    def badge_at(
        self, option: QStyleOptionViewItem, picture: PictureRow, point: QPointF
    ) -> Badge | None:
        """Return the item's badge at a point, using `option.rect` and `option.font`."""
        frame = self._frame(self._box(option), picture, 1.0)
        for placed in self._placed_badges(option, frame, picture):
            if placed.rect.contains(point):
                return placed.badge
        return None

    @property
    def _padding(self) -> int:
        return 0 if self._fills else PADDING

    def _box(self, option: QStyleOptionViewItem) -> QRect:
        """Return the thumbnail's space in the cell."""
        pad = self._padding
        return option.rect.adjusted(pad, pad, -pad, -pad - self._name_height(option))

    def _side(self, box: QRect, picture: PictureRow) -> int:
        """Return the length of the thumbnail's longer edge."""
        width, height = picture.facts.width, picture.facts.height
        longest = max(width, height)
        side = max(box.width(), box.height())
        if not longest:
            return side
        across, down = box.width() / max(1, width), box.height() / max(1, height)
        scale = min(across, down)
        if self._fills and _covers(across, down):
            scale = max(across, down)
        # Icons must not be enlarged to blocks.
        maximum = longest * (_MAX_ENLARGEMENT if self._fills else 1)
        return max(1, round(min(longest * scale, maximum)))

    def _frame(self, box: QRect, picture: PictureRow, ratio: float) -> QRectF:
        """Return the picture's rectangle, by its aspect ratio."""
        width, height = picture.facts.width, picture.facts.height
        if width <= 0 or height <= 0:
            return QRectF(box)
        side = self._side(box, picture)
        frame = _fitted(box, QSize(width, height), side, ratio)
        return frame & QRectF(box) if self._fills else frame

    def _paint_picture(
        self, painter: QPainter, pens: _Pens, box: QRect, picture: PictureRow
    ) -> QRectF:
        """Draw the thumbnail or a placeholder, and return its rectangle."""
        ratio = painter.device().devicePixelRatioF()
        side = self._side(box, picture)
        pixmap = self._thumbnails.pixmap(picture, round(side * ratio))
        if self._fills and side < max(box.width(), box.height()) - _SHORT_BY:
            _paint_shade(painter, pens, QRectF(box))  # a frame for small pictures
        if pixmap is None and self._thumbnails.is_broken(picture.id):
            frame = QRectF(box)
            _paint_shade(painter, pens, frame)
            _paint_broken(painter, pens, frame)
            return frame
        if pixmap is None:
            frame = self._frame(box, picture, ratio)
            _paint_shade(painter, pens, frame)
            return frame
        if self._is_missing(picture):
            painter.setOpacity(_PALE)
        whole = _fitted(box, pixmap.size(), side, ratio)
        frame = whole & QRectF(box) if self._fills else whole
        _paint_pixmap(painter, frame, whole, pixmap)
        painter.setOpacity(1.0)
        return frame

    def _is_missing(self, picture: PictureRow) -> bool:
        badges = self.badges.get(picture.id)
        return badges is not None and not badges.present

    def _placed_badges(
        self, option: QStyleOptionViewItem, frame: QRectF, picture: PictureRow
    ) -> Iterator[PlacedBadge]:
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        badges = self.badges.get(picture.id)
        return placed_badges(picture, badges, frame, option.font, mirrored=mirrored)

    def _paint_badges(
        self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, picture: PictureRow
    ) -> None:
        if picture.copies > 1 or picture.facts.partial or picture.id in self.badges:
            for placed in self._placed_badges(option, frame, picture):
                paint_badge(painter, placed, option.font)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, pens: _Pens, name: str
    ) -> None:
        height = self._name_height(option)
        pad = self._padding
        top = option.rect.height() - height + (_NAME_SPACE if self._fills else 0)
        line = option.rect.adjusted(pad, top, -pad, 0)
        key = (name, line.width(), option.font.key())
        text = self._elided.get(key)
        if text is None:
            if len(self._elided) >= _CACHED_NAMES:
                self._elided.clear()
            text = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideMiddle, line.width())
            self._elided[key] = text
        chosen = bool(option.state & _State.State_Selected)
        painter.setFont(option.font)
        painter.setPen(pens.selected_name if chosen else pens.name)
        # The direction depends on the name, not on the window.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def _name_height(self, option: QStyleOptionViewItem) -> int:
        return option.fontMetrics.height() + _NAME_SPACE if self._show_names else 0

    def _pens(self, option: QStyleOptionViewItem) -> _Pens:
        groups = QPalette.ColorGroup
        group = groups.Active if option.state & _State.State_Active else groups.Inactive
        key = (option.palette.cacheKey(), group)
        pens = self._pens_cache.get(key)
        if pens is None:
            self._pens_cache.clear()
            pens = self._pens_cache[key] = _pens_of(option.palette, group)
        return pens


def _pens_of(palette: QPalette, group: QPalette.ColorGroup) -> _Pens:
    roles = QPalette.ColorRole
    base, text = palette.color(group, roles.Base), palette.color(group, roles.Text)
    accent = palette.color(group, roles.Highlight)
    if base.lightness() < text.lightness():
        accent = _mixed(accent, text, _LIFTED)  # designed as a background for light text
    faint = QPen(_mixed(base, text, _FAINT), 2.0)
    faint.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    faint.setCapStyle(Qt.PenCapStyle.RoundCap)
    return _Pens(
        shade=QBrush(_mixed(base, text, _SHADE)),
        faint=faint,
        selected=QPen(accent, _RING),
        hovered=QPen(_mixed(base, text, _SOFT), _HOVER_RING),
        focus=QPen(_mixed(base, text, _FOCUS), _FOCUS_RING),
        name=QPen(palette.color(group, roles.PlaceholderText)),
        selected_name=QPen(text),
    )


def _mixed(base: QColor, other: QColor, share: float) -> QColor:
    """Interpolate between two colours."""
    return QColor.fromRgbF(
        base.redF() + (other.redF() - base.redF()) * share,
        base.greenF() + (other.greenF() - base.greenF()) * share,
        base.blueF() + (other.blueF() - base.blueF()) * share,
    )


def _fitted(box: QRect, shape: QSize, side: int, ratio: float) -> QRectF:
    """Return a centred rectangle of this shape, `side` pixels on its longer edge."""
    scale = side / max(1, shape.width(), shape.height())
    # On whole device pixels, to avoid blurring.
    width = max(1, round(shape.width() * scale * ratio)) / ratio
    height = max(1, round(shape.height() * scale * ratio)) / ratio
    left = box.x() + int((box.width() - width) / 2 * ratio) / ratio
    top = box.y() + int((box.height() - height) / 2 * ratio) / ratio
    return QRectF(left, top, width, height)


def _covers(across: float, down: float) -> bool:
    """Whether a picture may be cropped to fill its cell, given the scales per axis."""
    return max(across, down) <= min(across, down) * _MAX_CROP


def _paint_pixmap(painter: QPainter, frame: QRectF, whole: QRectF, pixmap: QPixmap) -> None:
    """Draw the pixmap, placed at `whole`, cropped to `frame` with rounded corners.

    It is only scaled right after the cell size changed.
    """
    brush = QBrush(pixmap)
    x, y = whole.width() / pixmap.width(), whole.height() / pixmap.height()
    if (x, y) != (1.0, 1.0):
        brush.setTransform(QTransform.fromScale(x, y))
    painter.setBrushOrigin(whole.topLeft())
    painter.setBrush(brush)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = min(_RADIUS, min(frame.width(), frame.height()) / 4)
    painter.drawRoundedRect(frame, radius, radius)


def _paint_shade(painter: QPainter, pens: _Pens, frame: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pens.shade)
    painter.drawRoundedRect(frame, _RADIUS, _RADIUS)


def _paint_broken(painter: QPainter, pens: _Pens, frame: QRectF) -> None:
    """Draw a cracked picture frame."""
    side = min(frame.width(), frame.height()) * _GLYPH_SHARE
    glyph = QRectF(0, 0, side, side * 0.8)
    glyph.moveCenter(frame.center())
    painter.setPen(pens.faint)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(glyph, 3, 3)
    crack = QPainterPath()
    for at, (across, down) in enumerate(_CRACK):
        point = glyph.topLeft() + QPointF(glyph.width() * across, glyph.height() * down)
        if at:
            crack.lineTo(point)
        else:
            crack.moveTo(point)
    painter.drawPath(crack)


def _paint_rings(
    painter: QPainter, option: QStyleOptionViewItem, pens: _Pens, frame: QRectF
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    focused = bool(option.state & _State.State_HasFocus)
    if option.state & _State.State_Selected:
        _paint_ring(painter, pens.selected, frame, _RING_OUT)
        if focused:
            _paint_ring(painter, pens.focus, frame, _INNER_OUT)
    elif focused:
        _paint_ring(painter, pens.focus, frame, _RING_OUT)
    elif option.state & _State.State_MouseOver:
        _paint_ring(painter, pens.hovered, frame, _RING_OUT)


def _paint_ring(painter: QPainter, pen: QPen, frame: QRectF, out: float) -> None:
    painter.setPen(pen)
    painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), _RADIUS + out, _RADIUS + out)
