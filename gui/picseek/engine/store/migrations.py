"""The database's schema, as steps from each version to the next.

``PRAGMA user_version`` counts the steps applied, ``PRAGMA application_id`` identifies the file.
A released step is never edited: a change is a new step at the end. Only features of SQLite 3.31
are used (no STRICT tables, no RETURNING): some systems link Python to an old version.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path

from picseek.engine.errors import LibraryDamaged, LibraryTooNew
from picseek.engine.messages import message
from picseek.engine.store.values import printable

APPLICATION_ID = 0x50696373  # "Pics"; file(1) and SQLite's tools show it

_FIRST = (
    "CREATE TABLE roots (path BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE folders (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE)",
    # AUTOINCREMENT: a picture's id is never given to another one.
    # taken_at: ISO 8601, local wall clock. shown_at: what browsing sorts by, in seconds of the
    # local wall clock; NULL while no file holds the content (an orphan).
    """CREATE TABLE contents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL UNIQUE,
        byte_size INTEGER NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        format TEXT NOT NULL,
        camera TEXT NOT NULL,
        taken_at TEXT,
        shown_at INTEGER)""",
    "CREATE INDEX contents_by_size ON contents(byte_size)",
    "CREATE INDEX contents_by_time ON contents(shown_at)",
    """CREATE TABLE files (
        id INTEGER PRIMARY KEY,
        folder INTEGER NOT NULL REFERENCES folders(id),
        name BLOB NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        content INTEGER NOT NULL REFERENCES contents(id),
        UNIQUE (folder, name))""",
    "CREATE INDEX files_by_content ON files(content)",
    """CREATE TABLE models (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        revision TEXT NOT NULL,
        dim INTEGER NOT NULL,
        generation INTEGER NOT NULL)""",
    # The key is an index beside the rows: counting and listing ids never reads the vectors.
    """CREATE TABLE vectors (
        model INTEGER NOT NULL REFERENCES models(id),
        content INTEGER NOT NULL REFERENCES contents(id),
        vector BLOB NOT NULL,
        PRIMARY KEY (model, content))""",
    # model: the one model that cannot have the file; NULL: none can.
    """CREATE TABLE failures (
        folder INTEGER NOT NULL REFERENCES folders(id),
        name BLOB NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        stage TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        model INTEGER REFERENCES models(id),
        PRIMARY KEY (folder, name)) WITHOUT ROWID""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # One row for each file, rowid = files.id.
    """CREATE VIRTUAL TABLE words USING fts5(
        name, folder, dates,
        tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')""",
)

_WHAT_LEFT = (
    # at: seconds since the epoch. content: the hash of a picture; NULL: a query. bytes, tokens: a
    # picture's share of its call; tokens are NULL if the service did not report them. Text, not
    # references: the log remains true when models and contents are deleted.
    """CREATE TABLE sent (
        id INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        content BLOB,
        model TEXT NOT NULL,
        host TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        tokens INTEGER)""",
    # Totals, so that an estimate never reads a million rows. billed_*: only of calls for which the
    # service reported tokens of pictures.
    """CREATE TABLE usage (
        model TEXT PRIMARY KEY,
        pictures INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        billed_pictures INTEGER NOT NULL DEFAULT 0,
        billed_tokens INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    # price: US dollars for a million image tokens, as the user says.
    "CREATE TABLE prices (model TEXT PRIMARY KEY, price REAL NOT NULL) WITHOUT ROWID",
)

_WHAT_WAS_ANSWERED = (
    # 0: recorded before it was sent, and not answered (yet). Until now calls were recorded once
    # they were answered.
    "ALTER TABLE sent ADD COLUMN answered INTEGER NOT NULL DEFAULT 1",
)

_CAPTIONS = (
    # captioned: whether what is written in and beside a file was read. The next run reads it for
    # files that are indexed already.
    "ALTER TABLE files ADD COLUMN captioned INTEGER NOT NULL DEFAULT 0",
    # FTS5 cannot add a column.
    """CREATE VIRTUAL TABLE words_with_captions USING fts5(
        name, folder, dates, captions,
        tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')""",
    """INSERT INTO words_with_captions (rowid, name, folder, dates, captions)
        SELECT rowid, name, folder, dates, '' FROM words""",
    "DROP TABLE words",
    "ALTER TABLE words_with_captions RENAME TO words",
)

_IN_ORDER = (
    # All that the grid needs to lay out every picture, in order, without reading table rows.
    "CREATE INDEX contents_in_order ON contents(shown_at, id, width, height)",
    "DROP INDEX contents_by_time",
)

_VECTOR_SETS = (
    # Each row is a set of vectors: of one model, revision, length and host ("" on this computer).
    # generation: a random number, new with each change of the searchable set, so that two libraries
    # (or a library and its restored backup) never share one by chance. saved: the generation of the
    # vector index that was written to disk last.
    """CREATE TABLE vector_sets (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        revision TEXT NOT NULL,
        dim INTEGER NOT NULL,
        host TEXT NOT NULL,
        generation INTEGER NOT NULL,
        saved INTEGER NOT NULL,
        UNIQUE (name, revision, dim, host))""",
    # Until now vectors of two servers were not distinguished: assume the last one.
    """INSERT INTO vector_sets SELECT id, name, revision, dim, coalesce(
            (SELECT host FROM sent WHERE models.name GLOB 'cohere/' || sent.model || '*'
                AND content IS NOT NULL ORDER BY sent.id DESC LIMIT 1), ''),
        generation, generation FROM models""",
    "DROP TABLE models",
    # The other tables refer to it by this name.
    "ALTER TABLE vector_sets RENAME TO models",
    # looks: 1: the picture waits for a second look, 2: it had one; NULL: the model looks at each
    # picture once.
    "ALTER TABLE vectors ADD COLUMN looks INTEGER",
    "CREATE INDEX vectors_first_look ON vectors (model, content) WHERE looks = 1",
    # Vectors that the index on disk holds in an earlier version.
    """CREATE TABLE replaced_vectors (
        model INTEGER NOT NULL,
        content INTEGER NOT NULL,
        PRIMARY KEY (model, content)) WITHOUT ROWID""",
    # The picture's regions, as the model packs them; NULL: it has none.
    "ALTER TABLE vectors ADD COLUMN regions BLOB",
    # The model of that name was replaced; its earlier version has another name now.
    "UPDATE models SET name = 'builtin-1' WHERE name = 'builtin' AND revision = '2.63135049c9'",
)

_FOLDED_WORDS = (
    # Words are folded before they are indexed (see `text.folding`), so that the tokenizer only has
    # to split at spaces. `text_search.index_outdated` fills `words` from the older table.
    "ALTER TABLE words RENAME TO unfolded_words",
    """CREATE VIRTUAL TABLE words USING fts5(
        name, folder, dates, captions, forms, original UNINDEXED,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* S* Co'", prefix = '2 3')""",
    # The source of `taken_at`; see DateSource. Until now it was always the camera.
    "ALTER TABLE contents ADD COLUMN taken_from TEXT",
    "UPDATE contents SET taken_from = 'camera' WHERE taken_at IS NOT NULL",
    # partial: some rows of its pixels are missing. A format of "": it cannot be decoded.
    "ALTER TABLE contents ADD COLUMN partial INTEGER NOT NULL DEFAULT 0",
    # sidecars: a stamp of the files beside a file; ctime_ns: 0 if not recorded.
    "ALTER TABLE files ADD COLUMN sidecars INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0",
)

_VOLUMES = (
    # Each row is a folder on one volume (see `filesystem.volumes`): two memory cards in turn at the
    # same place are two folders of one path. volume: "": not known, as in older libraries.
    # absent_since: seconds since the epoch, when a run first found it not connected; NULL: present.
    """CREATE TABLE folders_on_volumes (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL,
        volume TEXT NOT NULL,
        absent_since INTEGER,
        UNIQUE (path, volume))""",
    "INSERT INTO folders_on_volumes SELECT id, path, '', NULL FROM folders",
    "DROP TABLE folders",
    # The other tables refer to it by this name.
    "ALTER TABLE folders_on_volumes RENAME TO folders",
    "CREATE INDEX folders_absent ON folders(id) WHERE absent_since IS NOT NULL",
    "DELETE FROM settings WHERE key GLOB 'mount:*'",
    # Temporary failures are no longer stored: each run tries again.
    """DELETE FROM failures
        WHERE code IN ('vanished', 'unreadable', 'timeout', 'out_of_memory')""",
)

_VECTOR_CHECKS = (
    # crc: CRC-32 of the vector, NULL if not computed; see `vector_checks`. Vectors of a remote
    # service were paid for, and cannot be created again for free.
    "ALTER TABLE vectors ADD COLUMN crc INTEGER",
    """UPDATE vectors SET crc = crc32(vector)
        WHERE model IN (SELECT id FROM models WHERE host <> '')""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _WHAT_LEFT,
    _WHAT_WAS_ANSWERED,
    _CAPTIONS,
    _IN_ORDER,
    _VECTOR_SETS,
    _FOLDED_WORDS,
    _VOLUMES,
    _VECTOR_CHECKS,
)


def check_version(
    connection: sqlite3.Connection, file: Path, steps: Sequence[Sequence[str]] = MIGRATIONS
) -> int:
    """Return the version of a database, changing nothing; 0 for an empty one.

    Raises:
        LibraryDamaged: It is another program's database, or its version is invalid.
        LibraryTooNew: A newer version of Picseek wrote it.
        sqlite3.Error: It is not a database.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise LibraryDamaged(
            message(
                "{file} isn't a Picseek library. Move it elsewhere, or "
                "choose another folder for the library.",
                file=printable(file),
            )
        )
    if version < 0 or (version == 0 and not empty):
        raise LibraryDamaged(message("The library {file} is damaged.", file=printable(file)))
    if version > len(steps):
        raise LibraryTooNew(
            message(
                "The library {file} was written by a newer version of "
                "Picseek. Update Picseek to open it.",
                file=printable(file),
            )
        )
    return version


def migrate(
    connection: sqlite3.Connection, file: Path, steps: Sequence[Sequence[str]] = MIGRATIONS
) -> None:
    """Bring a database to the newest version, in one transaction: all steps or none.

    Args:
        connection: In autocommit mode (``isolation_level=None``).
        file: The database's path, for error messages.
        steps: All steps, the oldest first.

    Raises:
        LibraryDamaged, LibraryTooNew, sqlite3.Error: As `check_version` does.
    """
    if check_version(connection, file, steps) == len(steps):
        return
    connection.create_function("crc32", 1, zlib.crc32, deterministic=True)
    # A step may recreate a table that others refer to: https://www.sqlite.org/lang_altertable.html
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Checked again under the lock: another process may just have done it.
        for step in steps[check_version(connection, file, steps) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA foreign_keys = ON")
