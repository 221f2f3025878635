"""Outlines the match in the viewed picture."""

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

_DELAY_MS = 120
"""How long a picture must be current, so that paging through many starts no jobs."""

_MESSAGE_DELAY_MS = 700
"""When to show that the match is still being located."""


class MatchOutlines(QObject):
    """Requests the explanation of the current picture, and outlines the match.

    Signals:
        changed: The reason changed.
    """

    changed = Signal()

    def __init__(
        self,
        canvas: Canvas,
        explanations: Explanations,
        action: QAction,
        show_message: Callable[[str], None],
        parent: QObject,
    ) -> None:
        """Args: action: Turns the outlines on; show_message: shows a text in the viewer."""
        super().__init__(parent)
        self._canvas = canvas
        self._explanations = explanations
        self._action = action
        self._show_message = show_message
        self._picture = -1
        self._in_text = False
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._delay.timeout.connect(self._request)
        self._message_delay = QTimer(self, singleShot=True, interval=_MESSAGE_DELAY_MS)
        self._message_delay.timeout.connect(lambda: show_message(self.tr("Finding the match…")))
        action.toggled.connect(self._on_toggled)
        explanations.changed.connect(self._on_explained)

    @property
    def reason(self) -> Reason | None:
        """Why the picture was found; None: not known yet."""
        return self._explanations.reason(self._picture)

    def set_picture(self, picture_id: int, *, in_text: bool) -> None:
        """Follow the viewer to another picture.

        Args:
            picture_id: The picture; -1: none.
            in_text: Whether the reason is also shown as text.
        """
        moved = picture_id != self._picture
        self._picture, self._in_text = picture_id, in_text
        if moved:
            self._canvas.set_outlines(())
        if picture_id < 0:
            self._delay.stop()
            self._message_delay.stop()
            self._explanations.clear()
        elif moved or self.reason is None:
            self._delay.start()

    def _request(self) -> None:
        locate = self._action.isChecked()
        if self._picture >= 0 and (locate or self._in_text):
            self._explanations.request(self._picture, locate=locate)
            if locate:
                self._message_delay.start()

    def _on_toggled(self) -> None:
        self._message_delay.stop()
        self._request()
        self._update()

    def _on_explained(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        """Outline the match, or show why there is none."""
        reason = self.reason
        if not self._action.isChecked() or reason is None:
            self._canvas.set_outlines(())
            return
        found = reason.explanation
        if found.located is Located.NOT_LOOKED:
            return
        self._message_delay.stop()
        self._canvas.set_outlines(tuple(map(_outline, found.boxes)))
        if not found.boxes:
            self._show_message(reason.error or self._why_not(found))

    def _why_not(self, found: Explanation) -> str:
        if found.located is Located.NOWHERE:
            return self.tr("No part of this picture stands out as a match.")
        if found.located is Located.NO_THINGS:
            return self.tr("Your search doesn't name a thing that can be marked in a picture.")
        return self.tr("The current model can't show where the match is.")


def _outline(box: MatchBox) -> Outline:
    area = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
    return Outline(area, box.words)
