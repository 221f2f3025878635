"""What the window says while there is nothing to see, something to wait for, or trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import LibraryDamaged, LibraryLocked, ModelError
from picseek.engine.library import Library
from picseek.engine.messages import message
from picseek.ui.text import wording
from picseek.ui.widgets.banner import Banner
from tests.screenshots.photographer import Photographer, pause, until, wait_until_still
from tests.screenshots.session import Session, damaged_files
from tests.support.ui.fake_library import FakeDisk
from tests.support.ui.gate import Gate

_SOME = 12
_LIBRARY = Path("/home/me/Picseek")


def take_states(session: Session) -> None:
    """One window for each state: none of them depends on another."""
    _take_empty(session)
    _take_trouble(session)
    _take_working(session)
    _take_banners(session)
    _take_absent(session)


def _take_empty(session: Session) -> None:
    window = Photographer(session.fresh("empty"), session.out)
    window.shoot("first-start")
    window.close()
    disk = FakeDisk(session.fresh("nothing"))
    bare = session.scratch / "No pictures here"
    bare.mkdir(exist_ok=True)
    disk.library.remember(bare)
    window = Photographer(disk.library.path, session.out, disk.open)
    window.shoot("empty-folder")
    window.close()


def _take_trouble(session: Session) -> None:
    locked = LibraryLocked(
        message(
            "The library in {path} is in use by another Picseek window. Close "
            "it first, or use another library with --library.",
            path=_LIBRARY,
        )
    )
    damaged = LibraryDamaged(
        message("The library in {folder} is damaged: its database is empty.", folder=_LIBRARY)
    )
    for name, error in (("locked", locked), ("damaged", damaged)):
        disk = FakeDisk(session.fresh(name))
        disk.fails = [error]
        window = Photographer(disk.library.path, session.out, disk.open)
        window.shoot(name)
        window.close()
    disk = FakeDisk(session.fresh("search-error"))
    disk.library.put(*_some(session))
    window = Photographer(disk.library.path, session.out, disk.open)
    wait_until_still(window.window)
    disk.library.fails = ModelError(
        message(
            "Picseek's file {file} is missing or damaged. Reinstall Picseek.",
            file="models/builtin/looks.onnx",
        )
    )
    window.ask("red")
    window.shoot("search-error")
    window.close()


@dataclass
class _HeldOpener:
    """Opens a library as soon as it may."""

    open: Callable[[Path, bool], Library]
    gate: Gate

    def __call__(self, path: Path, writable: bool) -> Library:
        self.gate.wait(CancelToken())
        return self.open(path, writable)


def _take_working(session: Session) -> None:
    disk = FakeDisk(session.fresh("working"))
    held = _HeldOpener(disk.open, Gate())
    held.gate.close()
    window = Photographer(disk.library.path, session.out, held)
    opening = window.find(QWidget, "openingPage")
    until(opening.isVisible)
    window.shoot("opening")
    held.gate.open()
    disk.library.remember(session.pictures)
    disk.library.put(*_some(session))
    disk.library.index_gate.close()
    disk.library.index_gate.let_pass(8)
    wait_until_still(window.window)
    window.trigger("rescan")
    until(lambda: len(disk.library.runs) > 0 and window.grid.model().rowCount() >= _SOME + 8)
    window.shoot("indexing")
    window.trigger("pause")
    window.shoot("indexing-paused")
    window.trigger("pause")
    disk.library.search_gate.close()
    window.find(QLineEdit, "searchBox").setText("IMG")
    pause()
    window.shoot("searching")
    disk.library.search_gate.open()
    window.trigger("stop")
    window.wait_for_the_run()
    window.close()


def _take_banners(session: Session) -> None:
    disk = FakeDisk(session.fresh("banners"))
    disk.library.put(*_some(session))
    disk.fails = []
    window = Photographer(disk.library.path, session.out, disk.open)
    wait_until_still(window.window)
    banner = window.find(Banner, "banner")
    moved = QCoreApplication.translate("FileActions", "{} moved to the {}.")
    undo = QCoreApplication.translate("FileActions", "Undo")
    moved = moved.format(wording.pictures(3), wording.trash())
    banner.show_message(moved, undo, lambda: None, icon="info")
    window.shoot("banner-done")
    missing = message("The folder {folder} doesn't exist.", folder=Path("/home/me/Old pictures"))
    banner.show_message(wording.localized(missing))
    window.shoot("banner-warning")
    refused = message(
        "{service} didn't accept the API key. Enter another one {where}.",
        service="Cohere",
        where=message("in Preferences or with “picseek key --set”, or set CO_API_KEY"),
    )
    preferences = QCoreApplication.translate("RunNotices", "Preferences…")
    banner.show_message(wording.localized(refused), preferences, lambda: None)
    window.shoot("banner-long")
    window.close()


def _take_absent(session: Session) -> None:
    """A drive that is not there, and files that could not be read."""
    with damaged_files(session.pictures):
        session.look.prepare(session.library)
        window = Photographer(session.library, session.out)
        window.wait_for_the_run()
        window.trigger("problems")
        window.shoot_dialog("problemsDialog", "problems")
        window.close()
    away = session.pictures.with_name("Away")
    session.pictures.rename(away)
    try:
        window = Photographer(session.library, session.out)
        window.wait_for_the_run()
        window.select(0)
        window.shoot("drive-missing")
        window.trigger("view")
        window.shoot("viewer-missing")
        window.close()
    finally:
        away.rename(session.pictures)


def _some(session: Session) -> list[Path]:
    """A few of the pictures."""
    return sorted(session.pictures.rglob("*.jpg"))[:_SOME]
