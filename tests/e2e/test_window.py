"""The real window on a real library, driven through the names it promises and nothing else."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolTip,
    QTreeWidget,
    QWidget,
)

from picseek.engine.library import Library
from tests.e2e.person import COLOURS, Person
from tests.e2e.program import Program

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_from_an_empty_window_to_the_picture_described(person: Person, photos: Path) -> None:
    person.drop(photos)
    person.until(lambda: len(person.names) == 3)
    for name in COLOURS:
        person.ask(name)
        person.sees(f"DSC_{name[0]}.jpg")
    person.ask("")
    person.sees_in_any_order(*(f"DSC_{name[0]}.jpg" for name in COLOURS))


def test_more_like_this_and_copying_a_path(person: Person, photos: Path) -> None:
    Image.new("RGB", (210, 150), (22, 58, 190)).save(photos / "other.jpg")
    person.drop(photos)
    person.until(lambda: len(person.names) == 4)
    row = person.names.index("DSC_b.jpg")
    person.grid.setCurrentIndex(person.grid.model().index(row, 0))
    person.action("copyPathAction").trigger()
    person.until(lambda: QGuiApplication.clipboard().text() == os.fspath(photos / "DSC_b.jpg"))
    person.expect_answer()
    person.action("similarAction").trigger()
    person.sees_in_any_order("DSC_b.jpg", "other.jpg")


def test_of_copies_the_one_that_was_asked_for_is_shown_and_acted_on(
    person: Person, photos: Path
) -> None:
    copy = photos / "sorted" / "Holiday Lisbon.jpg"
    copy.parent.mkdir()
    shutil.copy(photos / "DSC_b.jpg", copy)
    person.drop(photos)
    person.until(lambda: len(person.names) == 3)
    person.until(lambda: not person.action("stopAction").isEnabled())
    for text, path in (("lisbon", copy), ("DSC_b", photos / "DSC_b.jpg"), ("lisbon", copy)):
        person.ask(text)
        person.sees(path.name)
        person.grid.setCurrentIndex(person.grid.model().index(0, 0))
        person.action("copyPathAction").trigger()
        person.until(partial(_is_copied, path))


def _is_copied(path: Path) -> bool:
    return QGuiApplication.clipboard().text() == os.fspath(path)


def test_damaged_files_become_problems_and_trying_again_mends_them(
    person: Person, photos: Path
) -> None:
    broken = photos / "broken.jpg"
    broken.write_bytes((photos / "DSC_r.jpg").read_bytes()[:400])
    person.drop(photos)
    button = person.part(QWidget, "problemsButton")
    person.until(button.isVisible)
    person.until(lambda: len(person.names) == 3)
    shutil.copy(photos / "DSC_g.jpg", broken)
    person.action("rescanAction").trigger()
    person.until(lambda: not button.isVisible())


def test_pictures_can_be_found_while_others_are_indexed(person: Person, photos: Path) -> None:
    for number in range(300):
        Image.effect_noise((400, 300), 60).save(photos / f"{number}.png")
    person.drop(photos)
    progress = person.part(QProgressBar, "indexProgress")
    person.until(progress.isVisible)
    person.until(lambda: len(person.names) > 0)
    person.action("pauseAction").trigger()
    person.ask("png")
    person.until(lambda: len(person.names) > 0)
    person.action("pauseAction").trigger()
    person.until(lambda: not progress.isVisible())
    person.ask("")
    person.until(lambda: len(person.names) == 303)


def test_closing_midway_loses_nothing(qtbot: QtBot, tmp_path: Path, photos: Path) -> None:
    for number in range(300):
        Image.effect_noise((400, 300), 60).save(photos / f"{number}.png")
    first = Person(qtbot, tmp_path / "library")
    first.until(first.part(QPushButton, "chooseFolderButton").isVisible)
    first.drop(photos)
    first.until(lambda: len(first.names) > 0)
    first.leave()
    second = Person(qtbot, tmp_path / "library")
    second.until(lambda: len(second.names) == 303)
    second.leave()


def test_the_window_and_the_command_line_share_a_library(
    person: Person, photos: Path, tmp_path: Path
) -> None:
    person.drop(photos)
    person.until(lambda: len(person.names) == 3)
    program = Program(tmp_path / "library")
    found = program.run("search", "red", "--json")
    assert [Path(hit["path"]).name for hit in found.json["hits"]] == ["DSC_r.jpg"]
    assert program.run("index", photos).code == 3


def test_a_window_on_a_library_in_use_says_so(qtbot: QtBot, tmp_path: Path, photos: Path) -> None:
    library = Library.open(tmp_path / "library")
    library.index([photos])
    second = Person(qtbot, tmp_path / "library")

    def says_it() -> bool:
        labels = second.window.findChildren(QLabel)
        return any(
            "another Picseek window" in label.text() for label in labels if label.isVisible()
        )

    second.until(says_it)
    second.leave()
    library.close()


def test_pointing_at_a_folder_reads_no_file_that_its_name_names(
    person: Person, tmp_path: Path
) -> None:
    """Folders as an archive may unpack them; Qt takes a tooltip with a tag for HTML."""
    side = 900
    Image.new("RGB", (side, side)).save(tmp_path / "large.png")
    folder = tmp_path / "x<img src='" / str(tmp_path).lstrip("/") / "large.png'>"
    folder.mkdir(parents=True)
    Image.new("RGB", (60, 40), (200, 20, 25)).save(folder / "red.jpg")
    person.wait_for_the_first_run()
    person.drop(folder)
    person.sees("red.jpg")
    person.action("folderPanelAction").setChecked(True)
    tree = person.part(QTreeWidget, "folderTree")
    for row in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(row)
        assert item is not None
        at = tree.visualItemRect(item).center()
        event = QHelpEvent(QEvent.Type.ToolTip, at, tree.viewport().mapToGlobal(at))
        QApplication.sendEvent(tree.viewport(), event)
        person.until(QToolTip.isVisible)
        (tip,) = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.inherits("QTipLabel") and widget.isVisible()
        ]
        assert tip.height() < side
        QToolTip.hideText()
        person.until(lambda: not QToolTip.isVisible())


def test_kinds_that_are_skipped_are_counted(person: Person, photos: Path) -> None:
    for name in ("a.CR2", "b.cr2", "c.psd"):
        (photos / name).write_bytes(b"x")
    person.wait_for_the_first_run()
    person.drop(photos)
    words = "3 unsupported files skipped (CR2 2, PSD 1)."
    person.until(lambda: person.text("bannerText") == words)
    person.action("problemsAction").trigger()
    person.until(lambda: person.text("skippedKinds") == words)
    assert person.part(QLabel, "skippedKinds").isVisible()
