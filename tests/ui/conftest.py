"""Shared by the tests of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.desk import Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """A window on an empty fake library; not shown yet."""
    return Desk(qtbot, tmp_path / "library")
