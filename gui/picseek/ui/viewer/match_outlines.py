"""Why the viewed picture is here: asks for the reason, and marks the match on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from picseek.engine.types import Explanation, Located, MatchBox
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.explanations import Explanations, Reason
from picseek.ui.viewer.outlines import Outline

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_REST_MS = 120
"""So long a picture has to be looked at: who leafs through many asks for none."""

_PATIENCE_MS = 700
"""From then on it is said that a match is still looked for."""


class MatchOutlines(QObject):
    """Follows the picture that is looked at.

    Signals:
        changed: Another reason is known.
    """

    changed = Signal()

    def __init__(
        self,
        canvas: Canvas,
        explaining: Explanations,
        action: QAction,
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        """Args: action: Switches the marks on; say: shows a sentence in the viewer."""
        super().__init__(parent)
        self._canvas = canvas
        self._explaining = explaining
        self._action = action
        self._say = say
        self._picture = -1
        self._read = False
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._ask)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(lambda: say(self.tr("Finding the match…")))
        action.toggled.connect(self._on_toggled)
        explaining.changed.connect(self._on_explained)

    @property
    def reason(self) -> Reason | None:
        """Why the picture was found; None: it is not known yet."""
        return self._explaining.reason(self._picture)

    def look_at(self, picture_id: int, *, read: bool) -> None:
        """Follow to a picture; -1: none is looked at.

        Args:
            picture_id: Of the picture.
            read: Whether the reason is shown in words.
        """
        moved = picture_id != self._picture
        self._picture, self._read = picture_id, read
        if moved:
            self._canvas.set_outlines(())
        if picture_id < 0:
            self._soon.stop()
            self._late.stop()
            self._explaining.forget()
        elif moved or self.reason is None:
            self._soon.start()

    def _ask(self) -> None:
        marked = self._action.isChecked()
        if self._picture >= 0 and (marked or self._read):
            self._explaining.want(self._picture, locate=marked)
            if marked:
                self._late.start()

    def _on_toggled(self) -> None:
        self._late.stop()
        self._ask()
        self._mark()

    def _on_explained(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        """Mark what is known; say so where there is nothing to mark."""
        reason = self.reason
        if not self._action.isChecked() or reason is None:
            self._canvas.set_outlines(())
            return
        found = reason.explanation
        if found.located is Located.NOT_LOOKED:
            return
        self._late.stop()
        self._canvas.set_outlines(tuple(map(_outline, found.boxes)))
        if not found.boxes:
            self._say(reason.trouble or self._why_not(found))

    def _why_not(self, found: Explanation) -> str:
        if found.located is Located.NOWHERE:
            return self.tr("No part of this picture stands out as a match.")
        if found.located is Located.NO_THINGS:
            return self.tr("Your search doesn't name a thing that can be marked in a picture.")
        return self.tr("The current model can't show where the match is.")


def _outline(box: MatchBox) -> Outline:
    place = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
    return Outline(place, box.words)
