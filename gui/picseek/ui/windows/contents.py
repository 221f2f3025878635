"""What is in the window: puts widgets and controllers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget

from picseek.engine.errors import EngineError, LibraryLocked, ModelError, ModelUnreachable
from picseek.engine.types import LibraryStatus
from picseek.ui.controllers.actions import PictureActions
from picseek.ui.controllers.drops import DropController
from picseek.ui.controllers.folders import FolderController
from picseek.ui.controllers.indexing import IndexingController, IndexState
from picseek.ui.controllers.models import ModelsController, ModelsState
from picseek.ui.controllers.results import ResultParts, ResultsPresenter
from picseek.ui.controllers.search import Likeness, SearchController
from picseek.ui.controllers.sending import SendingController
from picseek.ui.controllers.sent import SentController
from picseek.ui.controllers.service import ServiceController
from picseek.ui.controllers.session import Session, open_library
from picseek.ui.controllers.thumbnails import make_thumbnails
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.view import GridView
from picseek.ui.results_model import ResultsModel
from picseek.ui.settings import WindowSettings
from picseek.ui.tasks import TaskRunner
from picseek.ui.theme import SCROLL_BAR_SHEET, Theme
from picseek.ui.widgets import wording
from picseek.ui.widgets.banner import Banner
from picseek.ui.widgets.folder_panel import FolderPanel
from picseek.ui.widgets.pages import Pages
from picseek.ui.widgets.search_bar import SearchBar
from picseek.ui.widgets.state_bar import StateBar
from picseek.ui.windows.commands import Commands
from picseek.ui.windows.dialogs import Dialogs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from picseek.ui.windows.main_window import WindowOptions

_ZOOM = 24


class Contents(QObject):
    """All widgets of a window, and what they do."""

    def __init__(self, window: QMainWindow, options: WindowOptions, theme: Theme) -> None:
        """Fill a window.

        Args:
            window: It gets a menu bar and a central widget.
            options: What it starts with.
            theme: What its preferences change.
        """
        super().__init__(window)
        self._window = window
        self._options = options
        self._theme = theme
        self._tasks = TaskRunner(parent=self)
        opener = options.opener or open_library
        self._session = Session(options.library, self._tasks, opener, self)
        self._commands = Commands(window)
        self._make_widgets()
        self._make_controllers()
        self._connect_session()
        self._connect_search()
        self._connect_models()
        self._connect_indexing()
        self._connect_sending()
        self._connect_pictures()
        self._connect_view()

    # Putting together

    def _make_widgets(self) -> None:
        commands = self._commands
        self._model = ResultsModel(self._session.rows, self)
        self._grid = GridView()
        self._grid.setObjectName("resultGrid")
        self._grid.setAccessibleName(self.tr("Pictures"))
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._loader = make_thumbnails(self._session, self._grid)
        self._delegate = GridDelegate(self._loader, self._grid)
        self._grid.setItemDelegate(self._delegate)
        self._grid.setModel(self._model)
        # On the bar alone: a style sheet on the view itself would slow each cell down.
        self._grid.verticalScrollBar().setStyleSheet(SCROLL_BAR_SHEET)
        self._bar = SearchBar()
        self._banner = Banner()
        self._pages = Pages(self._grid)
        self._state = StateBar(commands.pause, commands.stop)
        self._panel = FolderPanel(commands.add_folder, commands.rescan)
        self._bar.add_button(self._make_panel_button())
        commands.keep_to(self._grid)
        commands.fill(self._window.menuBar())
        self._split = QSplitter()
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._panel)
        self._split.addWidget(_column(self._bar, self._banner, self._pages, tall=self._pages))
        self._split.setStretchFactor(1, 1)
        self._window.setCentralWidget(_column(self._split, self._state, tall=self._split))

    def _make_panel_button(self) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._commands.show_folders)
        button.setIconSize(QSize(20, 20))
        return button

    def _make_controllers(self) -> None:
        session, tasks = self._session, self._tasks
        self._search = SearchController(session, tasks, self._options.timing, self)
        self._indexing = IndexingController(session, tasks, parent=self)
        self._sending = SendingController(session, tasks, self._indexing, self._window)
        self._sent = SentController(session, tasks, self._window)
        self._folders = FolderController(session, tasks, self._indexing, self._window)
        self._drops = DropController(tasks, self._folders, self._search, self)
        self._actions = PictureActions(session, tasks, self._grid.selected_ids, self._window)
        self._models = ModelsController(session, tasks, self)
        self._service = ServiceController(session, tasks, self)
        self._dialogs = Dialogs(
            session, tasks, self._theme, self._models, self._service, self._window
        )
        parts = ResultParts(self._bar, self._pages, self._grid, self._model, self._state)
        self._results = ResultsPresenter(
            session, tasks, self._search, self._folders, self._models, parts
        )

    def _connect_session(self) -> None:
        self._session.opened.connect(self._on_opened)
        self._session.failed.connect(self._on_trouble)
        self._pages.retry_wanted.connect(self._session.open)
        self._pages.read_only_wanted.connect(lambda: self._session.open(writable=False))
        self._pages.quit_wanted.connect(self._window.close)
        self._commands.quit.triggered.connect(self._window.close)

    def _connect_search(self) -> None:
        bar, search = self._bar, self._search
        bar.text_changed.connect(search.set_text)
        bar.entered.connect(search.search_now)
        bar.cleared.connect(search.clear)
        bar.like_removed.connect(lambda: search.set_likeness(Likeness()))
        bar.box.left_downwards.connect(self._grid.setFocus)
        self._commands.find.triggered.connect(bar.focus)
        self._commands.show_all.triggered.connect(bar.clear)
        self._indexing.pictures_changed.connect(search.refresh_soon)
        self._indexing.ended.connect(search.finish_refreshing)

    def _connect_models(self) -> None:
        models, service = self._models, self._service
        models.changed.connect(self._on_models)
        models.chosen.connect(self._on_model_chosen)
        service.reconnected.connect(models.refresh)
        self._indexing.ended.connect(lambda: models.refresh())
        self._indexing.ended.connect(lambda: service.on_run_ended())
        self._bar.models.wanted.connect(self._on_other_model)
        self._results.page_wanted.connect(self._dialogs.show_preferences)

    def _connect_indexing(self) -> None:
        commands, folders, panel = self._commands, self._folders, self._panel
        commands.add_folder.triggered.connect(folders.choose)
        self._pages.choose_wanted.connect(folders.choose)
        commands.rescan.triggered.connect(lambda: folders.rescan())
        commands.pause.triggered.connect(self._indexing.toggle_pause)
        commands.stop.triggered.connect(self._indexing.stop)
        commands.problems.triggered.connect(self._dialogs.show_problems)
        self._state.problems.clicked.connect(self._dialogs.show_problems)
        panel.remove_wanted.connect(folders.remove)
        panel.rescan_wanted.connect(folders.rescan)
        panel.open_wanted.connect(self._actions.open_folder)
        folders.status_changed.connect(self._on_status)
        folders.refused.connect(self._banner.say)
        self._indexing.state_changed.connect(self._on_indexing)
        self._indexing.failed.connect(self._on_run_failed)
        self._dialogs.retry_wanted.connect(lambda: self._indexing.start(retry_failed=True))
        self._dialogs.reveal_wanted.connect(lambda path: self._actions.reveal_files((path,)))
        self._dialogs.folder_wanted.connect(self._actions.open_folder)
        self._dialogs.failed.connect(self._banner.say)

    def _connect_sending(self) -> None:
        self._sending.told.connect(self._banner.say)
        self._sending.settled.connect(self._banner.take_back)
        self._commands.sent.triggered.connect(self._sent.show)
        self._sent.reveal_wanted.connect(lambda path: self._actions.reveal_files((path,)))
        self._sent.failed.connect(self._banner.say)
        self._indexing.ended.connect(self._sent.refresh)

    def _connect_pictures(self) -> None:
        commands, actions, grid = self._commands, self._actions, self._grid
        commands.open.triggered.connect(actions.open)
        commands.reveal.triggered.connect(actions.reveal)
        commands.copy.triggered.connect(actions.copy)
        commands.copy_path.triggered.connect(actions.copy_path)
        commands.similar.triggered.connect(actions.similar)
        commands.preferences.triggered.connect(lambda: self._dialogs.show_preferences())
        actions.told.connect(self._results.say)
        actions.failed.connect(self._banner.say)
        actions.similar_wanted.connect(self._search.set_likeness)
        grid.activated.connect(actions.open)
        grid.customContextMenuRequested.connect(self._on_menu)
        grid.selectionModel().selectionChanged.connect(self._on_selection)
        # A reset takes the selection away without saying so.
        self._model.modelReset.connect(self._on_selection)
        self._model.rowsRemoved.connect(self._on_selection)

    def _connect_view(self) -> None:
        grid, slider, commands = self._grid, self._state.cell_side, self._commands
        slider.valueChanged.connect(self._on_size)
        grid.cell_side_changed.connect(slider.setValue)
        commands.zoom_in.triggered.connect(lambda: slider.setValue(slider.value() + _ZOOM))
        commands.zoom_out.triggered.connect(lambda: slider.setValue(slider.value() - _ZOOM))
        commands.show_folders.toggled.connect(self._panel.setVisible)
        commands.show_names.toggled.connect(self._on_names)

    # The library

    def open_library(self) -> None:
        """Open the library in the background."""
        self._session.open()

    def close(self) -> bool:
        """Stop all jobs, join their threads and close the library.

        Returns:
            Whether the library was open to be written to.
        """
        writable = self._session.writable
        self._loader.close()
        self._session.close()
        return writable

    def take_drop(self, paths: Sequence[Path]) -> None:
        """Take what was dropped: folders are added, pictures are searched with."""
        self._drops.take(paths)

    def _on_opened(self) -> None:
        self._show_places(True)
        self._pages.show_grid()
        self._commands.set_writable(self._session.writable)
        self._folders.refresh()
        self._models.refresh()
        self._search.begin()
        if not self._session.writable:
            self._banner.say(
                self.tr("Another Picseek is using this library, so it is open for searching only.")
            )
            return
        self._folders.add(self._options.folders)
        self._indexing.start(quiet=True)

    def _on_trouble(self, error: EngineError) -> None:
        self._show_places(False)
        self._commands.set_writable(False)
        self._pages.show_trouble(str(error), locked=isinstance(error, LibraryLocked))

    def _show_places(self, usable: bool) -> None:
        for part in (self._bar, self._state):
            part.setVisible(usable)
        self._panel.setVisible(usable and self._commands.show_folders.isChecked())

    def _on_status(self, status: LibraryStatus) -> None:
        self._panel.set_rows(status.folders)
        self._state.problems.setText(wording.problems(status.problems))
        self._state.problems.setVisible(status.problems > 0)
        self._dialogs.refresh_problems()

    # Models

    def _on_models(self, state: ModelsState) -> None:
        self._bar.models.set_models(state.comparable, state.answering, state.current)
        self._search.set_model(state.asked, live=state.live)

    def _on_model_chosen(self) -> None:
        self._search.forget_answer()
        # A run that is under way would go on with the model that was in use before.
        self._indexing.stop()
        self._indexing.start()

    def _on_other_model(self, model: str) -> None:
        self._models.ask(model)
        self._search.search_now()

    # Indexing

    def _on_indexing(self, state: IndexState) -> None:
        self._commands.set_indexing(running=state.running, paused=state.paused)
        if not state.worth_showing:
            self._state.show_progress(None)
            return
        progress = state.progress
        done, total = (progress.done, progress.total) if progress is not None else (0, None)
        details = wording.progress(done, total, state.per_second, state.seconds_left)
        if state.stopping:
            details = self.tr("Stopping…")
        elif state.paused:
            details = self.tr("Paused · {}").format(wording.progress(done, total, None, None))
        elif progress is not None and progress.note:
            # As long as nothing is done, the note says all there is to say.
            details = f"{details} · {progress.note}" if done or total else progress.note
        self._state.show_progress(details, done, total)

    def _on_run_failed(self, error: EngineError) -> None:
        if isinstance(error, ModelError) and not isinstance(error, ModelUnreachable):
            page = "cohere" if self._models.state.remote else "models"
            show = partial(self._dialogs.show_preferences, page)
            self._banner.say(str(error), self.tr("Preferences…"), show)
        else:
            self._banner.say(str(error), self.tr("Try again"), self._indexing.start)

    # Pictures

    def _on_selection(self) -> None:
        self._commands.set_selected(self._grid.selection_count())
        self._results.show_message()

    def _on_menu(self, position: QPoint) -> None:
        if self._grid.selection_count():
            menu = self._commands.picture_menu(self._window)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._grid.viewport().mapToGlobal(position))

    def _on_size(self, side: int) -> None:
        self._grid.cell_side = side

    def _on_names(self, show: bool) -> None:
        self._delegate.show_names = show

    # Looks

    def restore(self, settings: WindowSettings) -> None:
        """Look as it is remembered."""
        if settings.cell_side is not None:
            self._grid.cell_side = settings.cell_side
        self._state.cell_side.setValue(self._grid.cell_side)
        self._commands.show_names.setChecked(settings.show_names)
        self._split.restoreState(QByteArray(settings.split))
        self._commands.show_folders.setChecked(settings.show_folders)
        self._panel.setVisible(settings.show_folders)
        self._bar.box.setFocus()

    def looks(self, settings: WindowSettings) -> WindowSettings:
        """The settings, with what the contents look like now."""
        return replace(
            settings,
            split=bytes(self._split.saveState().data()),
            show_folders=self._commands.show_folders.isChecked(),
            cell_side=self._grid.cell_side,
            show_names=self._commands.show_names.isChecked(),
        )


def _column(*parts: QWidget, tall: QWidget) -> QWidget:
    """Widgets below each other, one of which gets all the room."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if part is tall else 0)
    return body
