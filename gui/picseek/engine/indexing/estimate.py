"""Counts the pictures that a model has not embedded yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import PictureError
from picseek.engine.indexing.plan import plan_folder
from picseek.engine.sending.outside import OutsideLinks
from picseek.engine.sending.quote import Counted
from picseek.engine.types import CountedFiles, FileMark

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.indexing.plan import FileTask
    from picseek.engine.indexing.scan import Scanner
    from picseek.engine.store import KnownFile, Store


@dataclass(slots=True)
class _SameSize:
    """Candidates of one size in bytes.

    Attributes:
        ids: Pictures in the library, by id: whether all their files are outside the chosen folders.
        files: Files to read: path, whether outside, and the picture that failed before, if any.
    """

    ids: dict[int, bool] = field(default_factory=dict)
    files: list[tuple[Path, bool, int | None]] = field(default_factory=list)

    def add(self, task: FileTask, earlier: KnownFile | None, *, outside: bool) -> None:
        unchanged = earlier and earlier[:2] == (task.size, task.mtime_ns) and task.held is None
        if earlier and earlier.picture_id and unchanged:
            picture = earlier.picture_id
            self.ids[picture] = outside and self.ids.get(picture, True)
        else:
            self.files.append((task.path, outside, task.held if task.failed else None))


def count_missing(
    store: Store,
    scanner: Scanner,
    roots: Sequence[Path],
    model: int,
    *,
    retry_failed: bool,
    token: CancelToken,
) -> Counted:
    """Count the distinct pictures in some folders that lack a vector of a model.

    A file is only read if another picture has its size, to find copies. Files that will turn out
    not to be pictures are counted, so the result is an upper bound.

    Raises:
        Cancelled: Through `token`.
    """
    candidates: defaultdict[int, _SameSize] = defaultdict(_SameSize)
    marks: list[FileMark] = []
    links = OutsideLinks([*store.folders.roots(), *roots])
    for root in roots:
        for folder in scanner.scan(root, token):
            known = store.files.known(folder.path, model, folder.volume)
            for task in plan_folder(folder, known, retry_failed=retry_failed).todo:
                if task.size:  # empty files fail before they are sent
                    outside = links.leads_outside(task.folder, task.name)
                    candidates[task.size].add(task, known.get(task.name), outside=outside)
                    marks.append(FileMark(str(task.path), task.size, task.mtime_ns))
    found = Counter[bool]()
    for size, same in candidates.items():
        found.update(_distinct(same, size, model, store, token))
    return Counted(found[False], found[True], CountedFiles(marks))


def _distinct(
    same: _SameSize, size: int, model: int, store: Store, token: CancelToken
) -> list[bool]:
    """For each content that the model has not embedded, whether it is only outside."""
    if not same.files:
        return list(same.ids.values())
    embedded = store.vectors.embedded_hashes_of_size(size, model)
    if len(same.files) == 1 and not same.ids and not embedded and same.files[0][2] is None:
        return [same.files[0][1]]
    contents = {
        store.pictures.hash_of(picture_id): outside for picture_id, outside in same.ids.items()
    }
    for path, outside, failed in same.files:
        token.raise_if_cancelled()
        with suppress(PictureError):  # unavailable, so it cannot be sent
            content = content_hash(path)
            if failed is None or store.pictures.hash_of(failed) != content:
                contents[content] = outside and contents.get(content, True)
    return [outside for content, outside in contents.items() if content not in embedded]
