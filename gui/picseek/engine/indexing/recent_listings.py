"""Listings of folders from a recent estimate, for the run that follows it."""

from __future__ import annotations

import json
import os
import time
import zlib
from collections import Counter
from typing import NamedTuple

from picseek.engine.filesystem.times import UNCERTAIN, times_at_reading
from picseek.engine.indexing.scan import FileStat, Listing, list_folder

_USABLE_SECONDS = 600.0


class RecentListings:
    """Stores an estimate's folder listings for the run that follows. Safe to use from any thread.

    A listing is used once, within ten minutes, and only if the folder's identity and times show
    that nothing in it was added, removed or renamed since. Changes of files are noticed when they
    are read, or by the next run. Listings are compressed, as there may be a million files.
    """

    def __init__(self) -> None:
        self._packed: dict[tuple[str, bool], _Packed] = {}

    def list_and_store(self, path: str, status: os.stat_result, *, chosen: bool) -> Listing:
        """List a folder and store the listing; like `list_folder`."""
        times = times_at_reading(status)
        listing = list_folder(path, status, chosen=chosen)
        if times.ctime_ns != UNCERTAIN:
            packed = _Packed(_identity(status), time.monotonic(), _pack(listing))
            self._packed[path, chosen] = packed
        return listing

    def use_or_list(self, path: str, status: os.stat_result, *, chosen: bool) -> Listing:
        """Return a stored listing if it is valid, else list the folder; like `list_folder`."""
        packed = self._packed.pop((path, chosen), None)
        if (
            packed is None
            or packed.identity != _identity(status)
            or time.monotonic() - packed.listed_at > _USABLE_SECONDS
        ):
            return list_folder(path, status, chosen=chosen)
        return _unpack(packed.listing)

    def clear(self) -> None:
        """Drop all listings."""
        self._packed.clear()


class _Packed(NamedTuple):
    identity: tuple[int, ...]
    listed_at: float
    listing: bytes


def _identity(status: os.stat_result) -> tuple[int, ...]:
    """Which folder it is, and when its entries last changed."""
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def _pack(listing: Listing) -> bytes:
    return zlib.compress(json.dumps(listing, separators=(",", ":")).encode("ascii"), 1)


def _unpack(packed: bytes) -> Listing:
    files, folders, links, not_read, is_cache = json.loads(zlib.decompress(packed))
    files = {name: FileStat(*status) for name, status in files.items()}
    return Listing(files, folders, links, Counter(not_read), is_cache)
