"""Shows results: in the grid, or on pages that say why it is empty."""

from __future__ import annotations

from array import array
from functools import partial

from PySide6.QtCore import QObject

from picseek.engine.errors import EngineError
from picseek.engine.types import LibraryStatus, PictureRow, SearchResult, ShownFiles, Without
from picseek.ui.base.session import Session
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.results_model import ResultsModel, arrangement_of
from picseek.ui.grid.sections import Section
from picseek.ui.indexing.folders import FolderController
from picseek.ui.search.browse import Browsed
from picseek.ui.search.controller import SearchController
from picseek.ui.search.pages import Pages
from picseek.ui.search.result_message import ResultMessage
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable

_MAX_OFFERS = 2
_MAX_PART = 28  # characters on a button
_QUOTES = '"“”„«»'  # of exact words: the button has quotes of its own


class ResultsPresenter(QObject):
    """Shows what was found in the grid, or a page that says why it is empty."""

    def __init__(
        self,
        session: Session,
        search: SearchController,
        folders: FolderController,
        pages: Pages,
        message: ResultMessage,
    ) -> None:
        super().__init__(pages)
        self._session = session
        self._search = search
        self._folders = folders
        self._pages = pages
        self._message = message
        model = pages.grid.model()
        assert isinstance(model, ResultsModel), "give the grid its model before this"
        self._model = model
        self._announce_due = False
        search.browsed.connect(self._on_browsed)
        search.found.connect(self._on_found)
        search.failed.connect(self._on_failed)
        pages.text_requested.connect(search.search_for)
        folders.status_changed.connect(self._on_status)
        model.rows_needed.connect(self._on_rows_needed)

    def _on_browsed(self, browsed: Browsed, refreshing: bool) -> None:
        ids = browsed.ids
        self._model.show_files(browsed.shown)
        self._model.add_rows(browsed.rows)
        self._show_ids(ids, browsed.arrangement, refreshing)
        if ids:
            self._pages.show_grid()
        else:
            self._show_no_pictures()
        announced = self._announce_due or not refreshing
        self._announce_due = announced and not browsed.whole
        message = wording.pictures(len(ids)) if browsed.whole else ""
        self._message.set_result(message, announced=announced and browsed.whole)

    def _on_found(self, result: SearchResult, refreshing: bool) -> None:
        ids = array("q", (hit.picture.id for hit in result.hits))
        sections = self._sections(result)
        cut = len(ids) >= result.query.limit
        count = len(ids) - result.near or len(ids)
        captions = {hit.picture.id: hit.caption for hit in result.hits if hit.caption}
        self._model.set_captions(captions)
        self._model.show_files(shown_files(result))
        if refreshing:
            self._model.add_rows([hit.picture for hit in result.hits])
            self._model.refresh_ids(ids, arrangement_of(result.hits, sections))
        else:
            self._model.set_hits(result.hits, sections)
        if ids:
            self._pages.show_grid()
        else:
            title, text = self._nothing(result)
            without = [(self._without(each), each.text) for each in result.without]
            searched = bool(result.query.text) and not without
            self._pages.show_nothing(title, text, searched=searched, without=without[:_MAX_OFFERS])
        message = wording.best_matches() if cut else wording.results(count)
        self._message.set_result(message, announced=not refreshing)

    def _show_ids(self, ids: array[int], arrangement: Arrangement, refreshing: bool) -> None:
        if refreshing:
            self._model.refresh_ids(ids, arrangement)
        else:
            self._model.set_ids(ids, arrangement)

    def _sections(self, result: SearchResult) -> tuple[Section, ...]:
        """Best matches first, near matches last, where the model distinguishes them."""
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

    def _without(self, without: Without) -> str:
        part, count = displayable(without.part).strip(_QUOTES), wording.pictures(without.pictures)
        if len(part) > _MAX_PART:
            part = f"{part[: _MAX_PART - 1]}…"
        text = self.tr("Without “{}”: {} or more") if without.more else self.tr("Without “{}”: {}")
        return text.format(part, count)

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
        scanned = self._folders.is_scanned
        if (folder := self._search.folder) is not None:
            text = self.tr("Pictures appear here as Picseek finds them in this folder.")
            if scanned:
                text = self._supported_files()
            title = self.tr("No pictures in “{}”").format(displayable(folder.name))
            self._pages.show_nothing(title, text, icon="folder")
            return
        if not status.folders and self._session.writable:
            self._pages.show_empty()
            return
        if scanned:
            title, text = self.tr("No pictures found"), self._supported_files()
            offer = self._session.writable
            self._pages.show_nothing(title, text, icon="pictures", offer=offer)
            return
        self._pages.show_nothing(
            self.tr("No pictures yet"),
            self.tr("Pictures appear here as Picseek finds them in your folders."),
            icon="pictures",
        )

    def _supported_files(self) -> str:
        return self.tr(
            "Subfolders were searched, too. Picseek finds JPEG, PNG, HEIC, "
            "WebP, TIFF, GIF, BMP, and AVIF files that aren't excluded in "
            "Preferences."
        )

    def _on_failed(self, error: EngineError) -> None:
        self._model.clear()
        self._pages.show_nothing(
            self.tr("The search couldn't be completed"), wording.localized(error), icon="warning"
        )
        self._message.set_result("")

    def _on_status(self, _status: LibraryStatus) -> None:
        if self._search.browsing and not len(self._model.ids()):
            self._show_no_pictures()

    def _on_rows_needed(self, ids: tuple[int, ...]) -> None:
        shown = self._model.shown
        self._session.run(
            lambda library, _task: library.rows(ids, shown), partial(self._on_rows, shown)
        )

    def _on_rows(self, shown: ShownFiles, rows: list[PictureRow]) -> None:
        if shown is self._model.shown:  # otherwise other files are shown by now
            self._model.add_rows(rows)


def shown_files(result: SearchResult) -> ShownFiles:
    """Return which files of the found pictures are shown, for reading their rows again."""
    several = (hit.picture for hit in result.hits if hit.picture.copies > 1)
    return ShownFiles(result.query.folder, {row.id: row.path for row in several})
