"""Draws one picture: fitted, zoomed, moved and turned, with the pointer or through methods."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from picseek.ui.images.size import Size
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.viewer.outlines import Outline, paint_outlines
from picseek.ui.viewer.placement import Placement

BACKGROUND = QColor("#17181b")
"""Behind pictures, in the light theme too: their colours are judged against it."""

_VEIL = QColor(23, 24, 27, 205)
_TEXT = QColor("#e6e6ea")
_FAINT_TEXT = QColor("#a5a8b0")
_SETTLE_MS = 120
_CURSOR_MS = 2000
_FADE_MS = 350
_NOTCH = 120
_ZOOM_PER_NOTCH = 1.25
_PIXELS_SEEN_FROM = 3.0
_MESSAGE_WIDTH = 520
_NO_SIZE = Size(1, 1)


class Canvas(QWidget):
    """A picture on a dark ground. Knows no files: it is given images.

    Signals:
        placed: The picture lies elsewhere, or at another scale.
        settled: It has done so for a moment: an image of another size may be wanted.
        double_clicked: With the left button.
        clicked: Likewise, once; not at the end of a drag.
    """

    placed = Signal()
    settled = Signal()
    double_clicked = Signal(QPointF)
    clicked = Signal()

    def __init__(self, parent: QWidget | None = None, *, clear: bool = False) -> None:
        """Args: clear: Without a ground of its own: what lies below shows around the picture."""
        super().__init__(parent)
        self._clear = clear
        self._image = QImage()
        self._turns = 0
        self._placement = Placement(_NO_SIZE, _NO_SIZE)
        self._outlines: tuple[Outline, ...] = ()
        self._message = ("", "")
        self._dragged_from: QPointF | None = None
        self._moved = False
        self._before = QImage()
        self._hides_cursor = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not clear)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.settled)
        self._idle = QTimer(self, singleShot=True, interval=_CURSOR_MS)
        self._idle.setObjectName("pointerHides")
        self._idle.timeout.connect(self._hide_cursor)
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_FADE_MS)
        self._fade.valueChanged.connect(lambda _value: self.update())
        self._fade.finished.connect(self._end_fade)

    # What is shown

    @property
    def placement(self) -> Placement:
        """Where the picture lies, in device pixels."""
        return self._placement

    @property
    def image(self) -> QImage:
        """What is drawn; a null image where there is nothing, or only a message."""
        return self._image

    @property
    def full_size(self) -> Size:
        """Size of the whole picture, upright."""
        shown = self._placement.picture
        return shown.turned if self._turns % 2 else shown

    @property
    def turns(self) -> int:
        """Quarter turns to the right, 0 to 3."""
        return self._turns

    @property
    def message(self) -> tuple[str, str]:
        """What is said in place of a picture, or over its preview: a title and a sentence."""
        return self._message

    @property
    def view_size(self) -> Size:
        """The canvas in device pixels."""
        ratio = self.devicePixelRatioF()
        return Size(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Places in the picture that are marked."""
        return self._outlines

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Mark places in the picture; they follow it as it is moved and turned."""
        self._outlines = tuple(outlines)
        self.update()

    def place_of(self, outline: Outline) -> QRectF:
        """Where a marked place is now, in pixels of the widget."""
        upright = self.full_size
        place = outline.place
        spot = QRectF(
            (place.x() - 0.5) * upright.width,
            (place.y() - 0.5) * upright.height,
            place.width() * upright.width,
            place.height() * upright.height,
        )
        return self._from_middle(self._placement.actual_scale).mapRect(spot)

    def show_picture(self, image: QImage, full: Size, turns: int, *, fade: bool = False) -> None:
        """Show another picture, all of it.

        Args:
            image: Of any size, perhaps only a preview.
            full: Size of the whole picture, upright.
            turns: Quarter turns to the right.
            fade: Let it come out of what was shown before.
        """
        self._begin_fade(fade)
        self._message = ("", "")
        self._image = image
        self._turns = turns
        shown = full.turned if turns % 2 else full
        self._place(Placement(shown, self.view_size).fitted())

    def set_image(self, image: QImage, full: Size) -> None:
        """Show the same picture by a better image; what is seen of it stays.

        Args:
            image: The better one.
            full: Size of the whole picture; usually as before.
        """
        self._image = image
        self._message = ("", "")
        shown = full.turned if self._turns % 2 else full
        if shown != self._placement.picture:
            self._place(self._placement.of(shown))
        self.update()

    def show_message(self, title: str, text: str = "", *, keep: bool = False) -> None:
        """Show words in place of a picture.

        Args:
            title: What is the matter.
            text: A sentence about it.
            keep: Let the picture be seen faintly below them.
        """
        if not keep:
            self._image = QImage()
        self._message = (title, text)
        self._end_fade()
        self.placed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.show_message("")

    # Zooming, moving, turning

    def fit(self) -> None:
        """Show all of the picture."""
        self._move_to(self._placement.fitted())

    def set_scale(self, scale: float, at: QPointF | None = None) -> None:
        """Show a pixel by so many of the screen's, around a spot or the middle."""
        self._move_to(self._placement.scaled(scale, self._device(at)))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Show it larger or smaller by a factor, around a spot or the middle."""
        self._move_to(self._placement.zoomed(factor, self._device(at)))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture right and down, by so many pixels of the widget."""
        ratio = self.devicePixelRatioF()
        self._move_to(self._placement.panned(dx * ratio, dy * ratio))

    def turn(self, quarters: int) -> None:
        """Turn the picture to the right, or left by a negative number; show all of it."""
        self._turns = (self._turns + quarters) % 4
        shown = self._placement.picture
        self._move_to(self._placement.of(shown.turned if quarters % 2 else shown))

    def set_cursor_auto_hide(self, hides: bool) -> None:
        """Let the pointer vanish while it rests, or stay."""
        self._hides_cursor = hides
        self._show_cursor()

    # Qt's side

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, or the message."""
        painter = QPainter(self)
        try:
            if not self._clear:
                painter.fillRect(self.rect(), BACKGROUND)
            if not self._image.isNull():
                self._paint_picture(painter)
                self._paint_outlines(painter)
            if any(self._message):
                self._paint_message(painter)
            if not self._before.isNull():
                painter.setOpacity(float(self._fade.currentValue()))
                painter.drawImage(self.rect(), self._before)
        finally:
            painter.end()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all of it in view, or the same spot in the middle."""
        super().resizeEvent(event)
        self._place(self._placement.resized(self.view_size))

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        """Pinches of a touchpad or a touch screen zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), self.mapFromGlobal(pinch.centerPoint()))
                return True
        return super().event(event)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms; two fingers on a touchpad move the picture, with Ctrl they zoom."""
        event.accept()
        pixels, notches = event.pixelDelta(), event.angleDelta().y() / _NOTCH
        with_ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        touchpad = not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        if touchpad and not with_ctrl:
            self.pan(pixels.x(), pixels.y())
        elif notches:
            self.zoom(_ZOOM_PER_NOTCH**notches, event.position())

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self._moved = False
            self._show_cursor()

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture."""
        self._show_cursor()
        if self._dragged_from is not None:
            way = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._moved = self._moved or self._placement.overflows
            self.pan(way.x(), way.y())

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The picture stays where it is."""
        if event.button() == Qt.MouseButton.LeftButton and self._dragged_from is not None:
            self._dragged_from = None
            self._show_cursor()
            if not self._moved:
                self.clicked.emit()

    @guarded(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Who owns the canvas knows what that means."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(event.position())

    # Inside

    def _move_to(self, placement: Placement) -> None:
        if not self._image.isNull():
            self._place(placement)

    def _place(self, placement: Placement) -> None:
        self._placement = placement
        self._settle.start()
        self.update()
        self.placed.emit()

    def _device(self, at: QPointF | None) -> tuple[float, float] | None:
        ratio = self.devicePixelRatioF()
        return None if at is None else (at.x() * ratio, at.y() * ratio)

    def _from_middle(self, scale: float = 1.0) -> QTransform:
        """From what is around the upright picture's middle to pixels of the widget.

        Args:
            scale: Device pixels for one of what is there.
        """
        ratio, frame = self.devicePixelRatioF(), self._placement.frame
        where = QTransform.fromScale(1 / ratio, 1 / ratio)
        where.translate(frame.left + frame.width / 2, frame.top + frame.height / 2)
        where.rotate(90 * self._turns)
        return where.scale(scale, scale)

    def _paint_outlines(self, painter: QPainter) -> None:
        if self._outlines and not any(self._message):
            whole = self.place_of(Outline(QRectF(0, 0, 1, 1), ""))
            places = [self.place_of(each) for each in self._outlines]
            paint_outlines(painter, whole, places, [each.words for each in self._outlines])

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        frame = self._placement.frame
        upright = (frame.height, frame.width) if self._turns % 2 else (frame.width, frame.height)
        size = (self._image.width(), self._image.height())
        if max(abs(upright[0] - size[0]), abs(upright[1] - size[1])) <= 1:
            upright = size  # a pixel by rounding is no reason to blur all of them
        enlarged = upright[0] / self._image.width()
        if (enlarged != 1 and enlarged < _PIXELS_SEEN_FROM) or self._is_preview:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self._from_middle(), True)
        target = QRectF(-upright[0] / 2, -upright[1] / 2, *upright)
        if self._image.hasAlphaChannel():
            painter.fillRect(target, Qt.GlobalColor.white)  # as in its thumbnail
        painter.drawImage(target, self._image, QRectF(self._image.rect()))
        painter.restore()

    @property
    def _is_preview(self) -> bool:
        """Whether the image has fewer pixels than the picture: there is nothing to count yet."""
        return self._image.width() < self.full_size.width

    def _paint_message(self, painter: QPainter) -> None:
        title, text = self._message
        if not self._image.isNull():
            painter.fillRect(self.rect(), _VEIL)
        width = min(_MESSAGE_WIDTH, self.width() - 32)
        box = QRect((self.width() - width) // 2, 0, width, self.height() // 2)
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        painter.setFont(font)
        painter.setPen(_TEXT)
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box, flags | int(Qt.AlignmentFlag.AlignBottom), title)
        painter.setFont(self.font())
        painter.setPen(_FAINT_TEXT)
        box.translate(0, self.height() // 2 + 8)
        painter.drawText(box, flags | int(Qt.AlignmentFlag.AlignTop), text)

    def _begin_fade(self, fade: bool) -> None:
        self._end_fade()
        if fade and self.isVisible() and not self._image.isNull():
            self._before = self.grab().toImage()
            self._fade.start()

    @Slot()
    def _end_fade(self) -> None:
        self._fade.stop()
        self._before = QImage()
        self.update()

    @Slot()
    def _hide_cursor(self) -> None:
        if self._hides_cursor and self._dragged_from is None:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _show_cursor(self) -> None:
        if self._dragged_from is not None and self._placement.overflows:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._placement.overflows and not self._image.isNull():
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()
        if self._hides_cursor:
            self._idle.start()
