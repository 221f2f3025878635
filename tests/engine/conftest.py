"""Shared by the tests of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.engine.library import Library
from picseek.engine.store import Store
from tests.support.stores import open_store


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty one."""
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty one, in `library.db` of the test's folder."""
    store = open_store(tmp_path)
    yield store
    store.close()
