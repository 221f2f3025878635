"""The models for this computer: which there are, deleting them, and what they run on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types.models import Accelerator, LocalModel
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LocalState:
    """What there is on this computer, as last looked at.

    Attributes:
        models: All that can be had, and those the user has added.
        accelerators: What models can run on; none: not known yet.
        accelerator: Id of what the user has chosen.
        fallback: Why something else was used when pictures were last indexed, in a sentence.
    """

    models: tuple[LocalModel, ...] = ()
    accelerators: tuple[Accelerator, ...] = ()
    accelerator: str = ""
    fallback: str = ""

    def model(self, model_id: str) -> LocalModel | None:
        """A model by its id, if it is known."""
        return next((model for model in self.models if model.id == model_id), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the user has to agree to.

    Attributes:
        model: What would be downloaded.
        free: Bytes that are free where it would be kept; None: that cannot be told.
        license_text: Of its licence, in full; ``""``: there is but its address.
    """

    model: LocalModel
    free: int | None
    license_text: str = ""


class LocalController(QObject):
    """Looks at the models of this computer in the background, and changes them.

    Attributes:
        state: As last looked at.

    Signals:
        changed: The LocalState.
        offered: An Offer that was asked for.
        files_changed: A model was deleted.
        refused: Why something cannot be done, in a sentence.
    """

    changed = Signal(object)
    offered = Signal(object)
    files_changed = Signal()
    refused = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(self, session: Session, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self.state = LocalState()

    @property
    def writable(self) -> bool:
        """Whether models can be chosen, and so got, at all."""
        return self._session.writable

    def refresh(self) -> None:
        """Look at the models again, and at what they can run on."""
        self._submit(_models, self._on_models)
        self._submit(_accelerators, self._on_accelerators)

    def refresh_models(self) -> None:
        """Look at the models again, if somebody did before."""
        if self.state.models:
            self._submit(_models, self._on_models)

    def ask_for(self, model_id: str) -> None:
        """Find out what the user has to know before a model is got; `offered` follows."""

        def look(library: Library) -> Offer:
            model = library.local.model(model_id)
            return Offer(model, _free(model.folder), library.local.license_text(model_id))

        self._submit(look, self.offered.emit)

    def remove(self, model_id: str) -> None:
        """Delete a model's files; what it knows of pictures stays in the library."""

        def job(library: Library) -> tuple[LocalModel, ...]:
            library.local.remove(model_id)
            return _models(library)

        self._submit(job, self._on_removed)

    def set_accelerator(self, name: str) -> None:
        """Let models run on this from now on."""

        def job(library: Library) -> LocalState:
            library.local.set_accelerator(name)
            return _accelerators(library)

        self._submit(job, self._on_set, self._on_not_set)

    def note_fallback(self, sentence: str) -> None:
        """Remember why a run uses something else than what was chosen."""
        if sentence != self.state.fallback:
            self._take(replace(self.state, fallback=sentence))

    def _submit(
        self,
        look: Callable[[Library], _T],
        on_done: Callable[[_T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        library = self._session.library
        if library is None:
            return

        def job(_task: Task) -> _T:
            return look(library)

        on_error = on_error or self._on_error
        self._tasks.submit(job, on_done=on_done, on_error=on_error, lane=Lane.LOCAL)

    def _on_models(self, models: tuple[LocalModel, ...]) -> None:
        self._take(replace(self.state, models=models))

    def _on_accelerators(self, found: LocalState) -> None:
        self._take(replace(found, models=self.state.models, fallback=self.state.fallback))

    def _on_set(self, found: LocalState) -> None:
        self._take(replace(found, models=self.state.models))

    def _on_removed(self, models: tuple[LocalModel, ...]) -> None:
        self._on_models(models)
        self.files_changed.emit()

    def _on_not_set(self, error: Exception) -> None:
        self._on_error(error)
        self._submit(_accelerators, self._on_accelerators)

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, EngineError):
            self.refused.emit(wording.told(error))

    def _take(self, state: LocalState) -> None:
        self.state = state
        self.changed.emit(state)


def _models(library: Library) -> tuple[LocalModel, ...]:
    return tuple(library.local.models())


def _accelerators(library: Library) -> LocalState:
    return LocalState((), library.local.accelerators(), library.local.accelerator)


def _free(folder: Path) -> int | None:
    """Bytes that are free where a folder is, or would be."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None
