"""Which volume (a disk's file system, a network share) a folder lies on.

A missing file counts as deleted only if its volume is connected. A volume is identified by what is
written on it (a UUID or a serial number), as far as the system reports that: device and mount
numbers are reused, so another disk mounted at the same path would be mistaken for it.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import sys
import threading
import uuid
import weakref
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

_MOUNTS = "/proc/self/mountinfo"
_UUIDS = "/dev/disk/by-uuid"
_DEVICES = "/sys/dev/block"


class Volumes(Protocol):
    """Identifies the volume that a path lies on."""

    def volume_of(self, path: str, status: os.stat_result) -> str:
        """An identifier of the volume: the same whenever it is connected, never empty.

        Args:
            path: An existing file or folder.
            status: Its `os.stat`.

        Raises:
            OSError: The volume is no longer connected, or does not respond.
        """


class Mount(NamedTuple):
    """One line of Linux's mount table.

    Attributes:
        device: Major and minor number of the file system, as in ``st_dev``.
        root: The folder of the file system that is mounted; ``/``: all of it.
        point: The path at which it is mounted.
        kind: The file system's type.
        source: A device, a network share, or, of virtual file systems, any word.
    """

    device: tuple[int, int]
    root: str
    point: str
    kind: str
    source: str


def parsed_mounts(table: bytes) -> list[Mount]:
    """The mounts of a table as in ``/proc/self/mountinfo``, see proc(5), in its order."""
    mounts = []
    for line in table.splitlines():
        of_mount, _, of_file_system = line.partition(b" - ")
        _number, _parent, device, root, point, *_ = of_mount.split(b" ")
        kind, source, *_ = of_file_system.split(b" ")
        major, _, minor = device.partition(b":")
        texts = (os.fsdecode(_unescaped(each)) for each in (root, point, kind, source))
        mounts.append(Mount((int(major), int(minor)), *texts))
    return mounts


def _unescaped(text: bytes) -> bytes:
    """A text of the mount table, in which space, tab, line feed and backslash are octal numbers."""
    for character in b" \t\n\\":
        text = text.replace(b"\\%03o" % character, bytes([character]))
    return text


class LinuxVolumes:
    """Identifies volumes by the UUID of the file system, else its ``f_fsid``, else its source.

    Where only a folder of the file system is mounted, that folder is part of the identifier: after
    a bind mount is removed, its mount point may be a folder of the same file system.
    """

    def __init__(self) -> None:
        self._table = os.open(_MOUNTS, os.O_RDONLY)
        weakref.finalize(self, os.close, self._table)
        self._changes = select.poll()
        self._changes.register(self._table, select.POLLPRI)
        self._lists_devices = os.path.isdir(_DEVICES)  # noqa: PTH112
        self._lock = threading.Lock()
        self._mounts: list[Mount] = []
        self._names: dict[Mount, str] = {}

    def volume_of(self, path: str, status: os.stat_result) -> str:
        """See `Volumes`."""
        with self._lock:
            self._refresh()
            mount = self._mount_of(path, (os.major(status.st_dev), os.minor(status.st_dev)))
            if not self._is_plugged_in(mount):
                raise OSError(f"the device of {mount.point} is gone")
            if mount not in self._names:
                self._names[mount] = _name_of(mount, path)
            return self._names[mount]

    def _refresh(self) -> None:
        """Read the mount table if it has changed; the kernel reports whether."""
        if self._changes.poll(0) or not self._mounts:
            self._names.clear()
            self._mounts = parsed_mounts(_content(self._table))

    def _mount_of(self, path: str, device: tuple[int, int]) -> Mount:
        of_device = [mount for mount in self._mounts if mount.device == device]
        if len({mount.root for mount in of_device}) == 1:
            return of_device[-1]
        # Several folders of one file system are mounted; or it is btrfs or an overlay, whose device
        # numbers are not in the table. Compare paths instead.
        real = os.path.join(os.path.realpath(path), "")  # noqa: PTH118
        containing = [
            mount
            for mount in of_device or self._mounts
            if real.startswith(os.path.join(mount.point, ""))  # noqa: PTH118
        ]
        if not containing:
            raise OSError(f"nothing is mounted at {path}")
        return max(reversed(containing), key=lambda mount: len(mount.point))

    def _is_plugged_in(self, mount: Mount) -> bool:
        """Whether its device exists: without it, some file systems show empty folders."""
        major, minor = mount.device
        number = f"{_DEVICES}/{major}:{minor}"
        return not major or not self._lists_devices or os.path.exists(number)  # noqa: PTH110


def _content(table: int) -> bytes:
    os.lseek(table, 0, os.SEEK_SET)
    parts = []
    while part := os.read(table, 1 << 16):
        parts.append(part)
    return b"".join(parts)


def _name_of(mount: Mount, path: str) -> str:
    """The identifier of a mount's volume, given a path on it."""
    part = "" if mount.root == "/" else f"#{mount.root}"
    uuid_of = _devices_by_uuid() if "/" in mount.source else {}
    known = uuid_of.get(os.path.realpath(mount.source))
    if known is not None:
        return f"uuid:{known}{part}"
    identity = os.statvfs(path).f_fsid
    if identity not in (0, os.makedev(*mount.device)):  # some file systems return no stable number
        return f"fsid:{identity:016x}{part}"
    return f"{mount.kind}:{mount.source}{part}"


def _devices_by_uuid() -> dict[str, str]:
    """UUIDs of file systems by the real paths of their devices, as far as the system lists them."""
    found = {}
    with suppress(OSError), os.scandir(_UUIDS) as entries:
        for entry in entries:
            found[os.path.realpath(entry.path)] = entry.name
    return found


class _AttributeList(ctypes.Structure):
    """``struct attrlist`` of getattrlist(2)."""

    _fields_ = (
        ("bitmapcount", ctypes.c_ushort),
        ("reserved", ctypes.c_uint16),
        ("commonattr", ctypes.c_uint32),
        ("volattr", ctypes.c_uint32),
        ("dirattr", ctypes.c_uint32),
        ("fileattr", ctypes.c_uint32),
        ("forkattr", ctypes.c_uint32),
    )


class MacVolumes:
    """Identifies volumes by the UUID that getattrlist(2) reports, else by device number."""

    _INFO, _UUID = 0x80000000, 0x00040000

    def __init__(self) -> None:
        self._getattrlist = ctypes.CDLL(None, use_errno=True).getattrlist

    def volume_of(self, path: str, status: os.stat_result) -> str:
        """See `Volumes`."""
        point = os.path.realpath(path)
        while not os.path.ismount(point):
            point = os.path.dirname(point)  # noqa: PTH120
        wanted = _AttributeList(bitmapcount=5, volattr=self._INFO | self._UUID)
        answer = ctypes.create_string_buffer(4 + 16)
        path_bytes, request = os.fsencode(point), ctypes.byref(wanted)
        if self._getattrlist(path_bytes, request, answer, len(answer), 0) == 0:
            (length,) = struct.unpack_from("=I", answer)
            if length == len(answer) and any(answer.raw[4:]):
                return f"uuid:{uuid.UUID(bytes=answer.raw[4:])}"
        return f"device:{status.st_dev}"


class NumberedVolumes:
    """Identifies volumes by ``st_dev``: on Windows, the serial number written on the volume."""

    def volume_of(self, path: str, status: os.stat_result) -> str:  # noqa: ARG002
        """See `Volumes`."""
        # Python 3.12 reports 64 bits of it, earlier ones the lower half.
        return f"serial:{status.st_dev & 0xFFFFFFFF:08x}"


class ExistingPath(NamedTuple):
    """An existing path, its status, and the volume it lies on."""

    path: str
    status: os.stat_result
    volume: str


def nearest_existing(volumes: Volumes, path: str) -> ExistingPath | None:
    """A path, or the innermost of its parent folders that exists.

    None if that is unknown: a link on the path is broken, or a folder cannot be accessed.
    """
    while True:
        try:
            status = os.stat(path)  # noqa: PTH116
            return ExistingPath(path, status, volumes.volume_of(path, status))
        except (FileNotFoundError, NotADirectoryError):
            parent = os.path.dirname(path)  # noqa: PTH120
            if parent == path or os.path.lexists(path):
                return None
            path = parent
        except (OSError, ValueError):
            return None


class PresentFiles:
    """Checks whether files exist on the volumes on which they were recorded.

    Each folder is accessed only once, so results become outdated: use a new instance for each task.
    """

    def __init__(self, volumes: Volumes) -> None:
        self._volumes = volumes
        self._folders: dict[str, str | None] = {}

    def has(self, path: Path, volume: str) -> bool:
        """Whether a file exists on this volume; ``""``: the volume is not recorded."""
        try:
            if not os.path.isfile(path):  # noqa: PTH113 - never raises OSError
                return False
        except ValueError:  # a name that this system cannot have
            return False
        return volume in ("", self._volume_of(os.path.dirname(path)))  # noqa: PTH120

    def _volume_of(self, folder: str) -> str | None:
        if folder not in self._folders:
            found = nearest_existing(self._volumes, folder)
            self._folders[folder] = found and found.volume
        return self._folders[folder]


def system_volumes() -> Volumes:
    """The implementation for this system."""
    if sys.platform == "darwin":
        return MacVolumes()
    if sys.platform == "linux" and os.path.exists(_MOUNTS):  # noqa: PTH110
        return LinuxVolumes()
    return NumberedVolumes()
