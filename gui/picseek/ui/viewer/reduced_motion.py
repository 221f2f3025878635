"""Whether the system asks for less animation."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle


def motion_wanted() -> bool:
    """Return False if the system is set to reduce motion, as far as Qt reports that.

    Qt then sets the style's animation duration to 0.
    """
    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
