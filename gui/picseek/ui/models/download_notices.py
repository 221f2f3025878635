"""Messages about downloads of models: progress, failures, and when a model is ready."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.engine.types import IndexReport
from picseek.engine.types.models import LocalModel
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.downloads import DownloadController, DownloadState
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.widgets.banner import Banner
    from picseek.ui.widgets.status_bar import StatusBar


class DownloadStatus(QObject):
    """Shows the progress of a download in the status bar."""

    def __init__(self, downloads: DownloadController, commands: Commands, bar: StatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        downloads.changed.connect(self._show)
        bar.downloads.clicked.connect(lambda: commands.page_requested.emit("models"))

    def _show(self, state: DownloadState) -> None:
        transfer = state.transfer
        self._bar.show_downloads("" if transfer is None else transfers.brief(transfer))


class DownloadNotices(QObject):
    """Shows the outcome of downloads in the banner, and switches to new models."""

    def __init__(
        self,
        indexing: IndexingController,
        models: ModelsController,
        downloads: DownloadController,
        banner: Banner,
    ) -> None:
        super().__init__(banner)
        self._indexing = indexing
        self._models = models
        self._banner = banner
        self._message = ""
        self._awaited = ""  # id of a model that is used once it has indexed the pictures
        indexing.ended.connect(self._on_run_ended)
        models.chosen.connect(self._on_chosen)
        downloads.arrived.connect(self._on_arrived)
        downloads.failed.connect(banner.show_message)
        downloads.resolved.connect(banner.withdraw)

    def _on_chosen(self, model: str) -> None:
        if model != self._awaited:  # the message is about another model
            self._banner.withdraw(self._message)

    def _on_run_ended(self, report: IndexReport | None) -> None:
        if report is None or report.model != self._awaited or report.stopped:
            return
        title = displayable(self._models.state.title(self._awaited))
        self._awaited = ""
        self._banner.withdraw(self._message)
        ready = self.tr("“{}” has analyzed all your pictures and is now used for searches.")
        self._banner.show_message(ready.format(title), icon="info", temporary=True)

    def _on_arrived(self, model: LocalModel, to_use: bool) -> None:
        if to_use and self._models.writable:
            self._use(model)
        elif model.id == self._models.state.current:
            self._indexing.start()
        else:
            self._offer_to_use(model)

    def _use(self, model: LocalModel) -> None:
        self._awaited = model.id
        text = self.tr("“{}” is installed and will be used for the pictures you add.")
        if self._models.state.pictures:
            text = self.tr(
                "“{}” is installed and is now analyzing your pictures. Until it's "
                "done, search works as before."
            )
        self._models.choose(model.id)
        self._message = text.format(displayable(wording.localized(model.title)))
        self._banner.show_message(self._message, icon="info")

    def _offer_to_use(self, model: LocalModel) -> None:
        title = displayable(wording.localized(model.title))
        self._message = self.tr("“{}” is installed.").format(title)
        if self._models.writable:
            use = partial(self._models.choose, model.id)
            self._banner.show_message(self._message, self.tr("Use"), use, icon="info")
        else:
            self._banner.show_message(self._message, icon="info")
