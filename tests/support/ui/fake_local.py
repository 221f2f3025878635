"""The models for this computer of a fake library: got piece by piece, as a test lets them come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from picseek.engine.cancel import JobControl
from picseek.engine.errors import ConsentNeeded, ModelError
from picseek.engine.models.local import LocalModels
from picseek.engine.types.models import (
    Accelerator,
    FetchProgress,
    LocalModel,
    LocalModelState,
    OnFetchProgress,
)
from tests.support.ui.gate import Gate

SIZE, PIECE = 150_000_000, 50_000_000
CPU_ONLY = (
    Accelerator("auto", "Fastest available", True),
    Accelerator("cpu", "Processor", True),
)
CUDA = Accelerator("cuda", "NVIDIA graphics card (CUDA)", True)


def local_model(folder: Path, model_id: str = "clip", title: str = "CLIP") -> LocalModel:
    """A model that is not here yet."""
    return LocalModel(
        id=model_id,
        title=title,
        about="Knows what is in a picture.",
        license="MIT",
        license_url="https://example.org/licence",
        notice="Test it for your own use.",
        languages=("en", "de"),
        good_at="Whole sentences",
        source=f"hub.example/tests/{model_id}",
        size=SIZE,
        present=0,
        state=LocalModelState.MISSING,
        folder=folder / model_id,
    )


class FakeLocal(LocalModels):
    """Gets models in pieces of `PIECE` bytes.

    Attributes:
        rows: The models, by their ids.
        gate: Holds each piece.
        note: What getting waits for.
        fails: Ends the next try after a piece has come.
        fetched: Ids that were asked for, in order.
        offered: What models can run on.
        chosen: What they do run on.
        refuses: Why that cannot be chosen, or ``""``.
        own: What is found in a folder of files.
        license: The text of every licence.
    """

    def __init__(self, folder: Path) -> None:
        self.rows = {model.id: model for model in (local_model(folder),)}
        self.gate = Gate()
        self.note = ""
        self.fails: Exception | None = None
        self.fetched: list[str] = []
        self.offered: tuple[Accelerator, ...] = CPU_ONLY
        self.chosen = "auto"
        self.refuses = ""
        self.own: LocalModel | None = None
        self.license = ""

    def is_ready(self, model_id: str) -> bool:
        """Whether it can be used."""
        return self.rows[model_id].state is LocalModelState.READY

    def license_text(self, model_id: str) -> str:
        return self.license

    def times_slower(self, model_id: str) -> float:
        return self.rows[model_id].times_slower if model_id in self.rows else 0.0

    def models(self) -> list[LocalModel]:
        return list(self.rows.values())

    def model(self, model_id: str) -> LocalModel:
        return self.rows[model_id]

    def download(
        self,
        model_id: str,
        *,
        agreed: bool,
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> None:
        if not agreed:
            raise ConsentNeeded("Agree first.")
        self.fetched.append(model_id)
        if self.rows[model_id].state is LocalModelState.DAMAGED:
            self._have(model_id, 0)
        self._come(model_id, job or JobControl(), on_progress or (lambda _progress: None))

    def add(
        self,
        source: Path,
        *,
        name: str = "",
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> list[LocalModel]:
        if self.own is None:
            raise ModelError(f"{source.name} holds no model: its graph has no picture input.")
        self.rows[self.own.id] = self.own
        self._come(self.own.id, job or JobControl(), on_progress or (lambda _progress: None))
        return [self.rows[self.own.id]]

    def remove(self, model_id: str) -> None:
        self._have(model_id, 0)

    def accelerators(self) -> tuple[Accelerator, ...]:
        return self.offered

    @property
    def accelerator(self) -> str:
        return self.chosen

    def set_accelerator(self, name: str) -> None:
        if self.refuses:
            raise ModelError(self.refuses)
        self.chosen = name

    def _come(
        self, model_id: str, job: JobControl, on_progress: Callable[[FetchProgress], None]
    ) -> None:
        while (have := self.rows[model_id].present) < SIZE:
            on_progress(FetchProgress(have, SIZE, self.note))
            job.wait_while_paused()
            self.gate.wait(job)
            job.wait_while_paused()
            self._have(model_id, have + PIECE)
            if self.fails is not None:
                error, self.fails = self.fails, None
                raise error

    def _have(self, model_id: str, present: int) -> None:
        state = LocalModelState.PARTIAL if present else LocalModelState.MISSING
        if present >= SIZE:
            state = LocalModelState.READY
        self.rows[model_id] = replace(self.rows[model_id], present=present, state=state)
