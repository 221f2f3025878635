"""Pictures for a library, and what is found in one."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types import Query, SearchResult


def draw(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (80, 60)) -> Path:
    """Draw a picture in one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def names(library: Library, query: Query) -> list[str]:
    """The names of the files found, the best first, without those that only come near."""
    return exact_names(library.search(query))


def exact_names(result: SearchResult) -> list[str]:
    """The names of the files in a result, the best first, without those that only come near."""
    exact = result.hits[: len(result.hits) - result.near]
    return [hit.picture.path.name for hit in exact]
