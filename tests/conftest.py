"""Shared by all tests: no screen is needed, and nothing that belongs to the user is touched."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.support.hub.fixtures"]

# How fast a machine draws examples, or runs one, says nothing about the program.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def garbage_collected_on_the_main_thread() -> Iterator[None]:
    """Let no QObject of an earlier test die on a job's thread, where its end may wait forever.

    The window does the same, see `ui.base.gc_on_gui_thread`. Tests of the engine need it too: they
    may follow those of the window in one process.
    """
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def module_garbage_collected() -> Iterator[None]:
    """Collect what outlived a test, too."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def isolated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the user's library, key and settings."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("PICSEEK_LIBRARY", str(tmp_path / "default-library"))
    monkeypatch.setenv("PICSEEK_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody: no test asks the real hub
    for name in ("CO_API_KEY", "CO_API_URL", "COHERE_API_KEY", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """As pytest-qt's, but patient."""
    from tests.support.ui.patience import PatientBot

    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running, and say which."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(timeout=60)  # ends with the thread; a busy machine may take its time
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left running: {still}"
