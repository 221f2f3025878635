"""Why a picture is here: what is seen in it, and where the match is, as a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from picseek.engine.errors import PictureError
from picseek.engine.types import Explanation, Located, MatchBox, ProblemCode, SeenThing
from picseek.ui.images.size import Size
from picseek.ui.text.language import install_language
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.info import InfoPanel
from picseek.ui.viewer.outlines import Outline
from tests.support.ui.fake_library import FakeExplainer
from tests.ui.viewer.conftest import Gallery

KEY = Qt.Key
SEEN = (SeenThing("dog", 0.97), SeenThing("grass", 0.91), SeenThing("ball", 0.6))
DOG = MatchBox("dog", 0.5, 0.25, 1.0, 0.75, 0.9)
FOUND = Explanation((DOG,), SEEN, Located.FOUND)


@pytest.fixture
def searched(gallery: Gallery) -> Gallery:
    """A search for "jpg" whose second picture is looked at."""
    gallery.open()
    gallery.desk.library.reasons.answer = FOUND
    gallery.desk.box.setFocus()
    QTest.keyClicks(gallery.desk.box, "jpg")
    gallery.desk.until(lambda: bool(gallery.desk.library.asked))
    gallery.desk.until(lambda: len(gallery.desk.names()) == len(gallery.files))
    gallery.view("b.jpg")
    return gallery


def reasons(gallery: Gallery) -> FakeExplainer:
    return gallery.desk.library.reasons


def outlined(gallery: Gallery) -> list[str]:
    return [each.label for each in gallery.canvas.outlines]


def test_nothing_is_marked_or_looked_for_until_it_is_wanted(searched: Gallery) -> None:
    assert not outlined(searched)
    assert not reasons(searched).asked


def test_a_key_outlines_what_was_searched_for_and_again_hides_it(searched: Gallery) -> None:
    searched.press(KEY.Key_W)
    searched.desk.until(lambda: outlined(searched) == ["dog"])
    b = searched.desk.library.id_of("b.jpg")
    assert reasons(searched).asked[-1] == (b, "jpg", "builtin", True)
    asked = len(reasons(searched).asked)
    assert searched.desk.action("showWhereAction").isChecked()
    searched.press(KEY.Key_W)
    assert not outlined(searched)
    searched.press(KEY.Key_W)
    assert outlined(searched) == ["dog"]
    assert len(reasons(searched).asked) == asked  # it is known already


def test_a_button_and_the_menu_of_the_viewer_do_the_same(searched: Gallery) -> None:
    action = searched.desk.action("showWhereAction")
    (button,) = (each for each in action.associatedObjects() if isinstance(each, QToolButton))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    searched.desk.until(lambda: outlined(searched) == ["dog"])
    assert action.toolTip() == "Show match in picture (W)"


def test_the_next_picture_has_its_own_outlines(searched: Gallery) -> None:
    searched.press(KEY.Key_W)
    searched.desk.until(lambda: outlined(searched) == ["dog"])
    reasons(searched).gate.close()
    searched.press(KEY.Key_Right)
    searched.until_sharp("c.jpg")  # the search for its places holds nothing up
    assert not outlined(searched)
    reasons(searched).gate.open()
    searched.desk.until(lambda: outlined(searched) == ["dog"])


@pytest.mark.parametrize(
    ("located", "sentence"),
    [
        (Located.NOWHERE, "No part of this picture stands out as a match."),
        (Located.NO_THINGS, "Your search doesn't name a thing that can be marked in a picture."),
        (Located.UNABLE, "The current model can't show where the match is."),
    ],
)
def test_it_is_said_why_nothing_is_marked(
    searched: Gallery, located: Located, sentence: str
) -> None:
    reasons(searched).answer = Explanation((), SEEN, located)
    searched.press(KEY.Key_W)
    searched.desk.until(lambda: searched.desk.text("viewerNote") == sentence)
    assert not outlined(searched)


def test_a_picture_that_is_gone_is_a_sentence(searched: Gallery) -> None:
    reasons(searched).fails = PictureError(ProblemCode.VANISHED, "The file is gone.")
    searched.press(KEY.Key_W)
    searched.desk.until(lambda: searched.desk.text("viewerNote") == "The file is gone.")


def test_the_panel_lists_what_is_seen_surest_first(searched: Gallery) -> None:
    searched.press(KEY.Key_I)
    panel = searched.desk.child(InfoPanel, "viewerInfo")
    searched.desk.until(lambda: "What Picseek recognizes" in panel.toPlainText())
    lines = panel.toPlainText().splitlines()
    assert lines[lines.index("Likely") + 1] == "dog, grass"
    assert lines[lines.index("Possibly") + 1] == "ball"
    assert not reasons(searched).asked[0][3]  # for words nothing is decoded
    assert set(reasons(searched).languages) == {"en"}
    assert not outlined(searched)


@pytest.fixture
def german(qapp: QApplication, english: None) -> Iterator[None]:
    install_language(qapp, "de")
    yield
    install_language(qapp, "en")


def test_what_is_seen_is_named_in_the_language_of_the_window(
    searched: Gallery, german: None
) -> None:
    searched.press(KEY.Key_I)
    searched.desk.until(lambda: bool(reasons(searched).asked))
    assert set(reasons(searched).languages) == {"de"}


def test_the_panel_shows_it_without_a_search_too(gallery: Gallery) -> None:
    gallery.open()
    reasons(gallery).answer = FOUND
    gallery.view("c.jpg")
    gallery.press(KEY.Key_I)
    panel = gallery.desk.child(InfoPanel, "viewerInfo")
    gallery.desk.until(lambda: "dog, grass" in panel.toPlainText())
    assert "Why this result" not in panel.toPlainText()


# On the canvas


@pytest.fixture
def canvas(gallery: Gallery) -> Canvas:
    shown = Canvas()
    gallery.desk.qtbot.addWidget(shown)
    shown.resize(400, 400)
    shown.show()
    return shown


def put(canvas: Canvas, turns: int = 0) -> Outline:
    """A picture of 400 x 200 with its lower right quarter marked."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    canvas.show_picture(image, Size(400, 200), turns)
    outline = Outline(QRectF(0.5, 0.5, 0.5, 0.5), "dog")
    canvas.set_outlines([outline])
    return outline


@pytest.mark.parametrize(
    ("turns", "place"),
    [
        (0, QRectF(200, 200, 200, 100)),
        (1, QRectF(100, 200, 100, 200)),
        (2, QRectF(0, 100, 200, 100)),
        (3, QRectF(200, 0, 100, 200)),
    ],
)
def test_an_outline_turns_with_the_picture(canvas: Canvas, turns: int, place: QRectF) -> None:
    assert canvas.outline_rect(put(canvas, turns)) == place


def test_an_outline_grows_and_moves_with_the_picture(canvas: Canvas) -> None:
    outline = put(canvas)
    canvas.set_scale(2.0)
    assert canvas.outline_rect(outline) == QRectF(200, 200, 400, 200)
    canvas.pan(-100, 0)
    assert canvas.outline_rect(outline) == QRectF(100, 200, 400, 200)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_rest_steps_back_in_both_directions_of_writing(
    canvas: Canvas, direction: Qt.LayoutDirection
) -> None:
    """Pictures are not mirrored, and so are marks."""
    canvas.setLayoutDirection(direction)
    put(canvas)
    shot = canvas.grab().toImage()
    assert shot.pixelColor(300, 250) == QColor("white")
    assert shot.pixelColor(100, 250) != QColor("white")


def test_outlines_are_right_on_an_upright_picture_of_a_camera(
    gallery: Gallery, tmp_path: Path
) -> None:
    """A box is in shares of the picture as it is shown, whatever the file's orientation is."""
    from PIL import Image

    file = tmp_path / "my photos" / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned to the right
    Image.new("RGB", (400, 200), "white").save(file, exif=exif)
    gallery.files["turned.jpg"] = file
    gallery.open()
    reasons(gallery).answer = FOUND
    gallery.view("turned.jpg")
    gallery.press(KEY.Key_W)
    gallery.desk.until(lambda: outlined(gallery) == ["dog"])
    frame, ratio = gallery.canvas.placement.frame, gallery.canvas.devicePixelRatioF()
    assert frame.height > frame.width
    (outline,) = gallery.canvas.outlines
    place = gallery.canvas.outline_rect(outline)
    QApplication.processEvents()
    assert place.right() == pytest.approx((frame.left + frame.width) / ratio, abs=1)
    assert place.top() == pytest.approx((frame.top + frame.height / 4) / ratio, abs=1)
