"""The models that run on this computer: listing and deleting them, and their hardware."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from picseek.engine.types.models import DEFAULT_MODEL, Accelerator, IndexSpeed, LocalModel
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.models.controller import ModelsController

_T = TypeVar("_T")

_ALL_OTHERS = "many"
"""Means all languages for which no other model is recommended."""


@dataclass(frozen=True, slots=True)
class LocalState:
    """The models that run on this computer, as last read.

    Attributes:
        models: All that can be downloaded, and those the user has added.
        accelerators: Hardware that models can run on; empty: not known yet.
        accelerator: Id of the hardware that the user chose.
        fallback: Why the last run used other hardware, as a sentence, or ``""``.
        recommended: Id of the model recommended for the user's language, or ``""``.
        speeds: Indexing speeds by model id, as far as known.
    """

    models: tuple[LocalModel, ...] = ()
    accelerators: tuple[Accelerator, ...] = ()
    accelerator: str = ""
    fallback: str = ""
    recommended: str = ""
    speeds: Mapping[str, IndexSpeed] = field(default_factory=dict)

    def model(self, model_id: str) -> LocalModel | None:
        """A model by its id, if it is known."""
        return next((model for model in self.models if model.id == model_id), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that is offered for download.

    Attributes:
        model: The model.
        free: Free space on the disk it would be stored on, in bytes; None: unknown.
        license_text: Full text of its license; ``""``: only its address is known.
        pictures: Number of pictures in the library, which it would have to index.
        speed: Its indexing speed on this computer; None: not known.
        to_use: Whether to use it as soon as it is ready.
    """

    model: LocalModel
    free: int | None
    license_text: str = ""
    pictures: int = 0
    speed: IndexSpeed | None = None
    to_use: bool = False

    @property
    def seconds(self) -> float | None:
        """Estimated time for indexing the pictures; None: unknown."""
        if self.speed is None or not self.pictures:
            return None
        return 60 * self.pictures / self.speed.per_minute


class LocalController(QObject):
    """Reads and changes the models of this computer in the background.

    Attributes:
        state: The models as last read.

    Signals:
        changed: The LocalState.
        offered: The Offer requested by `ask_for`.
        offered_to_use: The same, for a model that is used as soon as it is ready.
        refused: Why something cannot be done, as a sentence.
    """

    changed = Signal(object)
    offered = Signal(object)
    offered_to_use = Signal(object)
    refused = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self,
        session: Session,
        models: ModelsController,
        language: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """Args: language: Returns the ISO 639-1 code of the user's language."""
        super().__init__(parent)
        self._session = session
        self._models = models
        self._language = language
        session.opened.connect(self._on_opened)
        self.state = LocalState()

    @property
    def writable(self) -> bool:
        """Whether models can be downloaded and chosen."""
        return self._session.writable

    def refresh(self) -> None:
        """Read the models again, and the hardware they can run on."""
        self.refresh_list()
        self._submit(_accelerators, self._on_accelerators)

    def refresh_list(self) -> None:
        """Read the models again."""
        self._submit(_models, self._on_models)

    def _on_opened(self) -> None:
        if self._session.writable:
            self.refresh_list()

    def refresh_models(self) -> None:
        """Read the models again, if they were read before."""
        if self.state.models:
            self.refresh_list()

    def ask_for(self, model_id: str, *, to_use: bool = False) -> None:
        """Collect the details of a download; `offered` or `offered_to_use` follows.

        Args:
            model_id: Its id.
            to_use: Whether to use it as soon as it is ready.
        """

        def job(library: Library) -> Offer:
            model = library.local.model(model_id)
            return Offer(
                model,
                _free(model.folder),
                library.local.license_text(model_id),
                library.status().pictures,
                library.speeds.of(model_id),
                to_use,
            )

        offered = self.offered_to_use if to_use else self.offered
        self._submit(job, offered.emit)

    def remove(self, model_id: str) -> None:
        """Delete a model's files; its index of the pictures is kept."""

        def job(library: Library) -> LocalState:
            library.local.remove(model_id)
            return _models(library)

        self._submit(job, self._on_removed)

    def set_accelerator(self, name: str) -> None:
        """Run models on this hardware from now on."""

        def job(library: Library) -> LocalState:
            library.local.set_accelerator(name)
            return _accelerators(library)

        self._submit(job, self._on_set, self._on_not_set)

    def note_fallback(self, sentence: str) -> None:
        """Store why a run uses other hardware than chosen."""
        if sentence != self.state.fallback:
            self._set_state(replace(self.state, fallback=sentence))

    def _submit(
        self,
        job: Callable[[Library], _T],
        done: Callable[[_T], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        self._session.run(
            lambda library, _task: job(library),
            done,
            failed or self.refused.emit,
            lane=Lane.LOCAL_MODELS,
        )

    def _on_models(self, found: LocalState) -> None:
        best = _recommended(found.models, self._language())
        self._set_state(
            replace(self.state, models=found.models, speeds=found.speeds, recommended=best)
        )

    def _on_accelerators(self, found: LocalState) -> None:
        offered, chosen = found.accelerators, found.accelerator
        self._set_state(replace(self.state, accelerators=offered, accelerator=chosen))

    def _on_set(self, found: LocalState) -> None:
        self._on_accelerators(found)
        self.note_fallback("")

    def _on_removed(self, found: LocalState) -> None:
        self._on_models(found)
        self._models.refresh()

    def _on_not_set(self, message: str) -> None:
        self.refused.emit(message)
        self._submit(_accelerators, self._on_accelerators)

    def _set_state(self, state: LocalState) -> None:
        self.state = state
        self.changed.emit(state)


def _recommended(models: tuple[LocalModel, ...], language: str) -> str:
    for wanted in (language, _ALL_OTHERS):
        for model in models:
            if wanted in model.recommended_for:
                return model.id
    return ""


def _models(library: Library) -> LocalState:
    models = tuple(library.local.models())
    ids = (DEFAULT_MODEL, *(model.id for model in models))
    speeds = {id_: library.speeds.of(id_) for id_ in ids}
    return LocalState(models, speeds={id_: speed for id_, speed in speeds.items() if speed})


def _accelerators(library: Library) -> LocalState:
    return LocalState((), library.local.accelerators(), library.local.accelerator)


def _free(folder: Path) -> int | None:
    """Return the free space of a folder's disk in bytes; the folder may not exist yet."""
    for existing in (folder, *folder.parents):
        try:
            return shutil.disk_usage(existing).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None
