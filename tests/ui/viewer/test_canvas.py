"""One picture on a canvas, under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from picseek.ui.images.size import Size
from picseek.ui.viewer.canvas import BACKGROUND, Canvas

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FULL = Size(4000, 3000)
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
NO_PHASE = Qt.ScrollPhase.NoScrollPhase


def image(width: int, height: int, colour: str = "red") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    shown = Canvas()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    return shown


def pixel(canvas: Canvas, x: int, y: int) -> QColor:
    return canvas.grab().toImage().pixelColor(x, y)


def wheel(
    canvas: Canvas,
    notches: float,
    at: tuple[float, float],
    *,
    pixels: tuple[int, int] = (0, 0),
    phase: Qt.ScrollPhase = NO_PHASE,
) -> None:
    spot = QPointF(*at)
    angle = QPoint(0, round(120 * notches))
    button = Qt.MouseButton.NoButton
    event = QWheelEvent(spot, spot, QPoint(*pixels), angle, button, NO_KEY, phase, False)
    QApplication.sendEvent(canvas, event)


def test_a_preview_is_drawn_where_the_sharp_image_will_be(canvas: Canvas) -> None:
    canvas.show_picture(image(320, 240), FULL, 0)
    assert pixel(canvas, 2, 2) == QColor("red")
    canvas.set_image(image(800, 600, "blue"), FULL)
    assert pixel(canvas, 2, 2) == QColor("blue")
    assert pixel(canvas, 797, 597) == QColor("blue")


def test_a_better_image_leaves_what_is_seen(canvas: Canvas) -> None:
    canvas.show_picture(image(320, 240), FULL, 0)
    canvas.set_scale(1.0, QPointF(10, 10))
    before = canvas.placement
    canvas.set_image(image(*FULL), FULL)
    assert canvas.placement == before


def test_an_image_of_another_shape_than_expected_is_fitted_again(canvas: Canvas) -> None:
    canvas.show_picture(image(320, 240), FULL, 0)
    canvas.set_image(image(300, 400), Size(300, 400))
    assert canvas.placement.frame == (250, 100, 300, 400)


def test_the_wheel_zooms_to_the_pointer(canvas: Canvas) -> None:
    canvas.show_picture(image(*FULL), FULL, 0)
    wheel(canvas, 1, (790, 590))
    frame = canvas.placement.frame
    assert frame.width == 1000
    assert frame.left + frame.width == pytest.approx(800, abs=4)


def test_two_fingers_move_a_zoomed_picture(canvas: Canvas) -> None:
    canvas.show_picture(image(*FULL), FULL, 0)
    canvas.set_scale(1.0)
    before = canvas.placement
    wheel(canvas, -1, (400, 300), pixels=(0, -30), phase=Qt.ScrollPhase.ScrollUpdate)
    assert canvas.placement.scale == before.scale
    assert canvas.placement.y == before.y + 30


def test_dragging_moves_it_and_is_no_click(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_picture(image(*FULL), FULL, 0)
    canvas.set_scale(1.0)
    before = canvas.placement
    clicks: list[None] = []
    canvas.clicked.connect(lambda: clicks.append(None))
    QTest.mousePress(canvas, LEFT, NO_KEY, QPoint(400, 300))
    QTest.mouseMove(canvas, QPoint(300, 250))
    QTest.mouseRelease(canvas, LEFT, NO_KEY, QPoint(300, 250))
    assert (canvas.placement.x, canvas.placement.y) == (before.x + 100, before.y + 50)
    assert not clicks
    canvas.fit()
    QTest.mouseClick(canvas, LEFT)
    assert len(clicks) == 1


def test_turning_shows_the_other_sides(canvas: Canvas) -> None:
    half = image(400, 200)
    for x in range(200, 400):
        for y in range(200):
            half.setPixelColor(x, y, QColor("blue"))
    canvas.show_picture(half, Size(400, 200), 0)
    assert pixel(canvas, 300, 300) == QColor("red")
    canvas.turn(1)
    assert pixel(canvas, 400, 150) == QColor("red")
    assert pixel(canvas, 400, 450) == QColor("blue")
    canvas.turn(-2)
    assert pixel(canvas, 400, 150) == QColor("blue")


def test_transparent_pictures_lie_on_white(canvas: Canvas) -> None:
    clear = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    canvas.show_picture(clear, Size(100, 100), 0)
    assert pixel(canvas, 400, 300) == QColor("white")
    assert pixel(canvas, 10, 10) == BACKGROUND


def test_a_message_takes_the_pictures_place(canvas: Canvas) -> None:
    canvas.show_picture(image(*FULL), FULL, 0)
    canvas.show_message("Gone", "It was moved.")
    assert canvas.image.isNull()
    canvas.zoom(2)  # harmless
    drawn = canvas.grab().toImage()
    line = {drawn.pixel(x, y) for x in range(300, 500) for y in range(270, 340)}
    assert len(line) > 2
    canvas.show_picture(image(*FULL), FULL, 0)
    assert canvas.message == ("", "")


def test_the_pointer_hides_only_when_asked_to(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_cursor_auto_hide(True)
    hides = canvas.findChild(QTimer, "pointerHides")
    assert hides is not None
    hides.setInterval(1)
    QTest.mouseMove(canvas, QPoint(50, 50))
    hides.start()
    qtbot.waitUntil(lambda: canvas.cursor().shape() == Qt.CursorShape.BlankCursor)
    canvas.set_cursor_auto_hide(False)
    assert canvas.cursor().shape() != Qt.CursorShape.BlankCursor


def test_a_fade_ends_with_the_new_picture(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.show_picture(image(800, 600), Size(800, 600), 0)
    canvas.show_picture(image(800, 600, "blue"), Size(800, 600), 0, fade=True)
    assert pixel(canvas, 400, 300) != QColor("blue")
    qtbot.waitUntil(lambda: pixel(canvas, 400, 300) == QColor("blue"))


def test_a_pixel_more_or_less_does_not_blur(canvas: Canvas) -> None:
    lines = image(799, 599, "white")
    for y in range(0, 599, 2):
        for x in range(799):
            lines.setPixelColor(x, y, QColor("black"))
    canvas.show_picture(lines, FULL, 0)
    drawn = canvas.grab().toImage()
    assert {drawn.pixelColor(400, y).name() for y in range(100, 500)} == {"#000000", "#ffffff"}


def test_a_resize_keeps_the_picture_fitted(canvas: Canvas) -> None:
    canvas.show_picture(image(*FULL), FULL, 0)
    canvas.resize(400, 300)
    assert canvas.placement.frame == (0, 0, 400, 300)
