"""Puts answers on screen: the grid, the pages that say why it is empty, hints and the message."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import LibraryStatus, PictureRow, SearchResult, ShownFiles
from picseek.ui.base.session import Session
from picseek.ui.grid.accessible import announce
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.results_model import ResultsModel, arrangement_of
from picseek.ui.grid.sections import Section
from picseek.ui.grid.view import GridView
from picseek.ui.indexing.folders import FolderController
from picseek.ui.models.controller import ModelsController, ModelsState
from picseek.ui.search.browse import Browsed
from picseek.ui.search.controller import SearchController
from picseek.ui.search.pages import Pages
from picseek.ui.search.search_bar import SearchBar
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.status_bar import StateBar


@dataclass(frozen=True, slots=True)
class ResultParts:
    """The widgets that show results, and the model behind them."""

    bar: SearchBar
    pages: Pages
    grid: GridView
    model: ResultsModel
    state: StateBar


@dataclass(frozen=True, slots=True)
class _Hint:
    """What is said below the box, and what helps: a page of the preferences, or another action."""

    text: str = ""
    action: str = ""
    page: str = ""
    tip: str = ""
    send: tuple[str, ...] = ()
    better: bool = False


class ResultsPresenter(QObject):
    """Shows what was found, and what is selected of it.

    Signals:
        page_wanted: Show a page of the preferences, by its name.
        offer_wanted: The user wants better search.
    """

    page_wanted = Signal(str)
    offer_wanted = Signal()

    def __init__(
        self,
        session: Session,
        search: SearchController,
        folders: FolderController,
        models: ModelsController,
        parts: ResultParts,
    ) -> None:
        super().__init__(parts.grid)
        self._session = session
        self._search = search
        self._folders = folders
        self._models = models
        self._parts = parts
        self._hint = _Hint()
        self._found: SearchResult | None = None
        self._better = False
        self._message = self.tr("Opening the library…")
        self._announce_due = False
        search.browsed.connect(self._on_browsed)
        search.found.connect(self._on_found)
        search.failed.connect(self._on_failed)
        search.likeness_changed.connect(self._on_likeness)
        search.waiting_changed.connect(self._show_hint)
        models.changed.connect(self._on_models)
        parts.bar.hint_clicked.connect(self._on_hint_clicked)
        folders.status_changed.connect(self._on_status)
        parts.model.rows_needed.connect(self._on_rows_needed)
        self.show_message()

    def set_better(self, text: str) -> None:
        """Offer better search where a word is not known or nothing is found; ``""``: do not."""
        self._better = bool(text)
        self._parts.pages.set_better(text)
        if self._found is not None:
            self._say_hint(self._hint_of(self._found))

    def say(self, message: str) -> None:
        """Show a few words at the bottom, until something else is selected or found."""
        self._parts.state.message.setText(message)

    def show_message(self) -> None:
        """Show how many pictures are selected, or else what is on screen."""
        selected = self._parts.grid.selection.count()
        if selected:
            self.say(self.tr("{} selected").format(wording.number(selected)))
        else:
            self.say(self._message)

    def _on_browsed(self, browsed: Browsed, refreshing: bool) -> None:
        ids = browsed.ids
        self._message = wording.pictures(len(ids)) if browsed.whole else ""
        self._found = None
        self._say_hint(_Hint())
        self._parts.model.show_files(browsed.shown)
        self._parts.model.add_rows(browsed.rows)
        self._show_ids(ids, browsed.arrangement, refreshing)
        if ids:
            self._parts.pages.show_grid()
        else:
            self._show_no_pictures()
        self.show_message()
        self._announce_due = self._announce_due or not refreshing
        if browsed.whole and self._announce_due:
            self._announce_due = False
            announce(self._parts.grid, self._message)

    def _on_found(self, result: SearchResult, refreshing: bool) -> None:
        ids = array("q", (hit.picture.id for hit in result.hits))
        sections = self._sections(result)
        cut = len(ids) >= result.query.limit
        count = len(ids) - result.near or len(ids)
        self._message = wording.best_matches() if cut else wording.results(count)
        self._found = result
        self._say_hint(self._hint_of(result))
        captions = {hit.picture.id: hit.caption for hit in result.hits if hit.caption}
        self._parts.model.set_captions(captions)
        self._parts.model.show_files(shown_files(result))
        if refreshing:
            self._parts.model.add_rows([hit.picture for hit in result.hits])
            self._parts.model.refresh_ids(ids, arrangement_of(result.hits, sections))
        else:
            self._parts.model.set_hits(result.hits, sections)
        if ids:
            self._parts.pages.show_grid()
        else:
            title, text = self._nothing(result)
            self._parts.pages.show_nothing(title, text, searched=bool(result.query.text))
        self.show_message()
        if not refreshing:
            announce(self._parts.grid, self._message)

    def _show_ids(self, ids: array[int], arrangement: Arrangement, refreshing: bool) -> None:
        if refreshing:
            self._parts.model.refresh_ids(ids, arrangement)
        else:
            self._parts.model.set_ids(ids, arrangement)

    def _sections(self, result: SearchResult) -> tuple[Section, ...]:
        """Strong matches first, pictures that only come near last, where the model can tell."""
        if result.partly:
            return (Section(0, self.tr("No exact matches. Closest pictures:")),)
        strong, exact = result.strong, len(result.hits) - result.near
        sections = [Section(0)]
        if strong is not None and 0 < strong < exact:
            sections = [
                Section(0, self.tr("Best matches")),
                Section(strong, self.tr("More results")),
            ]
        if result.near:
            sections.append(Section(exact, self.tr("Closest pictures")))
        return tuple(sections)

    def _on_hint_clicked(self) -> None:
        if self._hint.send:
            self._search.send_examples(self._hint.send)
        elif self._hint.better:
            self.offer_wanted.emit()
        else:
            self.page_wanted.emit(self._hint.page)

    def _hint_of(self, result: SearchResult) -> _Hint:
        if result.unsent:
            tip = self.tr("Send this picture to the online model and search with it")
            send = result.unsent_examples
            return _Hint(wording.told(result.note), self.tr("Send picture"), tip=tip, send=send)
        if result.note:
            asked = self._models.state.info(result.query.model or self._models.state.current)
            if asked is not None and asked.remote and asked.vectors:
                return _Hint(wording.told(result.note), self.tr("Cohere settings…"), "cohere")
            return _Hint(wording.told(result.note), self.tr("Models…"), "models")
        if not result.unknown:
            return _Hint()
        text = self.tr("Picseek doesn't know {}. Only names, dates and captions were searched.")
        unknown = text.format(wording.quoted_list(result.unknown))
        if self._better:
            offer = self._parts.pages.empty.offer  # says the same
            return _Hint(unknown, offer.text(), tip=offer.toolTip(), better=True)
        return _Hint(unknown, self.tr("Models…"), "models")

    def _say_hint(self, hint: _Hint) -> None:
        self._hint = hint
        self._show_hint()

    def _show_hint(self) -> None:
        state = self._models.state
        if self._search.waiting and state.current:
            title = state.title(state.answering)
            self._parts.bar.set_hint(self.tr("Press Enter to search with {}.").format(title))
        else:
            self._parts.bar.set_hint(self._hint.text, self._hint.action, self._hint.tip)

    def _on_models(self, state: ModelsState) -> None:
        self._parts.bar.set_live(state.live or not state.current)
        self._show_hint()

    def _nothing(self, result: SearchResult) -> tuple[str, str]:
        what = result.query.text or self._search.likeness.title
        if (folder := result.query.folder) is not None:
            advice = self.tr("Try other or fewer words, or search in all folders.")
            title = self.tr("No results for “{}” in “{}”")
            return title.format(what, displayable(folder.name)), advice
        advice = self.tr(
            "Try other or fewer words, or part of a file name. Clear the "
            "search box to see all pictures."
        )
        return self.tr("No results for “{}”").format(what), advice

    def _show_no_pictures(self) -> None:
        status = self._folders.status
        if status is None:
            return
        looked = self._folders.looked_through
        if (folder := self._search.folder) is not None:
            text = self.tr("Pictures appear here as Picseek finds them in this folder.")
            if looked:
                text = self._what_counts()
            title = self.tr("No pictures in “{}”").format(displayable(folder.name))
            self._parts.pages.show_nothing(title, text, sign="folder")
            return
        if not status.folders and self._session.writable:
            self._parts.pages.show_empty()
            return
        if looked:
            title, text = self.tr("No pictures found"), self._what_counts()
            offer = self._session.writable
            self._parts.pages.show_nothing(title, text, sign="pictures", offer=offer)
            return
        self._parts.pages.show_nothing(
            self.tr("No pictures yet"),
            self.tr("Pictures appear here as Picseek finds them in your folders."),
            sign="pictures",
        )

    def _what_counts(self) -> str:
        return self.tr(
            "Subfolders were searched, too. Picseek finds JPEG, PNG, HEIC, "
            "WebP, TIFF, GIF, BMP, and AVIF files that aren't excluded in "
            "Preferences."
        )

    def _on_failed(self, error: EngineError) -> None:
        self._found = None
        self._parts.model.clear()
        self._say_hint(_Hint())
        self._message = ""
        self._parts.pages.show_nothing(
            self.tr("The search couldn't be completed"), wording.told(error), sign="warning"
        )
        self.show_message()

    def _on_likeness(self) -> None:
        title = self._search.likeness.title
        self._parts.bar.set_like(self.tr("Like: {}").format(title) if title else "")

    def _on_status(self, _status: LibraryStatus) -> None:
        if self._search.browsing and not len(self._parts.model.ids()):
            self._show_no_pictures()

    def _on_rows_needed(self, ids: tuple[int, ...]) -> None:
        shown = self._parts.model.shown
        self._session.run(
            lambda library, _task: library.rows(ids, shown), partial(self._on_rows, shown)
        )

    def _on_rows(self, shown: ShownFiles, rows: list[PictureRow]) -> None:
        if shown is self._parts.model.shown:  # else other files are meant by now
            self._parts.model.add_rows(rows)


def shown_files(result: SearchResult) -> ShownFiles:
    """Which files of the pictures found are meant, once their rows are asked for again."""
    several = (hit.picture for hit in result.hits if hit.picture.copies > 1)
    return ShownFiles(result.query.folder, {row.id: row.path for row in several})
