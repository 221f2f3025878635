"""What a folder needs, from what the disk shows and what the store knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import Problem, ProblemCode

if TYPE_CHECKING:
    from picseek.engine.indexing.scan import ScannedFolder
    from picseek.engine.store import KnownFile


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to be read. `folder` is shared by all tasks of a folder, to keep them small.

    Attributes:
        recorded: Whether the store knows what is in it, and only the vector is missing.
        captions_only: Whether only what is written about it is missing.
    """

    folder: Path
    name: str
    size: int
    mtime_ns: int
    recorded: bool = False
    captions_only: bool = False

    @property
    def path(self) -> Path:
        """Absolute path of the file."""
        return self.folder / self.name


@dataclass(slots=True)
class FolderPlan:
    """What is to be done about one folder.

    Attributes:
        todo: Files that are new, changed or without a vector of the model.
        uncaptioned: Files as they were, of which older versions did not read the captions.
        unchanged: How many files are as they were.
        still_failed: Files that failed before and did not change since.
        gone: Names that the store knows and the disk does not show any more.
    """

    todo: list[FileTask] = field(default_factory=list)
    uncaptioned: list[FileTask] = field(default_factory=list)
    unchanged: int = 0
    still_failed: list[Problem] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def plan_folder(
    scanned: ScannedFolder, known: Mapping[str, KnownFile], *, retry_failed: bool
) -> FolderPlan:
    """Compare a folder with the store; same name, size and mtime_ns means the same file."""
    plan = FolderPlan()
    for name, (size, mtime_ns) in scanned.files.items():
        earlier = known.get(name)
        if earlier is None or earlier.size != size or earlier.mtime_ns != mtime_ns:
            plan.todo.append(FileTask(scanned.path, name, size, mtime_ns))
        elif earlier.problem is not None and earlier.problem.code is ProblemCode.LEFT_OUT:
            continue  # it is as small as it was
        elif earlier.problem is not None and not retry_failed:
            plan.still_failed.append(earlier.problem)
        elif earlier.embedded and not earlier.captioned:
            task = FileTask(scanned.path, name, size, mtime_ns, captions_only=True)
            plan.uncaptioned.append(task)
        elif earlier.embedded:
            plan.unchanged += 1
        else:
            recorded = earlier.picture_id is not None and earlier.captioned
            plan.todo.append(FileTask(scanned.path, name, size, mtime_ns, recorded))
    plan.gone = [name for name in known if name not in scanned.files]
    return plan
