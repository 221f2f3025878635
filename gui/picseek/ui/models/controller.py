"""The models of the library: which one is in use, and which one is compared with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import ModelInfo
from picseek.engine.types.models import Renewal
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.indexing.controller import IndexingController


@dataclass(frozen=True, slots=True)
class ModelsState:
    """The models of the library, as last read.

    Attributes:
        current: Id of the model in use; ``""``: not known yet.
        compared: Id of the model that searches use instead, to compare; ``""``: the one in use.
        remote: Whether queries to the one in use leave this computer; True until known.
        infos: All models; empty while they are not needed.
        pictures: Number of pictures in the library.
        renewal: Pictures that are indexed again by a newer version of the model in use, if any.
    """

    current: str = ""
    compared: str = ""
    remote: bool = True
    infos: tuple[ModelInfo, ...] = ()
    pictures: int = 0
    renewal: Renewal | None = None

    @property
    def answering(self) -> str:
        """Id of the model that answers searches."""
        return self.compared or self.current

    @property
    def live(self) -> bool:
        """Whether searches may run while the user types.

        With a remote model they run only on Enter, even if they are free: half a word is no query.
        """
        compared = self.info(self.compared)
        return not (self.remote if compared is None else compared.remote)

    @property
    def comparable(self) -> tuple[ModelInfo, ...]:
        """The models that can answer searches, if there are several."""
        able = tuple(info for info in self.infos if info.vectors or info.id == self.current)
        return able if len(able) > 1 else ()

    def info(self, model: str) -> ModelInfo | None:
        """A model by its id, if it is known."""
        return next((info for info in self.infos if info.id == model), None)

    def title(self, model: str) -> str:
        """The title of a model, or its id if it is unknown."""
        info = self.info(model)
        return model if info is None else wording.localized(info.title)


class ModelsController(QObject):
    """Reads the models in the background, and changes which is used or compared.

    Attributes:
        state: The models as last read.

    Signals:
        changed: The ModelsState.
        chosen: The id of a model that replaces the one in use.
        refused: Why a model cannot be used, as a sentence.
    """

    changed = Signal(object)
    chosen = Signal(str)
    refused = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self, session: Session, indexing: IndexingController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._indexing = indexing
        self._whole = False
        self.state = ModelsState()
        indexing.ended.connect(lambda _report: self.refresh())
        session.opened.connect(lambda: self.refresh())

    @property
    def writable(self) -> bool:
        """Whether another model can be chosen at all."""
        return self._session.writable

    def refresh(self, *, whole: bool = False) -> None:
        """Read the models again.

        Args:
            whole: Include models that were never used. Whether they can be used depends on the
                system's keyring, which may prompt the user.
        """
        # Also while the first complete read is still running.
        self._whole = self._whole or whole or bool(self.state.infos)
        self._submit("", whole=self._whole)

    def choose(self, model: str) -> None:
        """Use this model from now on. Existing indexes are kept, and nothing is sent."""
        self._submit(model, whole=True)

    def search_with(self, model: str) -> None:
        """Search with this model, without changing which one is in use."""
        self._set_state(replace(self.state, compared="" if model == self.state.current else model))

    def _submit(self, model: str, *, whole: bool) -> None:
        def job(library: Library, _task: Task) -> ModelsState:
            if model:
                library.use_model(model)
            return _read_state(library, whole=whole)

        done = partial(self._on_state, model)
        self._session.run(job, done, self.refused.emit, lane=Lane.SESSION)

    def _on_state(self, chosen: str, state: ModelsState) -> None:
        before = self.state
        # The id also changes when names are sent along.
        another = bool(chosen or before.current) and before.current != state.current
        compared = "" if chosen or before.compared == state.current else before.compared
        self._set_state(replace(state, compared=compared))
        if another:
            self.chosen.emit(state.current)
            # A current run would continue with the previous model.
            self._indexing.stop()
            self._indexing.start()

    def _set_state(self, state: ModelsState) -> None:
        self.state = state
        self.changed.emit(state)


def _read_state(library: Library, *, whole: bool) -> ModelsState:
    status = library.status()
    current = library.current_model
    remote = _is_remote(library, current)
    several = sum(count > 0 for count in status.models.values()) > 1
    infos = tuple(library.models()) if whole or remote or several else ()
    return ModelsState(current, "", remote, infos, status.pictures, library.renewal())


def _is_remote(library: Library, model: str) -> bool:
    """Whether a model is remote; only for such a model the keyring is needed."""
    try:
        return bool(library.outgoing.destination(model))
    except EngineError:
        return True  # something is missing before it can be used
