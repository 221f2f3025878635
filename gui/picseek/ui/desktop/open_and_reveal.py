"""What the desktop does for Picseek: open, show in the file manager, and paths as it wants them.

All that touches files here may block and is called on a thread, except `open_path`, which asks
another program.
"""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, QUrl

from picseek.engine.types import PictureRow, Rendering
from picseek.ui.images.format import tell_format

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_NO_TEXT = re.compile("[\ud800-\udfff]")

_ANSWER_S = 3.0
"""How long a file manager may take to say that it heard."""

_MOST_COPIED_PIXELS = 40_000_000
"""What is put on the clipboard as pixels has no more of them: 160 MB."""

_PNG_QUALITY = 80  # of Qt's scale, which for PNG tells how quick it is, not how good


def shown(path: Path | str) -> str:
    """A path, or a sentence with one, as Qt can draw it.

    Bytes of a name that are no UTF-8 are lone surrogates in Python; Qt would swallow them.
    """
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", str(path))


def file_url(path: Path) -> QUrl:
    """A path as URL, exact to the byte also where the name is no UTF-8."""
    return QUrl.fromEncoded(QByteArray(path.absolute().as_uri().encode("ascii")))


def local_path(url: QUrl) -> Path | None:
    """The path a ``file:`` URL means, or None for any other URL."""
    if not url.isLocalFile():
        return None
    if os.name == "nt":
        return Path(url.toLocalFile())
    from urllib.parse import unquote_to_bytes

    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))


def is_there(path: Path) -> bool:
    """Whether a file can be reached; one behind a closed folder cannot."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for what it may not see


def open_path(path: Path) -> bool:
    """Open a file or folder with the program the system has for it.

    Returns:
        Whether there was one to ask.
    """
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(file_url(path))


def reveal(paths: Sequence[Path]) -> bool:
    """Show files in the file manager, selected.

    Returns:
        False where no file manager could be asked: then open their folder instead.
    """
    if sys.platform == "darwin":
        return _spawn(["open", "-R", *map(str, paths)])
    if sys.platform == "win32":
        return _spawn(f'explorer /select,"{paths[0]}"')
    return _show_items(paths)


def _spawn(command: str | list[str]) -> bool:
    import subprocess

    try:
        subprocess.run(command, check=False, timeout=_ANSWER_S)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return False
    return True


def _show_items(paths: Sequence[Path]) -> bool:
    """Ask by https://www.freedesktop.org/wiki/Specifications/file-manager-interface/."""
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1",
        "ShowItems",
    )
    message.setArguments([[path.absolute().as_uri() for path in paths], ""])
    answer = bus.call(message, QDBus.CallMode.Block, int(_ANSWER_S * 1000))
    return answer.type() == QDBusMessage.MessageType.ReplyMessage


def read_image(path: Path, most_pixels: int = _MOST_COPIED_PIXELS) -> QImage:
    """Decode a picture with Qt, upright; in full, unless it has more than so many pixels.

    Returns:
        The picture; a null image when Qt cannot read it.
    """
    from PySide6.QtGui import QImage, QImageReader

    try:
        content = path.read_bytes()
    except OSError:
        return QImage()
    # Not QImage.fromData: that one holds the interpreter lock while it decodes.
    kept = QByteArray(content)
    device = QBuffer(kept)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    if not tell_format(reader, content):
        return QImage()
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if pixels > most_pixels:
        scale = math.sqrt(most_pixels / pixels)
        reader.setScaledSize(QSize(int(size.width() * scale), int(size.height() * scale)))
    image = reader.read()
    # Python may let the device go first, which some readers still need when they go.
    reader.setDevice(None)  # type: ignore[arg-type]
    return image


def side_to_copy(picture: PictureRow) -> int:
    """Pixels of the shorter side of what is put on the clipboard of a picture."""
    width, height = picture.facts.width, picture.facts.height
    scale = min(1.0, math.sqrt(_MOST_COPIED_PIXELS / max(1, width * height)))
    return max(1, int(min(width, height) * scale))


def rendered_image(rendering: Rendering) -> QImage:
    """What the engine has rendered, as Qt holds it."""
    from PySide6.QtGui import QImage

    width, height = rendering.width, rendering.height
    image = QImage(rendering.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return image.copy()  # its own pixels: the rendering's go with it


def png_of(image: QImage) -> bytes:
    """A picture as PNG, quickly rather than small. For a thread: it takes a second."""
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes for the format, and the method a str.
    image.save(device, "PNG", _PNG_QUALITY)  # type: ignore[call-overload]
    device.close()
    return bytes(content.data())


@dataclass(frozen=True, slots=True)
class ClipboardContent:
    """What is put on the clipboard, ready to be given to Qt.

    Attributes:
        formats: Bytes by MIME type.
        text: ``""``: none.
        image: None: none. The same as its PNG, for programs of this kind.
    """

    formats: dict[str, bytes]
    text: str = ""
    image: QImage | None = None

    def to_mime(self) -> QMimeData:
        """As Qt wants it."""
        mime = QMimeData()
        if self.image is not None:
            mime.setImageData(self.image)
        for name, content in self.formats.items():
            mime.setData(name, QByteArray(content))
        if self.text:
            mime.setText(self.text)
        return mime


def copied_files(paths: Sequence[Path]) -> dict[str, bytes]:
    """Files on the clipboard: as all desktops take them, and as copied, not cut, by some."""
    urls = [path.absolute().as_uri() for path in paths]
    return {
        "text/uri-list": "".join(f"{url}\r\n" for url in urls).encode("ascii"),
        "x-special/gnome-copied-files": "\n".join(["copy", *urls]).encode("ascii"),
        "application/x-kde-cutselection": b"0",
    }


def copied_image(image: QImage) -> dict[str, bytes]:
    """A picture on the clipboard. Encoded here: Qt would do it later, and the window wait."""
    return {"image/png": png_of(image)}
