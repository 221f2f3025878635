"""Folders as the user gives them: made absolute, checked, and without those inside others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from picseek.engine.errors import UsageError
from picseek.engine.messages import say


def plain_path(folder: Path) -> Path:
    """A folder's absolute path without ``..``, links kept as the user sees them."""
    return Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolve() follows links


def readable_folder(folder: Path) -> Path:
    """The plain path of a folder that can be looked into.

    Raises:
        UsageError: It is not one; the text says why.
    """
    folder = plain_path(folder)
    if not os.path.exists(folder):  # noqa: PTH110 - Path.exists raises for what it may not see
        raise UsageError(say("There is no folder {folder}.", folder=folder))
    if not os.path.isdir(folder):  # noqa: PTH112 - likewise
        raise UsageError(
            say("{folder} is not a folder; choose the folder it lies in.", folder=folder)
        )
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError(say("You have no permission to look into {folder}.", folder=folder))
    return folder


def without_nested(roots: Sequence[Path]) -> list[Path]:
    """The roots that lie in no other one, so that no file is scanned twice in a run."""
    return [
        root
        for root in dict.fromkeys(roots)
        if not any(root != other and root.is_relative_to(other) for other in roots)
    ]
