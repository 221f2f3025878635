"""The words by which a file is found: of its name, the day it was taken, and its captions."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from picseek.engine.text.folding import EMOJI, alternatives, other_forms, tokens, words

SHORTEST_BEGINNING = 4
"""Letters of a word that also matches the beginning of longer words in captions."""

_AROUND = 8  # words of context on either side of a match
# Letters and digits, with marks that are separate characters; or an emoji.
_RUN = re.compile(rf"(?:[^\W_]|[\u0e31-\u0e4e\u0900-\u0dff])+|[{EMOJI}]")

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
    """Words of one file, joined by spaces, for a row of the full-text index.

    All but `original` are folded (see `picseek.engine.text.folding`).

    Attributes:
        name: Of the file's name, the extension included.
        folder: Of the folders' names, from the root's own name down to the file's folder.
        dates: Year, month, weekday and ISO date of the day it was taken, or ``""``.
        captions: What is written in the picture and beside it, or ``""``.
        forms: Others by which those of name, folder and captions are to be found.
        original: The captions as they were written.
    """

    name: str
    folder: str
    dates: str
    captions: str
    forms: str
    original: str


def search_words(path: Path, root: Path, taken: datetime | str | None, captions: str = "") -> Words:
    """Return the words by which a file can be found.

    Names are split at punctuation, underscores, camelCase and between letters and digits; the
    joined form is indexed, too: ``IMG20190314`` gives ``img20190314 img 20190314``.

    Args:
        path: Absolute path of the file.
        root: The folder the user chose; where it does not hold the file, only the file's own
            folder counts.
        taken: When it was taken; a text is the year, or year and month, where the day is not
            known (``2019-03``). Not the file's modification time.
        captions: What is written about the picture.
    """
    folder = path.parent
    parts: tuple[str, ...] = (folder.name,)
    if folder.is_relative_to(root):
        parts = (root.name, *folder.relative_to(root).parts)
    folders = " ".join(word for part in parts for word in split_words(part))
    return folded_words(" ".join(split_words(path.name)), folders, _date_words(taken), captions)


def folded_words(name: str, folder: str, dates: str, captions: str) -> Words:
    """The row of the index for these texts, of which names are split already."""
    return Words(
        name=" ".join(words(name)),
        folder=" ".join(words(folder)),
        dates=" ".join((*words(dates), *other_forms(dates))),
        captions=" ".join(words(captions)),
        forms=" ".join(other_forms(f"{name} {folder} {captions}")),
        original=captions,
    )


def matching_part(captions: str, sought: Iterable[str]) -> str:
    """The first part of captions that has one of these words, with some around it, in one line.

    Words match as in the index; ``""`` if none does.
    """
    phrases = [phrase for word in sought for phrase in alternatives(word)]
    text = _Tokenized(captions)
    for at in range(len(text.tokens)):
        if any(text.has(phrase, at) for phrase in phrases):
            return text.excerpt(at)
    return ""


class _Tokenized:
    """Captions as words; the other forms of a word are computed once, and only where needed."""

    def __init__(self, captions: str) -> None:
        self._captions = captions
        self.tokens = list(tokens(captions))
        self._other_forms: dict[int, list[str]] = {}

    def has(self, phrase: list[str], at: int) -> bool:
        """Whether a phrase stands at a token; a longer word may begin with its last one."""
        found = self.tokens[at : at + len(phrase)]
        if len(found) < len(phrase) or [token.word for token in found[:-1]] != phrase[:-1]:
            return False
        last, word = found[-1].word, phrase[-1]
        if word == last or (len(word) >= SHORTEST_BEGINNING and last.startswith(word)):
            return True
        return word in self._forms_of(at + len(phrase) - 1)

    def excerpt(self, at: int) -> str:
        """A token with the words around it."""
        first, last = max(0, at - _AROUND), min(len(self.tokens), at + _AROUND) - 1
        text = " ".join(self._captions[self.tokens[first].start : self.tokens[last].end].split())
        return ("…" if first else "") + text + ("…" if last < len(self.tokens) - 1 else "")

    def _forms_of(self, at: int) -> list[str]:
        if at not in self._other_forms:
            token = self.tokens[at]
            self._other_forms[at] = other_forms(self._captions[token.start : token.end])
        return self._other_forms[at]


def is_date_word(word: str) -> bool:
    """Whether a word can be one of a date: a year, a month, a weekday, a day's number."""
    return word.casefold() in _DATE_WORDS or _YEAR_OR_DAY.fullmatch(word) is not None


def split_words(name: str) -> Iterator[str]:
    """Yield the words of one file or folder name, each followed by its pieces if it has some."""
    # Undecodable bytes become separators. NFC: macOS stores accents as separate characters.
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


def _date_words(taken: datetime | str | None) -> str:
    """Words of a day; its ISO date gives the year and the two-digit month and day as well."""
    if not taken:
        return ""
    if isinstance(taken, str):
        month = taken[len("2019-") :]
        return f"{taken} {int(month)} {_MONTHS[int(month) - 1]}" if month else taken
    day = taken.date()
    return f"{day.isoformat()} {day.month} {_MONTHS[day.month - 1]} {_WEEKDAYS[day.weekday()]}"
