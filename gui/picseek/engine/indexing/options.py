"""What the user sets for a library: what is excluded from it, and how it is indexed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import UsageError
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.messages import message
from picseek.engine.store import StoredOptions
from picseek.engine.types.settings import Exclusions, IndexingOptions, LeftOut
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.store import Store

_CHECK_EVERY = 1000  # files, between two checks for cancellation
_MOST_CORES = 256


class LibraryOptions:
    """The options of one library, stored in it. Safe to use from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._exclusions = StoredOptions(
            store.settings, "exclusions", Exclusions, _check_exclusions
        )
        self._indexing = StoredOptions(store.settings, "indexing", IndexingOptions, _check_indexing)

    @property
    def exclusions(self) -> Exclusions:
        """What is excluded."""
        return self._exclusions.get()

    @property
    def exclusions_lost(self) -> bool:
        """Whether the exclusions cannot be read: then less is excluded than the user wants."""
        return bool(self._exclusions.problem())

    def set_exclusions(self, exclusions: Exclusions) -> None:
        """Exclude this from the next run on; it is removed from the library, not from the disk.

        Raises:
            UsageError: A pattern is invalid, or a minimum is negative; nothing was changed.
        """
        _check_exclusions(exclusions)
        if exclusions.least_pixels != self.exclusions.least_pixels:
            self._store.files.clear_excluded()
        self._exclusions.set(exclusions)

    @property
    def indexing(self) -> IndexingOptions:
        """How pictures are indexed."""
        return self._indexing.get()

    def set_indexing(self, options: IndexingOptions) -> None:
        """Apply options from the next run on.

        Raises:
            UsageError: A number is out of range.
        """
        self._indexing.set(options)

    @property
    def warnings(self) -> list[str]:
        """Which options could not be read and are at their defaults, as sentences."""
        return [note for note in (self._exclusions.problem(), self._indexing.problem()) if note]

    @property
    def cores(self) -> int:
        """The number of cores of this computer that may be used."""
        return usable_cores()

    @property
    def workers(self) -> int:
        """How many cores reading pictures, and embedding them, may each use: at least 1."""
        return min(self.indexing.cores or usable_cores(), usable_cores())

    def rules(self, roots: Sequence[Path] = ()) -> Rules:
        """The exclusions, for a run over these roots."""
        return Rules(self.exclusions, [*self._store.folders.roots(), *roots])

    def preview(self, exclusions: Exclusions, token: CancelToken) -> LeftOut:
        """Count what exclusions would remove from the library, by the store and not the disk.

        Raises:
            Cancelled: Through `token`.
            UsageError: A pattern is invalid.
        """
        rules = Rules(exclusions, self._store.folders.roots())
        counts = [0] * len(exclusions.patterns)
        total = small = 0
        for folder, name, size, width, height in self._store.files.all():
            if total % _CHECK_EVERY == 0:
                token.raise_if_cancelled()
            total += 1
            pattern = rules.matching_pattern(folder, name)
            if pattern is not None:
                counts[pattern] += 1
            elif size < exclusions.least_bytes or rules.is_too_small(width, height):
                small += 1
        return LeftOut(sum(counts) + small, total, tuple(counts), small)


def _check_exclusions(exclusions: Exclusions) -> None:
    if min(exclusions.least_bytes, exclusions.least_pixels) < 0:
        raise UsageError(message("A minimum size must be 0 or more."))
    Rules(exclusions)


def _check_indexing(options: IndexingOptions) -> None:
    if not 0 <= options.cores <= _MOST_CORES:
        raise UsageError(message("Enter 1 to {most} cores, or 0 for all.", most=_MOST_CORES))
