"""What can be done in the viewer, with keys that count only there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.style.icons import icon
from picseek.ui.text.bidi import shortcut_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


class ViewerActions(QObject):
    """The viewer's actions. Who connects them makes them do something."""

    def __init__(self, page: QWidget) -> None:
        """Args: page: Their keys work while it, or a part of it, has the focus."""
        super().__init__(page)
        self._page = page
        self._make_moves()
        self._make_looks()
        self._make_rest()

    def _make(
        self, name: str, text: str, keys: Sequence[str], sign: str = "", *, checks: bool = False
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{name}Action")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(plain_tooltip(f"{text} ({shortcut_text(action)})"))
        action.setCheckable(checks)
        if sign:
            action.setIcon(icon(sign))
        self._page.addAction(action)
        return action

    def _make_moves(self) -> None:
        make, tr = self._make, self.tr
        sign = "forward" if self._page.isRightToLeft() else "back"
        self.back = make("viewerBack", tr("Back to the results"), ["Esc", "Backspace"], sign)
        self.next = make("nextPicture", tr("Next picture"), ["PgDown"])
        self.previous = make("previousPicture", tr("Previous picture"), ["PgUp"])
        self.right = make("pictureRight", tr("Picture to the right"), ["Right"])
        self.left = make("pictureLeft", tr("Picture to the left"), ["Left"])
        self.first = make("firstPicture", tr("First picture"), ["Home"])
        self.last = make("lastPicture", tr("Last picture"), ["End"])

    def _make_looks(self) -> None:
        make, tr = self._make, self.tr
        self.fit = make("fitPicture", tr("Fit to window"), ["0"])
        self.full_size = make("fullSize", tr("Actual size"), ["1"])
        self.larger = make("enlarge", tr("Zoom in"), ["+", "="])
        self.smaller = make("shrink", tr("Zoom out"), ["-"])
        self.turn_left = make("turnLeft", tr("Rotate left"), ["L"], "turn-left")
        self.turn_right = make("turnRight", tr("Rotate right"), ["R"], "turn-right")
        self.pan_up = make("panUp", tr("Move up"), ["Up", "Shift+Up"])
        self.pan_down = make("panDown", tr("Move down"), ["Down", "Shift+Down"])
        self.pan_left = make("panLeft", tr("Move left"), ["Shift+Left"])
        self.pan_right = make("panRight", tr("Move right"), ["Shift+Right"])

    def _make_rest(self) -> None:
        make, tr = self._make, self.tr
        self.info = make("viewerInfo", tr("Information"), ["I"], "info", checks=True)
        self.where = make("showWhere", tr("Show match in picture"), ["W"], "where", checks=True)
        self.strip = make("filmStrip", tr("Filmstrip"), ["T"], checks=True)
        self.full_screen = make(
            "fullScreen", tr("Full screen"), ["F11", "F"], "full-screen", checks=True
        )
        self.play = make("playAnimation", tr("Play or pause"), ["K"], "pause")

    def bind(self, pairs: Sequence[tuple[QAction, Callable[[], object]]]) -> None:
        """Make actions do something, whatever their state is."""
        for action, do in pairs:
            action.triggered.connect(lambda _checked=False, do=do: do())

    def fill_shortly(self, menu: QMenu) -> None:
        """Put those into a menu that one looks for at the picture; all others have their keys."""
        menu.addActions([self.turn_left, self.turn_right])
        menu.addSeparator()
        if self.play.isEnabled():
            menu.addAction(self.play)
        menu.addActions([self.info, self.where, self.strip, self.full_screen])
        menu.addSeparator()
        menu.addAction(self.back)

    def fill(self, menu: QMenu) -> None:
        """Put all of them into a menu."""
        menu.addActions([self.next, self.previous, self.first, self.last])
        menu.addSeparator()
        menu.addActions([self.fit, self.full_size, self.larger, self.smaller])
        menu.addActions([self.turn_left, self.turn_right])
        menu.addSeparator()
        menu.addActions([self.play, self.info, self.where, self.strip, self.full_screen])
        menu.addSeparator()
        menu.addAction(self.back)
