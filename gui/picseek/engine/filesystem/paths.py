"""Paths given by the user: made absolute, normalized, checked and compared."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from picseek.engine.errors import UsageError
from picseek.engine.messages import message

Identity = tuple[int, int] | str
"""The same for all names of a file or folder: device and inode, or its real path."""


def plain_path(folder: Path) -> Path:
    """A folder's absolute path without ``..``; links are not resolved."""
    return Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolve() follows links


def true_spelling(path: Path) -> Path:
    """An absolute path as its file system spells it; links are not resolved.

    On some file systems case does not matter, or how accents are encoded.
    """
    spelled = Path(path.anchor)
    for name in path.parts[1:]:
        spelled /= _true_name(spelled, name)
    return spelled


def spelled_as_chosen(folder: Path, chosen: Sequence[Path]) -> Path:
    """The path under which Picseek records a folder, whichever of its paths is given.

    Args:
        folder: From `plain_path`.
        chosen: Folders that were chosen before. A folder inside one of these, also through a
            link, gets a path that begins with it: else its files would be recorded twice.
    """
    folder = true_spelling(folder)
    if any(_is_in(folder, each) for each in chosen):
        return folder
    real = true_spelling(Path(os.path.realpath(folder)))
    for each in chosen:
        real_root = true_spelling(Path(os.path.realpath(each)))
        if _is_in(real, real_root):
            return each / real.relative_to(real_root)
    return folder


def _is_in(folder: Path, root: Path) -> bool:
    """Whether a folder is another one or lies in it, comparing exactly on every system."""
    return folder.parts[: len(root.parts)] == root.parts


def _true_name(parent: Path, name: str) -> str:
    """A name as its folder lists it, or as given if the folder cannot be listed."""
    variants = {name.swapcase(), *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    if not any(_is_same(parent / name, parent / other) for other in variants - {name}):
        return name  # without listing a folder that may be large
    try:
        listed = [path.name for path in parent.iterdir()]
    except OSError:
        return name
    same = (other for other in listed if _is_same(parent / name, parent / other))
    return name if name in listed else next(same, name)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - follows links
    except (OSError, ValueError):
        return False


def identity_of(path: Path) -> Identity | None:
    """The identity of a file, the same for all its names (links, hard links, mounts).

    None: it cannot be accessed.
    """
    try:
        return identity_by(path, os.stat(path))  # noqa: PTH116 - follows links
    except (OSError, ValueError):  # ValueError: a name that this system cannot have
        return None


def identity_by(path: Path | str, status: os.stat_result) -> Identity:
    """As `identity_of`, given the status; valid while the disk is mounted."""
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def readable_folder(folder: Path) -> Path:
    """The plain path of a folder that can be read.

    Raises:
        UsageError: It does not exist, is not a folder, or may not be read.
    """
    folder = plain_path(folder)
    if not os.path.exists(folder):  # noqa: PTH110 - Path.exists raises without permission
        raise UsageError(message("The folder {folder} doesn't exist.", folder=folder))
    if not os.path.isdir(folder):  # noqa: PTH112 - likewise
        raise UsageError(
            message("{folder} isn't a folder. Choose the folder that contains it.", folder=folder)
        )
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError(message("You don't have permission to open {folder}.", folder=folder))
    return folder


def without_nested(roots: Sequence[Path]) -> list[Path]:
    """The roots that lie in no other root, so that no file is scanned twice."""
    return [
        root
        for root in dict.fromkeys(roots)
        if not any(root != other and root.is_relative_to(other) for other in roots)
    ]
