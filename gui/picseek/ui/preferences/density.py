"""Spacing of the window's parts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from picseek.ui.grid.view import GridView
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.sidebar.row_delegate import PAD
from picseek.ui.style.choices import Density

# At least the width of the selection ring.
_GAPS = {Density.COMFORTABLE: 10, Density.COMPACT: 6}
_SIDEBAR = {Density.COMFORTABLE: (12, PAD), Density.COMPACT: (6, 2)}

# Left, top, right and bottom margins of bars, by object name.
_BARS = {
    Density.COMFORTABLE: {"searchBar": (12, 10, 12, 8), "stateBar": (14, 5, 14, 5)},
    Density.COMPACT: {"searchBar": (8, 4, 8, 3), "stateBar": (8, 1, 8, 1)},
}


def apply_density(window: QWidget, density: Density) -> None:
    """Set the spacing of a window's grid, sidebar and other bars."""
    for grid in window.findChildren(GridView):
        grid.content.gap = _GAPS[density]
    for panel in window.findChildren(SidePanel):
        panel.set_spacing(*_SIDEBAR[density])
    for name, margins in _BARS[density].items():
        bar = window.findChild(QWidget, name)
        layout = bar.layout() if bar is not None else None
        if layout is not None:
            layout.setContentsMargins(*margins)
