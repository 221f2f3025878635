"""What is in the window: puts its widgets and controllers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject

from picseek.engine.errors import (
    EngineError,
    LibraryDamaged,
    LibraryLocked,
    ModelError,
    ModelUnreachable,
)
from picseek.engine.types import LibraryStatus
from picseek.ui.base.session import Session, open_library
from picseek.ui.base.tasks import TaskRunner
from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.commands.window import Commands
from picseek.ui.files.file_actions import FileActionParts, FileActions
from picseek.ui.files.picture_actions import PictureActions
from picseek.ui.grid.badge_controller import MarkParts, MarksController
from picseek.ui.grid.name_search import NameSeeker
from picseek.ui.indexing.absences import AbsenceController
from picseek.ui.indexing.auto_start import Beginning
from picseek.ui.indexing.controller import IndexingController
from picseek.ui.indexing.folders import FolderController
from picseek.ui.indexing.second_look import SecondLookController
from picseek.ui.models.controller import ModelsController, ModelsState
from picseek.ui.models.download_notices import Getting, GettingParts
from picseek.ui.models.renewal_notice import RenewalNotice
from picseek.ui.models.service import ServiceController
from picseek.ui.preferences.appearance import Looks
from picseek.ui.preferences.library_options import OptionsController
from picseek.ui.preferences.storage import StorageController
from picseek.ui.search.controller import Likeness, SearchController
from picseek.ui.search.results_presenter import ResultParts, ResultsPresenter
from picseek.ui.sending.controller import SendingController
from picseek.ui.sending.sent_log import SentController
from picseek.ui.style.choices import GridStyle
from picseek.ui.style.theme import Theme
from picseek.ui.text import units, wording
from picseek.ui.text.language import spoken_language
from picseek.ui.viewer.controller import Viewing, ViewingParts
from picseek.ui.window.dialogs import Dialogs, Setting
from picseek.ui.window.drops import DropController
from picseek.ui.window.index_progress import IndexProgress
from picseek.ui.window.layout import WindowParts
from picseek.ui.window.recovery import RecoveryController
from picseek.ui.window.selection_actions import Selecting
from picseek.ui.window.side_bar import SideControllers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from picseek.engine.types.models import LocalModel
    from picseek.ui.window.options import WindowOptions

_ZOOM = 24


class Contents(QObject):
    """What a window holds, and what it does."""

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
        self._connect_closer()
        self._connect_sending()
        self._connect_pictures()
        self._connect_view()
        self._connect_side()

    # Putting together

    def _make_widgets(self) -> None:
        parts = WindowParts(self._window, self._session, self._commands)
        self._model, self._grid, self._delegate = parts.model, parts.grid, parts.delegate
        self._loader, self._bar, self._banner = parts.loader, parts.bar, parts.banner
        self._pages, self._state, self._panel = parts.pages, parts.state, parts.side.panel
        self._side, self._split = parts.side, parts.split

    def _make_controllers(self) -> None:
        session = self._session
        self._recovery = RecoveryController(session, self._pages, self)
        self._search = SearchController(session, self._options.timing, self)
        self._indexing = IndexingController(session, parent=self)
        self._closer = SecondLookController(
            session, self._indexing, lambda: self._search.busy, self
        )
        self._progress = IndexProgress(self._commands, self._state, self)
        self._sending = SendingController(session, self._indexing, self._window)
        self._sent = SentController(session, self._window)
        self._folders = FolderController(session, self._indexing, self._window)
        self._absences = AbsenceController(session, self._window)
        self._drops = DropController(self._tasks, self._folders, self._search, self)
        self._make_picture_controllers()
        Selecting(self._commands, self._grid, self._window)
        self._names = NameSeeker(session, self._grid)
        self._models = ModelsController(session, self)
        self._service = ServiceController(session, self)
        self._looks = Looks(self._theme, self._window)
        self._beginning = Beginning(session, self)
        self._getting = self._make_getting()
        self._renewal = RenewalNotice(session, self._indexing, self._models, self._banner)
        self._dialogs = Dialogs(session, self._make_setting(), self._window)
        parts = ResultParts(self._bar, self._pages, self._grid, self._model, self._state)
        self._results = ResultsPresenter(session, self._search, self._folders, self._models, parts)

    def _make_picture_controllers(self) -> None:
        session = self._session
        selected, model = self._grid.selection.ids, self._model
        self._actions = PictureActions(session, selected, lambda: model.shown, self._window)
        filing = FileActionParts(
            self._commands.files,
            self._actions,
            self._grid,
            self._model,
            self._banner,
            self._on_files_changed,
        )
        self._filing = FileActions(session, filing, self._window)
        self._marks = MarksController(session, MarkParts(self._grid, self._delegate))
        looks = ViewingParts(
            self._window,
            self._grid,
            self._model,
            self._commands,
            self._search.question,
            self._search.answer,
        )
        self._viewing = Viewing(session, looks)

    def _make_getting(self) -> Getting:
        parts = GettingParts(
            self._models,
            self._indexing,
            self._banner,
            self._state,
            lambda: spoken_language(self._looks.language),
        )
        return Getting(self._session, parts, self)

    def _make_setting(self) -> Setting:
        storage = StorageController(self._session, self)
        storage.vectors_removed.connect(self._models.refresh)
        storage.vectors_removed.connect(self._search.refresh_soon)
        options = OptionsController(self._session, self)
        options.saved.connect(self._closer.consider)
        local, fetching = self._getting.local, self._getting.fetching
        return Setting(self._looks, self._models, local, fetching, self._service, options, storage)

    def _connect_session(self) -> None:
        self._session.opened.connect(self._on_opened)
        self._session.failed.connect(self._on_trouble)
        self._recovery.failed.connect(self._on_trouble)
        self._recovery.told.connect(self._banner.say)
        self._indexing.ended.connect(lambda: self._recovery.report_problem())
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
        bar.box.left_downwards.connect(self._grid.enter)
        self._commands.find.triggered.connect(bar.focus)
        self._commands.show_all.triggered.connect(bar.clear_all)
        self._indexing.pictures_changed.connect(search.refresh_soon)
        self._indexing.ended.connect(search.finish_refreshing)
        self._indexing.ended.connect(self._marks.look_again)

    def _connect_models(self) -> None:
        models, service = self._models, self._service
        models.changed.connect(self._on_models)
        models.chosen.connect(self._on_model_chosen)
        service.reconnected.connect(models.refresh)
        self._indexing.ended.connect(lambda: models.refresh())
        self._indexing.ended.connect(lambda: service.on_run_ended())
        self._bar.models.wanted.connect(self._on_other_model)
        self._results.page_wanted.connect(self._dialogs.show_preferences)
        self._getting.page_wanted.connect(self._dialogs.show_preferences)
        self._dialogs.compare_wanted.connect(self._on_compare)
        offer = self._getting.offer
        offer.changed.connect(self._on_offer)
        for wanted in (self._results.offer_wanted, self._pages.offer_wanted):
            wanted.connect(offer.ask)

    def _connect_indexing(self) -> None:
        commands, folders, panel = self._commands, self._folders, self._panel
        commands.add_folder.triggered.connect(folders.choose)
        self._pages.choose_wanted.connect(folders.choose)
        commands.rescan.triggered.connect(lambda: folders.rescan())
        commands.read_all.triggered.connect(folders.read_all)
        commands.pause.triggered.connect(self._indexing.toggle_pause)
        commands.stop.triggered.connect(self._indexing.stop)
        commands.problems.triggered.connect(self._dialogs.show_problems)
        self._state.problems.clicked.connect(self._dialogs.show_problems)
        panel.tree.problems_wanted.connect(self._dialogs.show_problems_in)
        panel.open_wanted.connect(self._actions.open_folder)
        panel.leave_out_wanted.connect(self._dialogs.show_leaving_out)
        folders.status_changed.connect(self._on_status)
        folders.refused.connect(self._banner.say)
        folders.skipped.connect(self._banner.say)
        self._indexing.ended.connect(self._dialogs.note_skipped)
        self._indexing.state_changed.connect(self._progress.show_run)
        self._indexing.failed.connect(self._on_run_failed)
        commands.absent.triggered.connect(self._absences.show)
        self._indexing.ended.connect(self._absences.refresh)
        self._absences.forgotten.connect(self._on_files_changed)
        self._absences.failed.connect(self._banner.say)
        self._dialogs.retry_wanted.connect(lambda: self._indexing.start(retry_failed=True))
        self._dialogs.reveal_wanted.connect(lambda path: self._actions.reveal_files((path,)))
        self._dialogs.folder_wanted.connect(self._actions.open_folder)
        self._dialogs.failed.connect(self._banner.say)
        self._dialogs.add_wanted.connect(folders.choose)
        self._dialogs.remove_wanted.connect(folders.remove)
        self._dialogs.rescan_wanted.connect(lambda: folders.rescan())
        self._beginning.due.connect(lambda: self._indexing.start(quiet=True))

    def _connect_closer(self) -> None:
        closer = self._closer
        self._search.asked.connect(closer.give_way)
        self._models.chosen.connect(closer.start_over)
        self._state.pause_closer.clicked.connect(closer.toggle_pause)
        closer.state_changed.connect(self._progress.show_closer)
        closer.pictures_changed.connect(self._on_looked_closer)

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
        commands.places.triggered.connect(self._marks.show_places_of_current)
        self._marks.reveal_wanted.connect(lambda path: actions.reveal_files((path,)))
        self._marks.problems_wanted.connect(self._dialogs.show_problems)
        self._marks.told.connect(self._results.say)
        self._names.told.connect(self._results.say)
        self._grid.told.connect(self._results.say)
        actions.told.connect(self._results.say)
        actions.failed.connect(self._banner.say)
        actions.told.connect(self._viewing.tell)
        actions.failed.connect(self._viewing.tell)
        self._filing.told.connect(self._results.say)
        self._filing.told.connect(self._viewing.tell)
        self._filing.failed.connect(self._banner.say)
        self._filing.failed.connect(self._viewing.tell)
        actions.similar_wanted.connect(self._search.set_likeness)
        grid.selectionModel().selectionChanged.connect(self._on_selection)
        # A reset takes the selection away without saying so.
        self._model.modelReset.connect(self._on_selection)
        self._model.rowsRemoved.connect(self._on_selection)

    def _connect_view(self) -> None:
        grid, slider, commands = self._grid, self._state.cell_side, self._commands
        slider.valueChanged.connect(self._on_size)
        grid.content.cell_side_changed.connect(slider.setValue)
        commands.zoom_in.triggered.connect(lambda: slider.setValue(slider.value() + _ZOOM))
        commands.zoom_out.triggered.connect(lambda: slider.setValue(slider.value() - _ZOOM))
        commands.show_folders.toggled.connect(self._panel.setVisible)
        commands.show_names.toggled.connect(self._on_names)
        commands.justified.toggled.connect(self._on_style)
        commands.next_section.triggered.connect(lambda: grid.go_to_section(1))
        commands.previous_section.triggered.connect(lambda: grid.go_to_section(-1))

    def _connect_side(self) -> None:
        asked = SideControllers(self._search, self._folders, self._indexing, self._models)
        saved = self._side.connect_to(self._session, asked, self._bar, self._banner)
        saved.told.connect(self._results.say)

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
        self._viewing.close()
        self._session.close()
        return writable

    def take_drop(self, paths: Sequence[Path]) -> None:
        """Take what was dropped: folders are added, pictures are searched with."""
        self._drops.take(paths)

    def _on_opened(self) -> None:
        self._show_places(True)
        self._pages.show_grid()
        self._commands.set_writable(self._session.writable)
        self._search.begin()  # before what may wait: it shows the first pictures
        self._folders.refresh()
        self._models.refresh()
        if not self._session.writable:
            self._banner.say(
                self.tr(
                    "You can search this library but not change it, because its disk "
                    "or folder is read-only."
                )
                if self._session.read_only_place
                else self.tr(
                    "Another Picseek window is using this library. In this window, you "
                    "can only search."
                )
            )
            return
        for note in self._session.notes:
            self._banner.say(wording.told(note))
        self._folders.add(self._options.folders)
        self._renewal.look()
        self._beginning.begin()
        self._closer.consider()
        self._getting.local.look()

    def _on_trouble(self, error: EngineError) -> None:
        self._show_places(False)
        self._commands.set_writable(False)
        if isinstance(error, LibraryDamaged):
            self._recovery.offer(error)
            return
        self._pages.show_trouble(wording.told(error), locked=isinstance(error, LibraryLocked))

    def _show_places(self, usable: bool) -> None:
        for part in (self._bar, self._state):
            part.setVisible(usable)
        self._panel.setVisible(usable and self._commands.show_folders.isChecked())

    def _on_status(self, status: LibraryStatus) -> None:
        self._state.problems.setText(wording.problems(status.problems))
        self._state.problems.setVisible(status.problems > 0)
        self._dialogs.refresh_problems()
        self._dialogs.refresh_preferences()

    # Models

    def _on_models(self, state: ModelsState) -> None:
        self._bar.models.set_models(state.comparable, state.answering, state.current)
        self._search.set_model(state.asked, live=state.live)

    def _on_model_chosen(self) -> None:
        self._search.forget_answer()
        # A run that is under way would go on with the model that was in use before.
        self._indexing.stop()
        self._indexing.start()

    def _on_compare(self) -> None:
        self._window.activateWindow()
        self._bar.focus()
        if self._search.browsing:
            self._results.say(
                self.tr(
                    "Describe what you're looking for, then choose a model next to the search box."
                )
            )
        else:
            self._bar.models.showMenu()

    def _on_offer(self, model: LocalModel | None) -> None:
        text = ""
        if model is not None:
            line = self.tr(
                "Search better with “{}”. {} One-time download of {}; your "
                "pictures stay on this computer."
            )
            size = units.data(model.missing)
            text = line.format(wording.told(model.title), wording.told(model.about), size)
        self._results.set_better(text)

    def _on_other_model(self, model: str) -> None:
        self._models.ask(model)
        self._search.search_now()

    # Indexing

    def _on_looked_closer(self) -> None:
        if not self._search.browsing:  # no picture came or went
            self._search.refresh_soon()

    def _on_run_failed(self, error: EngineError) -> None:
        if isinstance(error, ModelError) and not isinstance(error, ModelUnreachable):
            page = "cohere" if self._models.state.remote else "models"
            show = partial(self._dialogs.show_preferences, page)
            self._banner.say(wording.told(error), self.tr("Preferences…"), show)
        else:
            self._banner.say(wording.told(error), self.tr("Try again"), self._indexing.start)

    # Pictures

    def _on_selection(self) -> None:
        self._commands.set_selected(self._grid.selection.count())
        self._results.show_message()

    def _on_files_changed(self) -> None:
        self._search.refresh_now()
        self._folders.refresh()

    def _on_size(self, side: int) -> None:
        self._grid.content.cell_side = side

    def _on_names(self, show: bool) -> None:
        self._delegate.show_names = show

    def _on_style(self, justified: bool) -> None:
        self._delegate.fills = justified
        self._grid.content.style = GridStyle.JUSTIFIED if justified else GridStyle.SQUARES

    # Looks

    def restore(self, settings: WindowSettings) -> None:
        """Look as it is remembered."""
        if settings.cell_side is not None:
            self._grid.content.cell_side = settings.cell_side
        self._state.cell_side.setValue(self._grid.content.cell_side)
        self._commands.show_names.setChecked(settings.show_names)
        justified = settings.grid_style is GridStyle.JUSTIFIED
        (self._commands.justified if justified else self._commands.squares).setChecked(True)
        self._split.restoreState(QByteArray(settings.split))
        self._commands.show_folders.setChecked(settings.show_folders)
        self._panel.setVisible(settings.show_folders)
        self._looks.restore(settings)
        self._viewing.restore(settings)
        self._filing.restore(settings)
        self._getting.offer.restore(settings)
        self._side.restore(settings)
        self._bar.box.setFocus()

    def looks(self, settings: WindowSettings) -> WindowSettings:
        """The settings, with what the contents look like now."""
        chosen = self._side.put_into(self._looks.put_into(settings))
        chosen = self._getting.offer.put_into(chosen)
        return replace(
            self._filing.put_into(self._viewing.put_into(chosen)),
            split=bytes(self._split.saveState().data()),
            show_folders=self._commands.show_folders.isChecked(),
            cell_side=self._grid.content.cell_side,
            grid_style=self._grid.content.style,
            show_names=self._commands.show_names.isChecked(),
        )
