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
"""Number of rows read along with the ids, so that the first screen can be painted at once."""

_SCATTERED = 1024
_FULL_MONTH = 6
"""Up to `_SCATTERED` pictures are arranged by year if a month has fewer than this on average."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """All pictures, or the newest ones.

    Attributes:
        ids: Newest first, typecode ``q``.
        arrangement: Their arrangement.
        whole: Whether these are all.
        rows: The first rows, which are needed at once.
        shown: Which file is shown for pictures with several.
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
        library: The library.
        folder: Only pictures in this folder and its subfolders; None: all.
        more: Called with the newest pictures first, if reading all takes longer.
        token: Cancels it.

    Raises:
        Cancelled: Through the token.
    """
    shown = ShownFiles(folder)
    for timeline in library.browsing.timelines(folder, token):
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
    """Return a section for each month, grouped by year."""
    locale = QLocale()
    return tuple(
        Section(run.start, _month(locale, run), locale.toString(_first(run), "yyyy"))
        for run in months
    )


def year_sections(months: list[MonthRun]) -> tuple[Section, ...]:
    """Return a section for each year, for months with only a picture or two."""
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
