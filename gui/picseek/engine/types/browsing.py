"""Timelines, and the locations and badges of pictures."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Consecutive pictures of the same month.

    Attributes:
        start: Index of the first of them, from 0.
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
        shape_sums: Cumulative sums of shapes, typecode ``q``: item i is the sum of the first i
            pictures, so there is one more item than pictures. A shape is 256 * width / height,
            after the EXIF orientation, clamped to 64 (1:4) to 2560 (10:1); 256 if unknown.
        months: In order, none of them empty, without gaps; empty if there are no pictures.
        whole: Whether these are all pictures; else only the newest, up to the end of a month if
            possible.
    """

    ids: array[int]
    shape_sums: array[int]
    months: list[MonthRun]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PictureLocation:
    """A file that holds a picture.

    Attributes:
        present: Whether it is available now.
    """

    path: Path
    present: bool


@dataclass(frozen=True, slots=True)
class PictureBadges:
    """What the badges of a picture show.

    Attributes:
        id: Of the picture.
        present: Whether any file that holds it is available now.
        problem: Why a file that holds it could not be indexed, as a sentence, or ``""``.
        links: How many of the files that hold it are links to another of them, not copies.
    """

    id: int
    present: bool
    problem: str = ""
    links: int = 0
