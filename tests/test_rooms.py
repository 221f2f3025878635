"""The map of the rooms is true, and every room says what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import rooms

MOST_FLAT = 12
"""Modules that may lie flat in the engine; more of them are a room that was not seen."""

PACKAGE = rooms.SOURCES / "picseek"
HALVES = [PACKAGE / "engine", PACKAGE / "ui"]


def test_the_map_is_up_to_date() -> None:
    written = rooms.MAP.read_text(encoding="utf-8")
    assert written == rooms.map_of_rooms(), f"write it again: {rooms.WRITE}"


@pytest.mark.parametrize("parent", [PACKAGE, *HALVES], ids=lambda path: path.name)
def test_every_room_says_in_one_line_what_it_is_for(parent: Path) -> None:
    inner = [
        room for each in parent.iterdir() if each.is_dir() for room in rooms.rooms_inside(each)
    ]
    unsaid = {
        room.name: room.purpose
        for room in [*rooms.rooms_of(parent), *inner]
        if not room.purpose.endswith(".")
    }
    assert unsaid == {}


def test_few_modules_lie_flat_in_the_engine() -> None:
    flat = [path.name for path in (PACKAGE / "engine").glob("*.py") if path.stem != "__init__"]
    assert len(flat) <= MOST_FLAT, flat
