"""Files, text and pictures in the clipboard's formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_PNG_QUALITY = 80  # Qt's scale: for PNG it sets the speed of compression, not the quality


@dataclass(frozen=True, slots=True)
class ClipboardContent:
    """Content for the clipboard.

    Attributes:
        formats: Bytes by MIME type.
        text: ``""``: none.
        image: The same picture as ``formats["image/png"]``, for programs without PNG; or None.
    """

    formats: dict[str, bytes]
    text: str = ""
    image: QImage | None = None

    def to_mime(self) -> QMimeData:
        """Return the content as QMimeData."""
        mime = QMimeData()
        if self.image is not None:
            mime.setImageData(self.image)
        for name, content in self.formats.items():
            mime.setData(name, QByteArray(content))
        if self.text:
            mime.setText(self.text)
        return mime


def copied_files(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return files by MIME type: a URL list, and two types that mean copy, not cut."""
    urls = [path.absolute().as_uri() for path in paths]
    return {
        "text/uri-list": "".join(f"{url}\r\n" for url in urls).encode("ascii"),
        "x-special/gnome-copied-files": "\n".join(["copy", *urls]).encode("ascii"),
        "application/x-kde-cutselection": b"0",
    }


def copied_image(image: QImage) -> dict[str, bytes]:
    """Return a picture by MIME type. Qt would only encode it later, on the GUI thread."""
    return {"image/png": png_of(image)}


def png_of(image: QImage) -> bytes:
    """Encode a picture as PNG, fast rather than small. Blocks up to a second."""
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes for the format, and the method a str.
    image.save(device, "PNG", _PNG_QUALITY)  # type: ignore[call-overload]
    device.close()
    return bytes(content.data())
