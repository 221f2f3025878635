"""Finding a picture by typing the beginning of its name."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from picseek.ui.results_model import ResultsModel, file_name

_ROWS_LOOKED_AT = 20_000


class TypeAhead:
    """What was typed within the system's interval counts as one word."""

    def __init__(self) -> None:
        self._typed = ""
        self._typed_at = 0.0

    def find(self, model: ResultsModel, current: int, text: str) -> int:
        """The next row that begins with what was typed, or -1.

        Only rows that were fetched before are looked at, so nothing waits for the disk.

        Args:
            model: Where to look.
            current: The row to start from; -1 for none.
            text: What was typed just now.
        """
        now = time.monotonic()
        fresh = (now - self._typed_at) * 1000 > QApplication.keyboardInputInterval()
        if fresh and not text.strip():
            return -1
        self._typed_at = now
        self._typed = text.casefold() if fresh else self._typed + text.casefold()
        return self._search(model, max(0, current + 1 if fresh else current))

    def _search(self, model: ResultsModel, start: int) -> int:
        count = model.rowCount()
        for step in range(min(count, _ROWS_LOOKED_AT)):
            row = (start + step) % count
            picture = model.known_row(row)
            if picture is not None and file_name(picture).casefold().startswith(self._typed):
                return row
        return -1
