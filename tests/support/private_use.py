"""What a person does with Picseek, for as long as libraries take that report it to somebody.

python tests/support/private_use.py index PICTURES | window LIBRARY

A script, run by its path: `tests` sets in the environment what keeps libraries from reporting.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QLineEdit

LONG_ENOUGH = 16.0
"""Seconds; onnxruntime asks for its maker's address some 11 s after it was imported."""

QUERIES = ("dark red", "two dogs on a beach")
"""One by colours alone, and one that the text encoder reads."""

_numbers = count()


def index_and_search(pictures: str) -> None:
    """Index more and more pictures, until a run has lasted so long, and search.

    Only one run counts: the processes that read pictures, and run the model, live as long as that.
    """
    from picseek.cli.main import main

    pictures_more, lasted = 20, 0.0
    while lasted < LONG_ENOUGH:
        _draw(Path(pictures), pictures_more)
        began = time.monotonic()
        assert main(["index", pictures]) == 0
        lasted = time.monotonic() - began
        pictures_more = round(pictures_more * min(8.0, max(1.5, 1.2 * LONG_ENOUGH / lasted)))
    for words in QUERIES:
        assert main(["search", words, "-n", "3"]) == 0
    assert main(["status", "--json"]) == 0


def _draw(folder: Path, count: int) -> None:
    """Draw so many pictures that are not there yet: one picture, with other bytes at its end."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((1200, 900)).convert("RGB").save(buffer, "JPEG")
    content = buffer.getvalue()
    for _ in range(count):
        number = next(_numbers)
        (folder / f"{number}.jpg").write_bytes(content + b"%d" % number)


def search_in_the_window(library: str) -> None:
    """Open the window, search by words and by an example, and close it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

    from picseek.ui.app import create_main_window

    app = QApplication(["picseek"])
    window = create_main_window(Path(library))
    window.show()
    box = window.findChild(QLineEdit, "searchBox")
    grid = window.findChild(QAbstractItemView, "resultGrid")
    assert isinstance(box, QLineEdit)
    assert isinstance(grid, QAbstractItemView)
    steps = _steps(box, grid)

    def go_on() -> None:
        if next(steps, "done") == "done":
            timer.stop()
            window.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(go_on)
    timer.start()
    assert app.exec() == 0


def _steps(box: QLineEdit, grid: QAbstractItemView) -> Iterator[None]:
    """Yields: while what the person waits for is not so yet."""
    while not grid.model().rowCount():
        yield
    for words in QUERIES:
        box.setText(words)
        box.returnPressed.emit()
    while "onnxruntime" not in sys.modules:
        yield
    answered = time.monotonic()
    while time.monotonic() < answered + LONG_ENOUGH:
        yield


if __name__ == "__main__":
    switches = [name for name in os.environ if name == "CI" or "ORT" in name or "TELEMETRY" in name]
    assert not switches, f"{switches} would keep libraries from reporting"
    {"index": index_and_search, "window": search_in_the_window}[sys.argv[1]](sys.argv[2])
