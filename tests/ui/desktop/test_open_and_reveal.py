"""Paths as URLs, and asking the file manager."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from picseek.ui.desktop import open_and_reveal as desktop

ODD = ["a b.jpg", "100%25.jpg", "what?#.jpg", "ünï.jpg", "quote'\".jpg", "new\nline.jpg"]


@pytest.mark.parametrize("name", ODD)
def test_a_path_survives_being_a_url(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert desktop.local_path(desktop.file_url(path)) == path


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_survives_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    assert desktop.local_path(desktop.file_url(path)) == path


def test_a_web_address_is_no_path() -> None:
    assert desktop.local_path(QUrl("https://example.org/a.jpg")) is None


def test_macos_is_asked_by_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", lambda command, **_kwargs: asked.append(command))
    assert desktop.reveal([tmp_path / "a b.jpg"])
    assert asked == [["open", "-R", str(tmp_path / "a b.jpg")]]


def test_windows_is_asked_by_explorer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "run", lambda command, **_kwargs: asked.append(command))
    assert desktop.reveal([Path("C:/My pictures/a.jpg")])
    assert asked == [f'explorer /select,"{Path("C:/My pictures/a.jpg")}"']


def test_a_missing_file_manager_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_command: object, **_kwargs: object) -> None:
        raise FileNotFoundError("open")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", fail)
    assert not desktop.reveal([tmp_path / "a.jpg"])


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's way")
def test_without_a_session_bus_nothing_can_be_revealed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    assert not desktop.reveal([tmp_path / "a.jpg"])
