"""A library as Picseek 0.1 left it: the schema of then, vectors of the built-in model of then."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image

from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.embed.builtin_1.spec import SPEC
from picseek.engine.library import DATABASE_NAME
from picseek.engine.store.migrations import MIGRATIONS, migrate
from picseek.engine.types import PictureFacts
from picseek.engine.vectors import VectorIndex

_SCHEMA = 5
_GENERATION = 7


class _Nothing:
    """A vector source without vectors: what an index starts from."""

    def generation(self) -> int:
        return 0

    def ids(self) -> np.ndarray:
        return np.empty(0, np.int64)

    def vectors(self, ids: object) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        return iter(())


def make_old_library(folder: Path, photos: Path) -> None:
    """Index the PNG files of a folder as the program before did."""
    folder.mkdir()
    paths = sorted(photos.glob("*.png"))
    vectors = np.stack([_vector(path) for path in paths])
    with closing(sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)) as database:
        migrate(database, folder / DATABASE_NAME, MIGRATIONS[:_SCHEMA])
        database.execute("INSERT INTO roots VALUES (?)", (os.fsencode(photos),))
        database.execute("INSERT INTO folders VALUES (1, ?)", (os.fsencode(photos),))
        model = (SPEC.revision, SPEC.dim, _GENERATION)
        database.execute("INSERT INTO models VALUES (1, 'builtin', ?, ?, ?)", model)
        for number, (path, vector) in enumerate(zip(paths, vectors, strict=True), 1):
            _write(database, number, path, vector)
    index = VectorIndex.open(folder / "vectors" / "builtin", SPEC.dim, source=_Nothing())
    index.add(np.arange(1, len(paths) + 1), vectors)
    index.save(_GENERATION)
    index.close()


def _vector(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        facts = PictureFacts(*picture.size, "PNG")
        made = EarlierEmbedder().preparer(picture.convert("RGB"), facts)
    return np.frombuffer(made, "<f4")


def _write(database: sqlite3.Connection, number: int, path: Path, vector: np.ndarray) -> None:
    stat, content = path.stat(), path.read_bytes()
    digest = hashlib.blake2b(content, digest_size=16).digest()
    with Image.open(path) as picture:
        width, height = picture.size
    database.execute(
        "INSERT INTO contents VALUES (?, ?, ?, ?, ?, 'PNG', '', NULL, ?)",
        (number, digest, len(content), width, height, number),
    )
    database.execute(
        "INSERT INTO files VALUES (?, 1, ?, ?, ?, ?, 1)",
        (number, os.fsencode(path.name), stat.st_size, stat.st_mtime_ns, number),
    )
    database.execute(
        "INSERT INTO words (rowid, name, folder, dates, captions) VALUES (?, ?, ?, '', '')",
        (number, path.name.replace(".", " "), path.parent.name),
    )
    database.execute("INSERT INTO vectors VALUES (1, ?, ?)", (number, vector.tobytes()))
