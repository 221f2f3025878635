"""A dialog that lists rows, with buttons for the selected ones, and its controller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QSize, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QPushButton,
    QWidget,
)

from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import scaled, text_scale
from picseek.ui.widgets.form_parts import dialog_column, push_button, trailing_row, wrapped_label
from picseek.ui.widgets.message_page import MessagePage
from picseek.ui.widgets.table_model import Column, Row, RowsModel
from picseek.ui.widgets.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from picseek.engine.library import Library
    from picseek.ui.base.session import Session

_SELECTION = QAbstractItemView.SelectionMode


class ListDialog(QDialog, Generic[Row]):
    """A heading, a table, a line of text, buttons; or a page, while there are no rows.

    Attributes:
        heading: A text above the table, and hidden with it.
        table: The rows; the second column stretches.
        footer: A text below the table; hidden while it is empty.
        empty_page: Replaces heading and table while there are no rows.

    Signals:
        selection_changed: Other rows are selected or shown.
    """

    selection_changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        parent: QWidget | None = None,
        *,
        icon: str,
        several: bool = False,
    ) -> None:
        """Show that the rows are being loaded.

        Args:
            name: The common part of the object names, such as ``sentDialog`` and ``sentTable``.
            title: Title of the window, and accessible name of the table.
            columns: The table's columns.
            parent: The owner.
            icon: The icon on `empty_page`.
            several: Whether several rows can be selected.
        """
        super().__init__(parent)
        self.setObjectName(f"{name}Dialog")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        self._model: RowsModel[Row] = RowsModel(columns, self)
        self.heading, self.footer = wrapped_label(), wrapped_label()
        self.table = make_table(f"{name}Table", title, self._model, self)
        mode = _SELECTION.ExtendedSelection if several else _SELECTION.SingleSelection
        self.table.setSelectionMode(mode)
        self.table.selectionModel().selectionChanged.connect(self.selection_changed)
        for number, column in enumerate(columns):
            if column.is_number:
                fit = QHeaderView.ResizeMode.ResizeToContents
                self.table.horizontalHeader().setSectionResizeMode(number, fit)
        self.empty_page = MessagePage(icon, self)
        self._close = self._make_close_button(name)
        self._buttons = trailing_row(self._close)
        self._arrange()
        self.set_rows((), QCoreApplication.translate("ListDialog", "Loading…"))

    def _make_close_button(self, name: str) -> QPushButton:
        close = QPushButton(QCoreApplication.translate("ListDialog", "Close"))
        close.setObjectName(f"close{name.capitalize()}Button")
        close.clicked.connect(self.reject)
        return close

    def _arrange(self) -> None:
        column = dialog_column(self)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty_page, 1)
        column.addWidget(self.footer)
        column.addLayout(self._buttons)
        self.set_footer("")

    def set_size(self, width: int, height: int, columns: Mapping[int, int] | None = None) -> None:
        """Set the size of the dialog and the widths of columns, in pixels with normal text."""
        self.resize(QSize(width, height) * text_scale(self))
        for number, pixels in (columns or {}).items():
            self.table.horizontalHeader().resizeSection(number, scaled(self, pixels))

    def add_button(
        self, name: str, text: str, act: Callable[[], object], tooltip: str = ""
    ) -> QPushButton:
        """Add a button, to the right of the others."""
        button = push_button(name, text, lambda: act(), tooltip)
        self._buttons.insertWidget(self._buttons.count() - 2, button)  # before the space and Close
        return button

    def set_rows(self, rows: Sequence[Row], empty: str) -> None:
        """Show rows, the first one selected.

        Args:
            rows: The rows.
            empty: A sentence to show if there are none.
        """
        self._model.set_rows(rows)
        for part in (self.heading, self.table):
            part.setVisible(bool(rows))
        self.empty_page.show_message(empty)
        self.empty_page.setVisible(not rows)
        if rows:
            self.table.selectRow(0)
            if self.focusWidget() in (None, self._close):
                self.table.setFocus()  # the table was hidden when the dialog got the focus
        self.selection_changed.emit()

    def set_footer(self, text: str) -> None:
        """Show a text below the table; ``""``: none."""
        self.footer.setText(text)
        self.footer.setVisible(bool(text))

    @property
    def selected(self) -> list[Row]:
        """The selected rows."""
        indexes = self.table.selectionModel().selectedRows()
        return [self._model.row(index.row()) for index in indexes]


Dialog = TypeVar("Dialog", bound=ListDialog[Any])


class ListController(QObject, Generic[Dialog]):
    """Shows a list dialog, and refreshes it while it is open."""

    def __init__(
        self, session: Session, window: QWidget, on_failed: Callable[[str], object]
    ) -> None:
        """Args: on_failed: Called with a sentence if the rows cannot be read."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._on_failed = on_failed
        self._dialog: Dialog | None = None

    def show(self) -> None:
        """Show the dialog."""
        self._open()

    def refresh(self) -> None:
        """Read the rows again if the dialog is open."""
        if self._dialog is not None and self._dialog.isVisible():
            dialog = self._dialog
            self._session.run(
                lambda library, _task: self._read(library),
                lambda rows: self._fill(dialog, rows),
                self._on_failed,
            )

    def _open(self) -> Dialog:
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._prepare(self._dialog)
        self._dialog.show()
        self._dialog.raise_()
        self.refresh()
        return self._dialog

    def _make_dialog(self) -> Dialog:
        raise NotImplementedError

    def _prepare(self, dialog: Dialog) -> None:
        """Called before the dialog is shown."""

    def _read(self, library: Library) -> Any:  # noqa: ANN401 - what `_fill` takes
        """Read the rows; on a background thread."""
        raise NotImplementedError

    def _fill(self, dialog: Dialog, rows: Any) -> None:  # noqa: ANN401 - what `_read` returns
        raise NotImplementedError
