"""Many pictures in order: timelines, and where each one is and what is wrong with it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Pictures next to each other that are of the same month.

    Attributes:
        start: Which of the pictures is the first of them, from 0.
        year: Of the Gregorian calendar.
        month: From 1 to 12.
    """

    start: int
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Pictures, the newest (taken, else modified) first. A million take 16 MB.

    Attributes:
        ids: Typecode ``q``.
        shape_sums: Of the shapes of all pictures before each one, typecode ``q``; one more than
            there are pictures. A shape is width / height, after the EXIF orientation, in parts of
            256, from 64 (1:4) to 2560 (10:1), whatever lies beyond; what is not known is a square.
        months: Runs in order, none of them empty, the first one from 0 on; none without pictures.
        whole: Whether these are all; else only the top, which ends with a month if it can.
    """

    ids: array[int]
    shape_sums: array[int]
    months: list[MonthRun]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PictureLocation:
    """A file that holds a picture.

    Attributes:
        present: Whether it is there now.
    """

    path: Path
    present: bool


@dataclass(frozen=True, slots=True)
class PictureBadges:
    """What there is to say of a picture beside what it shows.

    Attributes:
        id: The picture's.
        present: Whether any file that holds it is there now.
        problem: Why a file that holds it could not be indexed, as a sentence, or ``""``.
        links: So many of the files that hold it are no copies, but other names of one that does.
    """

    id: int
    present: bool
    problem: str = ""
    links: int = 0
