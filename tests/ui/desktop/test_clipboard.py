"""What other programs can paste."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from picseek.ui.desktop.clipboard import ClipboardContent, copied_files, copied_image
from picseek.ui.desktop.open_and_reveal import file_url


def test_the_clipboard_gets_files_text_and_image(tmp_path: Path) -> None:
    paths = [tmp_path / "a b.jpg", tmp_path / "c.jpg"]
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    formats = copied_files(paths) | copied_image(image)
    mime = ClipboardContent(formats, "words", image).to_mime()
    assert mime.urls() == [file_url(path) for path in paths]
    assert mime.text() == "words"
    assert mime.hasImage()
    assert QImage.fromData(mime.data("image/png")).size() == image.size()
    assert not ClipboardContent(copied_files(paths)).to_mime().hasImage()
