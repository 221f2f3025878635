"""Taking a model of the user's own: its files are copied, tried in a process apart, then kept."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.embed.clip.catalog import OWN_PREFIX, ClipModel, ModelFile
from picseek.engine.embed.clip.custom_models import TriedModel, TryTask, custom_model, try_files
from picseek.engine.embed.clip.download import alone_in, require_space, writing
from picseek.engine.embed.clip.external_data import external_files
from picseek.engine.errors import ModelError, PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode
from picseek.engine.types.models import FetchProgress, OnFetchProgress
from picseek.engine.workers.single import SingleWorker

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.embed.clip.model_folder import ModelFolder

_PIECE = 4 << 20
_GRAPH = ".onnx"
_SECONDS = 300.0  # to load and ask a model, on a slow computer
_MEMORY_FACTOR, _MEMORY_BASE = 3, 1 << 30
"""A model may take so many times the bytes of its files, and this besides, while it is tried."""


class CustomIntake:
    """Copies, tries and keeps a model. Use once: ``CustomIntake(...).run(files, name)``."""

    def __init__(
        self, folder: ModelFolder, source: Path, job: JobControl, tell: OnFetchProgress
    ) -> None:
        self._folder = folder
        self._source = source
        self._job = job
        self._tell = tell
        self._copied = self._total = 0

    def run(self, files: Sequence[Path], name: str) -> ClipModel:
        """Take the model that some files make up. One of the same name before stays, if it fails.

        Args:
            files: Graphs and JSON files below the source folder.
            name: What it is called; "": as its folder.

        Raises:
            Cancelled: Through the job.
            ModelError: They are no model that Picseek can use; the text says why.
        """
        title = name or self._source.name
        slug = re.sub(r"[^a-z0-9.-]+", "-", title.lower()).strip("-.") or "model"
        model_id = OWN_PREFIX + slug
        place = self._folder.root.joinpath(*model_id.split("/"))
        try:
            with writing(self._folder.root), alone_in(place, title):
                return self._take(model_id, title, files, place / ".new")
        finally:
            if self._folder.find(model_id) is None:
                shutil.rmtree(place, ignore_errors=True)

    def _take(self, model_id: str, title: str, files: Sequence[Path], staging: Path) -> ClipModel:
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
        try:
            companions = {self._name(graph): self._companions(graph) for graph in files}
            sources = {self._name(path): path for path in files}
            for beside in companions.values():
                sources |= beside
            self._total = sum(path.stat().st_size for path in sources.values())
            require_space(self._folder.root, self._total, title)
            measured = {name: self._copy(name, path, staging) for name, path in sources.items()}
            tried = self._try(staging)
            read = {**companions.get(tried.vision, {}), **companions.get(tried.text, {})}
            kept = [measured[name] for name in sorted(read)]
            model = custom_model(model_id, title, tried, measured, kept)
            self._keep(model, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        self._tell(FetchProgress(model.size, model.size))
        return model

    def _name(self, path: Path) -> str:
        """A file's path in the source, which it keeps: graphs name others relative to it."""
        return path.relative_to(self._source).as_posix()

    def _companions(self, graph: Path) -> dict[str, Path]:
        """Files that a graph reads beside itself, by their paths in the source."""
        found: dict[str, Path] = {}
        if graph.suffix != _GRAPH:
            return found
        for name in sorted(external_files(graph, self._job)):
            path = graph.parent.joinpath(*name.split("/"))
            if not path.is_file():
                raise ModelError(
                    message(
                        "{name} is missing in {source}; it belongs to the model's files.",
                        name=name,
                        source=self._source,
                    )
                )
            found[self._name(path)] = path
        return found

    def _copy(self, name: str, source: Path, staging: Path) -> ModelFile:
        """Copied, not linked: the user's files may change, also while they are tried."""
        target = staging.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as reading, target.open("wb") as out:
            while piece := reading.read(_PIECE):
                self._job.wait_while_paused()
                out.write(piece)
                digest.update(piece)
                size += len(piece)
                self._copied += len(piece)
                self._tell(FetchProgress(self._copied, self._total))
            out.flush()
            os.fsync(out.fileno())
        return ModelFile(name, size, digest.hexdigest())

    def _try(self, staging: Path) -> TriedModel:
        """Load and ask the copies where a crash, a hang or a flood of memory does no harm."""
        self._tell(FetchProgress(self._total, self._total, message("Trying the model.")))
        limit = _MEMORY_FACTOR * self._total + _MEMORY_BASE
        worker = SingleWorker(try_files, timeout=_SECONDS, memory_limit=limit)
        try:
            return worker.run(TryTask(str(staging), str(self._source)), self._job)
        except PictureError as error:
            raise ModelError(self._came_to_grief(error.code)) from error
        finally:
            worker.close()

    def _came_to_grief(self, code: ProblemCode) -> str:
        """A sentence about a process that did not answer."""
        match code:
            case ProblemCode.CRASHED:
                return message(
                    "The model in {source} crashed when it was tried.", source=self._source
                )
            case ProblemCode.TIMEOUT:
                return message(
                    "The model in {source} did not answer within {minutes} minutes.",
                    source=self._source,
                    minutes=round(_SECONDS / 60),
                )
            case ProblemCode.OUT_OF_MEMORY:
                return message(
                    "The model in {source} needs more memory than it may use.", source=self._source
                )
        return message("The files in {source} cannot be used as a model.", source=self._source)

    def _keep(self, model: ClipModel, staging: Path) -> None:
        """Put the files in place of those that the model of this name had before."""
        self._folder.unseal(model)
        for old in staging.parent.iterdir():
            if old.is_dir() and old != staging:
                shutil.rmtree(old)
            elif not old.is_dir() and old.name != ".lock":
                old.unlink()
        for file in model.files:
            whole = self._folder.file(model, file)
            whole.parent.mkdir(parents=True, exist_ok=True)
            staging.joinpath(*file.path.split("/")).replace(whole)
        self._folder.describe(model)
        self._folder.seal(model)
