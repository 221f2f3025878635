"""Paths as the user gives them: made absolute, spelled in one way, checked and told apart."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from picseek.engine.errors import UsageError
from picseek.engine.messages import message

Identity = tuple[int, int] | str
"""Of a file or folder, whatever it is called: device and inode, or its real path."""


def plain_path(folder: Path) -> Path:
    """A folder's absolute path without ``..``, links kept as the user sees them."""
    return Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolve() follows links


def true_spelling(path: Path) -> Path:
    """An absolute path as its file system spells it; links are kept.

    Some let a name be written in several ways: in capitals, or with accents as letters.
    """
    spelled = Path(path.anchor)
    for name in path.parts[1:]:
        spelled /= _true_name(spelled, name)
    return spelled


def spelled_as_chosen(folder: Path, chosen: Sequence[Path]) -> Path:
    """The path of a folder as Picseek records it, however the user came to it.

    Args:
        folder: As `plain_path` gives it.
        chosen: Folders that were chosen before. In one of these, also by way of a link, it is
            named as they are: else its files would be recorded a second time.
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
    """Whether the one is the other or lies below it, letter by letter on every system."""
    return folder.parts[: len(root.parts)] == root.parts


def _true_name(parent: Path, name: str) -> str:
    """A name as it is listed in a folder; as it is given, where nothing tells."""
    variants = {name.swapcase(), *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    if not any(_is_same(parent / name, parent / other) for other in variants - {name}):
        return name  # spared: reading a folder that may be large
    try:
        listed = [path.name for path in parent.iterdir()]
    except OSError:
        return name
    same = (other for other in listed if _is_same(parent / name, parent / other))
    return name if name in listed else next(same, name)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - as the rest, also of a link
    except (OSError, ValueError):
        return False


def identity_of(path: Path) -> Identity | None:
    """What all names of one file have in common (links, hard links, other ways to its folder).

    None: it cannot be reached. Asks the disk.
    """
    try:
        return identity_by(path, os.stat(path))  # noqa: PTH116 - of what a link leads to
    except (OSError, ValueError):  # ValueError: a name that this system cannot have
        return None


def identity_by(path: Path | str, status: os.stat_result) -> Identity:
    """The same of a file or folder whose status is known; it holds while its disk is mounted."""
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)


def readable_folder(folder: Path) -> Path:
    """The plain path of a folder that can be looked into.

    Raises:
        UsageError: It is not one; the text says why.
    """
    folder = plain_path(folder)
    if not os.path.exists(folder):  # noqa: PTH110 - Path.exists raises for what it may not see
        raise UsageError(message("There is no folder {folder}.", folder=folder))
    if not os.path.isdir(folder):  # noqa: PTH112 - likewise
        raise UsageError(
            message("{folder} is not a folder; choose the folder it lies in.", folder=folder)
        )
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError(message("You have no permission to look into {folder}.", folder=folder))
    return folder


def without_nested(roots: Sequence[Path]) -> list[Path]:
    """The roots that lie in no other one, so that no file is scanned twice in a run."""
    return [
        root
        for root in dict.fromkeys(roots)
        if not any(root != other and root.is_relative_to(other) for other in roots)
    ]
