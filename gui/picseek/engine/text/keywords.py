"""The words by which a file can be found: of names, of the day it was taken, of captions."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

SHORTEST_BEGINNING = 4
"""Letters of what is looked for in captions also as the beginning of longer words."""

_AROUND = 8  # words before and after one that is found, that are shown with it
_RUN = re.compile(r"[^\W_]+")

# Fixed, not from the locale: what was indexed under one must be found under another.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January Jan Januar Jän Jänner janvier janv",
    "February Feb Februar Feber février févr fév",
    "March Mar März Mrz mars",
    "April Apr avril avr",
    "May Mai",
    "June Jun Juni juin",
    "July Jul Juli juillet juil",
    "August Aug août",
    "September Sep Sept septembre",
    "October Oct Oktober Okt octobre",
    "November Nov novembre",
    "December Dec Dezember Dez décembre déc",
)

_DATE_WORDS = frozenset(" ".join((*_WEEKDAYS, *_MONTHS)).casefold().split())
_YEAR_OR_DAY = re.compile(r"(1[89]|20)\d\d(-\d\d){0,2}|\d{1,2}")


class Words(NamedTuple):
    """Words of one file, joined by spaces, for one row of the full-text index.

    Attributes:
        name: Of the file's name, the extension included.
        folder: Of the folders' names, from the root's own name down to the file's folder.
        dates: Year, month, weekday and ISO date of the day it was taken, or ``""``.
        captions: What is written in the picture and beside it, as it was written, or ``""``.
    """

    name: str
    folder: str
    dates: str
    captions: str


def search_words(path: Path, root: Path, taken_at: datetime | None, captions: str = "") -> Words:
    """Tell the words by which a file can be found.

    Names are split at punctuation, underscores, camelCase and between letters and digits; the
    joined form is kept beside its pieces: ``IMG20190314`` gives ``IMG20190314 IMG 20190314``.
    Case and accents are left to the index, which folds them on both sides.

    Args:
        path: Absolute path of the file.
        root: The folder the user chose; where it does not hold the file, only the file's own
            folder counts.
        taken_at: When the camera says it was taken; the file's own time is no such word.
        captions: What is written about the picture.
    """
    folder = path.parent
    parts: tuple[str, ...] = (folder.name,)
    if folder.is_relative_to(root):
        parts = (root.name, *folder.relative_to(root).parts)
    folder_words = " ".join(word for part in parts for word in split_words(part))
    name_words = " ".join(split_words(path.name))
    return Words(name_words, folder_words, _date_words(taken_at), caption_words(captions))


def caption_words(captions: str) -> str:
    """Captions as they are indexed: NFC, as questions are; the index splits them itself."""
    return unicodedata.normalize("NFC", captions)


def matching_part(captions: str, words: Iterable[str]) -> str:
    """The first place of captions that has one of these words, with some around it, in one line.

    Case and accents do not matter; ``""`` if there is none.
    """
    wanted = [pieces for word in words if (pieces := _RUN.findall(_folded(word)))]
    spans = [match.span() for match in _RUN.finditer(captions)]
    said = [_folded(captions[start:end]) for start, end in spans]
    for at in range(len(said)):
        if any(_says(said[at : at + len(pieces)], pieces) for pieces in wanted):
            first, last = max(0, at - _AROUND), min(len(said), at + _AROUND) - 1
            text = " ".join(captions[spans[first][0] : spans[last][1]].split())
            return ("…" if first else "") + text + ("…" if last < len(said) - 1 else "")
    return ""


def _says(said: list[str], pieces: list[str]) -> bool:
    if said[:-1] != pieces[:-1] or len(said) != len(pieces):
        return False
    longer = len(pieces[-1]) >= SHORTEST_BEGINNING and said[-1].startswith(pieces[-1])
    return longer or said[-1] == pieces[-1]


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def is_date_word(word: str) -> bool:
    """Whether a word can be one of a date: a year, a month, a weekday, a day's number."""
    return word.casefold() in _DATE_WORDS or _YEAR_OR_DAY.fullmatch(word) is not None


def split_words(name: str) -> Iterator[str]:
    """Yield the words of one file or folder name, each followed by its pieces if it has some."""
    # Undecodable bytes become marks, which separate. NFC: macOS stores accents as own characters.
    text = os.fsencode(name).decode("utf-8", "replace")
    for run in _RUN.findall(unicodedata.normalize("NFC", text)):
        yield run
        pieces = tuple(_pieces(run))
        if len(pieces) > 1:
            yield from pieces


def _pieces(run: str) -> Iterator[str]:
    """Split letters and digits where their kind changes: ``HTMLPage2`` is HTML, Page, 2."""
    kinds = "".join(map(_kind, run)) + "$"
    start = 0
    for end, (before, after) in enumerate(pairwise(kinds), start=1):
        goes_on = before == after or (before, after) == ("U", "l")
        # The last capital before a small letter begins the next word.
        new_word = before == after == "U" and kinds[end + 1] == "l"
        if goes_on and not new_word:
            continue
        yield run[start:end]
        start = end


def _kind(character: str) -> str:
    """Class of a letter or digit: ``U`` upper, ``l`` lower, ``d`` digit, ``o`` without case."""
    if character.isupper():
        return "U"
    if character.islower():
        return "l"
    return "d" if character.isdigit() else "o"


def _date_words(taken_at: datetime | None) -> str:
    """Words of a day; its ISO date gives the year and the two-digit month and day as well."""
    if taken_at is None:
        return ""
    day = taken_at.date()
    return f"{day.isoformat()} {day.month} {_MONTHS[day.month - 1]} {_WEEKDAYS[day.weekday()]}"
