"""Compares a folder on the disk with the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import Problem, ProblemCode

if TYPE_CHECKING:
    from picseek.engine.errors import PictureError
    from picseek.engine.indexing.scan import ScannedFolder
    from picseek.engine.store import KnownFile


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to read. Tasks of a folder share `folder`, to save memory.

    Attributes:
        recorded: Whether its content is known, and only the vector is missing.
        captions_only: Whether only its captions are missing.
        sidecars: Stamp of its sidecar files.
        held: Id of the picture it held with this size and time; None: unknown.
        failed: Why that picture could not be indexed; None: it could, or try again.
        problem: Why its pixels cannot be decoded; it is recorded to be found by words.
        volume: The volume of its folder.
        crashed: Whether a decoder has crashed on it in this run.
    """

    folder: Path
    name: str
    size: int
    mtime_ns: int
    recorded: bool = False
    captions_only: bool = False
    sidecars: int = 0
    held: int | None = None
    failed: Problem | None = None
    problem: PictureError | None = None
    volume: str = ""
    crashed: bool = False

    @property
    def path(self) -> Path:
        """Absolute path of the file."""
        return self.folder / self.name


@dataclass(slots=True)
class FolderPlan:
    """What to do with one folder.

    Attributes:
        todo: Files that are new, changed or without a vector of the model.
        uncaptioned: Unchanged files whose captions changed, or were read incompletely by an older
            version.
        unchanged: Number of unchanged files.
        still_failed: Problems of files that failed before and have not changed.
        gone: Names that are in the store but not on the disk.
    """

    todo: list[FileTask] = field(default_factory=list)
    uncaptioned: list[FileTask] = field(default_factory=list)
    unchanged: int = 0
    still_failed: list[Problem] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def plan_folder(
    scanned: ScannedFolder,
    known: Mapping[str, KnownFile],
    *,
    retry_failed: bool,
    full: bool = False,
) -> FolderPlan:
    """Compare a folder with the store.

    Files with the same name, size and times count as unchanged, unless `full`.
    """
    plan = FolderPlan(gone=[name for name in known if name not in scanned.files])
    for name, status in scanned.files.items():
        task = FileTask(
            scanned.path,
            name,
            status.size,
            status.mtime_ns,
            sidecars=status.sidecars,
            volume=scanned.volume,
        )
        earlier = known.get(name)
        if earlier is None or earlier[:2] != status[:2]:
            plan.todo.append(task)
        elif full or earlier.ctime_ns not in (0, status.ctime_ns):
            # Its content may differ: some programs restore the modification time after a change.
            failed = None if retry_failed else earlier.problem
            plan.todo.append(replace(task, held=earlier.picture_id, failed=failed))
        else:
            _plan_unchanged(plan, task, earlier, retry_failed=retry_failed)
    return plan


def _plan_unchanged(
    plan: FolderPlan, task: FileTask, earlier: KnownFile, *, retry_failed: bool
) -> None:
    """Plan what an unchanged file still needs."""
    up_to_date = earlier.captioned and earlier.sidecars == task.sidecars
    problem = earlier.problem
    if problem is not None and problem.code is ProblemCode.LEFT_OUT:
        return  # still too small
    if problem is not None and not retry_failed and (up_to_date or earlier.picture_id is None):
        plan.still_failed.append(problem)
    elif problem is not None or not earlier.embedded:
        recorded = earlier.picture_id is not None and up_to_date
        plan.todo.append(replace(task, recorded=recorded))
    elif not up_to_date:
        plan.uncaptioned.append(replace(task, captions_only=True))
    else:
        plan.unchanged += 1
