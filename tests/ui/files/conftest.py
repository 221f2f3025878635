"""Shared by the tests of what is done with files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "my photos"


@pytest.fixture
def full(desk: Desk, photos: Path) -> Desk:
    """A window on three pictures, of which none is selected."""
    desk.library.put(*draw_pictures(photos, "a.jpg", "b 100%.jpg", "c.jpg"))
    desk.library.remember(photos)
    desk.open()
    desk.until(lambda: len(desk.names()) == 3)
    return desk
