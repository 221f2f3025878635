"""Exports pictures to a folder: re-encoded by worker processes, or copied byte by byte."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.files.encoding import EncodeTask, encode, kind_to_write, name_to_write
from picseek.engine.files.sources import Source, reason_unavailable
from picseek.engine.files.targets import (
    FreeNames,
    TargetError,
    move_without_replacing,
    not_writable,
    target_trouble,
)
from picseek.engine.filesystem.atomic_files import temporary_file
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.filesystem.safe_open import open_regular_file
from picseek.engine.messages import error_message, message
from picseek.engine.types.files import (
    ExportFormat,
    ExportMetadata,
    ExportOptions,
    ExportReport,
    FileFailure,
    FilesDone,
    OnFilesDone,
)
from picseek.engine.workers.cores import usable_cores
from picseek.engine.workers.pool import WorkerPool

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken

_PIECE = 1 << 20
_LOOK_UP_SECONDS = 0.1
_ENCODE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class _Job:
    """One picture: its source, its temporary file, and its future name."""

    number: int
    source: Path
    part: Path
    name: str


class Export:
    """One export. Use once: ``Export(...).run(sources)``."""

    def __init__(
        self, options: ExportOptions, total: int, token: CancelToken, on_done: OnFilesDone
    ) -> None:
        """Args: options: Their folder is ready; see `target_folder`."""
        self._options = options
        self._total = total
        self._token = token
        self._on_done = on_done
        self._names = FreeNames(options.folder)
        self._parts = contextlib.ExitStack()
        self._pool: WorkerPool[EncodeTask, None] | None = None
        self._jobs: dict[int, _Job] = {}
        self._written: dict[int, Path] = {}
        self._failed: list[FileFailure] = []
        self._done = 0

    def run(self, sources: Iterable[Source]) -> ExportReport:
        """Export; blocks. Written files stay, however it ends."""
        cancelled, stopped = False, ""
        try:
            with self._parts:
                try:
                    self._run(sources)
                finally:
                    if self._pool is not None:
                        self._pool.close()
        except Cancelled:
            cancelled = True
        except TargetError as error:
            stopped = error_message(error)
        written = tuple(self._written[number] for number in sorted(self._written))
        failed = tuple(self._failed)
        return ExportReport(self._options.folder, written, failed, cancelled, stopped)

    def _run(self, sources: Iterable[Source]) -> None:
        seen = 0
        for number, source in enumerate(sources):
            self._token.raise_if_cancelled()
            seen = number + 1
            self._start(number, source)
            while self._pool is not None and self._pool.in_flight >= self._pool.capacity:
                self._collect()
        while self._pool is not None and self._pool.in_flight:
            self._collect()
        for _ in range(seen, self._total):
            self._fail(Path(), message("A picture is no longer in the library."))

    def _start(self, number: int, source: Source) -> None:
        path = source.present()
        if path is None:
            self._fail(source.row.path, reason_unavailable(source.row.path))
            return
        kind = source.row.facts.format
        written = kind_to_write(kind, self._options.format)
        name = self._names.take(name_to_write(path.name, kind, written))
        job = _Job(number, path, self._new_part(), name)
        if self._is_copied(source):
            self._copy(job)
        else:
            self._encode(job, written)

    def _new_part(self) -> Path:
        folder = self._options.folder
        try:
            with target_trouble(folder):
                return self._parts.enter_context(temporary_file(folder))
        except OSError as error:
            raise not_writable(folder, error) from error

    def _is_copied(self, source: Source) -> bool:
        options, facts = self._options, source.row.facts
        side = options.longest_side
        small = side is None or max(facts.width, facts.height) <= side
        return (
            small and options.format is ExportFormat.SAME and options.metadata is ExportMetadata.ALL
        )

    def _copy(self, job: _Job) -> None:
        try:
            with open_regular_file(job.source) as (source, status), job.part.open("wb") as target:
                self._copy_content(source, target)
            with contextlib.suppress(OSError):  # some file systems reject some times
                os.utime(job.part, ns=(status.st_atime_ns, status.st_mtime_ns))
        except OSError as error:
            self._fail(
                job.source,
                message("This file can't be copied ({reason}).", reason=os_reason(error)),
            )
        else:
            self._publish(job)

    def _copy_content(self, source: BinaryIO, target: BinaryIO) -> None:
        while piece := source.read(_PIECE):
            self._token.raise_if_cancelled()
            with target_trouble(self._options.folder):
                target.write(piece)
        with target_trouble(self._options.folder):
            target.flush()

    def _encode(self, job: _Job, kind: str) -> None:
        if self._pool is None:
            self._pool = WorkerPool(
                encode,
                workers=usable_cores(),
                prefetch=2,
                timeout=_ENCODE_SECONDS,
                writable=self._options.folder,
            )
        options = self._options
        self._jobs[job.number] = job
        self._pool.submit(
            job.number,
            EncodeTask(
                source=str(job.source.absolute()),
                target=str(job.part),
                kind=kind,
                longest_side=options.longest_side,
                quality=options.quality,
                metadata=options.metadata,
            ),
        )

    def _collect(self) -> None:
        assert self._pool is not None, "something was submitted"
        self._token.raise_if_cancelled()
        for number, answer in self._pool.results(_LOOK_UP_SECONDS):
            job = self._jobs.pop(number)
            if isinstance(answer, TargetError):
                raise answer
            if isinstance(answer, EngineError):
                self._fail(job.source, error_message(answer))
            else:
                self._publish(job)

    def _publish(self, job: _Job) -> None:
        name = job.name
        try:
            with target_trouble(self._options.folder):
                while True:
                    target = self._options.folder / name
                    try:
                        move_without_replacing(job.part, target)
                        break
                    except FileExistsError:  # created meanwhile
                        name = self._names.take(job.name)
        except OSError as error:
            self._fail(
                job.source,
                message(
                    "The file {name} can't be created there ({reason}).",
                    name=name,
                    reason=os_reason(error),
                ),
            )
            return
        self._written[job.number] = target
        self._count()

    def _fail(self, path: Path, message: str) -> None:
        self._failed.append(FileFailure(path, message))
        self._count()

    def _count(self) -> None:
        self._done += 1
        self._on_done(FilesDone(self._done, self._total))
