"""Finds picture files: names, sizes and times, one folder at a time."""

from __future__ import annotations

import errno
import os
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from picseek.engine.cancel import CancelToken
from picseek.engine.filesystem.paths import Identity, identity_by
from picseek.engine.filesystem.times import storable
from picseek.engine.filesystem.volumes import Volumes, system_volumes
from picseek.engine.indexing.default_exclusions import is_cache, is_derived, is_system_folder
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.messages import message
from picseek.engine.metadata.sidecars import SUFFIXES as SIDECAR_SUFFIXES
from picseek.engine.metadata.sidecars import stamp
from picseek.engine.types import Problem, ProblemCode, Stage

PICTURE_SUFFIXES = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".gif", ".bmp", ".dib"),
    *(".tif", ".tiff", ".avif", ".avifs", ".heic", ".heics", ".heif", ".heifs", ".hif"),
)

# Unsupported formats, which are counted for the report.
_NOT_READ = frozenset(
    {
        # What cameras store beside or in place of JPEGs
        *("3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "gpr", "iiq", "k25", "kdc"),
        *("mef", "mos", "mrw", "nef", "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2"),
        *("srf", "srw", "x3f"),
        # What people draw, scan and print
        *("ai", "cdr", "clip", "djvu", "eps", "kra", "ora", "pcx", "psb", "psd", "sketch", "svg"),
        *("svgz", "tga", "xcf"),
        # Other formats
        *("exr", "hdr", "ico", "icns", "j2k", "jp2", "jpf", "jpx", "jxl", "jxr", "pbm", "pgm"),
        *("pnm", "ppm", "qoi", "wdp", "xbm", "xpm"),
        # Films
        *("3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "webm"),
        "wmv",
    }
)

_HIDDEN_ATTRIBUTE = 0x2  # Windows' FILE_ATTRIBUTE_HIDDEN


class FileStat(NamedTuple):
    """State of a file and its sidecars, to detect changes.

    Attributes:
        size: Bytes.
        mtime_ns: When its content was written, nanoseconds since the epoch.
        ctime_ns: When its status changed; on Windows, when it was created. 0: unknown.
        sidecars: See `metadata.sidecars.stamp`.
    """

    size: int
    mtime_ns: int
    ctime_ns: int = 0
    sidecars: int = 0


@dataclass(frozen=True, slots=True)
class ScannedFolder:
    """The picture files directly in one folder.

    Attributes:
        files: By name (surrogateescape where it is not UTF-8), sorted; empty files included.
        not_read: Number of pictures and films of unsupported formats, by suffix in lower case,
            without the dot.
        problem: Why the folder could not be listed; then `files` is empty.
        volume: Its volume, determined before it was listed.
        identity: See `paths.identity_of`; None if it could not be listed.
        is_cache: Whether it is marked as a cache; then `files` is empty.
    """

    path: Path
    files: dict[str, FileStat]
    problem: Problem | None
    not_read: Mapping[str, int] = field(default_factory=dict)
    volume: str = ""
    identity: Identity | None = None
    is_cache: bool = False


class Listing(NamedTuple):
    """Content of one folder: picture files, subfolders, links to folders, unsupported formats."""

    files: dict[str, FileStat]
    folders: list[str]
    links: list[str]
    not_read: Counter[str]
    is_cache: bool = False


def list_folder(path: str, status: os.stat_result, *, chosen: bool) -> Listing:
    """List one folder.

    A cache counts as empty, unless the user chose it.

    Raises:
        OSError: It cannot be listed, or another folder has replaced it; or a file in it
            exists but cannot be examined: without it, it would count as deleted.
    """
    with _opened(path) as folder:
        entries = _entries(folder)
        cached = not chosen and is_cache(path, {entry.name for entry in entries})
        listing = _sorted_out(path, [] if cached else _visible(entries))._replace(is_cache=cached)
        # A drive that has been unplugged since leaves an empty folder.
        if not os.path.samestat(status, os.stat(folder)):  # noqa: PTH116
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), path)
    return listing


class ListFolder(Protocol):
    """Lists a folder; see `list_folder`."""

    def __call__(self, path: str, status: os.stat_result, /, *, chosen: bool) -> Listing:
        """Raises: OSError, as `list_folder`."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Walks folders.

    Hidden and system files and folders, and those of `default_exclusions`, are skipped, except the
    root itself. Each folder is visited once; links to folders are followed last, so that a folder
    inside the root is visited by its own path. Subfolders are sorted by name.

    Attributes:
        exclude: Folders not to enter, not even through links.
        rules: The user's exclusions, applied to paths as visited.
        volumes: Looks up the volume of each folder.
        list_folder: Lists one folder.
    """

    exclude: frozenset[Path] = frozenset()
    rules: Rules = field(default_factory=Rules)
    volumes: Volumes = field(default_factory=system_volumes)
    list_folder: ListFolder = field(default=list_folder)

    def scan(self, root: Path, token: CancelToken | None = None) -> Iterator[ScannedFolder]:
        """Walk a folder and its subfolders; if it is missing, only that is reported.

        Raises:
            Cancelled: Through `token`, which is checked before each folder.
        """
        seen = {identity for each in self.exclude if (identity := _excluded(each)) is not None}
        top = str(root)
        to_visit, links = [top], deque[str]()
        while to_visit or links:
            if token:
                token.raise_if_cancelled()
            path = to_visit.pop() if to_visit else links.popleft()
            try:
                visited = self._visit(path, seen, chosen=path == top)
            except OSError as error:
                yield ScannedFolder(Path(path), {}, _problem(path, error))
                continue
            if visited is not None:
                folder, listing = visited
                to_visit.extend(reversed(listing.folders))
                links.extend(listing.links)
                yield folder

    def _visit(
        self, path: str, seen: set[Identity], *, chosen: bool
    ) -> tuple[ScannedFolder, Listing] | None:
        """List a folder; None if it was visited by another path, or is excluded.

        Raises:
            OSError: As `list_folder`.
        """
        status = os.stat(path)  # noqa: PTH116 - no Path object per folder on the way
        identity = identity_by(path, status)
        if identity in seen or (not chosen and is_derived(path)):
            return None
        seen.add(identity)
        volume = self.volumes.volume_of(path, status)
        listing = self.list_folder(path, status, chosen=chosen)
        if self.rules.any:
            listing = _without_excluded(path, listing, self.rules)
        folder = ScannedFolder(
            Path(path), listing.files, None, listing.not_read, volume, identity, listing.is_cache
        )
        return folder, listing


def _sorted_out(path: str, entries: list[os.DirEntry[str]]) -> Listing:
    files: dict[str, FileStat] = {}
    sidecars: dict[str, tuple[int, int]] = {}
    folders, links = list[str](), list[str]()
    not_read = Counter[str]()
    for entry in entries:
        name = entry.name
        lower = name.lower().rstrip(" ")  # Windows knows no space at the end, and others keep it
        try:  # each entry costs one question to the system at most; this loop is the hot one
            if lower.endswith(PICTURE_SUFFIXES) and entry.is_file():
                status = entry.stat()
                times = storable(status.st_mtime_ns), storable(status.st_ctime_ns)
                files[name] = FileStat(status.st_size, *times)
            elif lower.endswith(SIDECAR_SUFFIXES) and entry.is_file():
                status = entry.stat()
                sidecars[name] = status.st_size, status.st_mtime_ns
            elif (kind := lower.rpartition(".")[2]) in _NOT_READ and entry.is_file():
                not_read[kind] += 1
            elif entry.is_dir() and not is_system_folder(lower):
                subfolder = os.path.join(path, name)  # noqa: PTH118 - no Path object per entry
                (links if entry.is_symlink() else folders).append(subfolder)
        except FileNotFoundError:
            continue  # deleted since it was listed
        except OSError:
            if not entry.is_symlink():  # a link to itself or to what is forbidden leads nowhere
                raise
    if sidecars:
        files = {
            name: status._replace(sidecars=stamp(name, sidecars)) for name, status in files.items()
        }
    return Listing(files, folders, links, not_read)


def _without_excluded(path: str, listing: Listing, rules: Rules) -> Listing:
    """A listing without the user's exclusions."""
    return Listing(
        {
            name: status
            for name, status in listing.files.items()
            if not rules.excludes_file(path, name, status.size)
        },
        [folder for folder in listing.folders if not rules.excludes_folder(folder)],
        [link for link in listing.links if not rules.excludes_folder(link)],
        listing.not_read,
        listing.is_cache,
    )


@contextmanager
def _opened(path: str) -> Iterator[int | str]:
    """Yield a handle of the folder where possible, with which `os.scandir` is fastest."""
    if os.scandir not in os.supports_fd:
        yield path
        return
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        yield handle
    finally:
        os.close(handle)


def _entries(folder: int | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _visible(entries: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """Those that are not hidden, sorted by name."""
    visible = [entry for entry in entries if not entry.name.startswith(".")]
    if os.name == "nt":
        visible = [entry for entry in visible if not _marked_hidden(entry)]
    return sorted(visible, key=attrgetter("name"))


def _marked_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether Windows' hidden attribute is set; listing the folder has read it already."""
    return is_passed_over("", entry.stat(follow_symlinks=False))


def is_passed_over(name: str, status: os.stat_result, *, folder: bool = False) -> bool:
    """Whether a scan never includes a file, or a folder, of this name and status."""
    hidden = name.startswith(".") or getattr(status, "st_file_attributes", 0) & _HIDDEN_ATTRIBUTE
    return bool(hidden) or (folder and is_system_folder(name.lower().rstrip(" ")))


def _excluded(folder: Path) -> Identity | None:
    """The identity of a folder that is not scanned, if it exists."""
    with suppress(OSError):
        return identity_by(folder, folder.stat())
    return None


def _problem(path: str, error: OSError) -> Problem:
    return Problem(Path(path), Stage.SCAN, *_reason(error))


def _reason(error: OSError) -> tuple[ProblemCode, str]:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ProblemCode.VANISHED, message(
            "This folder is unavailable. Check that its drive is connected."
        )
    if isinstance(error, PermissionError):
        text = message("You don't have permission to read this folder.")
    elif error.errno == errno.ENAMETOOLONG:
        text = message("This folder can't be read because its path is too long for this system.")
    elif error.errno == errno.ELOOP:
        text = message("This folder can't be read because the links on its path form a loop.")
    else:
        return ProblemCode.IO_ERROR, message("This folder can't be read. Check its drive.")
    return ProblemCode.UNREADABLE, text
