"""Paths as the desktop wants them, and pictures for the clipboard."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from picseek.engine.types import PictureFacts, PictureRow, Rendering
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
    assert desktop.shown(path).endswith("caf\ufffd.jpg")


def test_a_web_address_is_no_path() -> None:
    assert desktop.local_path(QUrl("https://example.org/a.jpg")) is None


def test_a_picture_is_read_upright_and_not_too_large(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    Image.new("RGB", (6000, 600), "red").save(tmp_path / "wide.jpg", exif=exif)
    image = desktop.read_image(tmp_path / "wide.jpg")
    assert (image.width(), image.height()) == (600, 6000)
    image = desktop.read_image(tmp_path / "wide.jpg", most_pixels=900_000)
    assert (image.width(), image.height()) == (300, 3000)


def test_what_cannot_be_read_is_a_null_image(tmp_path: Path) -> None:
    assert desktop.read_image(tmp_path / "none.jpg").isNull()
    (tmp_path / "text.jpg").write_text("no picture")
    assert desktop.read_image(tmp_path / "text.jpg").isNull()


def test_the_clipboard_gets_files_text_and_image(tmp_path: Path) -> None:
    paths = [tmp_path / "a b.jpg", tmp_path / "c.jpg"]
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    formats = desktop.copied_files(paths) | desktop.copied_image(image)
    mime = desktop.ClipboardContent(formats, "words", image).to_mime()
    assert mime.urls() == [desktop.file_url(path) for path in paths]
    assert mime.text() == "words"
    assert mime.hasImage()
    assert QImage.fromData(mime.data("image/png")).size() == image.size()
    assert not desktop.ClipboardContent(desktop.copied_files(paths)).to_mime().hasImage()


def test_what_the_engine_rendered_becomes_an_image() -> None:
    red, blue = b"\x00\x00\xff\xff", b"\xff\x00\x00\xff"
    image = desktop.rendered_image(Rendering(3, 1, red + red + blue, 3, 1))
    assert (image.width(), image.height()) == (3, 1)
    assert image.pixelColor(0, 0).red() == image.pixelColor(2, 0).blue() == 255


def test_a_copied_picture_has_as_many_pixels_as_fit() -> None:
    row = PictureRow(1, Path("a"), Path("b"), 1, 0.0, PictureFacts(6000, 4000, "HEIF"))
    assert desktop.side_to_copy(row) == 4000
    large = PictureFacts(16000, 10000, "HEIF")
    assert desktop.side_to_copy(replace(row, facts=large)) == 5000


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


def test_a_missing_file_manager_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
