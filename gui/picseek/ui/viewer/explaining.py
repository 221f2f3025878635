"""Why pictures were found, asked in the background: what is seen in them, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.types import Explanation, SearchResult
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a picture was found, as far as it is known.

    Attributes:
        explanation: What the model says.
        trouble: Why it says nothing, in a sentence; or ``""``.
    """

    explanation: Explanation
    trouble: str = ""


class Explaining(QObject):
    """Knows the reason for one picture at a time, the one that is looked at.

    Signals:
        changed: Another reason is known.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        answer: Callable[[], SearchResult | None],
        parent: QObject | None = None,
    ) -> None:
        """Args: answer: Tells what was answered; None: nothing was asked."""
        super().__init__(parent)
        self.setObjectName("viewerExplaining")
        self._session = session
        self._tasks = tasks
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
        library = self._session.library
        if library is None:
            return
        _, text, model = self._asked = asked
        self._locating = locate

        def job(task: Task) -> Explanation:
            asked = (picture_id, text, model or library.current_model, task.control)
            known = library.explaining.explain(*asked, locate=False)
            if not locate:
                return known
            task.report(known)  # what is seen is known at once, where takes a look
            return library.explaining.explain(*asked)

        self._task = self._tasks.submit(
            job,
            on_done=self._on_explained,
            on_error=self._on_error,
            on_event=self._on_event,
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

    def _on_explained(self, explanation: Explanation) -> None:
        self._task = None
        self._take(explanation)

    def _take(self, explanation: object) -> None:
        if isinstance(explanation, Explanation):
            self._reason = Reason(explanation)
            self.changed.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Explanation):
            self._take(event)

    def _on_error(self, error: Exception) -> None:
        self._task = None
        if isinstance(error, Cancelled):
            return
        known = isinstance(error, EngineError)
        text = wording.told(error) if known else self.tr("Something went wrong.")
        self._reason = Reason(Explanation(), displayable(text))
        self.changed.emit()
