"""All that is about models on this computer: what there is, getting, adding, deleting them."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.hub import host
from picseek.engine.embed.clip.model_folder import ModelFolder, write_text_file
from picseek.engine.embed.clip.onnx_runtime import AUTO, Runtime, accelerators, check_accelerator
from picseek.engine.errors import ConsentNeeded, ModelError
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.types.models import (
    Accelerator,
    FetchProgress,
    LocalModel,
    LocalModelState,
    OnFetchProgress,
)
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from picseek.engine.embed.clip.hub import Hub

_SETTINGS = "settings.json"
_LOOK_SECONDS = 0.1
_ADDING = ""  # no model's id: which one will come of it is not known before


class LocalModels:
    """The models of this computer; all libraries share them. Safe to use from any thread."""

    def __init__(
        self,
        folder: ModelFolder | None = None,
        *,
        hub: Hub | None = None,
        release: Callable[[str], None] | None = None,
    ) -> None:
        """Nothing is read yet.

        Args:
            folder: Of their files; None: the user's.
            hub: Where they come from; None: the Hugging Face Hub.
            release: Lets go of a model by its id, before its files are changed.
        """
        self._folder = folder or ModelFolder()
        self._hub = hub
        self._release = release or (lambda _model_id: None)
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def models(self) -> list[LocalModel]:
        """All models that can be had, and those the user has added. Looks at the disk."""
        return [self._row(model) for model in self._folder.models()]

    def model(self, model_id: str) -> LocalModel:
        """One model; raises: ModelError, if there is none of that id."""
        return self._row(self._model(model_id))

    def times_slower(self, model_id: str) -> float:
        """How much slower than the built-in model one indexes; 0: not known."""
        model = self._folder.find(model_id)
        return 0.0 if model is None else model.times_slower

    def license_text(self, model_id: str) -> str:
        """The full text of a model's licence; ``""``: Picseek has none, `license_url` may.

        Raises:
            ModelError: There is no such model.
        """
        return self._model(model_id).license_text

    def fetch(
        self,
        model_id: str,
        *,
        agreed: bool,
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> None:
        """Download what is missing of a model. Blocks; call it on a thread of its own.

        Args:
            model_id: Its id.
            agreed: The user has seen size and licence, and agrees.
            job: Holds or stops it from another thread; what came is kept.
            on_progress: Called on this thread, at most about ten times a second.

        Raises:
            Cancelled: Through `job`, at once, also on a network that is silent.
            ConsentNeeded: The user has not agreed.
            ModelError: It cannot be got now; the text says why and what to do.
        """
        from picseek.engine.embed.clip.download import Download
        from picseek.engine.embed.clip.hub import HuggingFaceHub

        model = self._model(model_id)
        state = self._folder.state(model)
        if state is LocalModelState.READY:
            return
        if not model.repository:
            raise ModelError(
                message(
                    "“{title}” was added from a folder: add it from there again.", title=model.title
                )
            )
        if not agreed:
            raise ConsentNeeded(
                message(
                    "“{title}” is {size} MB (licence: {license}); agree to the download first.",
                    title=model.title,
                    size=round(model.size / 1e6),
                    license=model.license,
                )
            )
        job, tell = job or JobControl(), on_progress or _unheard
        self._release(model.id)
        with self._turn(model.id, job):
            Download(self._folder, model, self._hub or HuggingFaceHub(), job, tell).run()

    def add(
        self,
        source: Path,
        *,
        name: str = "",
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> list[LocalModel]:
        """Take a model from a folder of files; they are copied. Blocks.

        Args:
            source: The folder: two ONNX graphs (or one of both halves), ``tokenizer.json``,
                ``preprocessor_config.json``.
            name: What it is called, if it is none that Picseek knows; "": as the folder.
            job: Holds or stops it from another thread.
            on_progress: Called on this thread.

        Returns:
            The models that are ready now, at least one.

        Raises:
            Cancelled: Through `job`.
            UsageError: It is not a folder.
            ModelError: It holds no model that Picseek can use; the text says why.
        """
        from picseek.engine.embed.clip.import_folder import Intake

        job = job or JobControl()
        with self._turn(_ADDING, job):
            taken = Intake(self._folder, source, job, on_progress or _unheard).run(name)
        for model in taken:
            self._release(model.id)
        return [self._row(model) for model in taken]

    def remove(self, model_id: str) -> None:
        """Delete a model's files, once none of them comes. Vectors it made stay in the libraries.

        Raises:
            ModelError: There is no such model, or they cannot be deleted.
        """
        model = self._model(model_id)
        self._release(model.id)
        with self._turn(model.id, CancelToken()):
            self._folder.remove(model)

    # What models run on

    def accelerators(self) -> tuple[Accelerator, ...]:
        """What pictures can be embedded on here. Slow the first time: loads ONNX Runtime."""
        return accelerators()

    @property
    def accelerator(self) -> str:
        """Id of what the user has chosen."""
        try:
            kept = json.loads((self._folder.root / _SETTINGS).read_text(encoding="utf-8"))
            return check_accelerator(kept["accelerator"])
        except (OSError, ValueError, TypeError, KeyError, ModelError):
            return AUTO

    def set_accelerator(self, name: str) -> None:
        """Choose what pictures are embedded on; models that are open take it up when next used.

        Raises:
            UsageError: There is no such thing.
            ModelError: The choice cannot be kept.
        """
        settings = json.dumps({"accelerator": check_accelerator(name)})
        try:
            write_text_file(self._folder.root / _SETTINGS, settings)
        except OSError as error:
            raise ModelError(
                message(
                    "The choice cannot be kept in {root} ({reason}).",
                    root=self._folder.root,
                    reason=os_reason(error),
                )
            ) from error
        for model in self._folder.models():
            self._release(model.id)

    def runtime(self, cores: Callable[[], int] = usable_cores) -> Runtime:
        """How models run here now; args: cores: tells how many processor cores to use."""
        return Runtime(self.accelerator, cores)

    @property
    def folder(self) -> ModelFolder:
        """Where their files lie."""
        return self._folder

    @contextmanager
    def _turn(self, what: str, token: CancelToken) -> Iterator[None]:
        """One change of a model at a time; raises: Cancelled, while waiting for another."""
        turn = self._turns[what]
        while not turn.acquire(timeout=_LOOK_SECONDS):
            token.raise_if_cancelled()
        try:
            yield
        finally:
            turn.release()

    def _model(self, model_id: str) -> ClipModel:
        model = self._folder.find(model_id)
        if model is None:
            known = ", ".join(each.id for each in self._folder.models())
            raise ModelError(
                message(
                    "“{model_id}” is no model for this computer; choose one of these: {known}.",
                    model_id=model_id,
                    known=known,
                )
            )
        return model

    def _row(self, model: ClipModel) -> LocalModel:
        return LocalModel(
            id=model.id,
            title=model.title,
            about=model.about,
            license=model.license,
            license_url=model.license_url,
            notice=model.notice,
            languages=model.languages,
            good_at=model.good_at,
            source=model.repository and f"{host()}/{model.repository}",
            size=model.size,
            present=self._folder.present(model),
            state=self._folder.state(model),
            folder=self._folder.path(model),
            recommended_for=model.recommended_for,
            times_slower=model.times_slower,
            memory=model.memory,
        )


def _unheard(_progress: FetchProgress) -> None:
    """Nobody wants to know."""
