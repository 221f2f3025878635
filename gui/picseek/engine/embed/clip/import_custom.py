"""Adds a custom model: copies its files and probes them in a worker process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.embed.clip.catalog import CUSTOM_PREFIX, ClipModel, ModelFile
from picseek.engine.embed.clip.custom_models import (
    ProbedModel,
    ProbeTask,
    custom_model,
    probe_files,
)
from picseek.engine.embed.clip.external_data import external_files
from picseek.engine.embed.clip.model_files import (
    changing_files,
    copy_file,
    require_space,
    sha256_of,
)
from picseek.engine.errors import ModelError, PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode
from picseek.engine.types.models import FetchProgress, OnFetchProgress
from picseek.engine.workers.single import SingleWorker

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.embed.clip.model_folder import ModelFolder

_GRAPH = ".onnx"
_SECONDS = 300.0  # to load and run a model, on a slow computer
_MEMORY_FACTOR, _MEMORY_BASE = 3, 1 << 30
"""The probe may use this multiple of the bytes of a model's files, plus a base."""


class CustomImport:
    """Copies, probes and installs a model. Use once: ``CustomImport(...).run(files, name)``."""

    def __init__(
        self, folder: ModelFolder, source: Path, job: JobControl, on_progress: OnFetchProgress
    ) -> None:
        self._folder = folder
        self._source = source
        self._job = job
        self._on_progress = on_progress
        self._copied = self._total = 0

    def run(self, files: Sequence[Path], name: str) -> ClipModel:
        """Add the model that some files make up. If that fails, one of the same name stays.

        Args:
            files: Graphs and JSON files in the source folder and its subfolders.
            name: Its title; "": the folder's name.

        Raises:
            Cancelled: Through the job.
            ModelError: Picseek cannot use them as a model; the message has the reason.
        """
        title = name or self._source.name
        slug = re.sub(r"[^a-z0-9.-]+", "-", title.lower()).strip("-.") or "model"
        model_id = CUSTOM_PREFIX + slug
        target = self._folder.root.joinpath(*model_id.split("/"))
        try:
            with changing_files(self._folder.root, target, title):
                return self._add(model_id, title, files, target / ".new")
        finally:
            if self._folder.find(model_id) is None:
                shutil.rmtree(target, ignore_errors=True)

    def _add(self, model_id: str, title: str, files: Sequence[Path], staging: Path) -> ClipModel:
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
        try:
            companions = {self._name(graph): self._companions(graph) for graph in files}
            sources = {self._name(path): path for path in files}
            for beside in companions.values():
                sources |= beside
            self._total = sum(path.stat().st_size for path in sources.values())
            require_space(self._folder.root, self._total, title)
            measured = {name: self._copy(name, path, staging) for name, path in sources.items()}
            probed = self._probe(staging)
            graphs = (probed.vision.file.path, probed.text.file.path)
            names = {name for graph in graphs for name in companions.get(graph, ())}
            read = [measured[name] for name in sorted(names)]
            model = custom_model(model_id, title, probed, measured, read)
            self._install(model, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        self._on_progress(FetchProgress(model.size, model.size))
        return model

    def _name(self, path: Path) -> str:
        """A file's path relative to the source; graphs refer to other files in this way."""
        return path.relative_to(self._source).as_posix()

    def _companions(self, graph: Path) -> dict[str, Path]:
        """External data files of a graph, by their paths in the source."""
        found: dict[str, Path] = {}
        if graph.suffix != _GRAPH:
            return found
        for name in sorted(external_files(graph, self._job)):
            path = graph.parent.joinpath(*name.split("/"))
            if not path.is_file():
                raise ModelError(
                    message(
                        "{name} is missing in {source}. It's one of the model's files.",
                        name=name,
                        source=self._source,
                    )
                )
            found[self._name(path)] = path
        return found

    def _copy(self, name: str, source: Path, staging: Path) -> ModelFile:
        target = staging.joinpath(*name.split("/"))
        copy_file(source, target, self._job, self._report)
        return ModelFile(name, target.stat().st_size, sha256_of(target, self._job))

    def _report(self, copied: int) -> None:
        self._copied += copied
        self._on_progress(FetchProgress(self._copied, self._total))

    def _probe(self, staging: Path) -> ProbedModel:
        """Load and run the copies in a worker, where a crash or a hang does no harm."""
        self._on_progress(FetchProgress(self._total, self._total, message("Testing the model.")))
        limit = _MEMORY_FACTOR * self._total + _MEMORY_BASE
        worker = SingleWorker(probe_files, timeout=_SECONDS, memory_limit=limit)
        try:
            return worker.run(ProbeTask(str(staging), str(self._source)), self._job)
        except PictureError as error:
            raise ModelError(self._probe_failure(error.code)) from error
        finally:
            worker.close()

    def _probe_failure(self, code: ProblemCode) -> str:
        """A message about a worker that did not respond."""
        match code:
            case ProblemCode.CRASHED:
                return message(
                    "The model in {source} crashed during its test.", source=self._source
                )
            case ProblemCode.TIMEOUT:
                return message(
                    "The model in {source} didn't respond within {minutes} minutes.",
                    source=self._source,
                    minutes=round(_SECONDS / 60),
                )
            case ProblemCode.OUT_OF_MEMORY:
                return message("The model in {source} needs too much memory.", source=self._source)
        return message("The files in {source} can't be used as a model.", source=self._source)

    def _install(self, model: ClipModel, staging: Path) -> None:
        """Replace the files of an earlier model of this name."""
        self._folder.clear_verified(model)
        for old in staging.parent.iterdir():
            if old.is_dir() and old != staging:
                shutil.rmtree(old)
            elif not old.is_dir() and old.name != ".lock":
                old.unlink()
        for file in model.files:
            whole = self._folder.file(model, file)
            whole.parent.mkdir(parents=True, exist_ok=True)
            staging.joinpath(*file.path.split("/")).replace(whole)
        self._folder.save_description(model)
        self._folder.mark_verified(model)
