"""Finding a picture by typing the beginning of its name."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from picseek.engine.types import PictureRow
from picseek.ui.grid.results_model import ResultsModel, file_name

_LEAST_PAUSE_MS = 1000
"""Qt's own interval, 400 ms, is shorter than many people take to find the next key."""


class TypeAhead:
    """What is typed without a pause counts as one word.

    Attributes:
        word: What was typed, in small letters.
    """

    def __init__(self) -> None:
        self.word = ""
        self._typed_at = 0.0
        self._began = -1

    def under_way(self) -> bool:
        """Whether what is typed now goes on a word, which then may have a space in it."""
        pause = max(_LEAST_PAUSE_MS, QApplication.keyboardInputInterval())
        return bool(self.word) and (time.monotonic() - self._typed_at) * 1000 <= pause

    def type(self, text: str, current: int) -> int:
        """Take what was typed just now.

        Args:
            text: That.
            current: The current row; -1 for none.

        Returns:
            The row to look from; -1: there is nothing to look for.
        """
        fresh = not self.under_way()
        if fresh and not text.strip():
            return -1
        self._typed_at = time.monotonic()
        if fresh:
            self.word, self._began = "", current
        self.word += text.casefold()
        # Where it led on, that one is asked first whether it fits the longer word, too.
        return max(0, current + 1 if current == self._began else current)


def letter_of(word: str) -> str:
    """The letter that was typed again and again: a wish to go from name to name; else ``""``."""
    return word[0] if len(word) > 1 and len(set(word)) == 1 else ""


def begins(picture: PictureRow, word: str) -> bool:
    """Whether a picture's file name begins with a word in small letters."""
    return file_name(picture).casefold().startswith(word)


def find_name(model: ResultsModel, start: int, word: str) -> int | None:
    """The next row whose name begins with a word, looked for around the end.

    Returns:
        The row; -1: there is none; None: that cannot be told from the rows that are in memory.
    """
    count = model.rowCount()
    for step in range(count):
        row = (start + step) % count
        picture = model.known_row(row)
        if picture is None:
            return None
        if begins(picture, word):
            return row
    return -1
