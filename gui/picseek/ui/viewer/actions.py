"""The viewer's actions, with shortcuts that work only there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from picseek.ui.commands.action import ActionGroup

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


class ViewerActions(ActionGroup):
    """The viewer's QActions; the page and the controller connect them."""

    def __init__(self, page: QWidget) -> None:
        """Args: page: The shortcuts work while it or a child has the focus."""
        super().__init__(page)
        self._page = page
        self._make_navigation()
        self._make_view()
        self._make_panels()

    def _add(
        self,
        name: str,
        text: str,
        keys: Sequence[str],
        icon_name: str = "",
        *,
        checkable: bool = False,
    ) -> QAction:
        action = self._make(name, text, text, keys[0], icon_name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(checkable)
        self._page.addAction(action)
        return action

    def _make_navigation(self) -> None:
        add, tr = self._add, self.tr
        arrow = "forward" if self._page.isRightToLeft() else "back"
        self.back = add("viewerBack", tr("Back to the results"), ["Esc", "Backspace"], arrow)
        self.next = add("nextPicture", tr("Next picture"), ["PgDown"])
        self.previous = add("previousPicture", tr("Previous picture"), ["PgUp"])
        self.right = add("pictureRight", tr("Picture to the right"), ["Right"])
        self.left = add("pictureLeft", tr("Picture to the left"), ["Left"])
        self.first = add("firstPicture", tr("First picture"), ["Home"])
        self.last = add("lastPicture", tr("Last picture"), ["End"])

    def _make_view(self) -> None:
        add, tr = self._add, self.tr
        self.fit = add("fitPicture", tr("Fit to window"), ["0"])
        self.actual_size = add("fullSize", tr("Actual size"), ["1"])
        self.zoom_in = add("enlarge", tr("Zoom in"), ["+", "="])
        self.zoom_out = add("shrink", tr("Zoom out"), ["-"])
        self.rotate_left = add("turnLeft", tr("Rotate left"), ["L"], "turn-left")
        self.rotate_right = add("turnRight", tr("Rotate right"), ["R"], "turn-right")
        self.pan_up = add("panUp", tr("Move up"), ["Up", "Shift+Up"])
        self.pan_down = add("panDown", tr("Move down"), ["Down", "Shift+Down"])
        self.pan_left = add("panLeft", tr("Move left"), ["Shift+Left"])
        self.pan_right = add("panRight", tr("Move right"), ["Shift+Right"])

    def _make_panels(self) -> None:
        add, tr = self._add, self.tr
        self.info = add("viewerInfo", tr("Information"), ["I"], "info", checkable=True)
        self.show_match = add(
            "showWhere", tr("Show match in picture"), ["W"], "where", checkable=True
        )
        self.strip = add("filmStrip", tr("Filmstrip"), ["T"], checkable=True)
        self.full_screen = add(
            "fullScreen", tr("Full screen"), ["F11", "F"], "full-screen", checkable=True
        )
        self.play = add("playAnimation", tr("Play or pause"), ["K"], "pause")

    def bind(self, pairs: Sequence[tuple[QAction, Callable[[], object]]]) -> None:
        """Connect actions to functions without arguments."""
        for action, do in pairs:
            action.triggered.connect(lambda _checked=False, do=do: do())

    def fill_context_menu(self, menu: QMenu) -> None:
        """Add the most common actions to the picture's context menu."""
        menu.addActions([self.rotate_left, self.rotate_right])
        menu.addSeparator()
        if self.play.isEnabled():
            menu.addAction(self.play)
        menu.addActions([self.info, self.show_match, self.strip, self.full_screen])
        menu.addSeparator()
        menu.addAction(self.back)

    def fill(self, menu: QMenu) -> None:
        """Add all actions to a menu."""
        menu.addActions([self.next, self.previous, self.first, self.last])
        menu.addSeparator()
        menu.addActions([self.fit, self.actual_size, self.zoom_in, self.zoom_out])
        menu.addActions([self.rotate_left, self.rotate_right])
        menu.addSeparator()
        menu.addActions([self.play, self.info, self.show_match, self.strip, self.full_screen])
        menu.addSeparator()
        menu.addAction(self.back)
