"""A row for a model that runs on this computer, with its download."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from picseek.engine.types import ModelInfo
from picseek.engine.types.models import IndexSpeed, LocalModel, LocalModelState
from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.downloads import DownloadState, Transfer
from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.preferences.page import show_text
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import push_button, sentence


class LocalRow(ModelRow):
    """A model that runs on this computer.

    Signals:
        get_requested, resume_requested, delete_requested, cancel_requested: The model's id.
        pause_requested: Pause or resume the current download.
    """

    get_requested = Signal(str)
    resume_requested = Signal(str)
    delete_requested = Signal(str)
    pause_requested = Signal()
    cancel_requested = Signal(str)

    def __init__(self, model: str, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._info: ModelInfo | None = None
        self._local: LocalModel | None = None
        self._downloads = DownloadState()
        self._pictures = 0
        self._speed: IndexSpeed | None = None
        self._in_use = False
        self._usable = False
        self._make_texts()
        self._make_buttons()
        self._progress = self._make_progress()
        self.texts.addWidget(self._progress)
        self.texts.addWidget(self._delete)

    def _make_texts(self) -> None:
        self._facts = sentence(name="modelFacts", muted=True)
        self._error = sentence(name="modelTrouble")
        self._badge = PlainLabel(self.tr("Recommended"), self)
        self._badge.setObjectName("recommendedModel")
        self._badge.setToolTip(self.tr("Best results for its size in your language"))
        self._badge.hide()
        self.texts.insertWidget(0, self._badge)
        self.texts.insertWidget(3, self._facts)
        self.texts.addWidget(self._error)

    def _make_buttons(self) -> None:
        self._get = push_button("getModelButton", self.tr("Download…"), self._on_get)
        self._pause = push_button("pauseModelButton", self.tr("Pause"), self.pause_requested)
        self._cancel = push_button(
            "cancelModelButton",
            self.tr("Cancel"),
            lambda: self.cancel_requested.emit(self.model),
            self.tr("Pause the download; you can resume it later"),
        )
        for button in (self._get, self._pause, self._cancel):
            self.buttons.addWidget(button)
            button.hide()
        self._delete = push_button(
            "deleteModelButton",
            self.tr("Delete files…"),
            lambda: self.delete_requested.emit(self.model),
        )

    def _make_progress(self) -> QWidget:
        body = QWidget(self)
        self._bar = QProgressBar(body)
        self._bar.setObjectName("modelProgress")
        self._bar.setTextVisible(False)
        column = QHBoxLayout(body)
        column.setContentsMargins(0, 6, 0, 4)
        column.addWidget(self._bar)
        return body

    # State

    def set_info(self, info: ModelInfo, pictures: int, *, used: bool, usable: bool) -> None:
        """Show a model's state; args as for `ModelRow`."""
        self._info, self._in_use, self._usable = info, used, usable
        self._pictures = pictures
        super().set_info(info, pictures, used=used, usable=usable)
        self._show()

    def set_local(
        self,
        local: LocalModel | None,
        downloads: DownloadState,
        speed: IndexSpeed | None = None,
        *,
        recommended: bool = False,
    ) -> None:
        """Show the model's files, its download, and what helps to choose.

        Args:
            local: The state of its files; None: not known.
            downloads: The state of downloads.
            speed: Its indexing speed on this computer; None: not known.
            recommended: Whether it is the recommended model.
        """
        self._local, self._downloads, self._speed = local, downloads, speed
        self._badge.setVisible(recommended)
        self._show()

    def _show(self) -> None:
        local, transfer = self._local, self._current_transfer()
        waiting = self.model in self._downloads.waiting
        self.set_about("" if local is None else wording.localized(local.about))
        show_text(self._facts, "" if local is None else self._facts_of(local))
        ready = self._info is not None and self._info.ready
        transferring = transfer is not None or waiting
        self._use.setVisible(ready and not (self._in_use or transferring))
        self._used.setVisible(self._in_use and not transferring)
        self._show_get(local, visible=not (ready or transferring))
        self._show_transfer(transfer, waiting)
        self._show_delete(local, transfer)
        error = "" if transferring else self._downloads.errors.get(self.model, "")
        show_text(self._error, error)
        self._state.setText(displayable(self._state_text(transfer, waiting) or self._ready_text()))
        # The error already explains what is missing.
        self._state.setVisible(not error)

    def _current_transfer(self) -> Transfer | None:
        transfer = self._downloads.transfer
        return transfer if transfer is not None and transfer.model == self.model else None

    def _facts_of(self, local: LocalModel) -> str:
        size = self.tr("{} on disk").format(units.data(local.size))
        parts = [size, transfers.languages(local.languages)]
        parts += (
            [self.tr("License: {}").format(wording.localized(local.license))]
            if local.license
            else []
        )
        facts = " · ".join(part for part in parts if part)
        return f"{facts}\n{self._cost_of(local)}".strip()

    def _cost_of(self, local: LocalModel) -> str:
        """Return its speed and memory use."""
        parts = []
        if (speed := self._speed) is not None:
            parts.append(units.pace(speed.per_minute, measured=speed.measured))
        if local.memory:
            memory = units.data(local.memory)
            parts.append(self.tr("uses about {} of memory").format(memory))
        return "\n".join(text[:1].upper() + text[1:] for text in parts)

    def _state_text(self, transfer: Transfer | None, waiting: bool) -> str:
        """Return the state of the download or of the files; ``""``: complete."""
        if transfer is not None:
            return transfers.describe(transfer)
        if waiting:
            return self.tr("Waiting for another download to finish.")
        local = self._local
        if local is None or local.state is LocalModelState.READY:
            return ""
        if local.state is LocalModelState.MISSING:
            return self.tr("Not downloaded")
        if local.state is LocalModelState.PARTIAL:
            return self.tr("Incomplete: {} of {} downloaded.").format(
                units.data(local.present), units.data(local.size)
            )
        if local.source:
            return self.tr("Its files are damaged or missing. Download it again.")
        return self.tr("Its files are damaged or missing. Add it from its folder again.")

    def _ready_text(self) -> str:
        return "" if self._info is None else self._state_of(self._info, self._pictures)

    def _show_get(self, local: LocalModel | None, *, visible: bool) -> None:
        offered = visible and local is not None and bool(local.source)
        self._get.setVisible(offered)
        if local is None or not offered:
            return
        texts = {
            LocalModelState.PARTIAL: self.tr("Resume"),
            LocalModelState.DAMAGED: self.tr("Download again…"),
        }
        text = texts.get(local.state, self.tr("Download…"))
        self._get.setText(text)
        self._get.setEnabled(self._usable)
        self._get.setAccessibleName(f"{text} {displayable(wording.localized(local.title))}")
        self._get.setToolTip(
            plain_tooltip(
                self.tr("Download the rest from {}").format(local.source)
                if local.state is LocalModelState.PARTIAL
                else self.tr("See the details before you download anything")
            )
        )

    def _show_transfer(self, transfer: Transfer | None, waiting: bool) -> None:
        self._progress.setVisible(transfer is not None)
        self._pause.setVisible(transfer is not None)
        self._cancel.setVisible(transfer is not None or waiting)
        if transfer is None:
            return
        title = displayable(transfer.title)
        self._bar.setAccessibleName(self.tr("Download of {}").format(title))
        transfers.show_progress(self._bar, transfer)
        self._pause.setText(self.tr("Resume") if transfer.paused else self.tr("Pause"))
        self._pause.setAccessibleName(f"{self._pause.text()} {title}")
        self._cancel.setAccessibleName(self.tr("Cancel {}").format(title))
        for button in (self._pause, self._cancel):
            button.setEnabled(not transfer.stopping)

    def _show_delete(self, local: LocalModel | None, transfer: Transfer | None) -> None:
        here = local is not None and local.state is not LocalModelState.MISSING
        self._delete.setVisible(here or transfer is not None)
        if local is None:
            return
        stopping = transfer is not None and transfer.stopping
        self._delete.setAccessibleName(
            self.tr("Delete files of {}").format(displayable(wording.localized(local.title)))
        )
        self._delete.setEnabled(self._usable and not (self._in_use or stopping))
        if self._in_use:
            reason = self.tr("Switch to another model first")
        elif transfer is not None:
            reason = self.tr("Cancel the download and delete what has been downloaded")
        else:
            reason = self.tr("Free up {}; its index of your pictures is kept").format(
                units.data(local.present)
            )
        self._delete.setToolTip(plain_tooltip(reason))

    def _on_get(self) -> None:
        partial = self._local is not None and self._local.state is LocalModelState.PARTIAL
        (self.resume_requested if partial else self.get_requested).emit(self.model)
