"""Puts the side bar together: its widgets, its actions, and what they do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.base.session import Session
from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.commands.sidebar import SideCommands
from picseek.ui.commands.window import Commands
from picseek.ui.indexing.controller import IndexingController
from picseek.ui.indexing.folders import FolderController
from picseek.ui.models.controller import ModelsController
from picseek.ui.search.controller import SearchController
from picseek.ui.search.search_bar import SearchBar
from picseek.ui.sidebar.folder_tree_controller import FolderTreeController, TreeParts
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.sidebar.saved_searches import SavedController, SavedParts
from picseek.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from picseek.ui.window.shortcut_sheet import ShortcutSheet


@dataclass(frozen=True, slots=True)
class SideControllers:
    """Who is asked for what the side bar shows."""

    search: SearchController
    folders: FolderController
    indexing: IndexingController
    models: ModelsController


class SideBar(QObject):
    """The side bar of a window, and what the help menu shows.

    Attributes:
        commands: Its actions.
        panel: Its widget.
    """

    def __init__(self, window: QMainWindow, commands: Commands) -> None:
        """Make its widget, and fill the window's menus. `connect_to` makes them do something."""
        super().__init__(window)
        self._window = window
        self._shown = commands.show_folders
        self.commands = SideCommands(window)
        self.commands.fill(window.menuBar(), commands.find, commands.show_all)
        self.commands.shortcuts.triggered.connect(self._show_shortcuts)
        self.commands.about.triggered.connect(self._show_about)
        self.panel = SidePanel(commands.add_folder, commands.rescan, self.commands.save_search)
        self._sheet: ShortcutSheet | None = None

    def connect_to(
        self,
        session: Session,
        controllers: SideControllers,
        bar: SearchBar,
        banner: Banner,
    ) -> SavedController:
        """Make it work; what the controller tells belongs into the state bar."""
        search, folders = controllers.search, controllers.folders
        FolderTreeController(
            session, folders, controllers.indexing, search, TreeParts(self.panel, bar)
        )
        saved = SavedController(
            session,
            search,
            controllers.models,
            SavedParts(self.panel, bar, banner, self._shown),
        )
        save = self.commands.save_search
        save.triggered.connect(saved.save)
        session.opened.connect(lambda: save.setEnabled(session.writable))
        session.failed.connect(lambda _error: save.setEnabled(False))
        bar.box.menu_opening.connect(self.commands.add_to)
        self.panel.remove_wanted.connect(folders.remove)
        self.panel.rescan_wanted.connect(folders.rescan)
        return saved

    def restore(self, settings: WindowSettings) -> None:
        """Unfold what was unfolded, as it comes."""
        self.panel.tree.reopen(settings.open_folders)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """The settings, with what is unfolded now."""
        return replace(settings, open_folders=tuple(self.panel.tree.to_remember()))

    def _show_about(self) -> None:
        from picseek.ui.window.about import make_about

        make_about(self._window).open()

    def _show_shortcuts(self) -> None:
        if self._sheet is None:
            from picseek.ui.window.shortcut_sheet import ShortcutSheet

            self._sheet = ShortcutSheet(self._window)
        self._sheet.read()
        self._sheet.show()
        self._sheet.raise_()
