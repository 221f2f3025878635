"""How all pictures are arranged while browsing: by month, with their shapes."""

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
    sections = month_sections(library.looking.months(ids))
    return Arrangement.of(library.looking.shapes(ids), sections, rest)


def month_sections(months: list[MonthRun]) -> tuple[Section, ...]:
    """A section for each month, marked with its year."""
    locale = QLocale()
    return tuple(
        Section(run.start, _month(locale, run), locale.toString(_first(run), "yyyy"))
        for run in months
    )


def _month(locale: QLocale, run: MonthRun) -> str:
    name = locale.standaloneMonthName(run.month)
    return f"{name[:1].upper()}{name[1:]} {locale.toString(_first(run), 'yyyy')}"


def _first(run: MonthRun) -> QDate:
    return QDate(run.year, run.month, 1)
