"""Facts that a query asks for: conditions that a picture fulfils or not, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TakenBetween:
    """Taken between two days, both included; None: open on that side."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TakenInMonths:
    """Taken in one of these months (1 to 12) of any year."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TakenOnDays:
    """Taken on one of these days, as (month, day), of any year."""

    days: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TakenOnWeekday:
    """Taken on this day of any week; Monday is 0."""

    weekday: int


@dataclass(frozen=True, slots=True)
class HasCamera:
    """Taken with one of these cameras, as the library names them."""

    cameras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HasFormat:
    """In one of these formats, as Pillow names them."""

    formats: tuple[str, ...]


class Column(StrEnum):
    """A column of the full-text index."""

    NAME = "name"
    FOLDER = "folder"
    CAPTIONS = "captions"


ANYWHERE = (Column.NAME, Column.FOLDER, Column.CAPTIONS)


@dataclass(frozen=True, slots=True)
class HasWords:
    """A file has these words, one after another.

    Attributes:
        words: As they were typed.
        columns: Where.
        beginning: Whether the last word may be the beginning of a longer one.
    """

    words: str
    columns: tuple[Column, ...] = ANYWHERE
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class InFolder:
    """In a folder, given by its absolute path, or in its subfolders."""

    folder: Path


class Quantity(StrEnum):
    """What can be compared with a number."""

    SIZE = "size"  # bytes
    WIDTH = "width"  # pixels
    HEIGHT = "height"  # pixels


@dataclass(frozen=True, slots=True)
class Within:
    """A quantity between two numbers, both included; None: open on that side."""

    quantity: Quantity
    least: int | None
    most: int | None


class Property(StrEnum):
    """What a picture is, or is not; the values are what is typed after ``is:``."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    SQUARE = "square"
    SCREENSHOT = "screenshot"  # by its name
    COPY = "copy"  # several files hold it
    MISSING = "missing"  # all its files are on volumes that are not connected
    PROBLEM = "problem"  # it cannot be decoded, or not completely


@dataclass(frozen=True, slots=True)
class Is:
    """Has a property."""

    property: Property


@dataclass(frozen=True, slots=True)
class Not:
    """Does not fulfil a condition."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Fulfils all of these conditions; with none, every picture does."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Fulfils one of these conditions; with none, no picture does."""

    conditions: tuple[Condition, ...]


Condition = (
    TakenBetween
    | TakenInMonths
    | TakenOnDays
    | TakenOnWeekday
    | HasCamera
    | HasFormat
    | HasWords
    | InFolder
    | Within
    | Is
    | Not
    | AllOf
    | AnyOf
)
"""Anything that a picture fulfils or not."""


class SortOrder(StrEnum):
    """The order of results; the values are what is typed after ``sort:``."""

    MATCH = "match"
    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    SIZE = "size"  # the largest first
