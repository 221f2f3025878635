"""Adds models from a folder of the user's files: known models, or a custom one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.embed.clip import catalog
from picseek.engine.embed.clip.catalog import ClipModel, ModelFile
from picseek.engine.embed.clip.import_custom import CustomImport
from picseek.engine.embed.clip.model_files import (
    changing_files,
    copy_file,
    require_space,
    sha256_of,
)
from picseek.engine.errors import UsageError
from picseek.engine.messages import message
from picseek.engine.types.models import FetchProgress, OnFetchProgress

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.embed.clip.model_folder import ModelFolder

_DEPTH = 3
_MOST_FILES = 10_000
_KINDS = (".onnx", ".json")

Sources = Mapping[str, Path]
"""Where each file of a model is, by its path in the model."""


class FolderImport:
    """Copies a model's files out of a folder. Use once: ``FolderImport(...).run()``."""

    def __init__(
        self, folder: ModelFolder, source: Path, job: JobControl, on_progress: OnFetchProgress
    ) -> None:
        self._folder = folder
        self._source = source.expanduser().absolute()
        self._job = job
        self._on_progress = on_progress
        self._sums: dict[Path, str] = {}
        self._copied = 0

    def run(self, name: str = "") -> list[ClipModel]:
        """Add every known model whose files are all there; if none is, a custom model.

        Args:
            name: Title of a custom model; "": the folder's name.

        Returns:
            The models that are ready now, at least one.

        Raises:
            Cancelled: Through the job.
            UsageError: It is not a folder.
            ModelError: It has no model that Picseek can use; the message has the reason.
        """
        if not self._source.is_dir():
            raise UsageError(message("{source} isn't a folder.", source=self._source))
        files = sorted(_files(self._source))
        self._on_progress(FetchProgress(0, 0, message("Checking the files.")))
        known = {model: found for model in catalog.table() if (found := self._known(model, files))}
        if not known:
            return [
                CustomImport(self._folder, self._source, self._job, self._on_progress).run(
                    files, name
                )
            ]
        for model, sources in known.items():
            self._add(model, sources)
        return list(known)

    def _known(self, model: ClipModel, files: list[Path]) -> Sources:
        """The files of a model of the table; empty if one is missing."""
        found: dict[str, Path] = {}
        for file in model.files:
            path = next((path for path in files if self._is(path, file)), None)
            if path is None:
                return {}
            found[file.path] = path
        return found

    def _is(self, path: Path, file: ModelFile) -> bool:
        return path.stat().st_size == file.size and self._sum(path) == file.sha256

    def _sum(self, path: Path) -> str:
        if path not in self._sums:
            self._sums[path] = sha256_of(path, self._job)
        return self._sums[path]

    def _add(self, model: ClipModel, sources: Sources) -> None:
        folder = self._folder
        with changing_files(folder.root, folder.path(model), model.title):
            require_space(folder.root, model.size - folder.present(model), model.title)
            folder.clear_verified(model)
            self._copied = 0
            for file in model.files:
                part = folder.part(model, file)
                copy_file(sources[file.path], part, self._job, partial(self._report, model))
                part.replace(folder.file(model, file))
            folder.mark_verified(model)
        self._on_progress(FetchProgress(model.size, model.size))

    def _report(self, model: ClipModel, copied: int) -> None:
        self._copied += copied
        self._on_progress(FetchProgress(self._copied, model.size))


def _files(source: Path) -> Iterator[Path]:
    """Yield files that a model may consist of, some levels deep."""
    seen = 0
    for folder, folders, names in os.walk(source):
        depth = len(Path(folder).relative_to(source).parts)
        if depth >= _DEPTH:
            folders.clear()
        for name in names:
            seen += 1
            if seen > _MOST_FILES:
                raise UsageError(
                    message(
                        "{source} contains too much. Choose the model's own folder.",
                        source=source,
                    )
                )
            path = Path(folder, name)
            if name.endswith(_KINDS) and path.is_file():
                yield path
