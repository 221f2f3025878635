"""Opens pictures with a program that the user chooses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLocale, QMimeDatabase, QObject, Signal

from picseek.engine.types import ShownFiles
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.desktop import programs
from picseek.ui.desktop.programs import DesktopFolders, Program
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.long_jobs import LongJobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.engine.library import Library

_MAX_STARTS = 20
"""Maximum number of times to start a program that takes one file at a time."""


class _Offer(NamedTuple):
    """The existing files, the first missing one, and programs for them."""

    present: tuple[Path, ...]
    missing: Path | None
    programs: tuple[Program, ...]


class OpenWith(QObject):
    """Asks for a program and starts it.

    Windows has its own dialog for that, which takes one file.

    Signals:
        failed: What could not be done, as a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self,
        jobs: LongJobs,
        selected: Callable[[], Sequence[int]],
        shown: Callable[[], ShownFiles],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._selected = selected
        self._shown = shown
        self._window = window

    def ask(self) -> None:
        """Ask for a program for the selected pictures."""
        ids, shown = list(self._selected()), self._shown()
        if not ids:
            return

        def job(library: Library, task: Task) -> _Offer:
            paths = library.files.paths(ids, task.control, shown)
            present = tuple(path for path in paths if desktop.exists(path))
            existing = frozenset(present)
            missing = next((path for path in paths if path not in existing), None)
            if sys.platform == "win32" and present:
                _ask_windows(present[0])
                return _Offer((), missing, ())
            found = () if sys.platform == "darwin" else _programs_for(present)
            return _Offer(present, missing, found)

        title = self.tr("Looking for apps")
        self._jobs.run(title, job, self._on_offer, lane=Lane.FILES)

    def _on_offer(self, offer: _Offer) -> None:
        if offer.missing is not None:
            name = displayable(offer.missing)
            self.failed.emit(self.tr("The file was moved or deleted: {}").format(name))
        if not offer.present:
            return
        from picseek.ui.files.open_with_dialog import OpenWithDialog

        what = displayable(offer.present[0].name)
        if len(offer.present) > 1:
            what = wording.pictures(len(offer.present))
        dialog = OpenWithDialog(what, offer.programs, self._window)
        dialog.chosen.connect(partial(self._start, offer.present))
        dialog.open()

    def _start(self, paths: tuple[Path, ...], program: Program) -> None:
        commands = programs.command_lines(program, paths)
        if len(commands) > _MAX_STARTS:
            text = self.tr("{} opens one file at a time. Select up to {} pictures.")
            self.failed.emit(text.format(program.name, _MAX_STARTS))
            return

        def job(_library: Library, _task: Task) -> bool:
            started = [programs.start(command) for command in commands]
            return all(started)

        title = self.tr("Opening with {}").format(program.name)
        self._jobs.run(title, job, partial(self._on_started, program), lane=Lane.FILES)

    def _on_started(self, program: Program, started: bool) -> None:
        if not started:
            self.failed.emit(self.tr("{} couldn't be started.").format(program.name))


def _programs_for(paths: Sequence[Path]) -> tuple[Program, ...]:
    if not paths:
        return ()
    by_suffix = {path.suffix.lower(): path for path in reversed(paths)}
    database = QMimeDatabase()
    mode = QMimeDatabase.MatchMode.MatchExtension
    kinds = []
    for path in reversed(by_suffix.values()):
        kind = database.mimeTypeForFile(displayable(path), mode)
        kinds.append((kind.name(), *kind.aliases()))
    language = QLocale().name()
    languages = (language, language.partition("_")[0])
    return tuple(programs.programs_for(kinds, DesktopFolders.of_system(), languages))


def _ask_windows(path: Path) -> None:
    """Show Windows' own dialog."""
    if sys.platform == "win32":
        programs.start(["rundll32.exe", "shell32.dll,OpenAs_RunDLL", str(path)])
