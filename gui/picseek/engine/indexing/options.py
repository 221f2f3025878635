"""The user's options for a library: exclusions and indexing."""

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
        """The stored exclusions."""
        return self._exclusions.get()

    @property
    def exclusions_lost(self) -> bool:
        """Whether the stored exclusions cannot be read, so that less is excluded than intended."""
        return bool(self._exclusions.problem())

    def set_exclusions(self, exclusions: Exclusions) -> None:
        """Store exclusions; the next run removes such files from the library, not from the disk.

        Raises:
            UsageError: A pattern is invalid, or a minimum is negative; nothing was changed.
        """
        _check_exclusions(exclusions)
        if exclusions.least_pixels != self.exclusions.least_pixels:
            self._store.files.clear_excluded()
        self._exclusions.set(exclusions)

    @property
    def indexing(self) -> IndexingOptions:
        """The stored indexing options."""
        return self._indexing.get()

    def set_indexing(self, options: IndexingOptions) -> None:
        """Store indexing options, for the next run.

        Raises:
            UsageError: A number is out of range.
        """
        self._indexing.set(options)

    @property
    def warnings(self) -> list[str]:
        """Sentences about stored options that cannot be read, so that defaults apply."""
        return [note for note in (self._exclusions.problem(), self._indexing.problem()) if note]

    @property
    def cores(self) -> int:
        """Number of usable cores of this computer."""
        return usable_cores()

    @property
    def workers(self) -> int:
        """Number of cores for decoding, and for embedding; at least 1."""
        return min(self.indexing.cores or usable_cores(), usable_cores())

    def rules(self, roots: Sequence[Path] = ()) -> Rules:
        """The exclusions for a run over these folders."""
        return Rules(self.exclusions, [*self._store.folders.roots(), *roots])

    def preview(self, exclusions: Exclusions, token: CancelToken) -> LeftOut:
        """Count the files that exclusions would remove, from the database without reading the disk.

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
