"""What programs that drive the window look for: names of widgets and actions."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QSlider,
    QWidget,
)

from picseek.ui.app import create_main_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WIDGETS: dict[str, type[QWidget]] = {
    "searchBox": QLineEdit,
    "resultGrid": QAbstractItemView,
    "indexProgress": QProgressBar,
    "statusMessage": QLabel,
    "problemsButton": QPushButton,
    "chooseFolderButton": QPushButton,
    "sizeSlider": QSlider,
}
ACTIONS = {
    "addFolderAction",
    "pauseAction",
    "stopAction",
    "openAction",
    "revealAction",
    "copyAction",
    "copyPathAction",
    "similarAction",
    "preferencesAction",
    "rescanAction",
    "quitAction",
    "focusSearchAction",
    "zoomInAction",
    "zoomOutAction",
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> QMainWindow:
    made = create_main_window(tmp_path / "library")
    qtbot.addWidget(made)
    return made


def test_the_widgets_have_their_names(window: QMainWindow) -> None:
    missing = [name for name, kind in WIDGETS.items() if window.findChild(kind, name) is None]
    assert missing == []


def test_the_actions_have_their_names(window: QMainWindow) -> None:
    assert {action.objectName() for action in window.findChildren(QAction)} >= ACTIONS


def test_the_window_is_made_of_a_library_alone() -> None:
    signature = inspect.signature(create_main_window, eval_str=True)
    assert {name: each.annotation for name, each in signature.parameters.items()} == {
        "library": Path
    }
    assert signature.return_annotation is QMainWindow
