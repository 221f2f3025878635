"""Who is asked, when: with Enter or as the user types, and one model after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from picseek.engine.types import ModelInfo, Query
from picseek.ui.search.controller import MAX_HITS
from picseek.ui.search.model_chooser import ModelChooser
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_sending import FAR

ENTER = "Describe a picture and press Enter"
"""What stands in the empty box when nothing is sent before Enter."""

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


def far(vectors: int) -> ModelInfo:
    return ModelInfo(FAR, "Far one", 8, True, "", vectors, remote=True)


@pytest.fixture
def stocked(desk: Desk, tmp_path: Path) -> Desk:
    """A library of three pictures, two of which the remote model knows; no window yet."""
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog beach.jpg", "dog snow.jpg", "cat sofa.jpg"))
    desk.library.remember(folder)
    desk.library.choice.more = [far(2)]
    desk.library.far.agreed.add(FAR)
    return desk


@pytest.fixture
def remote(stocked: Desk) -> Desk:
    """A window whose model is asked over the network."""
    open_with_far(stocked)
    return stocked


def open_with_far(desk: Desk) -> None:
    desk.library.use_model(FAR)
    desk.open()
    desk.until(lambda: len(desk.names()) == 3)
    desk.until(lambda: desk.box.placeholderText() == ENTER)


@pytest.fixture
def local(stocked: Desk) -> Desk:
    """A window whose model is the built-in one, and another could be asked."""
    stocked.open()
    stocked.until(lambda: stocked.shown("modelChooser"))
    return stocked


def chooser(desk: Desk) -> ModelChooser:
    return desk.child(ModelChooser, "modelChooser")


def ask(desk: Desk, model: str) -> None:
    """Choose in the menu."""
    choices: list[QAction] = chooser(desk).menu().actions()
    next(action for action in choices if action.data() == model).trigger()


def test_a_remote_model_is_asked_with_enter_only(remote: Desk) -> None:
    remote.type("dog")
    remote.until(lambda: remote.shown("searchHint"))
    assert remote.text("searchHint") == "Press Enter to search with Far one."
    assert remote.library.asked == []
    assert len(remote.names()) == 3
    remote.press_key(Qt.Key.Key_Return)
    remote.until_names("dog beach.jpg", "dog snow.jpg")
    # Nothing was asked when typing came to rest, either.
    assert remote.library.asked == [Query("dog", limit=MAX_HITS)]
    assert not remote.shown("searchHint")
    assert remote.box.placeholderText() == ENTER


def test_going_back_to_what_was_asked_needs_no_enter(remote: Desk) -> None:
    remote.type("dog")
    remote.press_key(Qt.Key.Key_Return)
    remote.until_names("dog beach.jpg", "dog snow.jpg")
    remote.type("s")
    assert remote.shown("searchHint")
    remote.press_key(Qt.Key.Key_Backspace)
    assert not remote.shown("searchHint")


def test_clearing_the_box_shows_all_pictures_without_enter(remote: Desk) -> None:
    remote.type("dog")
    remote.press_key(Qt.Key.Key_Return)
    remote.until_names("dog beach.jpg", "dog snow.jpg")
    remote.box.clear()
    remote.until(lambda: len(remote.names()) == 3)


def test_half_a_question_is_not_sent_by_what_else_happens(remote: Desk, tmp_path: Path) -> None:
    remote.type("dog")
    remote.press_key(Qt.Key.Key_Return)
    remote.until_names("dog beach.jpg", "dog snow.jpg")
    remote.type(" of my secret fri")
    draw_pictures(tmp_path / "photos", "dog grass.jpg")
    remote.press("rescanAction")
    remote.until_names("dog beach.jpg", "dog snow.jpg", "dog grass.jpg")
    assert {query.text for query in remote.library.asked} == {"dog"}
    assert remote.text("searchHint") == "Press Enter to search with Far one."


def test_half_a_question_is_not_sent_by_taking_an_example_out(remote: Desk) -> None:
    remote.select("cat sofa.jpg")
    remote.press("similarAction")
    remote.until(lambda: len(remote.library.asked) == 1)
    remote.type("do")
    remote.click("removeLikeButton")
    assert not remote.shown("chip")
    assert remote.shown("searchHint")
    assert [query.text for query in remote.library.asked] == [""]


def test_what_was_typed_before_it_was_known_who_answers_waits(stocked: Desk) -> None:
    stocked.library.use_model(FAR)
    stocked.show()
    stocked.box.setText("dog")
    stocked.until(lambda: len(stocked.names()) == 3)
    stocked.until(lambda: stocked.shown("searchHint"))
    assert stocked.library.asked == []


def test_without_a_choice_there_is_no_chooser(desk: Desk) -> None:
    desk.open()  # its run begins when it is known which models there are
    assert not desk.shown("modelChooser")


def test_the_same_question_is_put_to_another_model(local: Desk) -> None:
    local.type("dog")
    local.until_names("dog beach.jpg", "dog snow.jpg")
    assert chooser(local).text() == "Built-in"
    ask(local, FAR)
    local.until(lambda: local.library.asked[-1] == Query("dog", (), MAX_HITS, FAR))
    assert chooser(local).text() == "Far one"
    assert local.library.current_model == "builtin"
    # And from now on it is asked with Enter only.
    asked = len(local.library.asked)
    local.type("s")
    assert local.text("searchHint") == "Press Enter to search with Far one."
    assert len(local.library.asked) == asked
    ask(local, "builtin")
    local.until(lambda: local.library.asked[-1] == Query("dogs", (), MAX_HITS))
    assert not local.shown("searchHint")


def test_the_chooser_has_keys_and_says_what_it_is_for(local: Desk) -> None:
    action = local.action("askOtherModelAction")
    assert action.shortcut().toString() == "Ctrl+Shift+M"
    assert "Ctrl+Shift+M" in chooser(local).toolTip()
    assert chooser(local).accessibleName() == "Results from Built-in"
    titles = [each.text() for each in chooser(local).menu().actions()]
    assert titles == ["Built-in (in use)", "Far one"]


def test_choosing_the_model_in_use_ends_the_comparison(local: Desk) -> None:
    ask(local, FAR)
    local.until(lambda: chooser(local).text() == "Far one")
    local.use_model(FAR)
    assert chooser(local).text() == "Far one"
    titles = [each.text() for each in chooser(local).menu().actions()]
    assert titles == ["Built-in", "Far one (in use)"]
    local.type("dog")
    local.press_key(Qt.Key.Key_Return)
    local.until(lambda: local.library.asked[-1:] == [Query("dog", (), MAX_HITS)])


def test_unknown_words_lead_to_the_models(local: Desk) -> None:
    local.type("wedding")
    local.until(lambda: local.shown("searchHint"))
    assert local.child(QPushButton, "searchHintAction").text() == "Models…"
    local.click("searchHintAction")
    local.until(lambda: local.shown("modelsPage"))


def test_a_service_that_cannot_be_asked_leads_to_its_settings(remote: Desk) -> None:
    remote.library.choice.note = "Cohere cannot be reached. Only names were searched."
    remote.type("dog")
    remote.press_key(Qt.Key.Key_Return)
    remote.until(lambda: remote.text("searchHint") == remote.library.choice.note)
    remote.click("searchHintAction")
    remote.until(lambda: remote.shown("coherePage"))


def test_an_example_is_sent_when_the_user_says_so(remote: Desk, tmp_path: Path) -> None:
    remote.library.unsent = "To search with “x.png”, Picseek has to send it to api.far.example."
    remote.drop(*draw_pictures(tmp_path, "x.png"))
    remote.until(lambda: remote.text("searchHint") == remote.library.unsent)
    assert not remote.library.asked[-1].send_examples
    button = remote.child(QPushButton, "searchHintAction")
    assert button.toolTip() == "Send this picture to the online model and search with it"
    remote.click("searchHintAction")
    remote.until(lambda: remote.library.asked[-1].send_examples)
    # Just the picture that the user was asked about.
    assert remote.library.asked[-1].examples_agreed == (f"hash of {tmp_path / 'x.png'}",)
    remote.until(lambda: not remote.shown("searchHint"))
    # Another example is another question.
    remote.drop(*draw_pictures(tmp_path, "y.png"))
    remote.until(lambda: remote.shown("searchHintAction"))
    assert not remote.library.asked[-1].send_examples


def test_a_new_model_with_nothing_indexed_leads_to_the_models(stocked: Desk) -> None:
    stocked.library.choice.more = [far(0)]
    stocked.library.choice.note = "No picture is indexed with it yet. Another model answered."
    open_with_far(stocked)
    stocked.type("dog")
    stocked.press_key(Qt.Key.Key_Return)
    stocked.until(lambda: stocked.shown("searchHintAction"))
    assert stocked.child(QPushButton, "searchHintAction").text() == "Models…"


def test_another_model_in_use_answers_the_question_on_screen(local: Desk) -> None:
    local.use_model(FAR)
    local.type("dog")
    local.press_key(Qt.Key.Key_Return)
    local.until(lambda: len(local.library.asked) == 1)
    local.use_model("builtin")
    local.until(lambda: len(local.library.asked) > 1)
    assert local.library.asked[-1] == Query("dog", (), MAX_HITS)
    # Back to the remote one: not by itself.
    local.use_model(FAR)
    local.until(lambda: local.text("searchHint") == "Press Enter to search with Far one.")
