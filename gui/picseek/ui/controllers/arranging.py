"""How all pictures are arranged while browsing: by month or year, with their shapes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from picseek.engine.types import MonthRun
from picseek.ui.arrangement import Arrangement
from picseek.ui.grid.sections import Section

if TYPE_CHECKING:
    from picseek.engine.library import Library

AT_ONCE = 1024
"""So many pictures at the top are arranged before anything is shown; more than a screen holds."""

_FULL_MONTH = 6
"""A few pictures with fewer than this in a month, on the average, are arranged by year."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """All pictures.

    Attributes:
        ids: Newest first, typecode ``q``.
        arrangement: Of these. Below the first `AT_ONCE` it may be a guess.
    """

    ids: array[int]
    arrangement: Arrangement


def browse(library: Library, folder: Path | None, more: Callable[[Browsed], None]) -> Browsed:
    """Read all pictures and their arrangement. Blocks.

    Args:
        library: Where from.
        folder: Only what lies below it; None: all.
        more: Gets the same pictures as soon as their top can be shown, if the rest takes longer.
    """
    ids = library.browse(folder)
    if len(ids) > AT_ONCE:
        more(Browsed(ids, _arranged(library, ids[:AT_ONCE], len(ids) - AT_ONCE)))
    return Browsed(ids, _arranged(library, ids, 0))


def _arranged(library: Library, ids: array[int], rest: int) -> Arrangement:
    months = library.looking.months(ids)
    sparse = not rest and len(ids) <= AT_ONCE and len(ids) < _FULL_MONTH * len(months)
    sections = year_sections(months) if sparse else month_sections(months)
    return Arrangement.of(library.looking.shapes(ids), sections, rest)


def month_sections(months: list[MonthRun]) -> tuple[Section, ...]:
    """A section for each month, marked with its year."""
    locale = QLocale()
    return tuple(
        Section(run.start, _month(locale, run), locale.toString(_first(run), "yyyy"))
        for run in months
    )


def year_sections(months: list[MonthRun]) -> tuple[Section, ...]:
    """A section for each year: months of a picture or two would be mostly headers."""
    locale = QLocale()
    firsts = [run for at, run in enumerate(months) if not at or months[at - 1].year != run.year]
    titles = [locale.toString(_first(run), "yyyy") for run in firsts]
    return tuple(
        Section(run.start, title, title) for run, title in zip(firsts, titles, strict=True)
    )


def _month(locale: QLocale, run: MonthRun) -> str:
    name = locale.standaloneMonthName(run.month)
    return f"{name[:1].upper()}{name[1:]} {locale.toString(_first(run), 'yyyy')}"


def _first(run: MonthRun) -> QDate:
    return QDate(run.year, run.month, 1)
