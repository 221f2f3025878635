"""The page for disk usage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from picseek.engine.types.settings import ModelStorage, StorageSizes
from picseek.ui.base.plain_text import PlainLabel, PlainMessageBox, plain_tooltip
from picseek.ui.preferences.page import Page, heading, show_text
from picseek.ui.preferences.storage import StorageController
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import push_button, sentence

_SHEET = """
#storageFrame { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; }
"""
_TITLE, _SIZE, _BUTTON = range(3)
_FIXED_ROWS = 2
_AT_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class StoragePage(Page):
    """Disk usage, and what can be deleted and created again.

    Signals:
        library_requested: Open the library's folder in the file manager.
    """

    library_requested = Signal()

    def __init__(
        self, library: Path, storage: StorageController, parent: QWidget | None = None
    ) -> None:
        super().__init__("storage", self.tr("Storage"), parent)
        self.setStyleSheet(_SHEET)
        self._storage = storage
        self._working = False
        self._focused: QWidget | None = None
        self._models: tuple[ModelStorage, ...] = ()
        self._model_parts: list[QWidget] = []
        self._thumbnails, self._database = PlainLabel(parent=self), PlainLabel(parent=self)
        self._thumbnails.setObjectName("thumbnailsSize")
        self._database.setObjectName("databaseSize")
        self._clear = push_button(
            "clearThumbnailsButton",
            self.tr("Clear"),
            storage.clear_thumbnails,
            self.tr("Delete all thumbnails; Picseek creates them again as needed"),
        )
        self._clear.setAccessibleName(self.tr("Clear thumbnails"))
        self._compact = push_button(
            "compactButton",
            self.tr("Compact"),
            storage.compact,
            self.tr("Rewrite the database without unused space; this may take several minutes"),
        )
        self._compact.setAccessibleName(self.tr("Compact database"))
        self._stop = push_button("stopStorageButton", self.tr("Stop"), storage.stop)
        self._result = sentence(name="storageResult", hidden=True)
        self._lay_out(library)
        storage.measured.connect(self._on_measured)
        storage.working_changed.connect(self._on_working)
        storage.reported.connect(partial(show_text, self._result))
        self._on_working(False)

    def _make_table(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("storageFrame")
        self._grid = QGridLayout(frame)
        self._grid.setContentsMargins(12, 10, 10, 10)
        self._grid.setColumnStretch(_TITLE, 1)
        self._grid.setHorizontalSpacing(14)
        for row, (title, size, button) in enumerate(
            (
                (self.tr("Thumbnails"), self._thumbnails, self._clear),
                (self.tr("Database, with all indexes"), self._database, self._compact),
            )
        ):
            self._grid.addWidget(PlainLabel(title, self), row, _TITLE)
            size.setAlignment(_AT_END)
            self._grid.addWidget(size, row, _SIZE)
            self._grid.addWidget(button, row, _BUTTON)
        return frame

    def _lay_out(self, library: Path) -> None:
        opener = push_button(
            "openLibraryButton",
            self.tr("Open folder"),
            self.library_requested,
            self.tr("Open the folder with all the files Picseek writes"),
        )
        hint = sentence(
            self.tr(
                "Every model has its own index of your pictures, which is kept "
                "when you switch models. If you remove it, the model has to index "
                "your pictures again."
            ),
            muted=True,
        )
        self.column.addWidget(heading(self.tr("Disk usage")))
        self.column.addWidget(self._make_table())
        self.column.addWidget(hint)
        self.column.addWidget(self._result)
        self.column.addWidget(self._stop)
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Location")))
        path = sentence(str(library), "libraryPath")
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.column.addWidget(path)
        self.column.addWidget(opener)
        self.column.addStretch(1)
        for button in (self._stop, opener):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def refresh(self) -> None:
        """Measure again."""
        self._storage.measure()

    # State

    @Slot(object)
    def _on_measured(self, sizes: StorageSizes) -> None:
        self._thumbnails.setText(units.data(sizes.thumbnails))
        free = self.tr("{}, including {} of unused space")
        database = units.data(sizes.database)
        self._database.setText(
            free.format(database, units.data(sizes.free)) if sizes.free else database
        )
        if sizes.models != self._models:
            self._models = sizes.models
            self._fill()
        self._enable()

    def _fill(self) -> None:
        for part in self._model_parts:
            self._grid.removeWidget(part)
            part.deleteLater()
        self._model_parts = []
        for row, model in enumerate(self._models, _FIXED_ROWS):
            name = self._name_of(model)
            title = PlainLabel(self.tr("Index of {}").format(name), self)
            title.setWordWrap(True)
            size = PlainLabel(units.data(model.size), self)
            size.setToolTip(plain_tooltip(wording.pictures(model.pictures)))
            size.setAlignment(_AT_END)
            confirm = partial(self._confirm_removal, model)
            button = push_button("removeVectorsButton", self.tr("Remove…"), confirm)
            button.setAccessibleName(self.tr("Remove the index of {}").format(name))
            for column, part in enumerate((title, size, button)):
                self._grid.addWidget(part, row, column)
                self._model_parts.append(part)

    def _name_of(self, model: ModelStorage) -> str:
        name = displayable(wording.localized(model.title))
        if model.in_use:
            return name
        if model.host:
            return self.tr("{} from {}, not in use").format(name, displayable(model.host))
        return self.tr("{}, earlier version").format(name)

    @Slot(bool)
    def _on_working(self, working: bool) -> None:
        focused = self.focusWidget() if working else None
        self._working = working
        self._stop.setVisible(working)
        self._enable()
        if focused is not None:
            self._focused = focused
        elif not working and self._focused is not None:
            self._focused.setFocus()  # it lost the focus when it was disabled
            self._focused = None

    def _enable(self) -> None:
        usable = self._storage.writable and not self._working
        removers = [part for part in self._model_parts if isinstance(part, QPushButton)]
        for button in (self._clear, self._compact, *removers):
            button.setEnabled(usable)

    def _confirm_removal(self, model: ModelStorage) -> None:
        text = self.tr("Remove the index of {} ({})?").format(
            self._name_of(model), wording.pictures(model.pictures)
        )
        explanation = self.tr(
            "To search with this model again, it has to index all your "
            "pictures again. If it belongs to an online service, the pictures "
            "are sent again, which may cost money."
        )
        icon, title = QMessageBox.Icon.Question, self.tr("Remove index")
        box = PlainMessageBox(icon, title, text, self)
        box.setObjectName("removeVectorsQuestion")
        box.setInformativeText(explanation)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(partial(self._storage.remove_vectors, model))
        box.open()
