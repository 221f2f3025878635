"""The one model that is offered where the built-in one does not help."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from picseek.engine.errors import ModelError
from picseek.engine.types.models import LocalModelState
from picseek.ui.base.window_settings import load_settings
from picseek.ui.text.language import spoken_language
from picseek.ui.widgets.message_page import MessagePage
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_local import SIZE

LINE = (
    "Search better with “CLIP”. Knows what is in a picture. One-time "
    "download of 150 MB; your pictures stay on this computer."
)
BETTER = "Improve search…"


@pytest.fixture
def fresh(desk: Desk) -> Desk:
    """A window on an empty library, not shown yet; one model is recommended to everybody."""
    rows = desk.library.local.rows
    rows["clip"] = replace(rows["clip"], recommended_for=("many",), times_slower=3.0)
    return desk


@pytest.fixture
def full(fresh: Desk, tmp_path: Path) -> Desk:
    """The same on a library of two pictures."""
    folder = tmp_path / "photos"
    fresh.library.put(*draw_pictures(folder, "dog.jpg", "cat.jpg"))
    fresh.library.remember(folder)
    fresh.open()
    fresh.until_names("dog.jpg", "cat.jpg")
    return fresh


def page(desk: Desk, name: str = "nothingPage") -> MessagePage:
    return desk.child(MessagePage, name)


def hint_action(desk: Desk) -> str:
    button = desk.child(QPushButton, "searchHintAction")
    return button.text() if button.isVisible() else ""


def ask_for_a_wedding(desk: Desk) -> None:
    """Ask for what the fake model does not know."""
    desk.type("wedding")
    desk.until(lambda: "wedding" in page(desk).title)


def dialog(desk: Desk) -> QDialog:
    desk.until(lambda: desk.window.findChild(QDialog, "getModelDialog") is not None)
    return desk.child(QDialog, "getModelDialog")


def accept(desk: Desk) -> None:
    page(desk).offer.click()
    dialog(desk)
    desk.click("getButton")


def test_it_is_offered_on_the_first_page(fresh: Desk) -> None:
    fresh.show()
    first = fresh.child(MessagePage, "emptyPage")
    fresh.until(lambda: first.offer.isVisible())
    label = first.findChild(QLabel, "pageOffer")
    assert label is not None
    assert label.text() == LINE
    assert first.offer.text() == BETTER
    first.offer.click()
    assert "Good at:" in [each.text() for each in dialog(fresh).findChildren(QLabel)]
    dialog(fresh).reject()


def test_it_is_offered_where_a_word_is_not_known_and_where_nothing_is_found(full: Desk) -> None:
    ask_for_a_wedding(full)
    assert full.text("searchHint").startswith("Picseek doesn't know “wedding”")
    assert hint_action(full) == ""  # the page offers it
    assert page(full).offer.text() == BETTER
    full.box.clear()
    full.type("zebra")
    full.until(lambda: "zebra" in page(full).title)
    assert page(full).offer.isVisible()
    assert hint_action(full) == ""


def test_the_dialog_says_what_it_takes_and_what_it_brings(full: Desk) -> None:
    full.library.speeds.record("builtin", 100, 100.0)
    ask_for_a_wedding(full)
    page(full).offer.click()
    dialog(full)
    assert full.text("getGain") == "Whole sentences"
    assert full.text("getTime") == (
        "Analyzes your 2 pictures once in the background (less than a minute)"
    )
    assert full.text("getWhat").endswith("search works as before.")
    assert full.text("getSize") == "150 MB from hub.example/tests/clip"
    dialog(full).reject()


def test_one_yes_downloads_it_uses_it_and_says_when_it_is_ready(full: Desk) -> None:
    ask_for_a_wedding(full)
    full.library.index_gate.close()
    draw_pictures(full.library.folders()[0].path, "fox.jpg")  # so that the run takes a while
    accept(full)
    full.until(lambda: full.library.current_model == "clip")
    full.until(lambda: "analyzing your pictures" in full.text("bannerText"))
    full.until(lambda: hint_action(full) != BETTER)
    full.library.index_gate.open()
    full.until(
        lambda: (
            full.text("bannerText")
            == ("“CLIP” has analyzed all your pictures and is now used for searches.")
        )
    )
    assert full.library.local.fetched == ["clip"]


def test_it_is_not_offered_while_it_comes_and_again_where_it_did_not(full: Desk) -> None:
    full.library.local.gate.close()
    full.library.local.fails = ModelError("The internet is away.")
    ask_for_a_wedding(full)
    accept(full)
    full.until(lambda: not page(full).offer.isVisible())
    full.library.local.gate.let_pass()
    full.until(lambda: full.text("bannerText") == "The internet is away.")
    full.library.local.gate.open()
    full.click("bannerAction")  # the yes still counts
    full.until(lambda: full.library.current_model == "clip")


def test_not_now_is_remembered(full: Desk) -> None:
    ask_for_a_wedding(full)
    page(full).offer.click()
    dialog(full)
    full.click("getLaterButton")
    full.until(lambda: not page(full).offer.isVisible())
    assert hint_action(full) == "Models…"
    full.window.close()
    assert load_settings(full.folder).offer_declined


def test_closing_the_question_is_no_answer(full: Desk) -> None:
    ask_for_a_wedding(full)
    page(full).offer.click()
    dialog(full).reject()
    full.until(lambda: full.window.findChild(QDialog, "getModelDialog") is None)
    assert page(full).offer.isVisible()


def test_nothing_is_offered_where_it_is_here_already(fresh: Desk) -> None:
    rows = fresh.library.local.rows
    rows["clip"] = replace(rows["clip"], present=SIZE, state=LocalModelState.READY)
    fresh.open()
    ask_for_a_wedding(fresh)
    assert hint_action(fresh) == "Models…"
    assert not page(fresh).offer.isVisible()


def test_nothing_is_offered_in_a_library_that_is_only_read(fresh: Desk) -> None:
    fresh.library.be_read_only()
    fresh.show()
    fresh.until(lambda: fresh.message() == "0 pictures")
    ask_for_a_wedding(fresh)
    assert hint_action(fresh) == "Models…"
    assert not page(fresh).offer.isVisible()


@pytest.mark.parametrize(
    ("wanted", "system", "spoken"),
    [("", "pl_PL", "pl"), ("de", "en_US", "de"), ("", "en_GB", "en"), ("", "C", "en")],
)
def test_the_language_is_the_users_also_where_the_window_has_another(
    wanted: str, system: str, spoken: str
) -> None:
    assert spoken_language(wanted, QLocale(system)) == spoken
