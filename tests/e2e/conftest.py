"""Shared by the tests of the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from tests.e2e.person import COLOURS, Person, draw_photos
from tests.e2e.program import Program

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The command line on an empty library."""
    return Program(tmp_path / "library")


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Three pictures."""
    draw_photos(tmp_path / "photos")
    return tmp_path / "photos"


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Somebody in front of an empty library."""
    person = Person(qtbot, tmp_path / "library")
    person.until(person.part(QPushButton, "chooseFolderButton").isVisible)
    yield person
    person.leave()


@pytest.fixture
def indexed(person: Person, photos: Path) -> Person:
    """Somebody whose three pictures are indexed by the built-in model."""
    person.wait_for_the_first_run()
    person.drop(photos)
    person.until(lambda: len(person.names) == len(COLOURS))
    person.until(lambda: not person.action("stopAction").isEnabled())
    return person
