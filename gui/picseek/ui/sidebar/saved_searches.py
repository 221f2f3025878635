"""Saved searches: saves the current query, and runs saved ones again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import Query, SavedSearch
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.search.controller import Likeness, SearchController
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.commands.window import Commands

_LONGEST_NAME = 80

_Change = Callable[["Library"], object]
_Searches = tuple[SavedSearch, ...]


@dataclass(frozen=True, slots=True)
class _Changed:
    """The result of a change, and the searches after it."""

    result: object
    searches: _Searches


class SavedController(QObject):
    """The saved searches of the library.

    Signals:
        reported: A short message about what was done.
    """

    reported = Signal(str)

    def __init__(
        self,
        session: Session,
        search: SearchController,
        commands: Commands,
        panel: SidePanel,
        banner: Banner,
    ) -> None:
        super().__init__(panel)
        self._session = session
        self._search = search
        self._commands = commands
        self._panel = panel
        self._banner = banner
        self._searches: _Searches = ()
        session.opened.connect(self.refresh)
        self._removed = ""  # the message about the search removed last
        search.browsed.connect(self._on_answer)
        search.found.connect(self._on_answer)
        search.failed.connect(self._show_active)
        commands.sidebar.save_search.triggered.connect(self.save)
        saved = panel.saved
        saved.wanted.connect(self.open)
        saved.renamed.connect(self._rename)
        saved.moved.connect(self._arrange)
        saved.remove_requested.connect(self._remove)

    def refresh(self) -> None:
        """Read the saved searches again."""
        self._change(lambda _library: None, self._on_changed)

    def save(self) -> None:
        """Save the current query, and let the user edit its name."""
        query = self._search.query()
        existing = next((each for each in self._searches if _is_same(each, query)), None)
        if self._search.browsing and query.folder is None:
            self.reported.emit(self.tr("Search for something first, then save the search."))
        elif existing is not None:
            self.reported.emit(
                self.tr("You've already saved this search: {}").format(displayable(existing.name))
            )
        else:
            name = self._name_of(query)
            self._change(
                lambda library: library.sidebar.saved_searches.save(name, query), self._on_saved
            )

    def open(self, number: int) -> None:
        """Run a saved search."""
        search = next((each for each in self._searches if each.id == number), None)
        if search is None:
            return

        def job(library: Library, _task: Task) -> str:
            ids = [each for each in search.like if isinstance(each, int)][:1]
            names = [row.path.name for row in library.rows(ids)]
            names += [each.name for each in search.like if isinstance(each, Path)]
            return displayable(names[0]) if names else ""

        self._session.run(job, partial(self._on_opened, search), self._on_failed, lane=Lane.SIDEBAR)

    def _name_of(self, query: Query) -> str:
        """The suggested name of a search."""
        name = displayable(query.text[:_LONGEST_NAME])
        if not name and query.like:
            name = self.tr("Like {}").format(self._search.likeness.title)
        if query.folder is None:
            return name
        folder = displayable(query.folder.name) or displayable(query.folder)
        return self.tr("{} in {}").format(name, folder) if name else folder

    def _rename(self, number: int, name: str) -> None:
        self._change(
            lambda library: library.sidebar.saved_searches.rename(number, name), self._on_changed
        )

    def _arrange(self, numbers: Sequence[int]) -> None:
        self._change(
            lambda library: library.sidebar.saved_searches.arrange(numbers), self._on_changed
        )

    def _remove(self, number: int) -> None:
        search = next((each for each in self._searches if each.id == number), None)
        if search is not None:
            self._change(
                lambda library: library.sidebar.saved_searches.remove(number),
                partial(self._on_removed, search),
            )

    def _restore(self, search: SavedSearch, at: int) -> None:
        self._change(
            lambda library: library.sidebar.saved_searches.restore(search, at), self._on_changed
        )

    def _change(self, change: _Change, then: Callable[[_Changed], None]) -> None:
        """Change the saved searches, and read them again."""
        self._banner.withdraw(self._removed)

        def job(library: Library, _task: Task) -> _Changed:
            result = change(library)
            return _Changed(result, tuple(library.sidebar.saved_searches.list()))

        self._session.run(job, then, self._on_failed, lane=Lane.SIDEBAR)

    def _on_changed(self, changed: _Changed) -> None:
        self._searches = changed.searches
        self._panel.set_searches(self._searches, writable=self._session.writable)

    def _on_answer(self, _answer: object, refreshing: bool) -> None:
        if not refreshing:
            self._banner.withdraw(self._removed)
        self._show_active()

    def _show_active(self) -> None:
        query = self._search.query()
        active = next((each.id for each in self._searches if _is_same(each, query)), None)
        self._panel.saved.show_active(active)

    def _on_saved(self, changed: _Changed) -> None:
        self._on_changed(changed)
        self._commands.show_folders.setChecked(True)
        if isinstance(changed.result, SavedSearch):
            self._panel.saved.edit_name(changed.result.id)
            self._show_active()

    def _on_removed(self, search: SavedSearch, changed: _Changed) -> None:
        self._on_changed(changed)
        at = changed.result if isinstance(changed.result, int) else len(self._searches)
        text = self._removed = self.tr("Removed “{}”.").format(displayable(search.name))
        undo = partial(self._restore, search, at)
        self._banner.show_message(text, self.tr("Undo"), undo, icon="info", temporary=True)

    def _on_opened(self, search: SavedSearch, title: str) -> None:
        if len(search.like) > 1:
            title = self.tr("{} and {} more").format(title, len(search.like) - 1)
        likeness = Likeness(search.like, title or search.name) if search.like else Likeness()
        self._search.search_saved(search, likeness)

    def _on_failed(self, message: str) -> None:
        self._banner.show_message(message)
        self.refresh()  # names and order are shown as stored


def _is_same(search: SavedSearch, query: Query) -> bool:
    """Whether a saved search has this query."""
    parts = (query.text, query.like, query.folder, query.model)
    return (search.text, search.like, search.folder, search.model) == parts
