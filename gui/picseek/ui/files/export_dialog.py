"""The dialog that asks where and how to export pictures."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from picseek.engine.types import ExportFormat, ExportMetadata, ExportOptions
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import scaled
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.amount_fields import with_text_margins
from picseek.ui.widgets.form_parts import caption, dialog_column, push_button, wrapped_label

_SIDES = (3840, 2560, 1920, 1280, 800)
_ORIGINAL, _CUSTOM = 0, -1
_MIN_SIDE, _MAX_SIDE = 16, 30_000


class ExportDialog(QDialog):
    """Shows options, and explains what they mean for the files."""

    def __init__(self, count: int, options: ExportOptions, parent: QWidget) -> None:
        """Args: count: Number of pictures; options: The initial options."""
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export {}").format(wording.pictures(count)))
        self.setStyleSheet(BUTTON_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._initial = options
        self._make_folder(options.folder)
        self._make_choices(options)
        self._explanation_label = wrapped_label(name="exportMeaning")
        column = dialog_column(self, spacing=16)
        column.addLayout(self._make_form())
        column.addWidget(self._explanation_label)
        column.addWidget(self._make_buttons())
        self.setMinimumWidth(scaled(self, 540))
        self._on_change()

    @property
    def options(self) -> ExportOptions:
        """The chosen options."""
        folder = self._initial.folder
        if self._folder.text() != displayable(folder):
            folder = Path(self._folder.text()).expanduser()
        side = self._side.currentData()
        if side == _CUSTOM:
            side = self._custom.value()
        return ExportOptions(
            folder=folder,
            longest_side=side or None,
            format=ExportFormat(self._format.currentData()),
            quality=self._quality.value(),
            metadata=ExportMetadata(self._metadata.currentData()),
        )

    def _make_folder(self, folder: Path) -> None:
        self._folder = QLineEdit(displayable(folder), self)
        self._folder.setObjectName("exportFolder")
        self._folder.setAccessibleName(self.tr("Folder"))
        self._folder.textChanged.connect(self._on_change)
        self._choose = push_button(
            "exportChooseButton",
            self.tr("Choose…"),
            self._on_choose,
            self.tr("Choose the folder to export to"),
        )

    def _make_choices(self, options: ExportOptions) -> None:
        sides = [(self.tr("Original size"), _ORIGINAL)]
        sides += [(self.tr("{} pixels (longer side)").format(each), each) for each in _SIDES]
        sides.append((self.tr("Custom size"), _CUSTOM))
        side = options.longest_side or _ORIGINAL
        self._side = self._box("exportSize", sides, side if side in (0, *_SIDES) else _CUSTOM)
        self._custom = self._number("exportOwnSize", _MIN_SIDE, _MAX_SIDE, side or _SIDES[2])
        self._custom.setSuffix(self.tr(" pixels"))
        self._custom.setAccessibleName(self.tr("Longer side in pixels"))
        formats = [
            (self.tr("Original format"), ExportFormat.SAME.value),
            (self.tr("JPEG"), ExportFormat.JPEG.value),
        ]
        self._format = self._box("exportFormat", formats, options.format.value)
        self._quality = self._number("exportQuality", 1, 100, options.quality)
        self._quality.setAccessibleName(self.tr("Quality"))
        self._quality.setToolTip(self.tr("For JPEG and WebP; 90 looks like the original"))
        metadata = [
            (self.tr("Keep all"), ExportMetadata.ALL.value),
            (self.tr("Remove location"), ExportMetadata.NO_LOCATION.value),
            (self.tr("Remove all"), ExportMetadata.NONE.value),
        ]
        self._metadata = self._box("exportNotes", metadata, options.metadata.value)
        self._metadata.setToolTip(
            self.tr("Date, camera, location, and captions stored in the file")
        )

    def _box(self, name: str, choices: list[tuple[str, int]] | list[tuple[str, str]],
             current: int | str) -> QComboBox:  # fmt: skip
        box = QComboBox(self)
        box.setObjectName(name)
        for text, value in choices:
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(current))
        box.currentIndexChanged.connect(self._on_change)
        return box

    def _number(self, name: str, minimum: int, maximum: int, value: int) -> QSpinBox:
        number = with_text_margins(QSpinBox(self))
        number.setObjectName(name)
        number.setRange(minimum, maximum)
        number.setValue(value)
        return number

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(14)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, parts in (
            (self.tr("&Folder:"), (self._folder, self._choose)),
            (self.tr("&Size:"), (self._side, self._custom)),
            (self.tr("For&mat:"), (self._format,)),
            (self.tr("&Quality:"), (self._quality,)),
            (self.tr("Me&tadata:"), (self._metadata,)),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 0 if isinstance(part, QPushButton | QSpinBox) else 1)
            if isinstance(parts[-1], QSpinBox) and len(parts) == 1:
                row.addStretch(1)
            form.addRow(caption(label, parts[0]), row)
        return form

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._export = buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setObjectName("exportConfirmButton")
        self._export.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_choose(self) -> None:
        """Choose a folder in Qt's dialog: the system's may change undecodable names."""
        start = self.options.folder
        while not os.path.isdir(start) and start != start.parent:  # noqa: PTH112 - never raises
            start = start.parent
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Export to"), displayable(start), QFileDialog.Option.ShowDirsOnly
        )
        if chosen:
            self._initial = replace(self._initial, folder=Path(chosen))
            self._folder.setText(chosen)

    def _on_change(self) -> None:
        if not hasattr(self, "_export"):
            return
        options = self.options
        self._export.setEnabled(bool(self._folder.text().strip()))
        self._custom.setVisible(self._side.currentData() == _CUSTOM)
        exact = options.longest_side is None and options.format is ExportFormat.SAME
        self._quality.setEnabled(not exact)
        self._explanation_label.setText(self._explanation(options, exact=exact))
        self._explanation_label.setForegroundRole(self.palette().ColorRole.PlaceholderText)

    def _explanation(self, options: ExportOptions, *, exact: bool) -> str:
        never = self.tr(
            "Existing files are never replaced: a second “beach.jpg” becomes “beach (2).jpg”."
        )
        if exact and options.metadata is ExportMetadata.ALL:
            return self.tr("Files are copied without changes.") + " " + never
        if exact:
            text = self.tr(
                "In JPEG files, only the metadata changes; the picture stays "
                "identical. Other formats are encoded again."
            )
            return f"{text} {never}"
        text = self.tr("Picseek exports copies. Your own files aren't changed.")
        return f"{text} {never}"
