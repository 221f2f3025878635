"""The list of what left this computer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QTableView

from picseek.engine.errors import LibraryError
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.sending import sent_log as sent
from picseek.ui.sending.sent_dialog import HOST, MODEL, PICTURE, SIZE, TOKENS, WHEN
from tests.support.ui import fake_sending
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (path,) = draw_pictures(tmp_path / "photos", "a.jpg")
    return path


@pytest.fixture
def listed(desk: Desk, picture: Path) -> Desk:
    """A window that shows one picture, one question and one that was sent in vain."""
    far = desk.library.far
    far.note_sent(picture)
    far.note_sent(None, question=True)
    far.note_sent(None, answered=False)
    desk.open()
    desk.press("sentAction")
    desk.until(lambda: table(desk).model().rowCount() == 3)
    return desk


def table(desk: Desk) -> QTableView:
    return desk.child(QTableView, "sentTable")


def column(desk: Desk, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = table(desk).model()
    return [model.index(row, number).data(role) for row in range(model.rowCount())]


def enabled(desk: Desk, name: str) -> bool:
    return desk.child(QPushButton, name).isEnabled()


def test_nothing_was_sent(desk: Desk) -> None:
    desk.open()
    desk.press("sentAction")
    desk.until(lambda: desk.text("sentTotals") == "Nothing has been sent from this computer.")
    assert not table(desk).isVisible()
    assert not enabled(desk, "exportSentButton")


def test_all_is_listed_the_newest_first(listed: Desk, picture: Path) -> None:
    gone = "a picture that is no longer in the library"
    assert column(listed, PICTURE) == [gone, "a search", "a.jpg"]
    assert column(listed, PICTURE, Qt.ItemDataRole.ToolTipRole)[2] == str(picture)
    assert column(listed, MODEL) == ["one"] * 3
    assert column(listed, HOST) == [fake_sending.HOST] * 3
    assert column(listed, SIZE) == ["200 kB"] * 3
    assert column(listed, TOKENS) == ["no response", "1,000", "1,000"]
    assert all(column(listed, WHEN))
    assert listed.text("sentTotals") == "2 pictures · 1 search · 600 kB · 2,000 tokens"
    header = table(listed).model()
    names = [
        header.headerData(section, Qt.Orientation.Horizontal)
        for section in range(header.columnCount())
    ]
    assert names == ["Date", "Content", "Model", "Sent to", "Size", "Tokens"]


def test_a_long_list_says_that_it_is_not_all(
    desk: Desk, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent, "MOST_ROWS", 2)
    for _ in range(3):
        desk.library.far.note_sent(picture)
    desk.open()
    desk.press("sentAction")
    desk.until(lambda: desk.text("sentTotals").startswith("Showing the newest 2: 2 pictures"))
    assert table(desk).model().rowCount() == 2


def test_it_follows_a_run(listed: Desk, picture: Path) -> None:
    listed.library.far.note_sent(picture)
    listed.press("rescanAction")
    listed.until(lambda: table(listed).model().rowCount() == 4)


def test_a_picture_can_be_opened_or_shown(
    listed: Desk, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    revealed: list[Path] = []

    def reveal(paths: tuple[Path, ...]) -> bool:
        revealed.extend(paths)
        return True

    def open_url(url: object) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(desktop, "reveal", reveal)
    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert not enabled(listed, "openSentButton")
    table(listed).selectRow(1)
    assert not enabled(listed, "openSentButton")
    table(listed).selectRow(2)
    listed.click("openSentButton")
    listed.until(lambda: opened == [desktop.file_url(picture)])
    table(listed).activated.emit(table(listed).currentIndex())
    listed.until(lambda: len(opened) == 2)
    listed.click("revealSentButton")
    listed.until(lambda: revealed == [picture])


def test_a_picture_that_is_gone_is_reported(listed: Desk, picture: Path) -> None:
    picture.unlink()
    table(listed).selectRow(2)
    listed.click("openSentButton")
    listed.until(lambda: listed.text("sentSaid") == "The picture was moved or deleted.")


def test_a_list_that_cannot_be_read_is_reported(desk: Desk) -> None:
    desk.open()
    desk.library.fails = LibraryError("The library is damaged.")
    desk.press("sentAction")
    desk.until(lambda: desk.shown("banner"))
    assert desk.text("bannerText") == "The library is damaged."


# Export


def choose(monkeypatch: pytest.MonkeyPatch, target: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))


def test_all_of_it_can_be_exported(
    listed: Desk, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sent.csv"
    target.write_text("an older one")
    choose(monkeypatch, target)
    listed.click("exportSentButton")
    listed.until(lambda: listed.text("sentSaid") == f"3 rows exported to {target}.")
    with target.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["picture"] for row in rows] == [str(picture), "", ""]
    assert sorted(tmp_path.glob("*sent.csv*")) == [target]


def test_giving_up_the_export_writes_nothing(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, "")
    listed.click("exportSentButton")
    assert not listed.shown("sentSaid")


def test_a_file_that_cannot_be_written_is_reported(
    listed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nowhere" / "sent.csv"
    choose(monkeypatch, target)
    listed.click("exportSentButton")
    message = (
        f"{target} can't be saved (the file or folder doesn't exist). Choose another location."
    )
    listed.until(lambda: listed.text("sentSaid") == message)


def test_a_disk_that_fills_up_leaves_the_older_file(
    listed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sent.csv"
    target.write_text("an older one")
    listed.library.far.fails = OSError(28, "No space left on device")
    choose(monkeypatch, target)
    listed.click("exportSentButton")
    listed.until(lambda: "the disk is full" in listed.text("sentSaid"))
    assert target.read_text() == "an older one"
    assert sorted(tmp_path.glob("*sent.csv*")) == [target]
