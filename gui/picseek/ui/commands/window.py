"""All actions of the window: titles, shortcuts and menus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QWidget

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.commands.action import ActionGroup
from picseek.ui.commands.files import FileCommands
from picseek.ui.commands.sidebar import SidebarCommands
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import MENU_SHEET
from picseek.ui.text.bidi import shortcut_text

_Standard = QKeySequence.StandardKey


class Commands(ActionGroup):
    """The window's actions; controllers connect them.

    Attributes:
        window: The window that the actions belong to; the parent of dialogs.
        files: Actions on the files of pictures.
        sidebar: Actions on saved searches, and the Help menu.

    Signals:
        page_requested: The name of a page of the preferences to show.
    """

    page_requested = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.files = FileCommands(window)
        self.sidebar = SidebarCommands(window)
        self._make_library_actions()
        self._make_index_actions()
        self._make_picture_actions()
        self._make_viewer_actions()
        self._make_selection_actions()
        self._make_view_actions()
        self._make_arrangement_actions()

    def _make_library_actions(self) -> None:
        make, tr = self._make, self.tr
        self.add_folder = make(
            "addFolder",
            tr("&Add folder…"),
            tr("Add a folder of pictures to the library"),
            "Ctrl+Shift+O",
            "folder-add",
        )
        self.rescan = make(
            "rescan",
            tr("&Check for changes"),
            tr("Check all folders for new and changed pictures"),
            "F5",
            "refresh",
        )
        self.read_all = make(
            "readAll",
            tr("&Read all files again"),
            tr("Read every file in all folders again, even if it seems unchanged"),
            "Ctrl+F5",
        )
        self.absent = make(
            "absent",
            tr("U&navailable pictures…"),
            tr("Show folders on drives that aren't connected"),
            "Ctrl+Shift+H",
        )
        self.sent = make(
            "sent",
            tr("Sent &data…"),
            tr("Show what Picseek has sent to online services"),
            "Ctrl+Shift+S",
        )
        self.preferences = make(
            "preferences",
            tr("&Preferences…"),
            tr("Change Picseek's settings"),
            "Ctrl+,",
            "preferences",
        )
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = make("quit", tr("&Quit"), tr("Quit Picseek"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_index_actions(self) -> None:
        make, tr = self._make, self.tr
        self.pause = make(
            "pause",
            tr("Pause indexing"),
            tr("Pause indexing; you can resume it later"),
            "Ctrl+Shift+P",
            "pause",
        )
        self.stop = make(
            "stop",
            tr("Stop indexing"),
            tr("Stop indexing; pictures indexed so far are kept"),
            "Ctrl+Shift+X",
            "stop",
        )
        self.problems = make(
            "problems",
            tr("Show problems…"),
            tr("Show the files that couldn't be indexed"),
            "Ctrl+Shift+E",
            "warning",
        )
        self.set_indexing(running=False, paused=False)

    def _make_picture_actions(self) -> None:
        make, tr = self._make, self.tr
        self.open = make(
            "open",
            tr("Open in default a&pp"),
            tr("Open the picture in the system's default app"),
            "Ctrl+Return",
            "open",
        )
        self.reveal = make(
            "reveal",
            tr("Show in &file manager"),
            tr("Show the picture's file in its folder"),
            "Ctrl+Shift+R",
            "reveal",
        )
        self.copy = make("copy", tr("&Copy"), tr("Copy the picture"), _Standard.Copy, "copy")
        self.copy_path = make(
            "copyPath", tr("Copy &path"), tr("Copy the file's path"), "Ctrl+Shift+C", "copy-path"
        )
        self.similar = make(
            "similar", tr("&More like this"), tr("Find similar pictures"), "Ctrl+M", "similar"
        )

        self.show_copies = make(
            "places",
            tr("Sho&w copies…"),
            tr("Show all files with the same content"),
            "Ctrl+Shift+D",
        )

    def _make_viewer_actions(self) -> None:
        make, tr = self._make, self.tr
        self.view = make(
            "view", tr("&View picture"), tr("View the picture in this window"), "Return"
        )
        self.view.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self.quick_look = make(
            "quickLook",
            tr("&Quick look"),
            tr("Show a large preview; press and release, or hold"),
            "Space",
        )
        self.quick_look.setAutoRepeat(False)
        self.slide_show = make(
            "slideShow",
            tr("Sl&ideshow"),
            tr("Show the pictures one after another"),
            "Shift+F5",
            "play",
        )
        self.slide_show.setCheckable(True)
        self.set_selected(0)

    def _make_selection_actions(self) -> None:
        make, tr = self._make, self.tr
        self.select_all = make(
            "selectAll", tr("Select &all"), tr("Select all pictures shown"), _Standard.SelectAll
        )
        self.select_none = make(
            "selectNone", tr("Select &none"), tr("Clear the selection (Esc)"), "Ctrl+Shift+A"
        )
        self.invert = make(
            "invertSelection",
            tr("Inver&t selection"),
            tr("Select only the pictures that aren't selected"),
            "Ctrl+Shift+I",
        )
        self.set_shown(0)

    def _make_view_actions(self) -> None:
        make, tr = self._make, self.tr
        self.find = make(
            "focusSearch", tr("&Find"), tr("Go to the search box"), _Standard.Find, "search"
        )
        self.show_all = make(
            "showAll",
            tr("Show &all pictures"),
            tr("Clear the search and show all pictures, newest first"),
            "Ctrl+0",
        )
        self.zoom_in = make("zoomIn", tr("&Larger thumbnails"), tr("Larger thumbnails"), "Ctrl++")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = make(
            "zoomOut", tr("&Smaller thumbnails"), tr("Smaller thumbnails"), "Ctrl+-"
        )
        self.show_names = make(
            "showNames",
            tr("File &names"),
            tr("Show file names below the thumbnails"),
            "Ctrl+Shift+N",
        )
        self.show_names.setCheckable(True)
        self.show_folders = make(
            "folderPanel",
            tr("Side&bar"),
            tr("Show or hide folders and saved searches"),
            "F9",
            "side-bar",
        )
        self.show_folders.setCheckable(True)
        self.show_folders.setIconVisibleInMenu(False)  # it would hide the check mark

    def _make_arrangement_actions(self) -> None:
        make, tr = self._make, self.tr
        self.justified = make(
            "justified",
            tr("&Justified rows"),
            tr("Show whole pictures in rows that fill the window"),
            "Ctrl+Shift+J",
        )
        self.squares = make(
            "squares", tr("S&quares"), tr("Show pictures in squares of equal size"), "Ctrl+Shift+G"
        )
        styles = QActionGroup(self)
        for style in (self.squares, self.justified):
            style.setCheckable(True)
            styles.addAction(style)
        self.next_section = make(
            "nextSection", tr("Ne&xt month"), tr("Go to the next month or section"), "Alt+Down"
        )
        self.previous_section = make(
            "previousSection",
            tr("Pre&vious month"),
            tr("Go to the previous month or section"),
            "Alt+Up",
        )

    def restrict_to(self, grid: QWidget) -> None:
        """Restrict Return and Space to when the grid has the focus."""
        for action in (self.view, self.quick_look):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            grid.addAction(action)

    def set_selected(self, count: int) -> None:
        """Enable the actions for this number of selected pictures."""
        opening = (self.view, self.open, self.reveal)
        for action in (*opening, self.copy, self.copy_path, self.similar, self.show_copies):
            action.setEnabled(count > 0)

    def set_shown(self, count: int) -> None:
        """Enable the actions for this number of shown pictures."""
        for action in (self.select_all, self.select_none, self.invert):
            action.setEnabled(count > 0)

    def set_writable(self, writable: bool) -> None:
        """Enable the actions that change the library."""
        self.add_folder.setEnabled(writable)
        self.rescan.setEnabled(writable)
        self.read_all.setEnabled(writable)
        self.sidebar.save_search.setEnabled(writable)

    def set_indexing(self, *, running: bool, paused: bool) -> None:
        """Enable and label the actions that pause and stop indexing."""
        self.pause.setEnabled(running)
        self.stop.setEnabled(running)
        self.pause.setIcon(icon("play" if paused else "pause"))
        self.pause.setText(self.tr("Resume indexing") if paused else self.tr("Pause indexing"))
        tip = (
            self.tr("Continue indexing")
            if paused
            else self.tr("Pause indexing; you can resume it later")
        )
        keys = shortcut_text(self.pause)
        self.pause.setToolTip(plain_tooltip(f"{tip} ({keys})"))

    def picture_menu(self, parent: QWidget) -> QMenu:
        """Return the context menu of pictures."""
        menu = QMenu(parent)
        menu.setStyleSheet(MENU_SHEET)
        menu.addActions([self.view, self.quick_look])
        menu.addSeparator()
        menu.addActions([self.open, self.files.open_with, self.reveal])
        menu.addSeparator()
        menu.addActions([self.copy, self.files.copy_image, self.copy_path])
        menu.addSeparator()
        menu.addActions([self.similar, self.show_copies])
        self.files.fill(menu)
        return menu

    def grid_menu(self, parent: QWidget) -> QMenu:
        """Return the context menu of the grid's empty area."""
        menu = QMenu(parent)
        menu.setObjectName("gridMenu")
        menu.addActions([self.select_all, self.invert])
        menu.addSeparator()
        menu.addActions([self.squares, self.justified, self.show_names])
        menu.addSeparator()
        menu.addActions([self.zoom_in, self.zoom_out])
        menu.addSeparator()
        menu.addAction(self.rescan)
        return menu

    def fill(self, bar: QMenuBar) -> None:
        """Add all menus to a menu bar."""
        library = bar.addMenu(self.tr("&Library"))
        library.addActions([self.add_folder, self.rescan, self.read_all])
        library.addSeparator()
        library.addActions([self.pause, self.stop, self.problems, self.absent])
        library.addSeparator()
        library.addAction(self.sent)
        library.addSeparator()
        library.addActions([self.preferences, self.quit])
        picture = bar.addMenu(self.tr("&Picture"))
        picture.addActions([self.view, self.quick_look, self.slide_show])
        picture.addSeparator()
        picture.addActions([self.open, self.files.open_with, self.reveal])
        picture.addSeparator()
        picture.addActions([self.copy, self.files.copy_image, self.copy_path])
        picture.addSeparator()
        picture.addActions([self.similar, self.show_copies])
        self.files.fill(picture)
        picture.addAction(self.files.undo_trash)
        picture.addSeparator()
        picture.addActions([self.select_all, self.select_none, self.invert])
        view = bar.addMenu(self.tr("&View"))
        view.addActions([self.squares, self.justified])
        view.addSeparator()
        view.addActions([self.zoom_in, self.zoom_out, self.show_names])
        view.addSeparator()
        view.addActions([self.previous_section, self.next_section])
        view.addSeparator()
        view.addAction(self.show_folders)
        self.sidebar.fill(bar, self.find, self.show_all)
