"""Shared by the tests of index runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.indexing.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A library with no pictures yet."""
    bench = Bench(tmp_path)
    yield bench
    bench.store.close()
