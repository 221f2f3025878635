"""The viewer's actions, with shortcuts that work only there."""

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
    """The viewer's QActions; the page and the controller connect them."""

    def __init__(self, page: QWidget) -> None:
        """Args: page: The shortcuts work while it or a child has the focus."""
        super().__init__(page)
        self._page = page
        self._make_navigation()
        self._make_view()
        self._make_panels()

    def _make(
        self,
        name: str,
        text: str,
        keys: Sequence[str],
        icon_name: str = "",
        *,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{name}Action")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(plain_tooltip(f"{text} ({shortcut_text(action)})"))
        action.setCheckable(checkable)
        if icon_name:
            action.setIcon(icon(icon_name))
        self._page.addAction(action)
        return action

    def _make_navigation(self) -> None:
        make, tr = self._make, self.tr
        arrow = "forward" if self._page.isRightToLeft() else "back"
        self.back = make("viewerBack", tr("Back to the results"), ["Esc", "Backspace"], arrow)
        self.next = make("nextPicture", tr("Next picture"), ["PgDown"])
        self.previous = make("previousPicture", tr("Previous picture"), ["PgUp"])
        self.right = make("pictureRight", tr("Picture to the right"), ["Right"])
        self.left = make("pictureLeft", tr("Picture to the left"), ["Left"])
        self.first = make("firstPicture", tr("First picture"), ["Home"])
        self.last = make("lastPicture", tr("Last picture"), ["End"])

    def _make_view(self) -> None:
        make, tr = self._make, self.tr
        self.fit = make("fitPicture", tr("Fit to window"), ["0"])
        self.actual_size = make("fullSize", tr("Actual size"), ["1"])
        self.zoom_in = make("enlarge", tr("Zoom in"), ["+", "="])
        self.zoom_out = make("shrink", tr("Zoom out"), ["-"])
        self.rotate_left = make("turnLeft", tr("Rotate left"), ["L"], "turn-left")
        self.rotate_right = make("turnRight", tr("Rotate right"), ["R"], "turn-right")
        self.pan_up = make("panUp", tr("Move up"), ["Up", "Shift+Up"])
        self.pan_down = make("panDown", tr("Move down"), ["Down", "Shift+Down"])
        self.pan_left = make("panLeft", tr("Move left"), ["Shift+Left"])
        self.pan_right = make("panRight", tr("Move right"), ["Shift+Right"])

    def _make_panels(self) -> None:
        make, tr = self._make, self.tr
        self.info = make("viewerInfo", tr("Information"), ["I"], "info", checkable=True)
        self.show_match = make(
            "showWhere", tr("Show match in picture"), ["W"], "where", checkable=True
        )
        self.strip = make("filmStrip", tr("Filmstrip"), ["T"], checkable=True)
        self.full_screen = make(
            "fullScreen", tr("Full screen"), ["F11", "F"], "full-screen", checkable=True
        )
        self.play = make("playAnimation", tr("Play or pause"), ["K"], "pause")

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
