"""Builds dialogs when they are first wanted, and fills them in the background.

Their modules are imported then, too: Qt's classes are not free to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import IndexReport, Problem
from picseek.ui.base.session import Session
from picseek.ui.models.controller import ModelsController
from picseek.ui.models.downloads import FetchingController
from picseek.ui.models.local_models import LocalController
from picseek.ui.models.service import ServiceController
from picseek.ui.preferences.appearance import Looks
from picseek.ui.preferences.library_options import OptionsController
from picseek.ui.preferences.storage import StorageController

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.indexing.problems_dialog import ProblemsDialog
    from picseek.ui.preferences.dialog import PreferencesDialog


@dataclass(frozen=True, slots=True)
class Setting:
    """What the pages of the preferences show and change."""

    looks: Looks
    models: ModelsController
    local: LocalController
    fetching: FetchingController
    service: ServiceController
    options: OptionsController
    storage: StorageController


class Dialogs(QObject):
    """The window's dialogs.

    Signals:
        add_wanted: Let the user choose a folder.
        remove_wanted: Forget a folder (a Path).
        rescan_wanted: Look for changes in all folders.
        compare_wanted: Put the user's own searches to several models.
        retry_wanted: Try again to index what could not be.
        reveal_wanted: Show a file (a Path) in the file manager.
        folder_wanted: Open a folder (a Path) in the file manager.
        failed: Why a dialog could not be filled, in a sentence.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)
    rescan_wanted = Signal()
    compare_wanted = Signal()
    retry_wanted = Signal()
    leaving_out = Signal(str)
    reveal_wanted = Signal(object)
    folder_wanted = Signal(object)
    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(
        self,
        session: Session,
        setting: Setting,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._setting = setting
        self._window = window
        self._problems: ProblemsDialog | None = None
        self._skipped: Mapping[str, int] = {}
        self._preferences: PreferencesDialog | None = None

    def show_problems(self) -> None:
        """List the files that could not be indexed."""
        self.show_problems_in(None)

    def show_problems_in(self, folder: Path | None) -> None:
        """List those in a folder and below; None: all."""
        if self._problems is None:
            from picseek.ui.indexing.problems_dialog import ProblemsDialog

            self._problems = ProblemsDialog(self._window)
            self._problems.retry_wanted.connect(self.retry_wanted)
            self._problems.everything_wanted.connect(self.show_problems)
            self._problems.reveal_wanted.connect(self.reveal_wanted)
        self._problems.set_writable(self._session.writable)
        self._problems.set_folder(folder)
        self._problems.set_skipped(self._skipped)
        self._problems.show()
        self.refresh_problems()

    def note_skipped(self, report: IndexReport | None) -> None:
        """Remember which kinds of files the last run skipped."""
        if report is not None:
            self._skipped = report.skipped
            if self._problems is not None:
                self._problems.set_skipped(report.skipped)

    def refresh_problems(self) -> None:
        """Read the list again, if it is on screen."""
        if self._problems is not None and self._problems.isVisible():
            folder = self._problems.folder
            self._session.run(
                lambda library, _task: _below(folder, library.problems()),
                self._on_problems,
                self.failed.emit,
            )

    def show_preferences(self, page: str = "") -> None:
        """Show what can be set.

        Args:
            page: Which page, by its name; ``""``: the one shown last.
        """
        if self._preferences is None:
            self._preferences = self._make_preferences()
        self._preferences.show_page(page)
        self._preferences.show()
        self._preferences.raise_()

    def show_leaving_out(self, pattern: str) -> None:
        """Show the page with what is left out, and there this pattern more, not kept yet."""
        self.show_preferences("folders")
        self.leaving_out.emit(pattern)

    def refresh_preferences(self) -> None:
        """Read what is set again, if it is on screen: the folders may be others."""
        if self._preferences is not None and self._preferences.isVisible():
            self._setting.options.refresh()

    def _make_preferences(self) -> PreferencesDialog:
        from picseek.ui.preferences.cohere_page import CoherePage
        from picseek.ui.preferences.dialog import PreferencesDialog
        from picseek.ui.preferences.folders_page import FoldersPage
        from picseek.ui.preferences.general_page import GeneralPage
        from picseek.ui.preferences.indexing_page import IndexingPage
        from picseek.ui.preferences.models_page import ModelsPage
        from picseek.ui.preferences.storage_page import StoragePage

        setting = self._setting
        folders = FoldersPage(setting.options)
        folders.add_wanted.connect(self.add_wanted)
        folders.remove_wanted.connect(self.remove_wanted)
        folders.rescan_wanted.connect(self.rescan_wanted)
        self.leaving_out.connect(folders.suggest)
        storage = StoragePage(self._session.path, setting.storage)
        storage.library_wanted.connect(self._on_library)
        models = ModelsPage(setting.models, setting.local, setting.fetching)
        models.compare_wanted.connect(self._on_compare)
        pages = (
            GeneralPage(setting.looks),
            folders,
            IndexingPage(setting.options),
            models,
            CoherePage(setting.service),
            storage,
        )
        return PreferencesDialog(pages, self._window)

    def _on_problems(self, problems: list[Problem]) -> None:
        if self._problems is not None:
            self._problems.set_problems(problems)

    def _on_compare(self) -> None:
        if self._preferences is not None:
            self._preferences.close()
        self.compare_wanted.emit()

    def _on_library(self) -> None:
        folder: Path = self._session.path
        self.folder_wanted.emit(folder)


def _below(folder: Path | None, problems: list[Problem]) -> list[Problem]:
    if folder is None:
        return problems
    return [problem for problem in problems if problem.path.is_relative_to(folder)]
