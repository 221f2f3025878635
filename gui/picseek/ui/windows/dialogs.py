"""Builds dialogs when they are first wanted, and fills them in the background.

Their modules are imported then, too: Qt's classes are not free to load.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import Problem
from picseek.ui.controllers.models import ModelsController
from picseek.ui.controllers.service import ServiceController
from picseek.ui.controllers.session import Session
from picseek.ui.settings import Appearance
from picseek.ui.tasks import TaskRunner
from picseek.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.windows.preferences import PreferencesDialog
    from picseek.ui.windows.problems import ProblemsDialog


class Dialogs(QObject):
    """The window's dialogs.

    Signals:
        retry_wanted: Try again to index what could not be.
        reveal_wanted: Show a file (a Path) in the file manager.
        folder_wanted: Open a folder (a Path) in the file manager.
        failed: Why a dialog could not be filled, in a sentence.
    """

    retry_wanted = Signal()
    reveal_wanted = Signal(object)
    folder_wanted = Signal(object)
    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        theme: Theme,
        models: ModelsController,
        service: ServiceController,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._theme = theme
        self._models = models
        self._service = service
        self._window = window
        self._problems: ProblemsDialog | None = None
        self._preferences: PreferencesDialog | None = None

    def show_problems(self) -> None:
        """List the files that could not be indexed."""
        if self._problems is None:
            from picseek.ui.windows.problems import ProblemsDialog

            self._problems = ProblemsDialog(self._window)
            self._problems.retry_wanted.connect(self.retry_wanted)
            self._problems.reveal_wanted.connect(self.reveal_wanted)
        self._problems.set_writable(self._session.writable)
        self._problems.show()
        self.refresh_problems()

    def refresh_problems(self) -> None:
        """Read the list again, if it is on screen."""
        library = self._session.library
        if library is not None and self._problems is not None and self._problems.isVisible():
            self._tasks.submit(
                lambda _task: library.problems(),
                on_done=self._on_problems,
                on_error=self._on_error,
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

    def _make_preferences(self) -> PreferencesDialog:
        from picseek.ui.windows.preferences import PreferencesDialog
        from picseek.ui.windows.preferences.cohere import CoherePage
        from picseek.ui.windows.preferences.general import GeneralPage
        from picseek.ui.windows.preferences.models import ModelsPage

        general = GeneralPage(self._session.path, self._theme.appearance)
        general.appearance_chosen.connect(self._on_appearance)
        general.library_wanted.connect(self._on_library)
        pages = (general, ModelsPage(self._models), CoherePage(self._service))
        return PreferencesDialog(pages, self._window)

    def _on_problems(self, problems: list[Problem]) -> None:
        if self._problems is not None:
            self._problems.set_problems(problems)

    def _on_appearance(self, appearance: Appearance) -> None:
        self._theme.set_appearance(appearance)

    def _on_library(self) -> None:
        folder: Path = self._session.path
        self.folder_wanted.emit(folder)

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, EngineError):
            self.failed.emit(str(error))
