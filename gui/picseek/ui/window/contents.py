"""Creates and connects the window's widgets and features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject

from picseek.engine.errors import EngineError, LibraryDamaged, LibraryLocked
from picseek.ui.base.process import release_clipboard
from picseek.ui.base.session import Session, open_library
from picseek.ui.base.tasks import TaskRunner
from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.commands.window import Commands
from picseek.ui.desktop.file_manager import FileManager
from picseek.ui.files.file_actions import FileActions
from picseek.ui.files.picture_actions import PictureActions
from picseek.ui.grid.actions import GridActions
from picseek.ui.grid.badge_controller import BadgeController
from picseek.ui.grid.name_search import NameSearch
from picseek.ui.indexing.absences import AbsenceController
from picseek.ui.indexing.auto_start import AutoStart
from picseek.ui.indexing.controller import IndexingController
from picseek.ui.indexing.folders import FolderController
from picseek.ui.indexing.problems import ProblemsController
from picseek.ui.indexing.progress import IndexProgress
from picseek.ui.indexing.second_look import SecondLookController
from picseek.ui.models.controller import ModelsController
from picseek.ui.models.download_notices import DownloadNotices, DownloadStatus
from picseek.ui.models.downloads import DownloadController
from picseek.ui.models.local_models import LocalController
from picseek.ui.models.offer import ModelOffer
from picseek.ui.models.renewal_notice import RenewalNotice
from picseek.ui.models.run_notices import RunNotices
from picseek.ui.models.service import ServiceController
from picseek.ui.preferences.appearance import AppearanceController
from picseek.ui.preferences.library_options import OptionsController
from picseek.ui.preferences.storage import StorageController
from picseek.ui.search.better_model import BetterModel
from picseek.ui.search.controller import SearchController
from picseek.ui.search.hints import HintController
from picseek.ui.search.result_message import ResultMessage
from picseek.ui.search.results_presenter import ResultsPresenter
from picseek.ui.sending.consent import ConsentController
from picseek.ui.sending.controller import SendingController
from picseek.ui.sending.sent_log import SentController
from picseek.ui.sidebar.folder_tree_controller import FolderTreeController
from picseek.ui.sidebar.saved_searches import SavedController
from picseek.ui.style.theme import Theme
from picseek.ui.text import wording
from picseek.ui.text.language import spoken_language
from picseek.ui.viewer.controller import ViewerController
from picseek.ui.window.drops import DropController
from picseek.ui.window.help import HelpActions
from picseek.ui.window.layout import WindowParts
from picseek.ui.window.preferences import Preferences
from picseek.ui.window.recovery import RecoveryController

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from picseek.ui.preferences.page import Page
    from picseek.ui.window.options import WindowOptions


class Contents(QObject):
    """Creates the features of a window, in the order of their dependencies."""

    def __init__(self, window: QMainWindow, options: WindowOptions, theme: Theme) -> None:
        """Args: window: Gets a menu bar and a central widget."""
        super().__init__(window)
        self._window = window
        self._options = options
        self._appearance = AppearanceController(theme, window)
        tasks = TaskRunner(parent=self)
        opener = options.opener or open_library
        self._session = session = Session(options.library, tasks, opener, self)
        self._commands = commands = Commands(window)
        self._indexing = IndexingController(session, parent=self)
        self._models = ModelsController(session, self._indexing, self)
        self._search = SearchController(session, self._indexing, self._models, options.timing, self)
        self._parts = WindowParts(session, self._search, self._models, commands)
        session.opened.connect(self._on_opened)
        session.failed.connect(self._on_failed)
        self._make_window_features()
        self._make_picture_features()
        self._make_indexing_features()
        self._make_model_features()
        self._make_search_features()
        self._make_preferences()

    # Features

    def _make_window_features(self) -> None:
        session, commands, parts = self._session, self._commands, self._parts
        HelpActions(commands)
        self._recovery = RecoveryController(session, self._indexing, parts.pages, parts.banner)
        self._recovery.failed.connect(self._on_failed)
        parts.pages.retry_requested.connect(session.open)
        parts.pages.read_only_requested.connect(lambda: session.open(writable=False))
        commands.quit.triggered.connect(self._window.close)
        commands.show_folders.toggled.connect(parts.panel.setVisible)

    def _make_picture_features(self) -> None:
        session, commands, parts = self._session, self._commands, self._parts
        grid, banner, search = parts.grid, parts.banner, self._search
        self._message = message = ResultMessage(grid, parts.status)
        self._grid_actions = GridActions(commands, grid, parts.delegate, parts.status.cell_side)
        self._file_manager = file_manager = FileManager(session.tasks, self)
        actions = PictureActions(session, search, commands, grid, file_manager)
        self._files = FileActions(session, actions, commands.files, grid, banner)
        self._files.pictures_changed.connect(self._on_pictures_changed)
        badges = BadgeController(session, grid, parts.delegate, commands, file_manager)
        self._indexing.ended.connect(badges.refresh)
        names = NameSearch(session, grid)
        self._viewing = ViewerController(session, commands, grid, search.query_text, search.result)
        for short in (badges.reported, names.reported, actions.reported):
            short.connect(message.show)
        actions.failed.connect(banner.show_message)
        for shown in (actions.reported, actions.failed):
            shown.connect(self._viewing.show_message)

    def _make_indexing_features(self) -> None:
        session, commands, parts = self._session, self._commands, self._parts
        indexing, banner = self._indexing, parts.banner
        self._folders = folders = FolderController(session, indexing, commands, banner)
        self._second_look = SecondLookController(session, indexing, lambda: self._search.busy, self)
        self._search.started.connect(self._second_look.give_way)
        self._second_look.pictures_changed.connect(self._search.refresh_results_soon)
        self._models.chosen.connect(self._second_look.start_over)
        IndexProgress(indexing, self._second_look, folders, commands, parts.status)
        self._problems = ProblemsController(
            session, indexing, folders, commands, self._file_manager
        )
        self._problems.failed.connect(banner.show_message)
        absences = AbsenceController(session, indexing, commands, banner)
        absences.forgotten.connect(self._on_pictures_changed)
        AutoStart(session, indexing)
        SendingController(session, indexing, banner)
        SentController(session, indexing, commands, banner, self._file_manager)
        self._drops = DropController(session.tasks, folders, self._search, self)

    def _make_model_features(self) -> None:
        session, commands, parts = self._session, self._commands, self._parts
        indexing, models, banner = self._indexing, self._models, parts.banner
        self._service = ServiceController(session, indexing, models, self)
        self._local = LocalController(
            session, models, lambda: spoken_language(self._appearance.language), self
        )
        self._downloads = DownloadController(session, models, self._local, self)
        self._offer = ModelOffer(models, self._local, self._downloads, self._window)
        DownloadStatus(self._downloads, commands, parts.status)
        DownloadNotices(indexing, models, self._downloads, banner)
        RunNotices(indexing, models, self._local, commands, banner)
        RenewalNotice(indexing, models, banner)

    def _make_search_features(self) -> None:
        session, commands, parts = self._session, self._commands, self._parts
        search, pages, panel = self._search, parts.pages, parts.panel
        ResultsPresenter(session, search, self._folders, pages, self._message)
        BetterModel(self._offer, pages)
        HintController(search, self._models, self._offer, commands, parts.bar)
        FolderTreeController(session, self._indexing, self._folders, search, panel)
        saved = SavedController(session, search, commands, panel, parts.banner)
        saved.reported.connect(self._message.show)
        panel.tree.problems_requested.connect(self._problems.show_in)
        panel.open_requested.connect(self._file_manager.open_folder)

    def _make_preferences(self) -> None:
        self._storage = StorageController(self._session, self)
        self._storage.vectors_removed.connect(self._models.refresh)
        self._storage.vectors_removed.connect(self._search.refresh_soon)
        self._library_options = OptionsController(self._session, self)
        self._library_options.saved.connect(self._second_look.consider)
        self._preferences = Preferences(self._commands, self._make_pages)
        self._folders.status_changed.connect(self._refresh_options)
        self._parts.panel.exclude_requested.connect(self._exclude)

    def _make_pages(self) -> Sequence[Page]:
        from picseek.ui.preferences.cohere_page import CoherePage
        from picseek.ui.preferences.folders_page import FoldersPage
        from picseek.ui.preferences.general_page import GeneralPage
        from picseek.ui.preferences.indexing_page import IndexingPage
        from picseek.ui.preferences.models_page import ModelsPage
        from picseek.ui.preferences.storage_page import StoragePage

        options, commands, library = self._library_options, self._commands, self._session.path
        self._folders_page = folders = FoldersPage(options)
        folders.add_requested.connect(commands.add_folder.trigger)
        folders.remove_requested.connect(self._folders.remove)
        folders.rescan_requested.connect(commands.rescan.trigger)
        models = ModelsPage(self._models, self._local, self._downloads)
        models.compare_requested.connect(self._on_compare)
        storage = StoragePage(library, self._storage)
        storage.library_requested.connect(lambda: self._file_manager.open_folder(library))
        return (
            GeneralPage(self._appearance),
            folders,
            IndexingPage(options),
            models,
            CoherePage(self._service, ConsentController(self._session, self)),
            storage,
        )

    def _exclude(self, pattern: str) -> None:
        self._preferences.show("folders")
        self._folders_page.suggest(pattern)

    def _refresh_options(self) -> None:
        if self._preferences.visible:
            self._library_options.refresh()

    # The library

    def open_library(self) -> None:
        """Open the library in the background."""
        self._session.open()

    def close(self) -> bool:
        """Stop all jobs, join their threads and close the library.

        Returns:
            Whether the library was writable.
        """
        writable = self._session.writable
        self._parts.loader.close()
        self._viewing.close()
        self._session.close()
        release_clipboard()
        return writable

    def handle_drop(self, paths: Sequence[Path]) -> None:
        """Add dropped folders, and search with dropped pictures."""
        self._drops.handle(paths)

    def _on_opened(self) -> None:
        self._show_parts(True)
        self._parts.pages.show_grid()
        self._commands.set_writable(self._session.writable)
        banner = self._parts.banner
        if not self._session.writable:
            banner.show_message(
                self.tr(
                    "You can search this library but not change it, because its disk "
                    "or folder is read-only."
                )
                if self._session.read_only_location
                else self.tr(
                    "Another Picseek window is using this library. In this window, you "
                    "can only search."
                )
            )
            return
        for warning in self._session.warnings:
            banner.show_message(wording.localized(warning))
        self._folders.add(self._options.folders)

    def _on_failed(self, error: EngineError) -> None:
        self._show_parts(False)
        self._commands.set_writable(False)
        if isinstance(error, LibraryDamaged):
            self._recovery.offer(error)
            return
        locked = isinstance(error, LibraryLocked)
        self._parts.pages.show_failure(wording.localized(error), locked=locked)

    def _show_parts(self, usable: bool) -> None:
        for part in (self._parts.bar, self._parts.status):
            part.setVisible(usable)
        self._parts.panel.setVisible(usable and self._commands.show_folders.isChecked())

    def _on_pictures_changed(self) -> None:
        self._search.refresh_now()
        self._folders.refresh()

    def _on_compare(self) -> None:
        self._preferences.close()
        self._window.activateWindow()
        self._parts.bar.focus()
        if self._search.browsing:
            self._message.show(
                self.tr(
                    "Describe what you're looking for, then choose a model next to the search box."
                )
            )
        else:
            self._parts.bar.models.showMenu()

    # Settings

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings."""
        parts = self._parts
        self._grid_actions.restore(settings)
        parts.split.restoreState(QByteArray(settings.split))
        self._commands.show_folders.setChecked(settings.show_folders)
        parts.panel.setVisible(settings.show_folders)
        for feature in (self._appearance, self._viewing, self._files, self._offer, parts.panel):
            feature.restore(settings)
        parts.bar.box.setFocus()

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the current choices."""
        for feature in (
            self._appearance,
            self._viewing,
            self._files,
            self._offer,
            self._grid_actions,
            self._parts.panel,
        ):
            settings = feature.put_into(settings)
        return replace(
            settings,
            split=bytes(self._parts.split.saveState().data()),
            show_folders=self._commands.show_folders.isChecked(),
        )
