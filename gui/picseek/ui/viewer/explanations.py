"""Why pictures were found: what the model recognizes in them, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import Explanation, SearchResult
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text.displayable import displayable
from picseek.ui.text.language import current_language

if TYPE_CHECKING:
    from picseek.engine.library import Library


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a picture was found.

    Attributes:
        explanation: The model's explanation, empty after an error.
        error: The error as a sentence, or ``""``.
    """

    explanation: Explanation
    error: str = ""


class Explanations(QObject):
    """Reads the explanation of one picture at a time, in the background.

    Signals:
        changed: The reason changed.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        result: Callable[[], SearchResult | None],
        parent: QObject | None = None,
    ) -> None:
        """Args: result: Returns the result of the current search, or None."""
        super().__init__(parent)
        self.setObjectName("viewerExplaining")
        self._session = session
        self._result = result
        self._requested: tuple[int, str, str] | None = None
        self._locating = False
        self._reason: Reason | None = None
        self._task: Task | None = None

    def reason(self, picture_id: int) -> Reason | None:
        """Return why a picture was found; None: not known yet."""
        return self._reason if self._requested == self._key(picture_id) else None

    def request(self, picture_id: int, *, locate: bool) -> None:
        """Read the explanation of a picture, in place of an earlier one.

        Args:
            picture_id: The picture.
            locate: Also find where the match is, which decodes the picture again.
        """
        key = self._key(picture_id)
        if key == self._requested and (self._locating or not locate):
            return  # known or in progress
        self.clear()
        if self._session.library is None:
            return
        _, text, model = self._requested = key
        self._locating = locate
        language = current_language()

        def job(library: Library, task: Task) -> Explanation:
            explain = partial(
                library.explainer.explain,
                picture_id,
                text,
                model or library.current_model,
                task.control,
                language=language,
            )
            known = explain(locate=False)
            if not locate:
                return known
            task.report(known)  # locating takes longer
            return explain(locate=True)

        self._task = self._session.run(
            job,
            self._on_explained,
            self._on_failed,
            ended=self._on_end,
            event=self._on_explained,
            lane=Lane.EXPLAIN,
        )

    def clear(self) -> None:
        """Cancel, and clear the reason."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._requested = self._reason = None

    def _key(self, picture_id: int) -> tuple[int, str, str]:
        result = self._result()
        return (picture_id, result.query.text, result.model) if result else (picture_id, "", "")

    def _on_end(self) -> None:
        self._task = None

    def _on_explained(self, explanation: object) -> None:
        if isinstance(explanation, Explanation):
            self._reason = Reason(explanation)
            self.changed.emit()

    def _on_failed(self, message: str) -> None:
        self._reason = Reason(Explanation(), displayable(message))
        self.changed.emit()
