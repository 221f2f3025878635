"""Messages about index runs: why one failed, or used other hardware than chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.engine.errors import EngineError, ModelError, ModelUnreachable
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.indexing.controller import IndexingController, IndexState
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.models.local_models import LocalController
    from picseek.ui.widgets.banner import Banner


class RunNotices(QObject):
    """Shows problems of runs in the banner, with a button that helps."""

    def __init__(
        self,
        indexing: IndexingController,
        models: ModelsController,
        local: LocalController,
        commands: Commands,
        banner: Banner,
    ) -> None:
        super().__init__(banner)
        self._indexing = indexing
        self._models = models
        self._local = local
        self._commands = commands
        self._banner = banner
        indexing.failed.connect(self._on_failed)
        indexing.state_changed.connect(self._on_state)

    def _on_failed(self, error: EngineError) -> None:
        if isinstance(error, ModelError) and not isinstance(error, ModelUnreachable):
            page = "cohere" if self._models.state.remote else "models"
            show = partial(self._commands.page_requested.emit, page)
            self._banner.show_message(wording.localized(error), self.tr("Preferences…"), show)
        else:
            self._banner.show_message(
                wording.localized(error), self.tr("Try again"), self._indexing.start
            )

    def _on_state(self, state: IndexState) -> None:
        if state.progress is None or not state.progress.notice:
            return
        notice = wording.localized(state.progress.notice)
        if notice != self._local.state.fallback:
            self._local.note_fallback(notice)
            show = partial(self._commands.page_requested.emit, "models")
            self._banner.show_message(notice, self.tr("Preferences…"), show, icon="info")
