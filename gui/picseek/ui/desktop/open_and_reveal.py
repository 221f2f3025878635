"""Opens files with other programs, shows them in the file manager, and converts paths to URLs.

Functions that access files may block, so call them on a background thread; `open_path` does not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QUrl

from picseek.ui.desktop.child_environment import child_environment
from picseek.ui.desktop.session_bus import BusError, SessionBus

_ANSWER_S = 3.0
"""Timeout for file managers."""

_SERVICE = "org.freedesktop.FileManager1"
_PATH = "/org/freedesktop/FileManager1"


def file_url(path: Path) -> QUrl:
    """Return a path as URL, byte for byte, even if it is not UTF-8."""
    return QUrl.fromEncoded(QByteArray(path.absolute().as_uri().encode("ascii")))


def local_path(url: QUrl) -> Path | None:
    """Return the path of a ``file:`` URL, or None for other URLs."""
    if not url.isLocalFile():
        return None
    if os.name == "nt":
        return Path(url.toLocalFile())
    from urllib.parse import unquote_to_bytes

    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))


def exists(path: Path) -> bool:
    """Whether a file exists and its folder is accessible."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists may raise PermissionError


def open_path(path: Path) -> bool:
    """Open a file or folder with its default program.

    Returns:
        Whether there is one.
    """
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(file_url(path))


def reveal(paths: Sequence[Path]) -> bool:
    """Show files in the file manager, selected.

    Returns:
        False if that is not supported: open their folder instead.
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
    """See https://www.freedesktop.org/wiki/Specifications/file-manager-interface/."""
    uris = [path.absolute().as_uri() for path in paths]
    try:
        bus = SessionBus(_ANSWER_S)
    except BusError:
        return False
    try:
        bus.call(_SERVICE, _PATH, "ShowItems", "ass", uris, "")
    except BusError:
        return False
    finally:
        bus.close()
    return True
