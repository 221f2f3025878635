"""Facts in the search box: chips that say how they were understood, and ways out of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from picseek.ui.widgets.chip import Chip
from tests.e2e.person import COLOURS, Person
from tests.support.ui.accessible_names import poor_names

TAKEN = {"red": "2020:03:14", "green": "2020:07:01", "blue": "2019:03:04"}


@pytest.fixture
def dated(person: Person, tmp_path: Path) -> Person:
    """Somebody with three pictures, each taken on another day."""
    folder = tmp_path / "dated"
    folder.mkdir()
    for name, taken in TAKEN.items():
        exif = Image.Exif()
        exif[0x0132] = f"{taken} 12:00:00"
        Image.new("RGB", (200, 150), COLOURS[name]).save(folder / f"DSC_{name[0]}.jpg", exif=exif)
    person.wait_for_the_first_run()
    person.drop(folder)
    person.until(lambda: len(person.names) == len(TAKEN))
    person.until(lambda: not person.action("stopAction").isEnabled())
    return person


def chips(person: Person) -> list[Chip]:
    """The chips that are visible."""
    found = person.window.findChildren(Chip, "spanChip")
    return [chip for chip in found if chip.isVisible()]


def texts(person: Person) -> list[str]:
    return [chip.text for chip in chips(person)]


def test_a_chip_says_how_a_fact_was_understood(dated: Person) -> None:
    dated.ask("in march 2020")
    dated.sees("DSC_r.jpg")
    assert texts(dated) == ["in march 2020: Mar 2020"]
    dated.ask("is:landscape in march sort:oldest")
    dated.sees("DSC_b.jpg", "DSC_r.jpg")
    assert texts(dated) == ["wide pictures", "in march: Mar of any year", "oldest first"]
    dated.ask("red")
    dated.until(lambda: texts(dated) == [])


def test_chips_never_disagree_with_the_text(dated: Person) -> None:
    dated.ask("is:landscape in march 2020")
    dated.sees("DSC_r.jpg")
    assert len(texts(dated)) == 2
    dated.box.setText("is:landscape in march 2021")
    assert texts(dated) == ["wide pictures"]
    dated.box.setText("x is:landscape")
    assert texts(dated) == []


def test_removing_a_chip_by_key_gives_its_words_back(dated: Person) -> None:
    dated.ask("in march 2020")
    dated.sees("DSC_r.jpg")
    QTest.keyClick(dated.box, Qt.Key.Key_Tab)
    (chip,) = chips(dated)
    button = chip.findChild(QToolButton)
    while QApplication.focusWidget() is not button:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert button is not None
    assert button.accessibleName() == "Search for in march 2020 as a description"
    dated.expect_answer()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert dated.box.text() == 'words:"in march 2020"'
    dated.until(lambda: texts(dated) == [])
    assert QApplication.focusWidget() is dated.box


def test_exact_words_are_quoted_once_in_an_offer(dated: Person) -> None:
    dated.ask('is:landscape "zyzzyva"')
    button = dated.part(QPushButton, "withoutButton")
    dated.until(button.isVisible)
    assert button.text() == "Without “zyzzyva”: 3 pictures"


def test_an_empty_answer_offers_what_is_found_without_a_part(dated: Person) -> None:
    dated.ask("is:landscape in march 2031")
    button = dated.part(QPushButton, "withoutButton")
    dated.until(button.isVisible)
    assert button.text() == "Without “in march 2031”: 3 pictures"
    assert not dated.part(QPushButton, "secondWithoutButton").isVisible()
    assert poor_names(dated.part(QWidget, "nothingPage")) == []
    dated.expect_answer()
    dated.click("withoutButton")
    dated.sees_in_any_order("DSC_r.jpg", "DSC_g.jpg", "DSC_b.jpg")
    assert dated.box.text() == "is:landscape"
    dated.ask("zyzzyva")
    dated.until(lambda: dated.part(QWidget, "nothingPage").isVisible())
    assert not button.isVisible()


def test_what_is_not_understood_is_named_and_selected(dated: Person) -> None:
    dated.ask("red colour:dark")
    hint = dated.part(QLabel, "searchHint")
    dated.until(hint.isVisible)
    assert hint.text() == "“colour:” isn't a field, so it's searched as words."
    dated.click("searchHintAction")
    assert dated.box.selectedText() == "colour:dark"


def test_many_chips_need_no_wider_window(dated: Person) -> None:
    least = dated.window.minimumSizeHint().width()
    dated.ask(
        "is:landscape -is:square in march sort:oldest type:jpg size:<9mb width:>10 height:>10"
    )
    dated.sees("DSC_b.jpg", "DSC_r.jpg")
    assert len(texts(dated)) == 8
    assert dated.window.minimumSizeHint().width() == least
    dated.window.resize(640, 900)
    row = dated.part(QWidget, "spanChips")
    dated.until(lambda: len({chip.y() for chip in chips(dated)}) > 1)
    dated.until(lambda: all(row.rect().contains(chip.geometry()) for chip in chips(dated)))
    places = [chip.geometry() for chip in chips(dated)]
    assert all(not one.intersects(two) for one in places for two in places if one is not two)
