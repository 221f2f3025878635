"""Opens and closes the viewer, quick look and slide shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtWidgets import QMenu, QStackedWidget

from picseek.engine.types import SearchResult
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane
from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.commands.window import Commands
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.selection import selection_of
from picseek.ui.grid.view import GridView
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.qt_guard import guarded
from picseek.ui.text.displayable import displayable
from picseek.ui.text.language import current_language
from picseek.ui.viewer.animation import Player
from picseek.ui.viewer.display import ImageSources
from picseek.ui.viewer.explanations import Explanations
from picseek.ui.viewer.page import ViewerPage
from picseek.ui.viewer.picture_source import PictureSource
from picseek.ui.viewer.quick_look import QuickLook
from picseek.ui.viewer.selection_memory import SelectionMemory
from picseek.ui.viewer.slide_show import SlideShow

_STRIP_BUDGET = 8 << 20
_PREVIEW_BUDGET = 16 << 20


class ViewerController(QObject):
    """Shows the viewer in place of the window's contents.

    The grid's current picture follows the viewer, so that all actions for selected pictures also
    work in the viewer.
    """

    def __init__(
        self,
        session: Session,
        commands: Commands,
        grid: GridView,
        query: Callable[[], str],
        result: Callable[[], SearchResult | None],
    ) -> None:
        """Add the viewer to the window, which must have its contents already.

        Args:
            session: The library.
            commands: The window's actions.
            grid: The grid, with its model.
            query: Returns the current query as text, or ``""``.
            result: Returns the result of the current search, or None.
        """
        super().__init__(commands.window)
        self._session = session
        self._window = commands.window
        self._grid = grid
        model = grid.model()
        assert isinstance(model, ResultsModel), "give the grid its model before this"
        self._model = model
        self._commands = commands
        self._sources = ImageSources(
            PictureSource(session, self),
            ThumbnailLoader(session.thumbnail, self, threads=1, budget_bytes=_PREVIEW_BUDGET),
            Player(session.frame, session.tasks, self),
        )
        self._strip_thumbnails = ThumbnailLoader(
            session.thumbnail, self, threads=1, budget_bytes=_STRIP_BUDGET
        )
        self.page = ViewerPage(
            model,
            self._sources,
            self._strip_thumbnails,
            query,
            Explanations(session, result, self),
        )
        self.slide_show = SlideShow(self.page, session.tasks)
        self.quick_look = QuickLook(grid, model, self._sources)
        self._state_before = Qt.WindowState.WindowNoState
        self._from_grid = False
        self._selection = SelectionMemory(model)
        self._put_into_window()
        self._connect()

    def _put_into_window(self) -> None:
        contents = self._window.takeCentralWidget()
        assert contents is not None, "the window has no contents yet"
        self._stack = QStackedWidget()
        self._stack.addWidget(contents)
        self._stack.addWidget(self.page)
        self._window.setCentralWidget(self._stack)
        bar = self._window.menuBar()
        self._menu = QMenu(self.tr("Vie&wer"), bar)
        bar.insertMenu(bar.actions()[-1], self._menu)  # Help stays the last one
        self._menu.aboutToShow.connect(self._fill_menu_bar)
        self._menu.menuAction().setVisible(False)
        self._window.installEventFilter(self)

    def _connect(self) -> None:
        commands, page = self._commands, self.page
        commands.view.triggered.connect(lambda: self.view())
        commands.quick_look.triggered.connect(self.quick_look.toggle)
        commands.slide_show.triggered.connect(self.toggle_slide_show)
        for other in (commands.find, commands.show_all, commands.similar):
            other.triggered.connect(self.close_viewer)
        self._grid.activated.connect(lambda index: self.view(index.row()))
        self.quick_look.viewer_requested.connect(lambda: self.view())
        page.left.connect(self._step_back)
        page.position.moved.connect(self._move_grid)
        page.position.emptied.connect(self.close_viewer)
        page.details_requested.connect(self._read_details)
        page.menu_requested.connect(self._fill_menu)
        page.commands.full_screen.triggered.connect(self._set_full_screen)
        page.commands.play.triggered.connect(self.slide_show.toggle_pause)
        self.slide_show.changed.connect(self._on_slide_show)
        self._grid.selectionModel().currentChanged.connect(self._on_grid_moved)

    @property
    def viewing(self) -> bool:
        """Whether the viewer is shown."""
        return self._stack.currentWidget() is self.page

    def view(self, row: int = -1) -> None:
        """Open the viewer.

        Args:
            row: Row of the results; -1: the grid's current or first selected one.
        """
        row = row if row >= 0 else self._row_of_grid()
        if row < 0 or self.viewing:
            return
        self.quick_look.close_view()
        self._selection = SelectionMemory(self._model, self._grid.selection.runs())
        self._stack.setCurrentWidget(self.page)
        self.page.canvas.setFocus()
        self.page.go(row)
        self._enable()

    def close_viewer(self) -> None:
        """Return to the grid; its current picture is the viewed one."""
        self.quick_look.close_view()
        if not self.viewing:
            return
        self.slide_show.stop()
        self._set_full_screen(False)
        row, picture_id = self.page.position.row, self.page.position.picture_id
        self.page.leave()
        self._stack.setCurrentIndex(0)
        self._grid.setFocus()
        self._enable()
        if len(self._selection) > 1 and picture_id in self._selection:
            self._select_again()
        if row >= 0:
            # Only when the grid has its size again.
            QTimer.singleShot(0, self._grid, partial(self._show_in_grid, row))

    def toggle_slide_show(self) -> None:
        """Start a slide show with the current picture, or end it.

        From the grid, it shows the selected pictures if there are several.
        """
        if self.slide_show.running:
            self._step_back()
            return
        self._from_grid = not self.viewing
        if self._from_grid:
            runs = self._grid.selection.runs()
            several = self._grid.selection.count() > 1
            self.view(runs[0].start if several else max(0, self._row_of_grid()))
        if self.viewing:
            self._set_full_screen(True)
            several = self._from_grid and len(self._selection) > 1
            self.slide_show.start(self._selection if several else None)

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings."""
        self.slide_show.seconds = settings.slide_seconds
        self.page.commands.info.setChecked(settings.show_info)
        self.page.commands.strip.setChecked(settings.show_strip)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the viewer's state."""
        return replace(
            settings,
            slide_seconds=max(1, round(self.slide_show.seconds)),
            show_info=self.page.commands.info.isChecked(),
            show_strip=self.page.commands.strip.isChecked(),
        )

    def show_message(self, message: str) -> None:
        """Show a message in the viewer, if it is open: it covers the status bar."""
        if self.viewing:
            self.page.show_message(message)

    def close(self) -> None:
        """Stop all background work, before the session is closed."""
        self.slide_show.stop()
        self._sources.player.unload()
        self._sources.previews.close()
        self._strip_thumbnails.close()

    # Internal

    def _row_of_grid(self) -> int:
        current = self._grid.currentIndex()
        runs = self._grid.selection.runs()
        if current.isValid() and (not runs or any(current.row() in run for run in runs)):
            return current.row()
        return runs[0].start if runs else current.row()

    def _move_grid(self) -> None:
        row = self.page.position.row
        if self.viewing and row >= 0:
            self._grid.setCurrentIndex(self._model.index(row))

    def _show_in_grid(self, row: int) -> None:
        index = self._model.index(row)
        if index.isValid():
            self._grid.scrollTo(index)

    def _select_again(self) -> None:
        """Restore the selection from before the viewer was opened."""
        chosen = selection_of(self._model, self._selection.runs())
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._grid.selectionModel().select(chosen, command)

    def _step_back(self) -> None:
        """Leave the slide show, else full screen, else the viewer."""
        if self.slide_show.running:
            self.slide_show.stop()
            self._set_full_screen(False)
            if self._from_grid:
                self.close_viewer()
        elif self.page.bare:
            self._set_full_screen(False)
        else:
            self.close_viewer()

    def _set_full_screen(self, full: bool) -> None:
        if full == self.page.bare:
            return
        if full:
            self._state_before = self._window.windowState()
            self._window.setWindowState(self._state_before | Qt.WindowState.WindowFullScreen)
        else:
            self._window.setWindowState(self._state_before & ~Qt.WindowState.WindowFullScreen)
        self._window.menuBar().setVisible(not full)
        self.page.bare = full
        self.page.commands.full_screen.setChecked(full)

    def _on_slide_show(self) -> None:
        self._commands.slide_show.setChecked(self.slide_show.running)

    def _on_grid_moved(self) -> None:
        self._enable()

    def _enable(self) -> None:
        self._menu.menuAction().setVisible(self.viewing)
        self._commands.view.setEnabled(not self.viewing and self._row_of_grid() >= 0)
        self._commands.quick_look.setEnabled(not self.viewing)
        self._commands.set_shown(0 if self.viewing else self._model.rowCount())

    def _fill_menu(self, menu: QMenu) -> None:
        for action in self._commands.picture_menu(menu).actions():
            if action is not self._commands.view and action is not self._commands.quick_look:
                menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self._commands.slide_show)
        self.slide_show.fill(menu)
        menu.addSeparator()

    def _fill_menu_bar(self) -> None:
        self._menu.clear()
        self._menu.addAction(self._commands.slide_show)
        self.slide_show.fill(self._menu)
        self._menu.addSeparator()
        self.page.commands.fill(self._menu)

    def _read_details(self, picture_id: int) -> None:
        shown, language = self._model.shown, current_language()
        self._session.run(
            lambda library, task: library.pictures.details(
                picture_id, task.control, shown, language
            ),
            partial(self.page.show_details, picture_id),
            partial(self._on_details_error, picture_id),
            lane=Lane.DETAILS,
        )

    def _on_details_error(self, picture_id: int, message: str) -> None:
        self.page.show_details_error(picture_id, displayable(message))

    # Qt overrides

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave full screen when the window closes, so that it does not open that way."""
        if watched is self._window and event.type() == QEvent.Type.Close:
            self._set_full_screen(False)
        return False
