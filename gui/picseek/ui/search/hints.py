"""The hint under the search box: what was not searched for, and a button that helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.types import QueryProblem, SearchResult
    from picseek.ui.commands.window import Commands
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.models.offer import ModelOffer
    from picseek.ui.search.controller import SearchController
    from picseek.ui.search.search_bar import SearchBar


@dataclass(frozen=True, slots=True)
class _Hint:
    """A line under the search box.

    Attributes:
        text: The line; ``""``: none.
        action: Text of the button next to it; ``""``: no button.
        tip: What the button does; ``""``: it opens the preferences.
        page: The page of the preferences that the button opens.
        send: Examples that the button sends instead; see `SearchController.send_examples`.
        better: Whether the button offers a better model instead.
        problem: The part of the query that the button selects instead.
    """

    text: str = ""
    action: str = ""
    tip: str = ""
    page: str = ""
    send: tuple[str, ...] = ()
    better: bool = False
    problem: QueryProblem | None = None


class HintController(QObject):
    """Shows a hint for each result, or how to run the query with an online model."""

    def __init__(
        self,
        search: SearchController,
        models: ModelsController,
        offer: ModelOffer,
        commands: Commands,
        bar: SearchBar,
    ) -> None:
        super().__init__(bar)
        self._search = search
        self._models = models
        self._offer = offer
        self._commands = commands
        self._bar = bar
        self._found: SearchResult | None = None
        self._hint = _Hint()
        search.found.connect(lambda result, _refreshing: self._take(result))
        search.browsed.connect(lambda _browsed, _refreshing: self._take(None))
        search.failed.connect(lambda _error: self._take(None))
        search.waiting_changed.connect(self._show)
        models.changed.connect(self._show)
        offer.changed.connect(lambda _model: self._take(self._found))
        bar.hint_clicked.connect(self._on_click)

    def _take(self, result: SearchResult | None) -> None:
        self._found = result
        self._hint = _Hint() if result is None else self._hint_of(result)
        self._show()

    def _show(self) -> None:
        state = self._models.state
        if self._search.waiting and state.current:
            title = state.title(state.answering)
            self._bar.set_hint(self.tr("Press Enter to search with {}.").format(title))
        else:
            self._bar.set_hint(self._hint.text, self._hint.action, self._hint.tip)

    def _on_click(self) -> None:
        if self._hint.send:
            self._search.send_examples(self._hint.send)
        elif self._hint.problem is not None:
            self._bar.select(self._hint.problem.start, self._hint.problem.end)
        elif self._hint.better:
            self._offer.ask()
        else:
            self._commands.page_requested.emit(self._hint.page)

    def _hint_of(self, result: SearchResult) -> _Hint:
        note = "" if self._is_renewing(result) else wording.localized(result.note)
        if result.unsent:
            tip = self.tr("Send this picture to the online model and search with it")
            return _Hint(note, self.tr("Send picture"), tip, send=result.unsent_examples)
        if note:
            answering = self._models.state.info(result.query.model or self._models.state.current)
            if answering is not None and answering.remote and answering.vectors:
                return _Hint(note, self.tr("Cohere settings…"), page="cohere")
            return _Hint(note, self.tr("Models…"), page="models")
        if result.problems:
            return self._problem_hint(result.problems[0])
        if not result.unknown:
            return _Hint()
        text = self.tr("Picseek doesn't know {}. Only names, dates, and captions can match.")
        unknown = text.format(wording.quoted_list(result.unknown))
        if self._offer.model is not None:
            if not result.hits:
                return _Hint(unknown)  # the page below offers the model
            tip = self.tr("See the details before you download anything")
            return _Hint(unknown, self.tr("Improve search…"), tip, better=True)
        return _Hint(unknown, self.tr("Models…"), page="models")

    def _problem_hint(self, problem: QueryProblem) -> _Hint:
        tip = self.tr("Select this part of the search")
        text = wording.localized(problem.message)
        return _Hint(text, self.tr("Show"), tip, problem=problem)

    def _is_renewing(self, result: SearchResult) -> bool:
        """Whether the earlier version of a model answered, which the banner explains already."""
        renewal = self._models.state.renewal
        return self._models.writable and renewal is not None and result.model == renewal.earlier
