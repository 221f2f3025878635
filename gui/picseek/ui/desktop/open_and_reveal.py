"""Opens files with other programs, shows them in the file manager, and converts paths to URLs.

Whatever touches a file may block, so call it on a thread; `open_path` only asks another program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QUrl

from picseek.ui.desktop.child_environment import child_environment

_ANSWER_S = 3.0
"""How long a file manager may take to answer."""


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


def exists(path: Path) -> bool:
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
        subprocess.run(  # noqa: S603 - no shell
            command, check=False, timeout=_ANSWER_S, env=child_environment()
        )
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
