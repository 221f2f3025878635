from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.engine.errors import LibraryDamaged, LibraryTooNew
from picseek.engine.store.migrations import APPLICATION_ID, MIGRATIONS, check_version, migrate
from picseek.engine.store.timelines import newest_first

FILE = Path("library.db")
NEXT = ("CREATE TABLE albums (name TEXT)", "ALTER TABLE files ADD COLUMN stars INTEGER")


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_an_empty_database_gets_every_step_and_our_application_id(
    database: sqlite3.Connection,
) -> None:
    assert check_version(database, FILE) == 0
    migrate(database, FILE)
    assert check_version(database, FILE) == len(MIGRATIONS)
    assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert {"contents", "files", "vectors", "words"} <= tables(database)


def test_an_older_database_gets_the_missing_steps_and_keeps_its_rows(
    database: sqlite3.Connection,
) -> None:
    migrate(database, FILE)
    database.execute("INSERT INTO settings VALUES ('model', 'small')")
    migrate(database, FILE, (*MIGRATIONS, NEXT))
    assert check_version(database, FILE, (*MIGRATIONS, NEXT)) == len(MIGRATIONS) + 1
    assert "albums" in tables(database)
    assert database.execute("SELECT value FROM settings").fetchone() == ("small",)


def test_migrating_again_changes_nothing(database: sqlite3.Connection) -> None:
    migrate(database, FILE)
    before = database.total_changes
    migrate(database, FILE)
    assert database.total_changes == before


def test_a_step_that_fails_leaves_the_database_as_it_was(database: sqlite3.Connection) -> None:
    migrate(database, FILE)
    before = tables(database)
    broken = ("CREATE TABLE albums (name TEXT)", "CREATE TABLE files (x)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(database, FILE, (*MIGRATIONS, broken))
    assert tables(database) == before
    assert check_version(database, FILE) == len(MIGRATIONS)
    assert not database.in_transaction


def test_a_newer_database_is_left_alone(database: sqlite3.Connection) -> None:
    migrate(database, FILE, (*MIGRATIONS, NEXT))
    with pytest.raises(LibraryTooNew, match="newer version of Picseek"):
        migrate(database, FILE)
    assert "albums" in tables(database)


def test_another_programs_database_is_left_alone(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LibraryDamaged, match="isn't a Picseek library"):
        migrate(database, FILE)
    assert tables(database) == {"bookmarks"}


def test_the_text_names_a_file_whose_name_is_no_text(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LibraryDamaged) as caught:
        migrate(database, Path("caf\udce9.db"))
    assert "caf" in str(caught.value).encode("utf-8").decode()


def test_vectors_of_an_older_library_stay_and_belong_to_the_last_host(
    database: sqlite3.Connection,
) -> None:
    migrate(database, FILE, MIGRATIONS[:5])
    database.execute("PRAGMA foreign_keys = ON")
    database.executescript(
        """
        INSERT INTO contents VALUES (1, x'61', 1, 40, 30, 'JPEG', '', NULL, 5);
        INSERT INTO models VALUES (1, 'builtin', '1', 4, 7);
        INSERT INTO models VALUES (2, 'cohere/embed-v4.0:256', '1', 4, 9);
        INSERT INTO vectors VALUES (1, 1, x'00'), (2, 1, x'00');
        INSERT INTO sent (at, content, model, host, bytes) VALUES
            (1, x'61', 'embed-v4.0', 'first', 1), (2, x'61', 'embed-v4.0', 'last', 1),
            (3, NULL, 'embed-v4.0', 'question', 1);"""
    )
    migrate(database, FILE)
    rows = database.execute("SELECT id, name, host, generation, saved FROM models").fetchall()
    assert rows == [(1, "builtin", "", 7, 7), (2, "cohere/embed-v4.0:256", "last", 9, 9)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    checks = database.execute("SELECT model, crc FROM vectors ORDER BY model").fetchall()
    assert checks == [(1, None), (2, zlib.crc32(b"\0"))]  # the second was paid for
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.execute("INSERT INTO vectors VALUES (3, 1, x'00', NULL, NULL, NULL)")


def test_vectors_of_the_earlier_built_in_model_go_by_a_name_of_their_own(
    database: sqlite3.Connection,
) -> None:
    migrate(database, FILE, MIGRATIONS[:5])
    database.execute("INSERT INTO models VALUES (1, 'builtin', '2.63135049c9', 785, 7)")
    migrate(database, FILE)
    rows = database.execute("SELECT name, revision, dim, saved FROM models").fetchall()
    assert rows == [("builtin-1", "2.63135049c9", 785, 7)]


def test_pictures_of_an_older_library_come_in_their_order(database: sqlite3.Connection) -> None:
    migrate(database, FILE, MIGRATIONS[:3])
    database.executemany(
        "INSERT INTO contents VALUES (?, ?, 1, 40, 30, 'JPEG', '', NULL, ?)",
        [(1, b"a", 5), (2, b"b", None), (3, b"c", 9), (4, b"d", 9)],
    )
    migrate(database, FILE)
    assert list(newest_first(database)) == [4, 3, 1]
