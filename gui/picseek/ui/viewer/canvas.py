"""A canvas that shows one picture, which can be zoomed, moved and rotated."""

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
"""Dark in both themes, so that colours look the same."""

_VEIL = QColor(23, 24, 27, 205)
_TEXT = QColor("#e6e6ea")
_FAINT_TEXT = QColor("#a5a8b0")
_STABLE_MS = 120
_CURSOR_MS = 2000
_FADE_MS = 350
_NOTCH = 120
_ZOOM_PER_NOTCH = 1.25
_PIXELATED_FROM = 3.0
_MESSAGE_WIDTH = 520
_NO_SIZE = Size(1, 1)


class Canvas(QWidget):
    """A picture on a dark background. It is given images, not files.

    Signals:
        placed: The picture's position or scale changed.
        placement_stable: It has not changed again for a moment: a sharper image may be needed.
        double_clicked: The left button was double-clicked at this position.
        clicked: The left button was clicked; not emitted after a drag.
    """

    placed = Signal()
    placement_stable = Signal()
    double_clicked = Signal(QPointF)
    clicked = Signal()

    def __init__(self, parent: QWidget | None = None, *, clear: bool = False) -> None:
        """Args: clear: Draw no background."""
        super().__init__(parent)
        self._clear = clear
        self._image = QImage()
        self._turns = 0
        self._placement = Placement(_NO_SIZE, _NO_SIZE)
        self._outlines: tuple[Outline, ...] = ()
        self._message = ("", "")
        self._dragged_from: QPointF | None = None
        self._moved = False
        self._previous = QImage()
        self._auto_hide_cursor = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not clear)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._stable_timer = QTimer(self, singleShot=True, interval=_STABLE_MS)
        self._stable_timer.timeout.connect(self.placement_stable)
        self._cursor_timer = QTimer(self, singleShot=True, interval=_CURSOR_MS)
        self._cursor_timer.setObjectName("pointerHides")
        self._cursor_timer.timeout.connect(self._hide_cursor)
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_FADE_MS)
        self._fade.valueChanged.connect(lambda _value: self.update())
        self._fade.finished.connect(self._end_fade)

    # What is shown

    @property
    def placement(self) -> Placement:
        """The picture's position and scale, in device pixels."""
        return self._placement

    @property
    def image(self) -> QImage:
        """The current image; null without a picture, or if only a message is shown."""
        return self._image

    @property
    def full_size(self) -> Size:
        """Size of the full picture before rotation."""
        shown = self._placement.picture
        return shown.turned if self._turns % 2 else shown

    @property
    def turns(self) -> int:
        """Clockwise quarter turns, 0 to 3."""
        return self._turns

    @property
    def message(self) -> tuple[str, str]:
        """Title and text of the message, each perhaps ``""``."""
        return self._message

    @property
    def view_size(self) -> Size:
        """Size of the canvas in device pixels."""
        ratio = self.devicePixelRatioF()
        return Size(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """The outlined areas of the picture."""
        return self._outlines

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Outline areas of the picture; they move and rotate with it."""
        self._outlines = tuple(outlines)
        self.update()

    def outline_rect(self, outline: Outline) -> QRectF:
        """Return the current position of an outline, in widget coordinates."""
        upright = self.full_size
        area = outline.area
        rect = QRectF(
            (area.x() - 0.5) * upright.width,
            (area.y() - 0.5) * upright.height,
            area.width() * upright.width,
            area.height() * upright.height,
        )
        return self._picture_transform(self._placement.actual_scale).mapRect(rect)

    def show_picture(self, image: QImage, full: Size, turns: int, *, fade: bool = False) -> None:
        """Show another picture, fitted to the canvas.

        Args:
            image: An image of any size, perhaps only a preview.
            full: Size of the full picture before rotation.
            turns: Clockwise quarter turns.
            fade: Fade over from the current picture.
        """
        self._begin_fade(fade)
        self._message = ("", "")
        self._image = image
        self._turns = turns
        shown = full.turned if turns % 2 else full
        self._place(Placement(shown, self.view_size).fitted())

    def set_image(self, image: QImage, full: Size) -> None:
        """Replace the image of the current picture; position and scale stay.

        Args:
            image: The new image.
            full: Size of the full picture; usually as before.
        """
        self._image = image
        self._message = ("", "")
        shown = full.turned if self._turns % 2 else full
        if shown != self._placement.picture:
            self._place(self._placement.of(shown))
        self.update()

    def show_message(self, title: str, text: str = "", *, over_picture: bool = False) -> None:
        """Show a message in place of the picture.

        Args:
            title: A short title.
            text: An explanation.
            over_picture: Leave the picture faintly visible behind the message.
        """
        if not over_picture:
            self._image = QImage()
        self._message = (title, text)
        self._end_fade()
        self.placed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self.show_message("")

    # Zooming, moving, rotating

    def fit(self) -> None:
        """Fit the picture to the canvas."""
        self._move_to(self._placement.fitted())

    def set_scale(self, scale: float, at: QPointF | None = None) -> None:
        """Set the scale in device pixels per pixel, around a point or the centre."""
        self._move_to(self._placement.scaled(scale, self._device(at)))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, around a point or the centre."""
        self._move_to(self._placement.zoomed(factor, self._device(at)))

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture right and down, in widget pixels."""
        ratio = self.devicePixelRatioF()
        self._move_to(self._placement.panned(dx * ratio, dy * ratio))

    def turn(self, quarters: int) -> None:
        """Rotate clockwise by quarter turns (negative: anticlockwise), and fit the picture."""
        self._turns = (self._turns + quarters) % 4
        shown = self._placement.picture
        self._move_to(self._placement.of(shown.turned if quarters % 2 else shown))

    def set_cursor_auto_hide(self, auto_hide: bool) -> None:
        """Hide the pointer while it does not move, or not."""
        self._auto_hide_cursor = auto_hide
        self._show_cursor()

    # Qt overrides

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            if not self._clear:
                painter.fillRect(self.rect(), BACKGROUND)
            if not self._image.isNull():
                self._paint_picture(painter)
                self._paint_outlines(painter)
            if any(self._message):
                self._paint_message(painter)
            if not self._previous.isNull():
                painter.setOpacity(float(self._fade.currentValue()))
                painter.drawImage(self.rect(), self._previous)
        finally:
            painter.end()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self._placement.resized(self.view_size))

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        """Zoom with pinch gestures of touchpads and touch screens."""
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
        """Zoom with a wheel; pan with a touchpad, or zoom if Ctrl is held."""
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
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self._moved = False
            self._show_cursor()

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_cursor()
        if self._dragged_from is not None:
            delta = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._moved = self._moved or self._placement.overflows
            self.pan(delta.x(), delta.y())

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._dragged_from is not None:
            self._dragged_from = None
            self._show_cursor()
            if not self._moved:
                self.clicked.emit()

    @guarded(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(event.position())

    # Internal

    def _move_to(self, placement: Placement) -> None:
        if not self._image.isNull():
            self._place(placement)

    def _place(self, placement: Placement) -> None:
        self._placement = placement
        self._stable_timer.start()
        self.update()
        self.placed.emit()

    def _device(self, at: QPointF | None) -> tuple[float, float] | None:
        ratio = self.devicePixelRatioF()
        return None if at is None else (at.x() * ratio, at.y() * ratio)

    def _picture_transform(self, scale: float = 1.0) -> QTransform:
        """Map coordinates around the unrotated picture's centre to widget coordinates.

        Args:
            scale: Device pixels per unit.
        """
        ratio, frame = self.devicePixelRatioF(), self._placement.frame
        transform = QTransform.fromScale(1 / ratio, 1 / ratio)
        transform.translate(frame.left + frame.width / 2, frame.top + frame.height / 2)
        transform.rotate(90 * self._turns)
        return transform.scale(scale, scale)

    def _paint_outlines(self, painter: QPainter) -> None:
        if self._outlines and not any(self._message):
            picture = self.outline_rect(Outline(QRectF(0, 0, 1, 1), ""))
            rects = [self.outline_rect(each) for each in self._outlines]
            paint_outlines(painter, picture, rects, [each.label for each in self._outlines])

    def _paint_picture(self, painter: QPainter) -> None:
        painter.save()
        frame = self._placement.frame
        upright = (frame.height, frame.width) if self._turns % 2 else (frame.width, frame.height)
        size = (self._image.width(), self._image.height())
        if max(abs(upright[0] - size[0]), abs(upright[1] - size[1])) <= 1:
            upright = size  # off by one from rounding: do not resample
        enlarged = upright[0] / self._image.width()
        if (enlarged != 1 and enlarged < _PIXELATED_FROM) or self._is_preview:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self._picture_transform(), True)
        target = QRectF(-upright[0] / 2, -upright[1] / 2, *upright)
        if self._image.hasAlphaChannel():
            painter.fillRect(target, Qt.GlobalColor.white)  # as in its thumbnail
        painter.drawImage(target, self._image, QRectF(self._image.rect()))
        painter.restore()

    @property
    def _is_preview(self) -> bool:
        """Whether the image has fewer pixels than the picture."""
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
            self._previous = self.grab().toImage()
            self._fade.start()

    @Slot()
    def _end_fade(self) -> None:
        self._fade.stop()
        self._previous = QImage()
        self.update()

    @Slot()
    def _hide_cursor(self) -> None:
        if self._auto_hide_cursor and self._dragged_from is None:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _show_cursor(self) -> None:
        if self._dragged_from is not None and self._placement.overflows:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._placement.overflows and not self._image.isNull():
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()
        if self._auto_hide_cursor:
            self._cursor_timer.start()
