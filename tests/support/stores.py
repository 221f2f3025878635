"""What the tests of the store share: files, vectors and batches that were never on a disk."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import ModelSpec
from picseek.engine.store import Batch, FailureRecord, FileRecord, Removed, Saved, Store
from picseek.engine.types import PictureFacts, Problem, ProblemCode, Stage

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector

ROOT = Path("/photos").absolute()
SECOND = 1_000_000_000
SPEC = ModelSpec("small", "1", "Small", 4)
OTHER_SPEC = ModelSpec("other", "1", "Other", 4)


def open_store(folder: Path, *, readonly: bool = False) -> Store:
    return Store.open(folder / "library.db", thumbnail_of=thumbnail_of, readonly=readonly)


def vector_counts(store: Store) -> dict[str, int]:
    """Searchable pictures of each set, by its model's id; the newest set of a model counts."""
    return {each.model: each.searchable for each in store.vectors.sets()}


def paths_of(store: Store, picture_id: int) -> list[Path]:
    """All files that hold a picture, the one known longest first."""
    return [file.path for file in store.files.of_pictures([picture_id])]


def thumbnail_of(content_hash: bytes) -> Path:
    return Path("/thumbnails") / content_hash.hex()


def hash_of(content: str) -> bytes:
    return hashlib.blake2b(os.fsencode(content), digest_size=16).digest()


def vector_of(content: str) -> Vector:
    return _vector(hash_of(content))


def _vector(content_hash: bytes) -> Vector:
    return np.frombuffer(content_hash, np.uint8)[:4].astype(np.float32)


def record(
    path: Path | str,
    content: str = "",
    *,
    taken_at: datetime | None = None,
    mtime: int = 1_000_000_000,
    known: bool = False,
) -> FileRecord:
    """A file holding `content` (else: a content of its own); `known`: without facts."""
    facts = None if known else PictureFacts(40, 30, "JPEG", taken_at, "Pinhole 1")
    path = ROOT / path
    return FileRecord(path, 100, mtime * SECOND, hash_of(content or str(path)), facts)


def save(store: Store, *records: FileRecord, model: int | None = None) -> Saved:
    """Save files, each with the vector of its content."""
    model = store.vectors.ensure_set(SPEC) if model is None else model
    vectors = [(each.content_hash, _vector(each.content_hash)) for each in records]
    return store.save(Batch(model, records, vectors))


def failure(
    path: Path | str,
    *,
    stage: Stage = Stage.DECODE,
    code: ProblemCode = ProblemCode.DAMAGED,
    mtime: int = 1_000_000_000,
) -> FailureRecord:
    problem = Problem(ROOT / path, stage, code, "The file is damaged.")
    return FailureRecord(problem, 100, mtime * SECOND)


def fail(store: Store, *failures: FailureRecord, model: int | None = None) -> Saved:
    model = store.vectors.ensure_set(SPEC) if model is None else model
    return store.save(Batch(model, failures=failures))


def known_paths(store: Store, root: Path) -> set[Path]:
    """A folder and its subfolders, as far as anything is recorded of them."""
    return {known.path for known in store.folders.known(root)}


def remove_within(store: Store, *paths: Path) -> Removed:
    """Remove folders with their subfolders from the library."""
    rows = {known.id for path in paths for known in store.folders.known(path)}
    return store.folders.remove(rows)


def picture(store: Store, path: Path | str) -> int:
    """Id of the picture that a file holds, which must be there."""
    found = store.pictures.at(ROOT / path)
    assert found is not None
    return found
