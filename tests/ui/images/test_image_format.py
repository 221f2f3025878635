"""Formats by a file's first bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader

from picseek.ui.images.image_format import format_of, set_format


def saved(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), (200, 60, 30)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
def test_a_reader_with_a_given_format_reads(kind: str) -> None:
    content = saved(kind)
    assert format_of(content) == kind.lower().encode()
    buffer, source = QByteArray(content), QBuffer()
    source.setData(buffer)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    assert set_format(reader, content)
    assert (reader.size().width(), reader.size().height()) == (30, 20)
    assert not reader.read().isNull()
    reader.setDevice(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"RIFF", b"<svg/>", saved("TIFF"), b"RIFF\0\0\0\0WAVE"])
def test_no_plugin_is_asked_about_anything_else(content: bytes) -> None:
    assert format_of(content) == b""
    assert not set_format(QImageReader(), content)
