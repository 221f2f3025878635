"""What happens around the store: other threads, other processes, full disks, sudden ends."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from picseek.engine.embed.base import SentRecord
from picseek.engine.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryTooNew,
    LibraryUnwritable,
)
from picseek.engine.store import Counts, PaidAnswer, SentCall, Store, migrations
from picseek.engine.store import database as connection
from picseek.engine.store.database import Database
from tests.support.stores import (
    ROOT,
    SPEC,
    hash_of,
    known_paths,
    open_store,
    picture,
    record,
    remove_within,
    save,
    thumbnail_of,
    vector_counts,
    vector_of,
)

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """The store's connections."""
    return Database(file_of(tmp_path), readonly=False)


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    opened = Store(database, thumbnail_of)
    yield opened
    opened.close()


def file_of(folder: Path) -> Path:
    return folder / "library.db"


def run_python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code in another process, with the tools of these tests at hand."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def assert_sound(file: Path) -> None:
    """Nothing is half there: every file has its words, every row what it refers to."""
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.execute("INSERT INTO words(words) VALUES ('integrity-check')")
    different = """
        SELECT count(*) FROM (SELECT id FROM files EXCEPT SELECT rowid FROM words
        UNION ALL SELECT rowid FROM words EXCEPT SELECT id FROM files)"""
    assert database.execute(different).fetchone() == (0,)
    database.close()


# Opening


def test_a_new_store_is_fast_and_safe(store: Store, database: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "temp_store": 2}
    with database.writing() as writer:
        for name, value in pragmas.items():
            assert writer.execute(f"PRAGMA {name}").fetchone() == (value,)
        assert writer.execute("PRAGMA busy_timeout").fetchone()[0] > 0


class Logged(sqlite3.Connection):
    """Writes down how much a commit waited for the disk."""

    commits: ClassVar[list[str]] = []
    level: ClassVar[str] = ""

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:  # noqa: ANN401 - handed on
        if sql.startswith("PRAGMA synchronous = "):
            Logged.level = sql.rpartition(" ")[2]
        if sql == "COMMIT":
            Logged.commits.append(Logged.level)
        return super().execute(sql, *arguments)


def test_what_is_paid_for_is_on_the_disk_when_it_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Logged))
    store = open_store(tmp_path)
    model = store.vectors.ensure_set(SPEC)
    Logged.commits.clear()
    save(store, record("free.jpg"), model=model)
    store.database.sync_commits(on=True)
    save(store, record("paid.jpg"), model=model)
    store.database.sync_commits(on=False)
    save(store, record("free again.jpg"), model=model)
    answer = PaidAnswer(
        SPEC,
        SentCall(SPEC.id, SentRecord(1.0, "small", "far.example", 9, (hash_of("a"),)), 0),
        ((hash_of("a"), vector_of("a")),),
    )
    store.recover(answer)  # the journal forgets it then
    store.close()
    assert Logged.commits == ["NORMAL", "FULL", "NORMAL", "FULL"]


@pytest.mark.parametrize("readonly", [True, False])
def test_a_file_that_is_no_database_is_reported_and_not_changed(
    tmp_path: Path, readonly: bool
) -> None:
    file_of(tmp_path).write_text("Dear diary, today I found out what SQLite is." * 50)
    before = file_of(tmp_path).read_bytes()
    with pytest.raises(LibraryDamaged, match="is damaged"):
        open_store(tmp_path, readonly=readonly)
    assert file_of(tmp_path).read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_another_programs_database_is_left_alone(tmp_path: Path, readonly: bool) -> None:
    database = sqlite3.connect(file_of(tmp_path))
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()
    before = file_of(tmp_path).read_bytes()
    with pytest.raises(LibraryDamaged, match="isn't a Picseek library"):
        open_store(tmp_path, readonly=readonly)
    assert file_of(tmp_path).read_bytes() == before


def test_damage_inside_a_database_is_reported_once_it_is_read(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, *(record(f"{number}.jpg") for number in range(2000)))
    store.close()
    content = bytearray(file_of(tmp_path).read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    file_of(tmp_path).write_bytes(content)
    with pytest.raises(LibraryDamaged, match="is damaged"):  # noqa: PT012
        store = open_store(tmp_path)
        try:
            store.pictures.rows(list(store.pictures.newest_first()))
        finally:
            store.close()


@pytest.mark.parametrize("readonly", [True, False])
def test_a_newer_library_is_refused(tmp_path: Path, readonly: bool) -> None:
    open_store(tmp_path).close()
    database = sqlite3.connect(file_of(tmp_path))
    database.execute("PRAGMA user_version = 999")
    database.close()
    with pytest.raises(LibraryTooNew):
        open_store(tmp_path, readonly=readonly)


def test_readers_do_not_bring_an_old_library_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path).close()
    newer = (*migrations.MIGRATIONS, ("CREATE TABLE albums (name TEXT)",))
    monkeypatch.setattr(connection, "MIGRATIONS", newer)
    with pytest.raises(LibraryError, match="older version of Picseek"):
        open_store(tmp_path, readonly=True)


def test_readers_make_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        open_store(tmp_path, readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_a_location_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnwritable, match="permissions"):
        open_store(tmp_path / "missing")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.pictures.counts()
    store.close()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        store.pictures.counts()
    with pytest.raises(LibraryError, match="closed"):
        store.settings.set("a", "b")
    assert [path.name for path in tmp_path.iterdir()] == ["library.db"]


# Faults while writing


def test_a_full_disk_loses_nothing_and_can_go_on(
    store: Store, database: Database, tmp_path: Path
) -> None:
    save(store, record("before.jpg"))
    with database.writing() as writer:
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count = {pages}")
    many = [record(f"{number}.jpg") for number in range(500)]
    with pytest.raises(DiskFull, match="Free up some space"):
        save(store, *many)
    assert store.pictures.counts() == Counts(1, 1, 0)
    assert store.vectors.searchable_ids(store.vectors.ensure_set(SPEC)).tolist() == [
        picture(store, "before.jpg")
    ]
    with database.writing() as writer:
        writer.execute("PRAGMA max_page_count = 1000000")
    save(store, *many)
    assert store.pictures.counts() == Counts(501, 501, 0)
    assert_sound(file_of(tmp_path))


def test_nothing_is_left_half_there_by_forgetting(store: Store, tmp_path: Path) -> None:
    save(store, *(record(f"{number % 3}/{number}.jpg") for number in range(30)))
    store.files.remove(ROOT / "0", ["0.jpg"])
    remove_within(store, ROOT / "1")
    save(store, record("0/3.jpg", "changed"))
    assert_sound(file_of(tmp_path))
    store.folders.remove_root(ROOT)
    assert_sound(file_of(tmp_path))
    assert store.pictures.counts() == Counts(0, 0, 0)


def test_a_disk_that_became_read_only_is_reported(store: Store, database: Database) -> None:
    with database.writing() as writer:
        writer.execute("PRAGMA query_only = ON")
    with pytest.raises(LibraryUnwritable, match="can't open or write"):
        store.settings.set("model", "small")


def test_another_writer_is_reported_after_waiting(
    store: Store, database: Database, tmp_path: Path
) -> None:
    with database.writing() as writer:
        writer.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(file_of(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryLocked, match="is using"):
        store.settings.set("model", "small")
    other.execute("ROLLBACK")
    other.close()
    store.settings.set("model", "small")
    assert store.settings.get("model") == "small"


def test_our_own_mistakes_are_not_reported_as_errors_of_the_disk(
    store: Store, database: Database
) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):  # noqa: SIM117
        with database.reading() as reader:
            reader.execute("SELECT * FROM nowhere")
    assert store.pictures.counts() == Counts(0, 0, 0)


KILLED = """
import os, sys
from pathlib import Path
from picseek.engine.store import batches as saving
from tests.support.stores import (open_store, record, save)

store = open_store(Path(sys.argv[1]))
save(store, *(record(f"first {number}.jpg") for number in range(10)))
words, calls = saving.search_words, iter(range(1000))

def die_at_the_seventh(*arguments):
    if next(calls) == 6:
        os._exit(9)
    return words(*arguments)

saving.search_words = die_at_the_seventh
save(store, *(record(f"second {number}.jpg") for number in range(10)))
"""


def test_killed_in_the_middle_of_saving_all_before_is_there_and_nothing_of_it(
    tmp_path: Path,
) -> None:
    assert run_python(KILLED, tmp_path).returncode == 9
    assert file_of(tmp_path).with_name("library.db-wal").exists()
    store = open_store(tmp_path)
    assert store.pictures.counts() == Counts(10, 10, 0)
    assert vector_counts(store) == {"small": 10}
    assert list(store.text.match(["second"], every=True, limit=9)) == []
    save(store, *(record(f"second {number}.jpg") for number in range(10)))
    assert store.pictures.counts() == Counts(20, 20, 0)
    store.close()
    assert_sound(file_of(tmp_path))


# Threads and processes


def test_a_reader_sees_what_is_committed_while_a_writer_writes(
    store: Store, database: Database
) -> None:
    save(store, record("a.jpg"))
    with database.writing() as writer:
        writer.execute("DELETE FROM words")
        writer.execute("DELETE FROM files")
        assert store.pictures.counts().files == 1
        assert list(store.text.match(["a"], every=True, limit=9)) == [picture(store, "a.jpg")]


def test_one_read_is_one_state(store: Store, database: Database) -> None:
    save(store, record("a.jpg"))
    with database.reading() as reader:
        assert reader.execute("SELECT count(*) FROM files").fetchone() == (1,)
        save(store, record("b.jpg"))
        assert reader.execute("SELECT count(*) FROM files").fetchone() == (1,)
    assert store.pictures.counts().files == 2


def test_many_threads_read_while_one_writes(store: Store) -> None:
    """Whatever they see, files and searchable pictures are of the same moment."""
    wrong: list[object] = []
    stop = threading.Event()
    model = store.vectors.ensure_set(SPEC)

    def look() -> None:
        while not stop.is_set():
            counts, rows = (
                store.pictures.counts(),
                store.pictures.rows(store.pictures.newest_first()),
            )
            if counts.files != counts.pictures or len(rows) < counts.files:
                wrong.append((counts, len(rows)))
            for ids, matrix in store.vectors.chunks(model):
                if len(ids) != len(matrix):
                    wrong.append((ids, matrix))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for batch in range(30):
        save(store, *(record(f"{batch}/{number}.jpg") for number in range(10)))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert store.pictures.counts() == Counts(300, 300, 0)


class Counted(sqlite3.Connection):
    """Knows how many of its kind are open."""

    open: ClassVar[int] = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*arguments, **options)
        Counted.open += 1

    def close(self) -> None:
        super().close()
        Counted.open -= 1


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    """Counts the connections of stores that are opened after it."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Counted))
    monkeypatch.setattr(Counted, "open", 0)
    return Counted


def test_threads_that_end_leave_no_connections(counted: type[Counted], store: Store) -> None:
    for _ in range(20):
        thread = threading.Thread(target=store.pictures.counts)
        thread.start()
        thread.join()
    assert counted.open == 2  # one writes


def test_only_a_few_readers_stay_open(
    counted: type[Counted], store: Store, database: Database
) -> None:
    together = threading.Barrier(20)

    def read() -> None:
        with database.reading():
            together.wait()

    threads = [threading.Thread(target=read) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 < counted.open < 20


def test_a_read_that_outlives_the_store_ends_well(tmp_path: Path) -> None:
    database = Database(file_of(tmp_path), readonly=False)
    with database.reading() as reader:
        database.close()
        assert reader.execute("SELECT count(*) FROM files").fetchone() == (0,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        reader.execute("SELECT 1")


READER = """
import sys
from pathlib import Path
from tests.support.stores import (SPEC, open_store)

store = open_store(Path(sys.argv[1]), readonly=True)
model = store.vectors.ensure_set(SPEC)
for line in sys.stdin:
    print(store.pictures.counts().files, len(store.vectors.searchable_ids(model)), flush=True)
store.close()
"""


def test_another_process_reads_what_this_one_writes(store: Store, tmp_path: Path) -> None:
    save(store, record("0.jpg"))
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path)],
        cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as reader:  # fmt: skip
        assert reader.stdin is not None
        assert reader.stdout is not None
        for number in range(1, 4):
            print("look", file=reader.stdin, flush=True)
            assert reader.stdout.readline().split() == [str(number), str(number)]
            save(store, record(f"{number}.jpg"))
        reader.stdin.close()
        assert reader.wait(30) == 0
    save(store, record("last.jpg"))
    assert store.pictures.counts().files == 5
    assert known_paths(store, ROOT) == {ROOT}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_library_may_lie_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "caf\udce9 100%20?mode=ro#1"
    folder.mkdir()
    store = open_store(folder)
    save(store, record("a.jpg"))
    reader = open_store(folder, readonly=True)
    assert reader.pictures.counts() == Counts(1, 1, 0)
    reader.close()
    store.close()
    assert [path.name for path in folder.iterdir()] == ["library.db"]
