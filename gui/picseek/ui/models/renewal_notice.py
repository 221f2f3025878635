"""Messages about indexing pictures again with a better version of the built-in model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.engine.types import IndexReport
from picseek.engine.types.models import Renewal
from picseek.ui.text import units, wording

if TYPE_CHECKING:
    from picseek.ui.indexing.controller import IndexingController, IndexState
    from picseek.ui.models.controller import ModelsController, ModelsState
    from picseek.ui.widgets.banner import Banner


class RenewalNotice(QObject):
    """Shows one message while indexing again and one when it is done."""

    def __init__(
        self, indexing: IndexingController, models: ModelsController, banner: Banner
    ) -> None:
        super().__init__(banner)
        self._indexing = indexing
        self._models = models
        self._banner = banner
        self._renewal: Renewal | None = None
        self._message = ""
        indexing.state_changed.connect(self._on_indexing)
        indexing.ended.connect(self._on_ended)
        models.chosen.connect(self._on_chosen)
        models.changed.connect(self._on_models)

    def _on_models(self, state: ModelsState) -> None:
        if state.renewal is not None and self._models.writable:
            self._renewal = state.renewal
            self._on_indexing(self._indexing.state)

    def _on_indexing(self, state: IndexState) -> None:
        renewal = self._renewal
        if renewal is None or self._message or not state.worth_showing:
            return
        text = self.tr(
            "Picseek has a better model. It is indexing your {} again in the "
            "background, which takes about {} of disk space. Until it's done, "
            "search works as before."
        )
        self._message = text.format(wording.pictures(renewal.pictures), units.data(renewal.room))
        revert = partial(self._models.choose, renewal.earlier)
        action = self.tr("Keep earlier version")
        self._banner.show_message(self._message, action, revert, icon="info")

    def _on_ended(self, report: IndexReport | None) -> None:
        renewal = self._renewal
        if renewal is None or report is None or report.stopped or report.model != renewal.model:
            return
        self._forget()
        ready = self.tr("Your pictures have been indexed again. Picseek now finds more in them.")
        self._banner.show_message(ready, icon="info", temporary=True)

    def _on_chosen(self, model: str) -> None:
        if self._renewal is not None and model != self._renewal.model:
            self._forget()

    def _forget(self) -> None:
        self._renewal = None
        self._banner.withdraw(self._message)
