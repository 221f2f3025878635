"""Tables of rows that belong together, looking alike in every dialog."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from picseek.ui.style.text_scale import scaled

_ROW_HEIGHT = 30
"""Pixels, with usual text."""


def make_table(name: str, spoken: str, model: QAbstractItemModel, parent: QWidget) -> QTableView:
    """A table of files and why: rows are selected whole, the second column takes the room.

    Args:
        name: Its object name.
        spoken: What a screen reader says of it.
        model: What it shows.
        parent: Its owner.
    """
    table = QTableView(parent)
    table.setObjectName(name)
    table.setAccessibleName(spoken)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(scaled(table, _ROW_HEIGHT))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.resizeSection(0, scaled(table, 220))
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table
