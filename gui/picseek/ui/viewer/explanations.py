"""Why pictures were found, asked in the background: what is seen in them, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import Explanation, SearchResult
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.engine.library import Library


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a picture was found, as far as it is known.

    Attributes:
        explanation: What the model says.
        trouble: Why it says nothing, in a sentence; or ``""``.
    """

    explanation: Explanation
    trouble: str = ""


class Explanations(QObject):
    """Knows the reason for one picture at a time, the one that is looked at.

    Signals:
        changed: Another reason is known.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        answer: Callable[[], SearchResult | None],
        parent: QObject | None = None,
    ) -> None:
        """Args: answer: Tells what was answered; None: nothing was asked."""
        super().__init__(parent)
        self.setObjectName("viewerExplaining")
        self._session = session
        self._answer = answer
        self._asked: tuple[int, str, str] | None = None
        self._locating = False
        self._reason: Reason | None = None
        self._task: Task | None = None

    def reason(self, picture_id: int) -> Reason | None:
        """Why this picture was found; None: it is not known yet."""
        known = self._asked == self._question(picture_id)
        return self._reason if known else None

    def want(self, picture_id: int, *, locate: bool) -> None:
        """Find it out, in place of what was wanted before.

        Args:
            picture_id: Of the picture.
            locate: Also where in it the match is, for which it is looked at again.
        """
        asked = self._question(picture_id)
        if asked == self._asked and (self._locating or not locate):
            return  # it is known, or on its way
        self.forget()
        if self._session.library is None:
            return
        _, text, model = self._asked = asked
        self._locating = locate

        def job(library: Library, task: Task) -> Explanation:
            asked = (picture_id, text, model or library.current_model, task.control)
            known = library.explainer.explain(*asked, locate=False)
            if not locate:
                return known
            task.report(known)  # what is seen is known at once, where takes a look
            return library.explainer.explain(*asked)

        self._task = self._session.run(
            job,
            self._on_explained,
            self._on_failed,
            ended=self._on_end,
            event=self._on_explained,
            lane=Lane.EXPLAIN,
        )

    def forget(self) -> None:
        """Want nothing any longer."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._asked = self._reason = None

    def _question(self, picture_id: int) -> tuple[int, str, str]:
        answer = self._answer()
        return (picture_id, answer.query.text, answer.model) if answer else (picture_id, "", "")

    def _on_end(self) -> None:
        self._task = None

    def _on_explained(self, explanation: object) -> None:
        if isinstance(explanation, Explanation):
            self._reason = Reason(explanation)
            self.changed.emit()

    def _on_failed(self, message: str) -> None:
        self._reason = Reason(Explanation(), displayable(message))
        self.changed.emit()
