"""Models on this computer: listing, downloading, adding and deleting them."""

from __future__ import annotations

import json
from collections.abc import Callable
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
from picseek.engine.models.turns import Turns
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
_ADDING = ""  # in place of a model's id, which is not known before


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
            folder: The folder of their files; None: the user's.
            hub: The source of downloads; None: the Hugging Face Hub.
            release: Called with the id of a model whose files will be changed, to close it.
        """
        self._folder = folder or ModelFolder()
        self._hub = hub
        self._release = release or (lambda _model_id: None)
        self._turns = Turns()

    def models(self) -> list[LocalModel]:
        """All models that can be downloaded, and custom ones. Reads the disk."""
        return [self._row(model) for model in self._folder.models()]

    def model(self, model_id: str) -> LocalModel:
        """One model; raises: ModelError, if there is none of that id."""
        return self._row(self._model(model_id))

    def times_slower(self, model_id: str) -> float:
        """How many times slower than the built-in model one indexes; 0: unknown."""
        model = self._folder.find(model_id)
        return 0.0 if model is None else model.times_slower

    def license_text(self, model_id: str) -> str:
        """The full text of a model's license; ``""``: see `license_url`.

        Raises:
            ModelError: There is no such model.
        """
        return self._model(model_id).license_text

    def download(
        self,
        model_id: str,
        *,
        agreed: bool,
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> None:
        """Download the missing files of a model. Blocks; call it on a background thread.

        Args:
            model_id: Its id.
            agreed: Whether the user has seen size and license, and agreed.
            job: Pauses or stops it from another thread; partial files stay on the disk.
            on_progress: Called on this thread, at most about ten times a second.

        Raises:
            Cancelled: Through `job`, at once, even if the server does not respond.
            ConsentNeeded: The user has not agreed.
            ModelError: It cannot be downloaded; the message has reason and advice.
        """
        model = self._model(model_id)
        if self._folder.state(model) is LocalModelState.READY:
            return
        _require_downloadable(model, agreed=agreed)
        self._download(model, job or JobControl(), on_progress or _ignore)

    def _download(self, model: ClipModel, job: JobControl, on_progress: OnFetchProgress) -> None:
        from picseek.engine.embed.clip.download import Download
        from picseek.engine.embed.clip.hub import HuggingFaceHub

        self._release(model.id)
        with self._turns.take(model.id, job):
            Download(self._folder, model, self._hub or HuggingFaceHub(), job, on_progress).run()

    def add(
        self,
        source: Path,
        *,
        name: str = "",
        job: JobControl | None = None,
        on_progress: OnFetchProgress | None = None,
    ) -> list[LocalModel]:
        """Add a model from a folder of files, which are copied. Blocks.

        Args:
            source: A folder with two ONNX graphs (or one with both towers), ``tokenizer.json`` and
                ``preprocessor_config.json``.
            name: Title of a model that is not in the table; "": the folder's name.
            job: Pauses or stops it from another thread.
            on_progress: Called on this thread.

        Returns:
            The models that are ready now, at least one.

        Raises:
            Cancelled: Through `job`.
            UsageError: It is not a folder.
            ModelError: It has no model that Picseek can use; the message has the reason.
        """
        from picseek.engine.embed.clip.import_folder import FolderImport

        job = job or JobControl()
        with self._turns.take(_ADDING, job):
            taken = FolderImport(self._folder, source, job, on_progress or _ignore).run(name)
        for model in taken:
            self._release(model.id)
        return [self._row(model) for model in taken]

    def remove(self, model_id: str) -> None:
        """Delete a model's files, after a running download ends. Its vectors stay in the libraries.

        Raises:
            ModelError: There is no such model, or they cannot be deleted.
        """
        model = self._model(model_id)
        self._release(model.id)
        with self._turns.take(model.id, CancelToken()):
            self._folder.remove(model)

    # What models run on

    def accelerators(self) -> tuple[Accelerator, ...]:
        """The hardware that can run models. Slow the first time: loads ONNX Runtime."""
        return accelerators()

    @property
    def accelerator(self) -> str:
        """Id of the chosen accelerator."""
        try:
            stored = json.loads((self._folder.root / _SETTINGS).read_text(encoding="utf-8"))
            return check_accelerator(stored["accelerator"])
        except (OSError, ValueError, TypeError, KeyError, ModelError):
            return AUTO

    def set_accelerator(self, name: str) -> None:
        """Choose what runs models; open models use it the next time they are loaded.

        Raises:
            UsageError: There is no such accelerator.
            ModelError: The setting cannot be saved.
        """
        settings = json.dumps({"accelerator": check_accelerator(name)})
        try:
            write_text_file(self._folder.root / _SETTINGS, settings)
        except OSError as error:
            raise ModelError(
                message(
                    "The choice can't be saved in {root} ({reason}).",
                    root=self._folder.root,
                    reason=os_reason(error),
                )
            ) from error
        for model in self._folder.models():
            self._release(model.id)

    def runtime(self, cores: Callable[[], int] = usable_cores) -> Runtime:
        """How models run here. `cores` returns how many processor cores to use."""
        return Runtime(self.accelerator, cores)

    @property
    def folder(self) -> ModelFolder:
        """The folder of their files."""
        return self._folder

    def _model(self, model_id: str) -> ClipModel:
        model = self._folder.find(model_id)
        if model is None:
            known = ", ".join(each.id for each in self._folder.models())
            raise ModelError(
                message(
                    "“{model_id}” isn't a model for this computer. Choose one of these: {known}.",
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


def _ignore(_progress: FetchProgress) -> None:
    """Does nothing: progress is not shown."""


def _require_downloadable(model: ClipModel, *, agreed: bool) -> None:
    if not model.repository:
        raise ModelError(
            message(
                "“{title}” was added from a folder. Add it from there again.", title=model.title
            )
        )
    if not agreed:
        raise ConsentNeeded(
            message(
                "“{title}” takes {size} MB (license: {license}). Agree to the download first.",
                title=model.title,
                size=round(model.size / 1e6),
                license=model.license,
            )
        )
