"""Whether things may move by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle


def motion_wanted() -> bool:
    """False where the user asked the system for less motion, as far as Qt tells.

    The style's animations last no time then: Qt sets that from the platform's settings.
    """
    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
