"""An index run: its request, stages, progress events and report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from picseek.engine.types.sending import Permit, SendLimits


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """What to index, and what may be sent for it.

    Attributes:
        folders: Empty: all chosen folders.
        retry_failed: Try again files that failed before and have not changed since.
        quiet: Started by the program: shown only once it finds something new.
        review: Ask the user before sending, even if the policy does not require it.
        permit: What it may send, in place of `model` and `limits`; None: not decided yet.
        full: Read all files again, also those that seem unchanged; known contents are not
            embedded again.
        model: Id of the model to index with; ``""``: the library's current one.
        limits: The user's own limits on what is sent.
        outside: The user also agrees to send pictures outside the chosen folders that links lead
            to.
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
    LEFT_OUT = "left_out"  # smaller than the user's minimum; never reported as a problem

    @property
    def temporary(self) -> bool:
        """Whether the cause is not the file's content, so that each run tries the file again."""
        return self in _TEMPORARY


_TEMPORARY = frozenset(
    {
        *(ProblemCode.UNREADABLE, ProblemCode.VANISHED, ProblemCode.IO_ERROR),
        *(ProblemCode.TIMEOUT, ProblemCode.OUT_OF_MEMORY),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that could not be indexed, and why, as a sentence."""

    path: Path
    stage: Stage
    code: ProblemCode
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a run, in files.

    Attributes:
        done: Files that are committed: indexed, unchanged or failed.
        total: All files, or None while the folders are still being scanned.
        indexed: Newly indexed ones of `done`.
        failed: Failed ones of `done`.
        wait: What the run waits for, or a longer step, as a phrase, or ``""``.
        notice: A sentence to show while the run continues, or ``""``.
    """

    done: int
    total: int | None
    indexed: int = 0
    failed: int = 0
    wait: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PicturesChanged:
    """The set of searchable pictures changed, so views may need a refresh."""


@dataclass(frozen=True, slots=True)
class AwaitingAnswers:
    """The run was stopped, and waits for the paid answers of this many calls."""

    calls: int


IndexEvent = Progress | Problem | PicturesChanged | AwaitingAnswers
OnIndexEvent = Callable[[IndexEvent], None]


@dataclass(frozen=True, slots=True)
class SecondLookReport:
    """The result of a second look.

    Attributes:
        looked: Pictures that have a better vector now.
        failed: Pictures that could not be analyzed again.
    """

    looked: int
    failed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexReport:
    """The result of a run, in files.

    Attributes:
        failed: Includes files that failed before and are unchanged.
        stopped: Which limit was reached, as a sentence, or ``""``.
        waiting: Files found only by name, date and caption, as their pictures may not be sent.
        skipped: Pictures and films of unsupported formats, by suffix, such as ``cr2``.
        outside: Of `waiting`, files outside the chosen folders that links lead to, without consent
            to send them.
        absent: Unavailable pictures: their drives are not connected.
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
