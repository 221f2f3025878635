"""Shared by the tests of what is done with picture files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.picture_files import Shelf, shelf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A library with pictures to export, list and move."""
    with shelf(tmp_path) as made:
        yield made
