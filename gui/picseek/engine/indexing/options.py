"""What the user sets for a library: what is left out of it, and how it is indexed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import UsageError
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.messages import say
from picseek.engine.types.settings import Exclusions, IndexingOptions, IndexStart, LeftOut
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.store import Store

_EXCLUSIONS, _INDEXING = "exclusions", "indexing"
_LOOK_EVERY = 1000  # files, between two looks at whether to stop
_MOST_CORES = 256


class LibraryOptions:
    """The options of one library, kept in it. Safe to use from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def exclusions(self) -> Exclusions:
        """What is left out."""
        kept = self._store.setting(_EXCLUSIONS)
        if not kept:
            return Exclusions()
        options = json.loads(kept)
        return Exclusions(**{**options, "patterns": tuple(options["patterns"])})

    def set_exclusions(self, exclusions: Exclusions) -> None:
        """Leave this out from the next run on: it vanishes from the library, not from the disk.

        Raises:
            UsageError: A pattern makes no sense, or a minimum is negative; nothing was changed.
        """
        if min(exclusions.least_bytes, exclusions.least_pixels) < 0:
            raise UsageError(say("A minimum size is 0 or more."))
        Rules(exclusions)
        if exclusions.least_pixels != self.exclusions.least_pixels:
            self._store.forget_left_out()
        self._store.set_setting(_EXCLUSIONS, json.dumps(asdict(exclusions)))

    @property
    def indexing(self) -> IndexingOptions:
        """How pictures are indexed."""
        kept = self._store.setting(_INDEXING)
        if not kept:
            return IndexingOptions()
        options = json.loads(kept)
        return IndexingOptions(**{**options, "start": IndexStart(options["start"])})

    def set_indexing(self, options: IndexingOptions) -> None:
        """Index so from the next run on.

        Raises:
            UsageError: A number is out of range.
        """
        if not 0 <= options.cores <= _MOST_CORES:
            raise UsageError(say("There can be 1 to {most} cores, or 0 for all.", most=_MOST_CORES))
        self._store.set_setting(_INDEXING, json.dumps(asdict(options)))

    @property
    def cores(self) -> int:
        """How many cores there are to use."""
        return usable_cores()

    @property
    def workers(self) -> int:
        """How many cores reading pictures, and embedding them, may each use: at least 1."""
        return min(self.indexing.cores or usable_cores(), usable_cores())

    def rules(self, roots: Sequence[Path] = ()) -> Rules:
        """The exclusions, for a run over these roots."""
        return Rules(self.exclusions, [*self._store.roots(), *roots])

    def preview(self, exclusions: Exclusions, token: CancelToken) -> LeftOut:
        """Count what exclusions would take out of the library; asks the store, not the disk.

        Raises:
            Cancelled: Through `token`.
            UsageError: A pattern makes no sense.
        """
        rules = Rules(exclusions, self._store.roots())
        counts = [0] * len(exclusions.patterns)
        total = small = 0
        for folder, name, size, width, height in self._store.listed_files():
            if total % _LOOK_EVERY == 0:
                token.raise_if_cancelled()
            total += 1
            pattern = rules.pattern_of(folder, name)
            if pattern is not None:
                counts[pattern] += 1
            elif size < exclusions.least_bytes or rules.too_small(width, height):
                small += 1
        return LeftOut(sum(counts) + small, total, tuple(counts), small)
