"""Tables in the style of all dialogs."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from picseek.ui.style.text_scale import scaled

_ROW_HEIGHT = 30
_MIN_FIRST, _MAX_FIRST = 220, 340
"""Pixels at the default text size."""


def make_table(
    name: str, accessible_name: str, model: QAbstractItemModel, parent: QWidget
) -> QTableView:
    """Return a table in which whole rows are selected and the second column stretches.

    Args:
        name: Object name.
        accessible_name: For screen readers.
        model: The rows.
        parent: The owner.
    """
    table = QTableView(parent)
    table.setObjectName(name)
    table.setAccessibleName(accessible_name)
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
    header.resizeSection(0, scaled(table, _MIN_FIRST))
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table


def fit_first_column(table: QTableView) -> None:
    """Make the first column as wide as its longest text, within limits."""
    wanted = max(table.sizeHintForColumn(0), scaled(table, _MIN_FIRST))
    table.horizontalHeader().resizeSection(0, min(wanted, scaled(table, _MAX_FIRST)))
