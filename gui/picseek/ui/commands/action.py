"""Makes the window's actions: name, texts, shortcuts and icon in one call."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.style.icons import icon
from picseek.ui.text.bidi import shortcut_text

Keys = str | QKeySequence.StandardKey


class ActionGroup(QObject):
    """Actions that belong together; they are its children."""

    def _make(self, name: str, text: str, tip: str, keys: Keys = "", icon_: str = "") -> QAction:
        """Return an action whose tooltip includes its shortcut.

        Args:
            name: Its object name, without ``Action``.
            text: Its title in menus.
            tip: What it does.
            keys: Its shortcut; ``""``: none.
            icon_: The name of its icon; ``""``: none.
        """
        action = QAction(text, self)
        action.setObjectName(f"{name}Action")
        action.setShortcut(QKeySequence(keys))
        shortcut = shortcut_text(action)
        action.setToolTip(plain_tooltip(f"{tip} ({shortcut})" if shortcut else tip))
        action.setStatusTip(tip)
        if icon_:
            action.setIcon(icon(icon_))
        return action
