"""The list of folders whose pictures are unavailable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from picseek.engine.types import AbsentFolder
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.list_dialog import ListDialog
from picseek.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

SINCE, FOLDER, PICTURES = range(3)


class AbsentDialog(ListDialog[AbsentFolder]):
    """Lists folders on drives that are not connected.

    Signals:
        forget_requested: Forget the pictures of these rows (a list of AbsentFolder).
    """

    forget_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "absent",
            self.tr("Unavailable pictures"),
            (
                Column(
                    self.tr("Unavailable since"),
                    lambda row: units.moment(row.since),
                    lambda row: units.moment(row.since, full=True),
                ),
                Column(self.tr("Folder"), lambda row: displayable(row.path)),
                Column(
                    self.tr("Pictures"),
                    lambda row: wording.number(row.pictures),
                    lambda row: displayable(row.path),
                    is_number=True,
                ),
            ),
            parent,
            icon="folder",
            several=True,
        )
        self.table.setAccessibleName(self.tr("Folders on drives that aren't connected"))
        self.heading.setObjectName("absentTitle")
        self.heading.setText(
            self.tr(
                "The drives with these folders weren't connected when Picseek last "
                "checked for changes. You can still find their pictures. To open "
                "them, connect the drive, then check for changes."
            )
        )
        self._writable = True
        self._forget = self.add_button(
            "forgetButton",
            self.tr("&Remove…"),
            lambda: self.forget_requested.emit(self.selected),
            self.tr("Remove the pictures in these folders from the library"),
        )
        self._forget.hide()
        self.set_size(720, 400, {SINCE: 150})
        self.selection_changed.connect(self._enable_buttons)

    def show_folders(self, folders: Sequence[AbsentFolder]) -> None:
        """List these folders."""
        self.set_rows(folders, self.tr("All pictures are available."))
        self._forget.setVisible(bool(folders))

    def set_writable(self, writable: bool) -> None:
        """Set whether pictures can be forgotten."""
        self._writable = writable
        self._enable_buttons()

    def _enable_buttons(self) -> None:
        self._forget.setEnabled(self._writable and bool(self.selected))
