"""Words written by hand: English that WordNet lacks, German and French."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HAND_WRITTEN = Path(__file__).with_name("names.txt")


@dataclass(frozen=True, slots=True)
class Names:
    """Words of one concept, lower case, spaces between the words of a phrase."""

    english: tuple[str, ...]
    german: tuple[str, ...]
    french: tuple[str, ...]


def read_names(path: Path = HAND_WRITTEN) -> dict[str, Names]:
    """Read the table: the words of each concept, by its name.

    Raises:
        OSError: There is no such file.
        ValueError: A line has not four columns, or a concept two lines.
    """
    found: dict[str, Names] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, *columns = (column.strip() for column in line.split("|"))
        if len(columns) != 3 or name in found:
            raise ValueError(f"{path.name}: {line}")
        found[name] = Names(*map(_words, columns))
    return found


def _words(column: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in column.split(",") if word.strip())
