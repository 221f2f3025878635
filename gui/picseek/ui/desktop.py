"""What the desktop does for Picseek: open, show in the file manager, and paths as it wants them.

All that touches files here may block and is called on a thread, except `open_path`, which asks
another program.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, QUrl

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_NO_TEXT = re.compile("[\ud800-\udfff]")

_ANSWER_S = 3.0
"""How long a file manager may take to say that it heard."""

_LONGEST_COPY_SIDE = 4096
"""Pixels: what is pasted into a letter or a chat needs no more, and stays under 64 MiB."""


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


def read_image(path: Path) -> QImage:
    """Decode a picture with Qt, upright, at most 4096 pixels a side.

    Returns:
        The picture; a null image when Qt cannot read it.
    """
    from PySide6.QtGui import QImage, QImageReader

    try:
        content = QByteArray(path.read_bytes())
    except OSError:
        return QImage()
    # Not QImage.fromData: that one holds the interpreter lock while it decodes.
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > _LONGEST_COPY_SIDE:
        side = QSize(_LONGEST_COPY_SIDE, _LONGEST_COPY_SIDE)
        reader.setScaledSize(size.scaled(side, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    # Python may let the device go first, which the reader of a TIFF still needs when it goes.
    reader.setDevice(None)  # type: ignore[arg-type]
    return image


def clipboard_content(paths: Sequence[Path], image: QImage | None = None) -> QMimeData:
    """What to put on the clipboard for files: URLs, their paths as text, perhaps the picture."""
    mime = QMimeData()
    mime.setUrls([file_url(path) for path in paths])
    mime.setText("\n".join(shown(path) for path in paths))
    if image is not None and not image.isNull():
        mime.setImageData(image)
    return mime
