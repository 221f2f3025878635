"""The model that is offered if the built-in one is not sufficient."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types.models import LocalModel, LocalModelState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.base.window_settings import WindowSettings
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.models.downloads import DownloadController
    from picseek.ui.models.local_models import LocalController, Offer


class ModelOffer(QObject):
    """Offers a model, unless it is downloaded already, cannot be used, or was declined.

    Signals:
        changed: The LocalModel to offer, or None.
    """

    changed = Signal(object)

    def __init__(
        self,
        models: ModelsController,
        local: LocalController,
        downloads: DownloadController,
        window: QWidget,
    ) -> None:
        """Args: window: The parent of dialogs."""
        super().__init__(window)
        self._models = models
        self._local = local
        self._downloads = downloads
        self._window = window
        self._declined = False
        self._offered: LocalModel | None = None
        for change in (models.changed, local.changed, downloads.changed):
            change.connect(self._update)
        local.offered_to_use.connect(self._on_offered)

    @property
    def model(self) -> LocalModel | None:
        """The model that is offered now, or None."""
        return self._offered

    def ask(self) -> None:
        """Ask whether to download and use the offered model."""
        if self._offered is not None:
            self._local.ask_for(self._offered.id, to_use=True)

    def decline(self) -> None:
        """Stop offering models; the preferences still list them."""
        self._declined = True
        self._update()

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings."""
        self._declined = settings.offer_declined
        self._update()

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the user's choice."""
        return replace(settings, offer_declined=self._declined)

    def _on_offered(self, offer: Offer) -> None:
        from picseek.ui.models.download_dialog import GetModelDialog

        dialog = GetModelDialog(offer, self._window)
        dialog.accepted.connect(partial(self._downloads.get, offer.model, to_use=True))
        dialog.declined.connect(self.decline)
        dialog.show()

    def _update(self) -> None:
        offered = self._best()
        if offered != self._offered:
            self._offered = offered
            self.changed.emit(offered)

    def _best(self) -> LocalModel | None:
        current, local = self._models.state, self._local.state
        if self._declined or not self._local.writable or self._downloads.state.busy:
            return None
        if not current.current or current.remote or local.model(current.current):
            return None  # not known yet, or something better is in use
        best = local.model(local.recommended)
        return None if best is None or best.state is LocalModelState.READY else best
