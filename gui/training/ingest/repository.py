"""The files of a bare git repository, read without a work tree or a network."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_POINTER = b"version https://git-lfs"  # what stands in for a file that is stored elsewhere


@dataclass
class Repository:
    """The files of all commits of a bare git folder, found by their path."""

    folder: Path
    blobs: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Repository:
        """List the files of the whole history; the versions of a path come newest first."""
        blobs: dict[str, list[str]] = defaultdict(list)
        for entry in _answer(folder, "ls-tree", "-r", "-z", "HEAD").split("\0"):
            facts, _, path = entry.partition("\t")
            if path:
                blobs[path].append(facts.split()[2])
        # This names each content only once, even if it has two paths.
        history = _answer(folder, "rev-list", "--all", "--objects", "--missing=allow-any")
        for line in history.splitlines():
            name, _, path = line.partition(" ")
            if "." in path and name not in blobs[path]:
                blobs[path].append(name)
        return cls(folder, dict(blobs))

    def paths(self, pattern: str) -> list[str]:
        """The paths in which the regular expression is found, in order."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return sorted(path for path in self.blobs if wanted.search(path))

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Contents of the files, one after another; files that the snapshot lacks are left out.

        Of each path the newest version counts that is there and no pointer to a store elsewhere.
        """
        command = [_git(), "cat-file", "--batch"]
        pipe = subprocess.PIPE
        with subprocess.Popen(  # noqa: S603
            command, cwd=self.folder, stdin=pipe, stdout=pipe, env=_offline()
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for path in paths:
                for blob in self.blobs[path]:
                    process.stdin.write(blob.encode() + b"\n")
                    process.stdin.flush()
                    content = _one_file(process.stdout)
                    if content is not None and not content.startswith(_POINTER):
                        yield path, content
                        break
            process.stdin.close()

    def text(self, path: str) -> str:
        """One text file, unpacked if it is a .gz; empty if the snapshot lacks it."""
        if path not in self.blobs:
            return ""
        for _, content in self.read([path]):
            plain = gzip.decompress(content) if path.endswith(".gz") else content
            return plain.decode(errors="replace")
        return ""


def _answer(folder: Path, *arguments: str) -> str:
    """What a git command prints about a repository; nothing if it fails."""
    out = subprocess.run(  # noqa: S603
        [_git(), *arguments], cwd=folder, capture_output=True, env=_offline(), check=False
    )
    return out.stdout.decode(errors="replace") if out.returncode == 0 else ""


def _git() -> str:
    found = shutil.which("git")
    if found is None:
        raise FileNotFoundError("git is not installed")
    return found


def _one_file(stream: IO[bytes]) -> bytes | None:
    """The next answer of `git cat-file --batch`; None if it is missing or no file."""
    head = stream.readline().split()
    if len(head) != 3:
        return None
    content = stream.read(int(head[2]))
    stream.read(1)
    return content if head[1] == b"blob" else None


def _offline() -> dict[str, str]:
    """Environment that keeps git from asking a server for missing files."""
    return {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
