"""Finds a picture by typing the start of its name."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from picseek.engine.types import PictureRow
from picseek.ui.grid.results_model import ResultsModel, file_name

_MIN_PAUSE_MS = 1000
"""Qt's default, 400 ms, is too short for slow typists."""


class TypeAhead:
    """Collects keys typed without a pause as one word.

    Attributes:
        word: The typed text, in lower case.
    """

    def __init__(self) -> None:
        self.word = ""
        self._typed_at = 0.0
        self._began = -1

    def in_progress(self) -> bool:
        """Whether the next key continues the word, which may contain spaces."""
        pause = max(_MIN_PAUSE_MS, QApplication.keyboardInputInterval())
        return bool(self.word) and (time.monotonic() - self._typed_at) * 1000 <= pause

    def type(self, text: str, current: int) -> int:
        """Add typed text.

        Args:
            text: The text.
            current: The current row; -1: none.

        Returns:
            The row to search from; -1: nothing to search for.
        """
        fresh = not self.in_progress()
        if fresh and not text.strip():
            return -1
        self._typed_at = time.monotonic()
        if fresh:
            self.word, self._began = "", current
        self.word += text.casefold()
        # A row found for a shorter word may also match the longer one.
        return max(0, current + 1 if current == self._began else current)


def letter_of(word: str) -> str:
    """Return a letter typed repeatedly, which steps through names; else ``""``."""
    return word[0] if len(word) > 1 and len(set(word)) == 1 else ""


def begins(picture: PictureRow, word: str) -> bool:
    """Whether a picture's file name starts with a lower-case word."""
    return file_name(picture).casefold().startswith(word)


def find_name(model: ResultsModel, start: int, word: str) -> int | None:
    """Find the next row whose name starts with a word, wrapping around.

    Returns:
        The row; -1: none; None: not known, as not all rows are in memory.
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
