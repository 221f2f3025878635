"""Runs the user's searches, and reports the results of the newest one only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import Query, SavedSearch, SearchResult
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.search.browse import Browsed, browse

if TYPE_CHECKING:
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.models.controller import ModelsController

MAX_HITS = 500
"""More than anybody looks at; each hit costs reading a row of the database."""


@dataclass(frozen=True, slots=True)
class SearchTiming:
    """When searches run.

    Attributes:
        typing_ms: Delay after the last keystroke before a search runs.
        refresh_ms: Minimum time between two refreshes while pictures are added.
    """

    typing_ms: int = 150
    refresh_ms: int = 2000


@dataclass(frozen=True, slots=True)
class Likeness:
    """Example pictures to find similar ones, and their title."""

    pictures: tuple[Path | int, ...] = ()
    title: str = ""


class SearchController(QObject):
    """Searches as the user types; an empty query shows all pictures, newest first.

    With a remote model, it searches only on Enter, or when an example is chosen.

    Attributes:
        likeness: The query's examples.
        folder: The folder to search in; None: all folders.
        waiting: Whether the query runs only on Enter.

    Signals:
        browsed: A Browsed, and whether it refreshes shown results. For many pictures, it is
            emitted twice: first with the newest, then with all.
        found: The SearchResult, and whether it refreshes shown results.
        failed: The EngineError that ended a search.
        text_changed: The text of a saved search that was opened, or of a suggestion.
        likeness_changed: The query's examples changed.
        folder_changed: Another folder is searched.
        waiting_changed: Whether the query waits for Enter.
        started: The user started a search.
    """

    browsed = Signal(object, bool)
    found = Signal(object, bool)
    failed = Signal(object)
    text_changed = Signal(object)  # a str: Signal(str) drops lone surrogates
    likeness_changed = Signal()
    folder_changed = Signal()
    waiting_changed = Signal(bool)
    started = Signal()

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        models: ModelsController,
        timing: SearchTiming | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        timing = timing or SearchTiming()
        self._session = session
        self._models = models
        self._text = ""
        self.likeness = Likeness()
        self.folder: Path | None = None
        self.waiting = False
        self._model = ""
        self._examples_agreed: tuple[str, ...] = ()
        # Until the model is known, nothing is searched.
        self._live = False
        self._last_query: Query | None = None
        self._result: SearchResult | None = None
        self._task: Task | None = None
        self._first_shown = False
        self._refresh_s = timing.refresh_ms / 1000
        self._searched_at = 0.0
        self._typing = self._make_timer(timing.typing_ms, self._search_again)
        self._refresh = self._make_timer(timing.refresh_ms, self.refresh_now)
        indexing.pictures_changed.connect(self.refresh_soon)
        indexing.ended.connect(self._finish_refreshing)
        models.changed.connect(lambda state: self._set_model(state.compared, live=state.live))
        models.chosen.connect(self._on_model_chosen)
        session.opened.connect(self._on_opened)

    def _make_timer(self, interval: int, slot: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(slot)
        return timer

    @property
    def text(self) -> str:
        """The words of the query, stripped."""
        return self._text.strip()

    def query_text(self) -> str:
        """Return the query as text; ``""``: there is none."""
        return self.text or self.likeness.title

    def result(self) -> SearchResult | None:
        """Return the last search result; None: all pictures are shown."""
        return self._result

    @property
    def browsing(self) -> bool:
        """Whether there is no query, so that all pictures are shown."""
        return not self.text and not self.likeness.pictures

    @property
    def busy(self) -> bool:
        """Whether a query is being typed or a search is running."""
        return self._task is not None or self._typing.isActive()

    def query(self) -> Query:
        """Return the current query, whether or not it was run."""
        return Query(
            self.text,
            self.likeness.pictures,
            MAX_HITS,
            self._model,
            bool(self._examples_agreed),
            self.folder,
            self._examples_agreed,
        )

    def _set_model(self, model: str, *, live: bool) -> None:
        self._model, self._live = model, live
        if live and self._session.library is not None and self._is_new():
            self._search_again()
        elif not live and not self.browsing:
            self._typing.stop()
        self._update_waiting()

    def _on_model_chosen(self) -> None:
        """Search again with the new model, or wait for Enter."""
        if self.browsing:
            return
        self._last_query = None
        if self._live:
            self._search_again()
        self._update_waiting()

    def set_text(self, text: str) -> None:
        """Search for this after a short delay, or on Enter."""
        before, self._text = self.text, text
        if self.text == before:
            return
        if self._live or self.browsing:
            self._typing.start()
        else:
            self._typing.stop()
        self._update_waiting()

    def _on_opened(self) -> None:
        if self._live or self.browsing:
            self._search_again()
        else:
            self._search(Query(limit=MAX_HITS), refreshing=False)

    def search_now(self) -> None:
        """Run the current query at once."""
        self._search_again()

    def set_likeness(self, likeness: Likeness) -> None:
        """Search for pictures like these, and the text if there is one."""
        self.likeness = likeness
        self._examples_agreed = ()
        self.likeness_changed.emit()
        if likeness.pictures or self._live or self.browsing:
            self._search_again()
        else:
            self._update_waiting()

    def clear_likeness(self) -> None:
        """Search without example pictures."""
        self.set_likeness(Likeness())

    def clear_folder(self) -> None:
        """Search in all folders."""
        self.set_folder(None)

    def set_folder(self, folder: Path | None) -> None:
        """Search in this folder and its subfolders; None: in all folders."""
        if folder == self.folder:
            return
        before, self.folder = self.query(), folder
        self.folder_changed.emit()
        # A remote model's answers to words are cached, so this sends nothing.
        answered = before == self._last_query and not before.like
        if self._live or self.browsing or answered:
            self._search_again()
        else:
            self._update_waiting()

    def search_saved(self, search: SavedSearch, likeness: Likeness) -> None:
        """Run a saved search at once, with its model if that can still be compared.

        Args:
            search: The saved search.
            likeness: Its examples.
        """
        state = self._models.state
        model = search.model if any(search.model == each.id for each in state.comparable) else ""
        if model != state.compared:
            self._models.search_with(model or state.current)
        self._text, self.likeness, self.folder = search.text, likeness, search.folder
        self._examples_agreed = ()
        self.text_changed.emit(search.text)
        self.likeness_changed.emit()
        self.folder_changed.emit()
        self._search_again()

    def search_for(self, text: str) -> None:
        """Search for another text at once, with the same examples and folder."""
        self._text = text
        self.text_changed.emit(text)
        self._search_again()

    def send_examples(self, agreed: tuple[str, ...]) -> None:
        """Search again: the user agrees to send these examples to the model.

        Args:
            agreed: Hashes of what the files held when the user agreed, see `Query.examples_agreed`.
        """
        self._examples_agreed = agreed
        self._search_again()

    def clear(self) -> None:
        """Clear the query, and show all pictures."""
        self._text = ""
        if self.likeness.pictures:
            self.likeness = Likeness()
            self.likeness_changed.emit()
        self._search_again()

    def refresh_soon(self) -> None:
        """Search again because pictures were added or removed, but not too often."""
        if self._refresh.isActive():
            return
        rest = self._refresh_s - (time.monotonic() - self._searched_at)
        self._refresh.start(max(0, int(rest * 1000)))

    def refresh_results_soon(self) -> None:
        """Search again because pictures were analyzed; browsing is not affected."""
        if not self.browsing:
            self.refresh_soon()

    def _finish_refreshing(self) -> None:
        """Run a refresh that `refresh_soon` delayed."""
        if self._refresh.isActive():
            self.refresh_now()

    def refresh_now(self) -> None:
        """Run the last query again, unless the user starts another one."""
        self._refresh.stop()
        if self._typing.isActive() or self._last_query is None:
            return
        if self._task is not None:
            self._refresh.start(int(self._refresh_s * 1000))
            return
        if self._last_query.like and not self._live:
            return  # an example may have to be sent, and would be each time
        self._search(self._last_query, refreshing=True)

    def _is_new(self) -> bool:
        return not self.browsing and self.query() != self._last_query

    def _update_waiting(self) -> None:
        waiting = not self._live and self._is_new()
        if waiting != self.waiting:
            self.waiting = waiting
            self.waiting_changed.emit(waiting)

    def _search_again(self) -> None:
        self._typing.stop()
        self._search(self.query(), refreshing=False)

    def _search(self, query: Query, *, refreshing: bool) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        library = self._session.library
        if library is None:
            return
        self._last_query = query
        self._update_waiting()
        self._searched_at = time.monotonic()
        self._first_shown = False

        def job(task: Task) -> SearchResult | Browsed:
            if not query.text and not query.like:
                return browse(library, query.folder, task.report, task.control)
            return library.search(query, task.control)

        self._task = self._session.tasks.submit(
            job,
            on_done=partial(self._on_result, refreshing),
            on_error=partial(self._on_error, refreshing),
            on_event=partial(self._on_first, refreshing),
            lane=Lane.SEARCH,
        )
        if not refreshing:
            self.started.emit()

    def _on_first(self, refreshing: bool, answer: object) -> None:
        if isinstance(answer, Browsed) and not refreshing:
            self._first_shown = True
            self.browsed.emit(answer, False)

    def _on_result(self, refreshing: bool, answer: SearchResult | Browsed) -> None:
        self._task = None
        self._result = answer if isinstance(answer, SearchResult) else None
        if isinstance(answer, SearchResult):
            self.found.emit(answer, refreshing)
        else:
            self.browsed.emit(answer, refreshing or self._first_shown)

    def _on_error(self, refreshing: bool, error: Exception) -> None:
        self._task = None
        if isinstance(error, EngineError) and not refreshing:
            self.failed.emit(error)
