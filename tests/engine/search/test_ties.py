"""Ranks do not depend on the order in which pictures came into a library."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types import Query

MANY = 12


def draw_alike(folder: Path) -> list[Path]:
    """Pictures of the same pixels, and of other bytes."""
    folder.mkdir()
    paths = [folder / f"scan {n:02}.png" for n in range(MANY)]
    for n, path in enumerate(paths):
        Image.new("RGB", (64, 48), (210, 15, 20)).save(path)
        with path.open("ab") as file:
            file.write(bytes([n]))  # behind the end: nothing reads it
    return paths


def index_in_order(library: Library, groups: Sequence[Sequence[Path]], elsewhere: Path) -> None:
    """Index some pictures, and then the others: ids follow that order."""
    folder = groups[0][0].parent
    for path in groups[1]:
        path.rename(elsewhere / path.name)
    library.index([folder])
    for path in groups[1]:
        (elsewhere / path.name).rename(path)
    library.index([folder])


def test_two_libraries_of_the_same_pictures_agree(tmp_path: Path) -> None:
    paths = draw_alike(tmp_path / "photos")
    half = MANY // 2
    with ExitStack() as opened:
        one, two = (
            opened.enter_context(closing(Library.open(tmp_path / name))) for name in ("one", "two")
        )
        index_in_order(one, (paths[:half], paths[half:]), tmp_path)
        index_in_order(two, (paths[half:], paths[:half]), tmp_path)
        for words in ("red", "scan", "red scan"):
            asked = Query(words, limit=5)
            first, second = (
                [hit.picture.path.name for hit in library.search(asked).hits]
                for library in (one, two)
            )
            assert first == second
            assert len(first) == 5
