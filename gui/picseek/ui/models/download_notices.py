"""What the window itself says of models on this computer: which to get, how it comes, its use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import IndexReport
from picseek.engine.types.models import LocalModel
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.downloads import FetchingController, FetchState
from picseek.ui.models.local_models import LocalController, Offer
from picseek.ui.models.offer import ModelOffer
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.ui.base.session import Session
    from picseek.ui.indexing.controller import IndexingController, IndexState
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.widgets.banner import Banner
    from picseek.ui.widgets.status_bar import StateBar


@dataclass(frozen=True, slots=True)
class GettingParts:
    """What it works on.

    Attributes:
        language: The user's, ISO 639-1.
    """

    models: ModelsController
    indexing: IndexingController
    banner: Banner
    state: StateBar
    language: Callable[[], str]


class Getting(QObject):
    """Keeps models, banner and state bar in step with what is got.

    Attributes:
        local: The models for this computer.
        fetching: Gets them.
        offer: Which one is offered to the user.

    Signals:
        page_wanted: Show a page of the preferences, by its name.
    """

    page_wanted = Signal(str)

    def __init__(self, session: Session, parts: GettingParts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._said = ""
        self._to_use = ""  # id of a model that is used once it is here
        self._awaited = ""  # id of a model that looks at the pictures, and will then answer
        self.local = LocalController(session, parts.language, self)
        self.fetching = FetchingController(session, self)
        self.offer = ModelOffer(session, parts.models, self.local, self.fetching, self)
        self.local.offered_to_use.connect(self._on_offered)
        parts.indexing.ended.connect(self._on_run_ended)
        for changed in (self.local.files_changed, self.fetching.ended):
            changed.connect(self._on_files_changed)
        parts.indexing.state_changed.connect(self._on_indexing)
        self.fetching.changed.connect(self._on_fetching)
        self.fetching.arrived.connect(self._on_arrived)
        self.fetching.told.connect(parts.banner.say)
        self.fetching.settled.connect(parts.banner.take_back)
        parts.models.chosen.connect(self._on_chosen)
        parts.state.fetching.clicked.connect(lambda: self.page_wanted.emit("models"))

    def _on_chosen(self, model: str) -> None:
        if model != self._awaited:  # what was said is about another one
            self._parts.banner.take_back(self._said)

    def _on_files_changed(self) -> None:
        self.local.refresh_models()
        self._parts.models.refresh()

    def _on_indexing(self, state: IndexState) -> None:
        if state.progress is None or not state.progress.notice:
            return
        told = wording.told(state.progress.notice)
        if told != self.local.state.fallback:
            self.local.note_fallback(told)
            show = partial(self.page_wanted.emit, "models")
            self._parts.banner.say(told, self.tr("Preferences…"), show, sign="info")

    def _on_fetching(self, state: FetchState) -> None:
        transfer = state.transfer
        self._parts.state.show_fetching("" if transfer is None else transfers.brief(transfer))

    def _on_offered(self, offer: Offer) -> None:
        from picseek.ui.models.download_dialog import GetModelDialog

        dialog = GetModelDialog(offer, self._parts.banner.window())
        dialog.accepted.connect(partial(self._get_to_use, offer.model))
        dialog.declined.connect(self.offer.decline)
        dialog.show()

    def _get_to_use(self, model: LocalModel) -> None:
        self._to_use = model.id
        self.fetching.get(model)

    def _on_run_ended(self, report: IndexReport | None) -> None:
        if report is None or report.model != self._awaited or report.stopped:
            return
        title = displayable(self._parts.models.state.title(self._awaited))
        self._awaited = ""
        self._parts.banner.take_back(self._said)
        ready = self.tr("“{}” has analyzed all your pictures and is now used for searches.")
        self._parts.banner.say(ready.format(title), sign="info", passing=True)

    def _use_at_once(self, model: LocalModel) -> None:
        self._to_use = ""
        self._awaited = model.id
        text = self.tr(
            "“{}” is installed and is now analyzing your pictures. Until it's "
            "done, search works as before."
        )
        if not self._parts.models.state.pictures:
            text = self.tr("“{}” is installed and will be used for the pictures you add.")
        self._parts.models.choose(model.id)
        self._said = text.format(displayable(wording.told(model.title)))
        self._parts.banner.say(self._said, sign="info")

    def _on_arrived(self, model: LocalModel) -> None:
        models = self._parts.models
        if model.id == self._to_use and models.writable:
            self._use_at_once(model)
            return
        if model.id == models.state.current:
            self._parts.indexing.start()
            return
        self._said = self.tr("“{}” is installed.").format(displayable(wording.told(model.title)))
        use = partial(models.choose, model.id) if models.writable else None
        action = self.tr("Use") if models.writable else ""
        self._parts.banner.say(self._said, action, use, sign="info")
