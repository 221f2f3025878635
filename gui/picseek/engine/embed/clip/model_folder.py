"""The files of models on this computer, and which models are complete.

Each model has a folder inside one that all of the user's libraries share. A model is ready if a
record in its folder states that its files were verified, and they still have the same sizes:
reading hundreds of megabytes at each start would take too long.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from picseek.engine.embed.clip import catalog
from picseek.engine.embed.clip.catalog import CUSTOM_PREFIX, ClipModel, ModelFile, parse_model
from picseek.engine.errors import ModelError
from picseek.engine.filesystem.atomic_files import PUBLIC, atomic_write
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.types.models import LocalModelState
from picseek.user_data import models_folder

_VERIFIED = "verified.json"  # checksums of the files when they were verified
_LICENSE = "LICENSE.txt"
_DESCRIPTION = "model.json"  # of a custom model: an entry like those of the table


class ModelFolder:
    """The folder of all models. Safe to use from any thread; several processes may share it."""

    def __init__(self, root: Path | None = None) -> None:
        """Args: root: None: PICSEEK_MODELS, or a folder in the user's data folder."""
        self._root = root

    @property
    def root(self) -> Path:
        """The folder of all models; it may not exist yet."""
        return models_folder() if self._root is None else self._root

    def models(self) -> tuple[ClipModel, ...]:
        """The models of the table, and custom ones."""
        return (*catalog.table(), *self._custom_models())

    def find(self, model_id: str) -> ClipModel | None:
        """A model of the table or a custom one; None: there is none of this id."""
        return next((model for model in self.models() if model.id == model_id), None)

    def path(self, model: ClipModel) -> Path:
        """The folder of a model."""
        return self.root.joinpath(*model.id.split("/"))

    def file(self, model: ClipModel, file: ModelFile) -> Path:
        """Path of a file of a model."""
        return self.path(model).joinpath(*file.path.split("/"))

    def part(self, model: ClipModel, file: ModelFile) -> Path:
        """Path of a partially downloaded file; its name depends on the content."""
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
        """What is missing before a model can be used, as a sentence, or ``""``."""
        state = self.state(model)
        if state is LocalModelState.READY:
            return ""
        if state is LocalModelState.DAMAGED:
            return message("Its files are damaged or missing. Download it again.")
        missing = max(1, round((model.size - self.present(model)) / 1e6))
        if state is LocalModelState.PARTIAL:
            return message(
                "It isn't fully downloaded. Download the remaining {size} MB.", size=missing
            )
        return message(
            "It isn't downloaded yet. Download it first ({size} MB, license: {license}).",
            size=missing,
            license=model.license,
        )

    def present(self, model: ClipModel) -> int:
        """Bytes of the model that are present, in complete and partial files."""
        return sum(self._present(model, file) for file in model.files)

    def mark_verified(self, model: ClipModel) -> None:
        """Record that all files were verified, and save the license with them."""
        if text := model.license_text:
            write_text_file(self.path(model) / _LICENSE, text)
        sums = {file.path: file.sha256 for file in model.files}
        write_text_file(self.path(model) / _VERIFIED, json.dumps({"sha256": sums}, indent=2))

    def clear_verified(self, model: ClipModel) -> None:
        """Delete that record, before files are replaced."""
        (self.path(model) / _VERIFIED).unlink(missing_ok=True)

    def save_description(self, model: ClipModel) -> None:
        """Save the description of a custom model with its files."""
        write_text_file(self.path(model) / _DESCRIPTION, json.dumps(asdict(model), indent=2))

    def remove(self, model: ClipModel) -> None:
        """Delete all files of a model.

        Raises:
            ModelError: They cannot be deleted.
        """
        self.clear_verified(model)
        try:
            shutil.rmtree(self.path(model))
        except FileNotFoundError:
            return
        except OSError as error:
            raise ModelError(
                message(
                    "The files of “{title}” couldn't be deleted ({reason}): {path}",
                    title=model.title,
                    reason=os_reason(error),
                    path=self.path(model),
                )
            ) from error

    def _custom_models(self) -> tuple[ClipModel, ...]:
        """Custom models; folders without a valid description are skipped."""
        found = []
        for file in sorted(self.root.joinpath(CUSTOM_PREFIX.rstrip("/")).glob(f"*/{_DESCRIPTION}")):
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                model = parse_model(json.loads(file.read_text(encoding="utf-8")))
                if model.id == CUSTOM_PREFIX + file.parent.name:
                    found.append(model)
        return tuple(found)

    def _verified(self, model: ClipModel) -> bool:
        try:
            file = json.loads((self.path(model) / _VERIFIED).read_text(encoding="utf-8"))
            sums = dict(file["sha256"])
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
