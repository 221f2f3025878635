"""Shared by the tests of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.desk import Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_NO_WINDOW_MANAGER = r"This plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any other warning of Qt still fails a test; the offscreen platform always gives these."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(_NO_WINDOW_MANAGER))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """A window on an empty fake library; not shown yet."""
    return Desk(qtbot, tmp_path / "library")
