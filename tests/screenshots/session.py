"""What all pictures of one look are taken of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from picseek.demo import draw_samples
from picseek.engine.library import Library
from picseek.engine.types import Query
from tests.screenshots.looks import Look

SAVED = ("mountains", "red roses", "march 2019")


@dataclass(frozen=True, slots=True)
class Session:
    """The sample pictures, the library that holds them, and where pictures of it go.

    Attributes:
        look: How the window looks.
        scratch: A folder to write to, beside that of the sample pictures.
        out: Where the pictures of the window go.
    """

    look: Look
    scratch: Path
    out: Path

    @property
    def pictures(self) -> Path:
        return self.scratch.parent / "Pictures"

    @property
    def library(self) -> Path:
        return self.scratch / "library"

    def fresh(self, name: str) -> Path:
        """The folder of a library with nothing in it, which looks as it should."""
        folder = self.scratch / f"{self.look.name}-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        self.look.prepare(folder)
        return folder


def index_samples(scratch: Path) -> None:
    """Draw the samples and index them, as the program does."""
    folder = scratch / "Pictures"
    draw_samples(folder)
    opened = Library.open(scratch / "library")
    try:
        opened.index([folder])
        for words in SAVED:
            opened.sidebar.saved_searches.save(words.capitalize(), Query(words))
    finally:
        opened.close()


@contextmanager
def damaged_files(folder: Path) -> Iterator[None]:
    """For a while there are files that cannot be indexed, each for another reason."""
    damaged = folder / "Damaged"
    damaged.mkdir()
    (damaged / "empty.jpg").touch()
    (damaged / "no picture at all.png").write_text("only words")
    whole = (folder / "Outdoors" / "red barn.jpg").read_bytes()
    (damaged / "half.jpg").write_bytes(whole[: len(whole) // 9])
    try:
        yield
    finally:
        shutil.rmtree(damaged)
