"""Choosing a model in the preferences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from picseek.engine.types import ModelInfo
from picseek.ui.preferences.model_row import ModelRow
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_sending import FAR

NEEDS = "A key is missing: enter one in the preferences."


def far(vectors: int = 0, needs: str = "") -> ModelInfo:
    return ModelInfo(FAR, "Far one", 8, not needs, needs, vectors, remote=True)


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library of two pictures."""
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog.jpg", "cat.jpg"))
    desk.library.remember(folder)
    desk.open()
    desk.until_names("dog.jpg", "cat.jpg")
    return desk


def show_models(desk: Desk) -> None:
    desk.preferences("models")
    desk.until(lambda: bool(rows(desk)))


def test_until_the_models_are_known_the_page_says_that_they_are_loading(full: Desk) -> None:
    full.preferences("models")
    assert full.shown("modelsLoading")
    full.until(lambda: bool(rows(full)))
    assert not full.shown("modelsLoading")


def rows(desk: Desk) -> dict[str, ModelRow]:
    page = desk.child(QWidget, "modelsPage")
    return {row.model: row for row in page.findChildren(ModelRow) if row.isVisible()}


def texts(desk: Desk) -> dict[str, tuple[str, str]]:
    return {model: row.text for model, row in rows(desk).items()}


def use(desk: Desk, model: str) -> QPushButton:
    button = rows(desk)[model].findChild(QPushButton, "useModelButton")
    assert isinstance(button, QPushButton)
    return button


def in_use(desk: Desk) -> list[str]:
    found = []
    for model, row in rows(desk).items():
        label = row.findChild(QLabel, "usedModel")
        assert label is not None
        if label.isVisible():
            found.append(model)
    return found


def test_models_are_in_three_groups_with_their_state(full: Desk) -> None:
    full.library.choice.more = [far(vectors=1)]
    show_models(full)
    # What is known of models on this computer comes a moment later than the list.
    full.until(
        lambda: (
            texts(full)
            == {
                "builtin": ("Built-in", "All 2 pictures indexed"),
                "clip": ("CLIP", "Not downloaded"),
                FAR: ("Far one", "1 of 2 pictures indexed"),
            }
        )
    )
    assert in_use(full) == ["builtin"]
    assert not use(full, "clip").isEnabled()
    assert use(full, FAR).accessibleName() == "Use Far one"


def test_the_built_in_model_says_what_it_is_good_at_and_how_fast_it_is(full: Desk) -> None:
    full.library.speeds.record("builtin", 900, 60.0)
    show_models(full)
    about = rows(full)["builtin"].findChild(QLabel, "modelAbout")
    assert about is not None
    full.until(lambda: about.text().endswith("900 pictures per minute on this computer"))
    assert about.text().startswith("Finds things, scenes and colors")


def test_the_focus_stays_in_the_row_whose_button_was_pressed(full: Desk) -> None:
    full.library.choice.more = [far(vectors=1)]
    show_models(full)
    button = use(full, FAR)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    full.until(lambda: in_use(full) == [FAR])
    focused = button.window().focusWidget()
    assert focused is rows(full)[FAR].findChild(QLabel, "usedModel")
    assert focused.accessibleName() == "Far one is in use"


def test_a_group_without_models_is_not_shown(full: Desk) -> None:
    show_models(full)
    page = full.child(QDialog, "preferencesDialog")
    assert "Best: Cohere, over the internet" not in [
        label.text() for label in page.findChildren(QLabel) if label.isVisible()
    ]


def test_a_chosen_model_searches_at_once_and_indexes_what_it_lacks(full: Desk) -> None:
    full.library.choice.more = [far()]
    full.library.far.agreed.add(FAR)
    show_models(full)
    before = len(full.library.runs)
    use(full, FAR).click()
    full.until(lambda: in_use(full) == [FAR])
    assert full.library.current_model == FAR
    full.until(lambda: len(full.library.runs) > before)


def test_choosing_stops_a_run_of_the_model_before(full: Desk, tmp_path: Path) -> None:
    full.library.choice.more = [far()]
    show_models(full)
    draw_pictures(tmp_path / "photos", "fox.jpg")
    full.library.index_gate.close()
    full.press("rescanAction")
    full.until(lambda: full.action("stopAction").isEnabled())
    use(full, FAR).click()
    full.until(lambda: in_use(full) == [FAR])
    full.library.index_gate.open()
    full.until(lambda: not full.action("stopAction").isEnabled())


def test_a_missing_key_is_mentioned_once_with_a_way_to_enter_one(full: Desk) -> None:
    full.library.choice.more = [far(needs=NEEDS)]
    full.library.far.needs = NEEDS
    show_models(full)
    page = full.child(QWidget, "modelsPage")
    shown = [label.text() for label in page.findChildren(QLabel, "groupNeeds") if label.isVisible()]
    assert shown == ["A key is missing."], "the preferences do not point to themselves"
    assert texts(full)[FAR] == ("Far one", "No pictures indexed yet")
    assert not use(full, FAR).isEnabled()
    full.click("enterKeyButton")
    assert full.shown("coherePage")
    current = full.child(QListWidget, "preferencesPages").currentItem()
    assert current is not None
    assert current.text() == "Cohere"


def test_a_model_that_nobody_lists_is_used_by_its_name(full: Desk) -> None:
    full.library.choice.more = [far()]
    show_models(full)
    name = full.child(QLineEdit, "otherModelName")
    assert not full.child(QPushButton, "otherModelButton").isEnabled()
    QTest.keyClicks(name, " embed-v9 ")
    QTest.keyClick(name, Qt.Key.Key_Return)
    full.until(lambda: in_use(full) == ["cohere/embed-v9"])
    assert name.text() == ""


def test_a_model_that_cannot_be_is_refused_with_the_reason(full: Desk) -> None:
    full.library.choice.more = [far()]
    show_models(full)
    full.child(QLineEdit, "otherModelName").setText("cohere/embed-v4.0:0")
    full.click("otherModelButton")
    full.until(lambda: full.shown("modelRefusal"))
    assert full.text("modelRefusal") == "“cohere/embed-v4.0:0” is no model."
    assert in_use(full) == ["builtin"]


def test_a_library_that_is_only_read_keeps_its_model(desk: Desk, tmp_path: Path) -> None:
    desk.library.be_read_only()
    desk.library.choice.more = [far()]
    desk.show()
    desk.until(lambda: desk.message() == "0 pictures")
    show_models(desk)
    assert not use(desk, FAR).isEnabled()


def test_the_keyring_is_left_alone_while_only_the_built_in_model_is_used(full: Desk) -> None:
    # Listing the others asks it, and that may ask the user for a password.
    assert full.library.choice.listed == 0
    full.preferences("models")
    full.until(lambda: full.library.choice.listed > 0)


def test_the_models_are_shown_even_if_a_run_ends_just_then(full: Desk) -> None:
    full.library.choice.list_gate.close()
    full.preferences("models")
    full.press("rescanAction")
    full.until(lambda: not full.action("stopAction").isEnabled())
    full.library.choice.list_gate.open()
    full.until(lambda: full.library.choice.listed == 2)
    full.until(lambda: set(rows(full)) == {"builtin", "clip"})


def test_models_are_compared_on_what_is_searched_for(full: Desk) -> None:
    show_models(full)
    compare = full.child(QPushButton, "compareModelsButton")
    assert not compare.isEnabled()  # there is but one that knows the pictures
    full.library.choice.more = [far(vectors=2)]
    full.press("rescanAction")
    full.until(compare.isEnabled)
    compare.click()
    assert not full.shown("preferencesDialog")
    assert full.message() == (
        "Describe what you're looking for, then choose a model next to the search box."
    )
    assert full.shown("modelChooser")
