"""Searching, as the user types and clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from picseek.engine.errors import ModelError
from picseek.engine.types import Query
from picseek.ui.search import controller as search
from picseek.ui.search import result_message as results
from picseek.ui.search.controller import MAX_HITS, SearchTiming
from picseek.ui.widgets.chip import Chip
from picseek.ui.widgets.message_page import MessagePage
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library of three pictures."""
    fill(desk, tmp_path)
    return desk


def fill(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog beach.jpg", "dog snow.jpg", "cat sofa.jpg"))
    desk.library.remember(folder)
    desk.open()
    desk.until(lambda: len(desk.names()) == 3)


def test_all_pictures_are_shown_newest_first(full: Desk) -> None:
    assert full.names() == ["cat sofa.jpg", "dog snow.jpg", "dog beach.jpg"]
    assert full.message() == "3 pictures"


def test_the_keys_go_to_the_box_at_first(desk: Desk) -> None:
    desk.show()
    assert desk.window.focusWidget() is desk.box


def test_typing_finds_pictures(full: Desk) -> None:
    full.type("dog")
    full.until_names("dog beach.jpg", "dog snow.jpg")
    full.until(lambda: full.message() == "2 results")


def test_answers_cut_at_the_most_are_the_best(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(results, "announce", lambda _grid, text: said.append(text))
    monkeypatch.setattr(search, "MAX_HITS", 2)
    full.type("dog")
    full.until(lambda: full.message() == "Showing the best matches")
    assert said[-1] == full.message()


def test_typing_asks_once_it_rests_and_not_for_each_letter(full: Desk) -> None:
    full.type("dog snow")
    full.until_names("dog snow.jpg")
    assert full.library.asked[-1] == Query("dog snow", limit=MAX_HITS)
    assert len(full.library.asked) < len("dog snow")


def test_enter_asks_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.timing = SearchTiming(typing_ms=3_600_000)
    fill(desk, tmp_path)
    desk.type("cat")
    desk.press_key(Qt.Key.Key_Return)
    desk.until_names("cat sofa.jpg")


def test_the_newest_question_wins(full: Desk) -> None:
    full.library.search_gate.close()
    full.type("cat")
    full.until(lambda: len(full.library.asked) == 1)
    full.box.selectAll()
    full.type("dog")
    full.until(lambda: len(full.library.asked) == 2)
    full.library.search_gate.open()
    full.until_names("dog beach.jpg", "dog snow.jpg")


def test_escape_brings_all_pictures_back(full: Desk) -> None:
    full.type("cat")
    full.until_names("cat sofa.jpg")
    full.press_key(Qt.Key.Key_Escape)
    full.until(lambda: len(full.names()) == 3)
    assert full.box.text() == ""


def test_blanks_are_no_question(full: Desk) -> None:
    full.type("   ")
    full.press_key(Qt.Key.Key_Return)
    full.until(lambda: full.message() == "3 pictures")
    assert full.library.asked == []


def test_nothing_found_says_so_and_what_to_try(full: Desk) -> None:
    full.type("giraffe")
    full.until(lambda: full.shown("nothingPage"))
    page = full.child(MessagePage, "nothingPage")
    assert page.title == "No results for “giraffe”"
    assert "fewer words" in page.text
    full.press_key(Qt.Key.Key_Escape)
    full.until(lambda: full.shown("resultGrid"))


def test_words_that_the_model_does_not_know_are_named(full: Desk) -> None:
    full.type("wedding")
    full.until(lambda: full.shown("searchHint"))
    assert full.text("searchHint") == (
        "Picseek doesn't know “wedding”. Only names, dates, and captions can match."
    )
    full.box.clear()
    full.until(lambda: not full.shown("searchHint"))


def test_near_matches_are_shown_as_such(full: Desk) -> None:
    full.library.partly = True
    full.type("dog")
    full.until(
        lambda: (
            full.grid.content.geometry.sections[0].title == "No exact matches. Closest pictures:"
        )
    )
    assert full.shown("resultGrid")
    assert not full.shown("searchHint")


def test_a_failed_search_says_why(full: Desk) -> None:
    full.library.fails = ModelError("The model is missing; choose another one.")
    full.type("dog")
    full.until(lambda: full.shown("nothingPage"))
    assert (
        full.child(MessagePage, "nothingPage").text == "The model is missing; choose another one."
    )
    assert full.names() == []


def test_more_like_this_shows_a_chip_and_combines_with_words(full: Desk) -> None:
    full.select("dog snow.jpg")
    full.press("similarAction")
    full.until(lambda: full.shown("chip"))
    picture = full.library.id_of("dog snow.jpg")
    assert full.child(Chip, "chip").text == "Like: dog snow.jpg"
    full.until(lambda: full.library.asked[-1:] == [Query("", (picture,), MAX_HITS)])
    full.type("beach")
    full.until(lambda: full.library.asked[-1] == Query("beach", (picture,), MAX_HITS))
    full.click("removeLikeButton")
    full.until(lambda: full.library.asked[-1] == Query("beach", (), MAX_HITS))
    assert not full.shown("chip")


def test_several_examples_are_counted(full: Desk) -> None:
    full.select("dog snow.jpg", "cat sofa.jpg")
    full.press("similarAction")
    full.until(lambda: full.child(Chip, "chip").text == "Like: cat sofa.jpg and 1 more")
    full.until(lambda: len(full.library.asked[-1:]) == 1)
    assert len(full.library.asked[-1].like) == 2


def test_a_dropped_picture_is_searched_with(full: Desk, tmp_path: Path) -> None:
    (example,) = draw_pictures(tmp_path / "elsewhere", "example.jpg")
    assert full.drop(example)
    full.until(lambda: full.library.asked[-1:] == [Query("", (example,), MAX_HITS)])
    assert full.child(Chip, "chip").text == "Like: example.jpg"


def test_the_keys_lead_from_anywhere_to_the_box_and_on_to_the_pictures(full: Desk) -> None:
    find = full.action("focusSearchAction")
    assert find.shortcut() == QKeySequence(QKeySequence.StandardKey.Find)
    full.window.activateWindow()
    full.grid.setFocus()
    find.trigger()
    full.until(full.box.hasFocus)
    full.press_key(Qt.Key.Key_Down)
    full.until(full.grid.hasFocus)


def test_what_was_typed_before_the_library_was_open_is_searched(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "dog.jpg", "cat.jpg"))
    desk.show()
    desk.box.setText("cat")
    desk.until_names("cat.jpg")


def test_new_pictures_join_without_losing_the_selection(full: Desk, tmp_path: Path) -> None:
    full.select("dog beach.jpg")
    draw_pictures(tmp_path / "photos", "fox.jpg")
    full.press("rescanAction")
    full.until(lambda: "fox.jpg" in full.names())
    assert full.grid.selection.ids() == [full.library.id_of("dog beach.jpg")]
    assert full.message() == "1 selected"


def test_new_pictures_join_the_results_of_a_search(full: Desk, tmp_path: Path) -> None:
    full.type("dog")
    full.until_names("dog beach.jpg", "dog snow.jpg")
    full.select("dog snow.jpg")
    draw_pictures(tmp_path / "photos", "dog grass.jpg", "fox.jpg")
    full.press("rescanAction")
    full.until_names("dog beach.jpg", "dog snow.jpg", "dog grass.jpg")
    assert full.grid.selection.ids() == [full.library.id_of("dog snow.jpg")]
