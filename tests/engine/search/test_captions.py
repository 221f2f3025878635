"""Pictures found by what is written in them and beside them, whatever the model, at home."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest
from PIL import Image

from picseek.engine.decoding.decoder import DecodeTask
from picseek.engine.errors import PictureError
from picseek.engine.indexing import run
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.metadata.captions import READER_VERSION
from picseek.engine.store import Batch, CaptionRecord, Store
from picseek.engine.store.migrations import MIGRATIONS, migrate
from picseek.engine.store.text_search import index_outdated
from picseek.engine.text.keywords import matching_part
from picseek.engine.types import Hit, IndexReport, ProblemCode, Query
from tests.support.iptc import in_jpeg, records
from tests.support.stores import ROOT, SPEC, record, save


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Grey pictures whose names say nothing."""
    folder = tmp_path / "100CANON"
    folder.mkdir()
    (folder / "IMG_0001.jpg").write_bytes(
        in_jpeg(records((2, 120, "Grandmother's Café".encode()), (2, 25, b"zeppelin")))
    )
    for number in (2, 3, 4):
        made = Image.new("RGB", (90, 60), (120 + number, 120, 120))
        made.save(folder / f"IMG_000{number}.png")
    (folder / "IMG_0002.txt").write_text("a zeppelin over the lake, seen by grandmother")
    (folder / "IMG_0003.png.json").write_text(json.dumps({"keywords": ["locomotive", "1928"]}))
    return folder


def hits(library: Library, text: str) -> dict[str, Hit]:
    """File names of the hits that words matched; the model only adds near matches."""
    result = library.search(Query(text))
    exact = result.hits[: len(result.hits) - result.near]
    return {hit.picture.path.name: hit for hit in exact}


def test_captions_keywords_and_texts_beside_are_found(library: Library, photos: Path) -> None:
    library.index([photos])
    assert set(hits(library, "zeppelin")) == {"IMG_0001.jpg", "IMG_0002.png"}
    assert set(hits(library, "locomotive")) == {"IMG_0003.png"}
    assert next(iter(hits(library, "cafe zeppelin"))) == "IMG_0001.jpg"


def test_a_hit_names_the_words_that_it_was_found_by(library: Library, photos: Path) -> None:
    library.index([photos])
    found = hits(library, "zeppelin")
    assert found["IMG_0001.jpg"].caption == "Grandmother's Café zeppelin"
    assert found["IMG_0002.png"].caption == "a zeppelin over the lake, seen by grandmother"
    assert hits(library, "100canon")["IMG_0004.png"].caption == ""


def test_a_copy_is_found_by_what_is_written_in_it_too(library: Library, photos: Path) -> None:
    library.index([photos])
    shutil.copy(photos / "IMG_0001.jpg", photos / "IMG_0009.jpg")
    (photos / "IMG_0009.txt").write_text("another lighthouse")
    library.index([photos])
    (hit,) = hits(library, "lighthouse").values()
    assert hit.picture.copies == 2
    assert len(hits(library, "zeppelin")) == 2


def test_a_changed_file_is_found_by_its_new_words_alone(library: Library, photos: Path) -> None:
    library.index([photos])
    (photos / "IMG_0001.jpg").write_bytes(in_jpeg(records((2, 120, b"An observatory by night"))))
    library.index([photos])
    assert set(hits(library, "observatory")) == {"IMG_0001.jpg"}
    assert set(hits(library, "zeppelin")) == {"IMG_0002.png"}


# Libraries of older versions


def forget_captions(library: Path) -> None:
    """Make a library as an older version left it."""
    connection = sqlite3.connect(library / DATABASE_NAME)
    connection.execute("UPDATE files SET captioned = 0, ctime_ns = 0")
    connection.execute("UPDATE words SET captions = '', forms = '', original = ''")
    connection.commit()
    connection.close()


def index_again(library: Path, photos: Path) -> tuple[IndexReport, set[str]]:
    opened = Library.open(library)
    try:
        report = opened.index([photos])
        return report, set(hits(opened, "zeppelin"))
    finally:
        opened.close()


def test_the_next_run_reads_them_without_decoding_a_picture(tmp_path: Path, photos: Path) -> None:
    folder = tmp_path / "old"
    index_again(folder, photos)
    shutil.rmtree(folder / "thumbnails")
    forget_captions(folder)
    report, found = index_again(folder, photos)
    assert (report.indexed, report.unchanged, report.failed) == (0, 4, ())
    assert found == {"IMG_0001.jpg", "IMG_0002.png"}
    assert not list((folder / "thumbnails").rglob("*.jpg")), "nothing was decoded"
    report, _ = index_again(folder, photos)
    assert (report.indexed, report.unchanged) == (0, 4)


def test_what_can_no_longer_be_read_is_no_problem_and_not_tried_again(
    tmp_path: Path, photos: Path
) -> None:
    folder = tmp_path / "old"
    index_again(folder, photos)
    forget_captions(folder)
    broken = photos / "IMG_0001.jpg"
    before = broken.stat()
    broken.write_bytes(bytes(before.st_size))
    os.utime(broken, ns=(before.st_atime_ns, before.st_mtime_ns))
    report, found = index_again(folder, photos)
    assert (report.indexed, report.unchanged, report.failed) == (0, 4, ())
    assert found == {"IMG_0002.png"}
    connection = sqlite3.connect(folder / DATABASE_NAME)
    assert connection.execute("SELECT min(captioned) FROM files").fetchone() == (READER_VERSION,)
    connection.close()


@dataclass
class FailingPool:
    """Workers that can do nothing."""

    code: ProblemCode
    capacity: int = 8
    failed: list[int] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        return len(self.failed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, key: int, task: DecodeTask) -> None:
        assert task.captions_only
        self.failed.append(key)

    def results(self, timeout: float) -> list[tuple[int, PictureError]]:
        keys, self.failed = self.failed, []
        return [(key, PictureError(self.code, "It does not work.")) for key in keys]


@pytest.mark.parametrize(
    ("code", "tried_again"), [(ProblemCode.VANISHED, True), (ProblemCode.CRASHED, False)]
)
def test_only_what_is_out_of_reach_is_tried_again(
    tmp_path: Path,
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: ProblemCode,
    tried_again: bool,
) -> None:
    folder = tmp_path / "old"
    index_again(folder, photos)
    forget_captions(folder)
    with monkeypatch.context() as patched:
        patched.setattr(run, "WorkerPool", lambda *_args, **_more: FailingPool(code))
        report, found = index_again(folder, photos)
    assert (report.indexed, report.unchanged, report.failed, found) == (0, 4, (), set())
    report, found = index_again(folder, photos)
    assert (report.unchanged, bool(found)) == (4, tried_again)


def test_an_older_database_keeps_its_words_and_knows_what_is_missing() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, Path("library.db"), MIGRATIONS[:3])
    connection.execute("INSERT INTO words VALUES ('beach', 'Spain', '2019')")
    migrate(connection, Path("library.db"))
    assert index_outdated(connection, 10) == 1
    assert index_outdated(connection, 10) == 0
    found = connection.execute("SELECT rowid, name, captions FROM words WHERE words MATCH 'spain'")
    assert found.fetchall() == [(1, "beach", "")]
    connection.close()


# How they are ranked


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


def write(store: Store, name: str, captions: str) -> None:
    save(store, record(name))
    store.save(
        Batch(store.vectors.ensure_set(SPEC), captions=[CaptionRecord(ROOT / name, captions)])
    )


def match(store: Store, *words: str) -> list[str]:
    ids = list(store.text.match(words, every=True, limit=20))
    return [str(row.path.relative_to(ROOT)) for row in store.pictures.rows(ids)]


def test_a_name_weighs_more_than_a_caption_and_this_more_than_a_folder(store: Store) -> None:
    save(store, record("harbour/1.jpg"), record("x/harbour.jpg"))
    write(store, "x/2.jpg", "harbour")
    for number in range(20):  # else the word is in too many pictures to matter
        save(store, record(f"y/{number}.jpg"))
    assert match(store, "harbour") == ["x/harbour.jpg", "x/2.jpg", "harbour/1.jpg"]


def test_words_may_be_spread_over_name_and_caption(store: Store) -> None:
    write(store, "beach 1.jpg", "two dogs")
    write(store, "beach 2.jpg", "a cat")
    assert match(store, "beach", "dogs") == ["beach 1.jpg"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("beach", True), ("beac", True), ("car", False), ("carried", True), ("BEACHES", True)],
)
def test_only_longer_words_match_as_prefixes(store: Store, asked: str, found: bool) -> None:
    write(store, "1.jpg", "a boat carried over beaches")
    assert match(store, asked) == (["1.jpg"] if found else [])


def test_captions_of_a_missing_file_are_removed(store: Store) -> None:
    store.save(
        Batch(
            store.vectors.ensure_set(SPEC), captions=[CaptionRecord(ROOT / "gone.jpg", "a harbour")]
        )
    )
    assert match(store, "harbour") == []


@pytest.mark.parametrize("text", ['"', "a AND", "NEAR(", "{captions}", "*", "\0", "x" * 5000])
def test_any_question_can_be_asked_of_captions(store: Store, text: str) -> None:
    write(store, "1.jpg", "a harbour")
    assert store.text.captions_with([1], [text, "harbour"]) == {1: "a harbour"}
    assert store.text.captions_with([1], [text]) == {}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["cafe"], "a Café by the sea"),
        (["SEA"], "a Café by the sea"),
        (["t-shirt"], ""),
        (["by-the"], "a Café by the sea"),
        (["caf"], ""),
        (["zzz", "cafe"], "a Café by the sea"),
        ([], ""),
        (["-"], ""),
    ],
)
def test_the_part_of_a_caption_that_is_shown(words: list[str], part: str) -> None:
    assert matching_part("a Café\nby the sea", words) == part


def test_of_a_long_caption_some_words_are_shown() -> None:
    caption = " ".join(f"w{number}" for number in range(30)) + " harbour, " + "and so on " * 9
    part = matching_part(caption, ["harb"])
    assert part == "…w22 w23 w24 w25 w26 w27 w28 w29 harbour, and so on and so on and…"


def test_what_is_excluded_is_no_name_to_find(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    names = ("zeppelin.png", "zeppelin fog.png", "fog.png", "zeppelin without fog.png")
    for number, name in enumerate(names):
        Image.new("RGB", (90, 60), (120 + number, 120, 120)).save(folder / name)
    library.index([folder])
    assert set(hits(library, "zeppelin -fog")) == {"zeppelin.png"}
    for text in ("zeppelin without fog", "zeppelin ohne fog", "zeppelin sans fog"):
        assert "zeppelin.png" in hits(library, text)
        assert not {"fog.png", "zeppelin fog.png"} & set(hits(library, text))
    # Just what it is called.
    assert next(iter(hits(library, "zeppelin without fog"))) == "zeppelin without fog.png"


def test_what_is_excluded_is_no_caption_to_find(library: Library, photos: Path) -> None:
    library.index([photos])
    found = hits(library, "zeppelin without lake")  # the model knows lakes, and finds others
    assert "IMG_0001.jpg" in found
    assert "IMG_0002.png" not in found
    assert set(hits(library, "grandmother -zeppelin")) == set()
