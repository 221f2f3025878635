"""How all pictures are arranged while browsing: by month or year, with their shapes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from picseek.engine.cancel import CancelToken
from picseek.engine.types import ANY_FILE, MonthRun, PictureRow, ShownFiles, Timeline
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.sections import ONE_SECTION, Section

if TYPE_CHECKING:
    from picseek.engine.library import Library

_SCREENFUL = 64
"""So many rows are read along with the first pictures, so that they can be painted at once."""

_SCATTERED = 1024
_FULL_MONTH = 6
"""At most so many pictures with fewer than this in a month, on the average, are arranged by year.
"""


@dataclass(frozen=True, slots=True)
class Browsed:
    """All pictures, or those at the top.

    Attributes:
        ids: Newest first, typecode ``q``.
        arrangement: Of these.
        whole: Whether these are all.
        rows: Of the first few, which are needed at once.
        shown: Which files of the pictures are meant.
    """

    ids: array[int]
    arrangement: Arrangement
    whole: bool = True
    rows: tuple[PictureRow, ...] = ()
    shown: ShownFiles = ANY_FILE


def browse(
    library: Library, folder: Path | None, more: Callable[[Browsed], None], token: CancelToken
) -> Browsed:
    """Read all pictures and their arrangement. Blocks.

    Args:
        library: Where from.
        folder: Only pictures in this folder and its subfolders; None: all.
        more: Gets the top as soon as it can be shown, if the rest takes longer.
        token: Stops the reading.

    Raises:
        Cancelled: Through the token.
    """
    shown = ShownFiles(folder)
    for timeline in library.looking.timelines(folder, token):
        rows = tuple(library.rows(timeline.ids[:_SCREENFUL], shown))
        browsed = Browsed(timeline.ids, _arranged(timeline), timeline.whole, rows, shown)
        if not timeline.whole:
            more(browsed)
    return browsed


def _arranged(timeline: Timeline) -> Arrangement:
    months, count = timeline.months, len(timeline.ids)
    sparse = timeline.whole and count <= _SCATTERED and count < _FULL_MONTH * len(months)
    sections = year_sections(months) if sparse else month_sections(months)
    return Arrangement(timeline.shape_sums, sections or ONE_SECTION)


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
