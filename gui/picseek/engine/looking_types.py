"""What the engine tells a window of pictures beside their rows. Import it from `types`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Pictures next to each other that are of the same month.

    Attributes:
        start: Which of the pictures asked for is the first of them, from 0.
        year: Of the Gregorian calendar.
        month: From 1 to 12.
    """

    start: int
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A file that holds a picture.

    Attributes:
        present: Whether it is there now.
    """

    path: Path
    present: bool


@dataclass(frozen=True, slots=True)
class PictureMarks:
    """What there is to say of a picture beside what it shows.

    Attributes:
        id: The picture's.
        present: Whether any file that holds it is there now.
        problem: Why a file that holds it could not be indexed, as a sentence, or ``""``.
    """

    id: int
    present: bool
    problem: str = ""
