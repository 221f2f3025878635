"""An older library whose pictures are indexed again by a better built-in model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from picseek.engine.types import ModelInfo
from picseek.engine.types.models import Renewal
from picseek.ui.preferences.model_row import ModelRow
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures

MESSAGE = (
    "Picseek has a better model. It is indexing your 1,532 pictures again "
    "in the background, which takes about 5.0 MB of disk space. Until "
    "it's done, search works as before."
)
DONE = "Your pictures have been indexed again. Picseek now finds more in them."
EARLIER = ModelInfo("builtin-1", "Basic, earlier version", 8, ready=True, needs="", vectors=1532)


@pytest.fixture
def old(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library of an older Picseek; indexing goes on as the test lets it."""
    folder = tmp_path / "photos"
    desk.library.remember(folder)
    draw_pictures(folder, "dog.jpg", "cat.jpg")
    desk.library.again = Renewal("builtin", "builtin-1", 1532, 5_000_000)
    desk.library.choice.more = [EARLIER]
    desk.library.index_gate.close()
    desk.show()
    desk.library.index_gate.let_pass()
    desk.until(lambda: desk.text("bannerText") == MESSAGE)
    return desk


def test_it_is_said_that_it_goes_on_and_that_it_is_done(old: Desk) -> None:
    assert old.shown("indexProgress")
    old.library.index_gate.open()
    old.until(lambda: old.text("bannerText") == DONE)


def test_the_earlier_version_can_stay_in_use(old: Desk) -> None:
    old.click("bannerAction")
    old.until(lambda: old.library.current_model == "builtin-1")
    old.library.index_gate.open()
    old.until(lambda: not old.action("stopAction").isEnabled())
    assert not old.shown("banner")
    old.preferences("models")
    page = old.child(QWidget, "modelsPage")

    def basic() -> list[str]:
        rows = page.findChildren(ModelRow)
        return [row.model for row in rows if type(row) is ModelRow and row.isVisible()]

    old.until(lambda: basic() == ["builtin", "builtin-1"])


def test_of_a_library_that_is_up_to_date_nothing_is_said(desk: Desk) -> None:
    desk.open()
    assert not desk.shown("banner")


def test_searches_meanwhile_do_not_repeat_the_message(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "dog.jpg", "cat.jpg"))
    desk.library.remember(tmp_path / "photos")
    desk.library.choice.note = "Until then, the earlier version answers."
    desk.library.again = Renewal("builtin-2", "builtin", 2, 5_000_000)
    desk.open()
    desk.box.setText("dog")
    desk.until_names("dog.jpg")
    assert not desk.shown("searchHint")
    desk.library.again = None
    desk.library.index_gate.open()
    desk.press("rescanAction")
    desk.box.setText("cat")
    desk.until_names("cat.jpg")
    desk.until(lambda: not desk.action("stopAction").isEnabled())
    desk.box.setText("dog")
    desk.until(lambda: desk.shown("searchHint"))
