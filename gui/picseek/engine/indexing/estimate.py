"""Counting the pictures that a model has not embedded yet, before anything is sent."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.decoding.decoder import HASH_BYTES
from picseek.engine.indexing.plan import plan_folder
from picseek.engine.indexing.scan import scan

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.indexing.exclusions import Rules
    from picseek.engine.store import Store


@dataclass(slots=True)
class _SameSize:
    """Candidates of one size: pictures of the library, and files that were never read."""

    ids: set[int] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)


def count_missing(
    store: Store,
    roots: Iterable[Path],
    model: int,
    *,
    exclude: frozenset[Path],
    rules: Rules | None = None,
    retry_failed: bool,
    token: CancelToken,
) -> int:
    """Count the distinct pictures below some folders that lack a vector of a model.

    A file is only read where another picture has its size, to see whether they are copies: all
    others differ. What will turn out to be no picture is counted, so there are at most this many.

    Raises:
        Cancelled: Through `token`.
    """
    candidates: defaultdict[int, _SameSize] = defaultdict(_SameSize)
    for root in roots:
        for folder in scan(root, exclude=exclude, rules=rules, token=token):
            known = store.known_files(folder.path, model, folder.volume)
            for task in plan_folder(folder, known, retry_failed=retry_failed).todo:
                earlier = known.get(task.name)
                same = candidates[task.size]
                if earlier and earlier.picture_id and earlier[:2] == (task.size, task.mtime_ns):
                    same.ids.add(earlier.picture_id)
                else:
                    same.files.append(task.path)
    candidates.pop(0, None)  # empty files fail before they are sent
    return sum(_distinct(same, size, model, store, token) for size, same in candidates.items())


def _distinct(same: _SameSize, size: int, model: int, store: Store, token: CancelToken) -> int:
    """How many contents these are that the model has not embedded."""
    if not same.files:
        return len(same.ids)
    embedded = store.embedded_hashes_of_size(size, model)
    if len(same.files) == 1 and not same.ids and not embedded:
        return 1
    hashes = {store.hash_of(picture_id) for picture_id in same.ids}
    for path in same.files:
        token.raise_if_cancelled()
        with suppress(OSError):  # it is gone or out of reach: it cannot be sent either
            hashes.add(_content_hash(path))
    return len(hashes.difference(embedded))


def _content_hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=HASH_BYTES)).digest()
