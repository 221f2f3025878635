"""Writing a model's files: locking its folder, checking for space, copying, and checksums."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from picseek.engine.errors import ModelError
from picseek.engine.filesystem.os_errors import is_disk_full, os_reason
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken, JobControl

_RESERVED = 64 << 20  # bytes of the disk that stay free
_CHUNK = 4 << 20


@contextmanager
def changing_files(root: Path, folder: Path, title: str) -> Iterator[None]:
    """Lock a model's folder while its files are changed.

    Args:
        root: The folder of all models.
        folder: The model's folder.
        title: The model's title, for messages.

    Raises:
        ModelError: Another process has locked it, or, also inside the block, a file cannot be
            written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=0):
            yield
    except Timeout:
        raise ModelError(
            message("The files of “{title}” are in use by another Picseek window.", title=title)
        ) from None
    except OSError as error:
        raise _write_error(error, root) from error


def require_space(root: Path, missing: int, title: str) -> None:
    """Raises: ModelError, if the missing bytes of a model do not fit on the disk."""
    free = shutil.disk_usage(root).free
    if missing and missing + _RESERVED > free:
        raise ModelError(
            message(
                "“{title}” needs {missing} MB more, but the disk with {root} has "
                "only {free} MB free. Free up some space, or set PICSEEK_MODELS to "
                "a folder on another disk.",
                title=title,
                missing=round(missing / 1e6),
                root=root,
                free=round(free / 1e6),
            )
        )


def copy_file(
    source: Path, target: Path, job: JobControl, on_copied: Callable[[int], None]
) -> None:
    """Copy a file, rather than link it: the user's files may change.

    Args:
        source: The file.
        target: The copy; its folder is created if it is missing.
        job: Pauses or stops copying.
        on_copied: Called with the number of bytes after each chunk.

    Raises:
        Cancelled: Through the job.
        OSError: It cannot be copied.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("wb") as out:
        while chunk := reading.read(_CHUNK):
            job.wait_while_paused()
            out.write(chunk)
            on_copied(len(chunk))
        out.flush()
        os.fsync(out.fileno())


def sha256_of(path: Path, token: CancelToken) -> str:
    """The SHA-256 of a file in hexadecimal digits; raises: Cancelled."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            token.raise_if_cancelled()
            digest.update(chunk)
    return digest.hexdigest()


def _write_error(error: OSError, root: Path) -> ModelError:
    if is_disk_full(error):
        return ModelError(
            message("The disk with {root} is full. Free up some space, then try again.", root=root)
        )
    return ModelError(
        message(
            "The model's files can't be saved in {root} ({reason}). Check its "
            "permissions, or set PICSEEK_MODELS to another folder.",
            root=root,
            reason=os_reason(error),
        )
    )
