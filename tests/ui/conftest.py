"""Shared by the tests of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from picseek.ui.text.language import install_language
from tests.support.ui.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard_at_the_end(qapp: QApplication) -> Iterator[None]:
    """Qt's own end comes after Python's, too late for what Python put on the clipboard."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    """Have the plurals of English, as every window has."""
    install_language(qapp, "en")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """A window on an empty fake library; not shown yet."""
    return Desk(qtbot, tmp_path / "library")
