"""The models that run on this computer: downloads, custom files, and hardware."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from picseek.engine.types.models import LocalModel
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.downloads import CUSTOM_FILES, DownloadController, DownloadState
from picseek.ui.models.local_models import LocalController, LocalState, Offer
from picseek.ui.preferences.accelerator_box import AcceleratorBox
from picseek.ui.preferences.local_row import LocalRow
from picseek.ui.preferences.model_group import ModelGroup
from picseek.ui.preferences.page import show_text
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import leading_row, push_button, sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.preferences.model_row import ModelRow


class LocalGroup(ModelGroup):
    """Models that run on this computer, to download, add and delete."""

    def __init__(
        self,
        title: str,
        local: LocalController,
        downloads: DownloadController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._local = local
        self._downloads = downloads
        self._added = sentence(name="ownFilesState", hidden=True)
        self._add = push_button(
            "addModelButton",
            self.tr("Add from folder…"),
            self._on_add,
            self.tr("Choose a folder with a model's ONNX files and tokenizer; Picseek copies them"),
        )
        self._stop = push_button(
            "stopAddingButton", self.tr("Stop copying"), lambda: downloads.cancel(CUSTOM_FILES)
        )
        self._stop.hide()
        self.column.addLayout(leading_row(self._add, self._stop))
        self.column.addWidget(self._added)
        self.column.addWidget(AcceleratorBox(local, self))
        local.changed.connect(self._on_local)
        local.offered.connect(self._on_offered)
        downloads.changed.connect(self._on_downloads)
        self._on_downloads(downloads.state)

    def _make_row(self, model: str) -> ModelRow:
        row = LocalRow(model)
        row.get_requested.connect(self._local.ask_for)
        row.resume_requested.connect(self._on_resume)
        row.delete_requested.connect(self._on_delete)
        row.pause_requested.connect(self._downloads.toggle_pause)
        row.cancel_requested.connect(self._downloads.cancel)
        self._show_row(row, self._downloads.state)
        return row

    # User actions

    @Slot(object)
    def _on_offered(self, offer: Offer) -> None:
        from picseek.ui.models.download_dialog import GetModelDialog

        dialog = GetModelDialog(offer, self.window())
        dialog.accepted.connect(partial(self._downloads.get, offer.model))
        dialog.show()

    def _on_resume(self, model_id: str) -> None:
        # The user agreed when it was started.
        if (model := self._model(model_id)) is not None:
            self._downloads.get(model)

    def _on_delete(self, model_id: str) -> None:
        from picseek.ui.widgets import confirm_dialog

        model = self._model(model_id)
        if model is None:
            return
        title, text = self.tr("Delete files"), self._confirm_text(model)
        if confirm_dialog.confirm(
            self.window(), title, text, action=title, icon="bin", destructive=True
        ):
            self._downloads.cancel(model_id)  # deleting waits until it has stopped
            self._local.remove(model_id)

    def _confirm_text(self, model: LocalModel) -> str:
        transfer = self._downloads.state.transfer
        if transfer is not None and transfer.model == model.id:
            downloaded = 0 if transfer.progress is None else transfer.progress.done
            text = self.tr("Cancel the download of “{}” and delete what has been downloaded ({})?")
            return text.format(displayable(wording.localized(model.title)), units.data(downloaded))
        text = self.tr(
            "Delete the files of “{}” ({})?\n\nIts index of your pictures is "
            "kept. To search with this model again, it has to be {}."
        )
        again = self.tr("downloaded again") if model.source else self.tr("added again")
        title = displayable(wording.localized(model.title))
        return text.format(title, units.data(model.present), again)

    @Slot()
    def _on_add(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Choose a folder with a model's files")
        chosen = QFileDialog.getExistingDirectory(self.window(), title, str(Path.home()))
        if chosen:
            self._downloads.add(Path(chosen))

    # State

    def _model(self, model_id: str) -> LocalModel | None:
        return self._local.state.model(model_id)

    @Slot(object)
    def _on_local(self, _state: LocalState) -> None:
        self._on_downloads(self._downloads.state)

    @Slot(object)
    def _on_downloads(self, state: DownloadState) -> None:
        self._show_rows(state)
        transfer = state.transfer
        copying = transfer is not None and transfer.model == CUSTOM_FILES
        self._stop.setVisible(copying)
        self._add.setEnabled(self._local.writable and not state.busy)
        if transfer is not None and copying:
            title = displayable(transfer.title)
            progress = self.tr("Copying “{}”: {}").format(title, transfers.describe(transfer))
            show_text(self._added, progress)
        else:
            show_text(self._added, state.errors.get(CUSTOM_FILES, ""))

    def _show_rows(self, state: DownloadState) -> None:
        for row in self.rows:
            if isinstance(row, LocalRow):
                self._show_row(row, state)

    def _show_row(self, row: LocalRow, downloads: DownloadState) -> None:
        local = self._local.state
        row.set_local(
            local.model(row.model),
            downloads,
            local.speeds.get(row.model),
            recommended=row.model == local.recommended,
        )
