"""An index run: the request, its stages, what it reports while it runs, and its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from picseek.engine.types.sending import Permit, SendLimits


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """A run that is wanted.

    Attributes:
        folders: None: all that the library remembers.
        retry_failed: Try again what failed before.
        quiet: Started by the program: not worth showing until it finds something new.
        review: Show the user what would be sent, even where that needs no asking.
        permit: What it may send; None: not decided yet.
        full: Read all files again, also those that seem unchanged.
        model: Id of the model to index with; ``""``: the library's current one.
        limits: The most that the user wants sent, whatever is agreed to.
        outside: The user agrees to send also what links outside the chosen folders lead to.
    """

    folders: tuple[Path, ...] = ()
    retry_failed: bool = False
    quiet: bool = False
    review: bool = False
    permit: Permit | None = None
    full: bool = False
    model: str = ""
    limits: SendLimits = field(default_factory=SendLimits)
    outside: bool = False


class Stage(StrEnum):
    """Where in the pipeline something happened."""

    SCAN = "scan"
    DECODE = "decode"
    EMBED = "embed"
    SAVE = "save"


class ProblemCode(StrEnum):
    """Why one file could not be indexed. Stable: part of the command line's JSON."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    IO_ERROR = "io_error"  # the drive or the network failed while the file was read
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    REFUSED = "refused"
    LEFT_OUT = "left_out"  # too small for what the user wants; never told as a problem

    @property
    def temporary(self) -> bool:
        """Whether it says nothing of the file's content: each run tries such a file again."""
        return self in _TEMPORARY


_TEMPORARY = frozenset(
    {
        *(ProblemCode.UNREADABLE, ProblemCode.VANISHED, ProblemCode.IO_ERROR),
        *(ProblemCode.TIMEOUT, ProblemCode.OUT_OF_MEMORY),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that could not be indexed, and why, in a plain sentence."""

    path: Path
    stage: Stage
    code: ProblemCode
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in files.

    Attributes:
        done: Files dealt with and committed: indexed, unchanged or failed.
        total: All files, or None while the folders are still being counted.
        indexed: Of `done`, those newly indexed.
        failed: Of `done`, those that could not be.
        wait: What the run waits for, or a longer step that it takes, in words, or ``""``.
        notice: A sentence that the user should know, though the run goes on, or ``""``.
    """

    done: int
    total: int | None
    indexed: int = 0
    failed: int = 0
    wait: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PicturesChanged:
    """The set of searchable pictures changed: what is shown may be refreshed."""


@dataclass(frozen=True, slots=True)
class AwaitingAnswers:
    """The run was stopped, and waits for answers that are paid for: of so many calls."""

    calls: int


IndexEvent = Progress | Problem | PicturesChanged | AwaitingAnswers
OnIndexEvent = Callable[[IndexEvent], None]


@dataclass(frozen=True, slots=True)
class SecondLookReport:
    """What a second look did, in pictures.

    Attributes:
        looked: Pictures that have a better vector now.
        failed: Pictures that could not be looked at again.
    """

    looked: int
    failed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run did, in files. `failed` also names files that failed before and are unchanged.

    Attributes:
        stopped: Which limit was reached, as a plain sentence; ``""``: none was.
        waiting: Files that can be found by name, date and caption alone: their pictures may not
            be sent.
        skipped: Pictures and films of kinds that are not read, by suffix, such as ``cr2``.
        outside: Files of `waiting` outside the chosen folders that links in these lead to: nobody
            agreed to send them.
        absent: Pictures of the library that are not here now: their drives are not connected.
    """

    model: str
    indexed: int
    unchanged: int
    removed: int
    failed: tuple[Problem, ...]
    seconds: float
    stopped: str = ""
    waiting: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    outside: int = 0
    absent: int = 0
