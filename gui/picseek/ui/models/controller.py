"""Which models there are, which one is in use, and which one is asked."""

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
    """The models of the library, as last looked at.

    Attributes:
        current: Id of the model in use; ``""``: not known yet.
        asked: Id of the model that is asked instead, to compare; ``""``: the one in use.
        remote: Whether questions to the one in use leave this computer; taken so until known.
        infos: All models; none, as long as nobody needs to see them.
        pictures: Pictures of the library.
        renewal: Pictures that are indexed again by a newer version of the model in use, if any.
    """

    current: str = ""
    asked: str = ""
    remote: bool = True
    infos: tuple[ModelInfo, ...] = ()
    pictures: int = 0
    renewal: Renewal | None = None

    @property
    def answering(self) -> str:
        """Id of the model that questions go to."""
        return self.asked or self.current

    @property
    def live(self) -> bool:
        """Whether the model that is asked may be asked while the user types.

        Half a word is no question: what is typed goes to a service only with Enter, whether or
        not anybody is paid for it.
        """
        asked = self.info(self.asked)
        return not (self.remote if asked is None else asked.remote)

    @property
    def comparable(self) -> tuple[ModelInfo, ...]:
        """The models that can answer, if there are several."""
        able = tuple(info for info in self.infos if info.vectors or info.id == self.current)
        return able if len(able) > 1 else ()

    def info(self, model: str) -> ModelInfo | None:
        """A model by its id, if it is known."""
        return next((info for info in self.infos if info.id == model), None)

    def title(self, model: str) -> str:
        """What the user reads for an id."""
        info = self.info(model)
        return model if info is None else wording.localized(info.title)


class ModelsController(QObject):
    """Looks at the models in the background, and changes which is used or asked.

    Attributes:
        state: As last looked at.

    Signals:
        changed: The ModelsState.
        chosen: Another model is used from now on; its id.
        refused: Why a model cannot be used, in a sentence.
    """

    changed = Signal(object)
    chosen = Signal(str)
    refused = Signal(object)  # a str: Signal(str) loses what is no Unicode

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
        """Look at the models again.

        Args:
            whole: Also at those that were never used. To tell whether they can be used, the
                system's keyring is asked, which may ask the user.
        """
        # Also while the first whole look is still on its way.
        self._whole = self._whole or whole or bool(self.state.infos)
        self._submit("", whole=self._whole)

    def choose(self, model: str) -> None:
        """Use this model from now on; nothing is lost, and nothing is sent by it."""
        self._submit(model, whole=True)

    def ask(self, model: str) -> None:
        """Put questions to this model, without changing which one is in use."""
        self._take(replace(self.state, asked="" if model == self.state.current else model))

    def _submit(self, model: str, *, whole: bool) -> None:
        def job(library: Library, _task: Task) -> ModelsState:
            if model:
                library.use_model(model)
            return _look(library, whole=whole)

        done = partial(self._on_looked, model)
        self._session.run(job, done, self.refused.emit, lane=Lane.SESSION)

    def _on_looked(self, chosen: str, state: ModelsState) -> None:
        before = self.state
        # Also whether names are sent along makes another model of it.
        another = bool(chosen or before.current) and before.current != state.current
        asked = "" if chosen or before.asked == state.current else before.asked
        self._take(replace(state, asked=asked))
        if another:
            self.chosen.emit(state.current)
            # A run that is under way would go on with the model that was in use before.
            self._indexing.stop()
            self._indexing.start()

    def _take(self, state: ModelsState) -> None:
        self.state = state
        self.changed.emit(state)


def _look(library: Library, *, whole: bool) -> ModelsState:
    status = library.status()
    current = library.current_model
    remote = _is_remote(library, current)
    several = sum(count > 0 for count in status.models.values()) > 1
    infos = tuple(library.models()) if whole or remote or several else ()
    return ModelsState(current, "", remote, infos, status.pictures, library.renewal())


def _is_remote(library: Library, model: str) -> bool:
    """Whether a model is asked over the network; only of such a one the keyring is asked."""
    try:
        return bool(library.outgoing.destination(model))
    except EngineError:
        return True  # something is missing before it can be asked
