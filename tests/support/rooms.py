"""Writes gui/README.md, the map of the rooms, from their docstrings and the import contracts.

python -m tests.support.rooms --write
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "gui"
MAP = SOURCES / "README.md"
WRITE = "python -m tests.support.rooms --write"

_INTRODUCTION = f"""\
# The rooms

<!-- Written by `{WRITE}`: edit the docstrings instead. -->

A room is a package or a module with one purpose. The window and the command line enter the engine
through `library`, `types`, `errors`, `cancel` and `messages` only. Inside the engine and inside the
window a room imports rooms on lower floors only; rooms that share a floor may not import each
other where `pyproject.toml` separates them with a bar. `lint-imports` checks all of it, and `tests`
has the same rooms.
"""


class Room(NamedTuple):
    """A package or module, by its path in its parent, and what it is for."""

    name: str
    purpose: str


def purpose(path: Path) -> str:
    """Return the first line of a module's or package's docstring, or ``""``."""
    file = path / "__init__.py" if path.is_dir() else path
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def rooms_of(package: Path) -> list[Room]:
    """Return the packages and flat modules of a package, in the order of their names."""
    return [Room(path.stem, purpose(path)) for path in sorted(package.iterdir()) if _is_room(path)]


def rooms_inside(package: Path) -> list[Room]:
    """Return the packages at any depth inside a room, by their path from its parent."""
    inside = sorted(path.parent for path in package.glob("*/**/__init__.py"))
    parent = package.parent
    return [Room(path.relative_to(parent).as_posix(), purpose(path)) for path in inside]


def map_of_rooms() -> str:
    """Return the whole map as Markdown."""
    top = [*rooms_of(SOURCES / "picseek"), Room("training", purpose(SOURCES / "training"))]
    parts = [_INTRODUCTION, *_table(["Room", "What it is for"], ([each] for each in top))]
    for half, title in (("engine", "The engine"), ("ui", "The window")):
        parts += [f"\n## {title}\n", *_table(["Floor", "Room", "What it is for"], _floors(half))]
    return "\n".join(parts) + "\n"


def _is_room(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py" and not path.stem.startswith("__")


def _floors(half: str) -> Iterator[list[str | Room]]:
    """Yield the rows of one half of the program, the top floor first."""
    package = SOURCES / "picseek" / half
    rooms = {room.name: room for room in rooms_of(package)}
    layers = _layers(f"picseek.{half}")
    for floor, names in zip(range(len(layers), 0, -1), layers, strict=True):
        for number, name in enumerate(names):
            yield [str(floor) if number == 0 else "", rooms.pop(name)]
            for inner in rooms_inside(package / name):
                yield ["", inner]
    for room in rooms.values():
        yield ["", room]


def _layers(container: str) -> list[list[str]]:
    """Return the floors of a package, the top one first, as the import contracts have them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (
        contract
        for contract in settings["tool"]["importlinter"]["contracts"]
        if container in contract.get("containers", [])
    )
    return [[name.strip(" ()") for name in re.split("[|:]", layer)] for layer in contract["layers"]]


def _table(heading: list[str], rows: Iterable[list[str | Room]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield f"|{'|'.join('---' for _ in heading)}|"
    for row in rows:
        cells = [
            f"`{cell.name}` | {cell.purpose.replace('|', chr(92) + '|')}"
            if isinstance(cell, Room)
            else cell
            for cell in row
        ]
        yield f"| {' | '.join(cells)} |"


def main(arguments: list[str]) -> int:
    """Print the map, or write it with ``--write``."""
    if arguments == ["--write"]:
        MAP.write_text(map_of_rooms(), encoding="utf-8")
    else:
        sys.stdout.write(map_of_rooms())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
