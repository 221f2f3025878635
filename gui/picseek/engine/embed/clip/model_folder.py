"""Where the files of models lie, and which models are whole.

Each model has a folder of its own below one that all libraries of the user share. A model is
ready when a note beside its files says that they were looked through, and they still have their
sizes: reading hundreds of megabytes at each start would cost more than it finds.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from picseek.engine.embed.clip import catalog
from picseek.engine.embed.clip.catalog import OWN_PREFIX, ClipModel, ModelFile, parse_model
from picseek.engine.errors import ModelError
from picseek.engine.filesystem.atomic_files import PUBLIC, atomic_write
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.types.models import LocalModelState
from picseek.user_data import models_folder

_NOTE = "verified.json"  # sums of the files as they were when looked through
_LICENSE = "LICENSE.txt"
_OWN_NOTE = "model.json"  # a user's own model: an entry like those of the table


class ModelFolder:
    """The folder of all models. Safe to use from any thread; several processes may share it."""

    def __init__(self, root: Path | None = None) -> None:
        """Args: root: None: PICSEEK_MODELS, or a folder in the user's data folder."""
        self._root = root

    @property
    def root(self) -> Path:
        """The folder; it may not exist yet."""
        return models_folder() if self._root is None else self._root

    def models(self) -> tuple[ClipModel, ...]:
        """The table, and what the user has added."""
        return (*catalog.table(), *self._own_models())

    def find(self, model_id: str) -> ClipModel | None:
        """A model of the table, or one that the user has added."""
        return next((model for model in self.models() if model.id == model_id), None)

    def path(self, model: ClipModel) -> Path:
        """The model's own folder."""
        return self.root.joinpath(*model.id.split("/"))

    def file(self, model: ClipModel, file: ModelFile) -> Path:
        """Where a file of a model lies, or would."""
        return self.path(model).joinpath(*file.path.split("/"))

    def part(self, model: ClipModel, file: ModelFile) -> Path:
        """Where what came of a file so far lies; another content has another name."""
        whole = self.file(model, file)
        return whole.with_name(f"{whole.name}.{file.sha256[:8]}.part")

    def state(self, model: ClipModel) -> LocalModelState:
        """Whether the model can be used."""
        there = [self._has_size(model, file) for file in model.files]
        if all(there) and self._verified(model):
            return LocalModelState.READY
        if self._verified(model):
            return LocalModelState.DAMAGED
        return LocalModelState.PARTIAL if self.present(model) else LocalModelState.MISSING

    def needs(self, model: ClipModel) -> str:
        """What is missing before a model can be used, as a plain sentence, or ``""``."""
        state = self.state(model)
        if state is LocalModelState.READY:
            return ""
        if state is LocalModelState.DAMAGED:
            return message("Its files are not as they were: get it again.")
        missing = max(1, round((model.size - self.present(model)) / 1e6))
        if state is LocalModelState.PARTIAL:
            return message("It is not whole yet: get the {size} MB that are missing.", size=missing)
        return message(
            "It is not on this computer yet: get it first, {size} MB (licence: {license}).",
            size=missing,
            license=model.license,
        )

    def present(self, model: ClipModel) -> int:
        """Bytes of the model that are there, whole files and parts."""
        return sum(self._present(model, file) for file in model.files)

    def seal(self, model: ClipModel) -> None:
        """Note that all files were looked through and are right, and put the licence beside."""
        if text := model.license_text:
            write_text_file(self.path(model) / _LICENSE, text)
        sums = {file.path: file.sha256 for file in model.files}
        write_text_file(self.path(model) / _NOTE, json.dumps({"sha256": sums}, indent=2))

    def unseal(self, model: ClipModel) -> None:
        """Take the note back, before files are replaced."""
        (self.path(model) / _NOTE).unlink(missing_ok=True)

    def describe(self, model: ClipModel) -> None:
        """Keep what a user's own model is, beside its files."""
        write_text_file(self.path(model) / _OWN_NOTE, json.dumps(asdict(model), indent=2))

    def remove(self, model: ClipModel) -> None:
        """Delete all files of a model.

        Raises:
            ModelError: They cannot be deleted.
        """
        self.unseal(model)
        try:
            shutil.rmtree(self.path(model))
        except FileNotFoundError:
            return
        except OSError as error:
            raise ModelError(
                message(
                    "The files of “{title}” cannot be deleted ({reason}): {path}.",
                    title=model.title,
                    reason=os_reason(error),
                    path=self.path(model),
                )
            ) from error

    def _own_models(self) -> tuple[ClipModel, ...]:
        """What users have added; a folder that holds no model any more is passed over."""
        found = []
        for note in sorted(self.root.joinpath(OWN_PREFIX.rstrip("/")).glob(f"*/{_OWN_NOTE}")):
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                model = parse_model(json.loads(note.read_text(encoding="utf-8")))
                if model.id == OWN_PREFIX + note.parent.name:
                    found.append(model)
        return tuple(found)

    def _verified(self, model: ClipModel) -> bool:
        try:
            note = json.loads((self.path(model) / _NOTE).read_text(encoding="utf-8"))
            sums = dict(note["sha256"])
        except (OSError, ValueError, TypeError, KeyError):
            return False
        return all(sums.get(file.path) == file.sha256 for file in model.files)

    def _has_size(self, model: ClipModel, file: ModelFile) -> bool:
        return _size(self.file(model, file)) == file.size

    def _present(self, model: ClipModel, file: ModelFile) -> int:
        if self._has_size(model, file):
            return file.size
        return min(_size(self.part(model, file)), file.size)


def write_text_file(path: Path, text: str) -> None:
    """Write a small text file atomically, and its folder if need be.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path, mode=PUBLIC) as file:
        file.write(text.encode())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return 0
