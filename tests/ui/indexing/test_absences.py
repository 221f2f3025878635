"""The list of pictures that are not here now, and forgetting them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QPushButton, QTableView

from picseek.engine.errors import LibraryError
from picseek.engine.types import AbsentFolder
from picseek.ui.indexing.absent_dialog import FOLDER, PICTURES, SINCE, AbsentDialog
from picseek.ui.widgets import confirm_dialog
from tests.support.ui.desk import Desk

CARD = Path("/media/card")
NAS = Path("/photos/<b>NAS</b>")
ROWS = [
    AbsentFolder(CARD, "uuid:1", 1200, 1_500_000_000.0),
    AbsentFolder(NAS, "nas:/export", 1, 1_600_000_000.0),
]


@pytest.fixture
def listed(desk: Desk) -> Desk:
    desk.library.absent.rows = list(ROWS)
    desk.open()
    desk.press("absentAction")
    desk.until(lambda: table(desk).model().rowCount() == 2)
    return desk


def table(desk: Desk) -> QTableView:
    return desk.child(QTableView, "absentTable")


def column(desk: Desk, number: int) -> list[str]:
    model = table(desk).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    asked: list[str] = []

    def confirm(_parent: object, _title: str, text: str, **_more: object) -> bool:
        asked.append(text)
        return yes

    monkeypatch.setattr(confirm_dialog, "confirm", confirm)
    return asked


def test_all_is_here(desk: Desk) -> None:
    desk.open()
    desk.press("absentAction")
    dialog = desk.child(AbsentDialog, "absentDialog")
    desk.until(dialog.isVisible)
    assert not table(desk).isVisible()
    assert not desk.child(QPushButton, "forgetButton").isVisible()


def test_folders_are_listed_with_what_they_held(listed: Desk) -> None:
    assert column(listed, FOLDER) == [str(CARD), str(NAS)]
    assert column(listed, PICTURES) == ["1,200", "1"]
    assert all(column(listed, SINCE))
    header = table(listed).model()
    names = [header.headerData(each, Qt.Orientation.Horizontal) for each in range(3)]
    assert names == ["Unavailable since", "Folder", "Pictures"]


def test_nothing_is_forgotten_without_a_yes(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, yes=False)
    listed.click("forgetButton")
    assert asked[0].startswith(f"Remove 1,200 pictures in “{CARD}” from the library?")
    assert listed.library.absent.forgotten == []


def test_what_is_selected_is_forgotten(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, yes=True)
    listed.click("forgetButton")
    listed.until(lambda: table(listed).model().rowCount() == 1)
    assert listed.library.absent.forgotten == [(CARD, "uuid:1")]


def test_several_are_forgotten_at_once(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, yes=True)
    flag = QItemSelectionModel.SelectionFlag
    table(listed).selectionModel().select(
        table(listed).model().index(1, 0), flag.Select | flag.Rows
    )
    listed.click("forgetButton")
    listed.until(lambda: not listed.library.absent.rows)
    assert asked[0].startswith("Remove 1,201 pictures in 2 folders from the library?")


def test_a_list_that_cannot_be_read_says_why(desk: Desk) -> None:
    desk.library.absent.fails = LibraryError("The library is damaged.")
    desk.open()
    desk.press("absentAction")
    desk.until(lambda: "damaged" in desk.text("bannerText"))


def test_it_follows_a_run(listed: Desk) -> None:
    listed.library.absent.rows.pop()
    listed.press("rescanAction")
    listed.until(lambda: table(listed).model().rowCount() == 1)
