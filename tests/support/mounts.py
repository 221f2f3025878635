"""Real mounts for tests, in a mount namespace of their own that ends with its process.

    @needs_mounts
    def test_x(tmp_path):
        in_mount_namespace(scenarios.some_function, tmp_path)

The function runs in another process, with the folder as its argument; what it raises fails the
test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from tests.support.privileges import NEEDS_ROOT

_UNSHARE = ("unshare", "--mount", "--propagation", "private")


def _works() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*_UNSHARE, "mount", "-t", "tmpfs", "x", "/mnt"], capture_output=True)
    return tried.returncode == 0


needs_mounts = pytest.mark.skipif(not _works(), reason=f"{NEEDS_ROOT}: to mount, on Linux")


def in_mount_namespace(scenario: Callable[[Path], None], folder: Path) -> None:
    """Run a module's function where it may mount."""
    command = [sys.executable, "-m", __name__, scenario.__module__, scenario.__name__, str(folder)]
    done = subprocess.run([*_UNSHARE, *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def mount_empty(at: Path) -> None:
    """Mount a file system of its own, in memory, with nothing on it."""
    _run("mount", "-t", "tmpfs", "picseek-test", at)


def mount_small(at: Path, mebibytes: int) -> None:
    """Mount an empty file system of so many MiB, in memory."""
    at.mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "picseek-test", at)


def fill(disk: Path, *, leave: int) -> Path:
    """Fill up a file system but for so many bytes. Returns: the file that takes up the room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        space = os.statvfs(disk)
        file.write(bytes(max(0, space.f_bavail * space.f_frsize - leave)))
        if leave == 0:
            file.write(bytes(1 << 20))  # what the rounding to blocks has left
    return filler


def plug_in(disk: Path, at: Path) -> None:
    """Mount a folder somewhere, as a drive that can come again with all it holds."""
    at.mkdir(parents=True, exist_ok=True)
    _run("mount", "--bind", disk, at)


def pull_out(at: Path) -> None:
    """Take a drive away, whoever reads from it."""
    _run("umount", "--lazy", at)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    module, name, where = sys.argv[1:]
    getattr(import_module(module), name)(Path(where))
