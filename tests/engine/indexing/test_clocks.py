"""Times of files: coarse clocks, and dates beyond what a database can hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.decoder import Decoder, DecodeTask
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.filesystem.times import UNCERTAIN, storable
from picseek.engine.indexing.estimate import count_missing
from picseek.engine.indexing.plan import plan_folder
from picseek.engine.indexing.scan import FileStat, ScannedFolder, Scanner
from picseek.engine.store import Batch, FileRecord
from tests.engine.indexing.bench import Bench, draw
from tests.support.picture_files import age

YEAR_2300, YEAR_1600 = 10_413_792_000, -11_676_096_000


def model_of(bench: Bench) -> int:
    return bench.store.vectors.ensure_set(bench.embedder.spec)


def indexed_when_fresh(bench: Bench) -> Path:
    """A file that had only just been written when it was read; by now it is an hour old."""
    path = draw(bench.pictures / "a.png", (1, 2, 3))
    age(path)
    bench.run()
    (file,) = bench.store.files.of_pictures(list(bench.store.pictures.newest_first()))
    fresh = FileRecord(path, file.size, file.mtime_ns, file.content_hash, ctime_ns=UNCERTAIN)
    bench.store.save(Batch(model_of(bench), [fresh]))
    return path


def test_a_file_that_was_just_written_is_read_once_more(bench: Bench) -> None:
    """On FAT (steps of 2 s) it may be written again without any sign of it."""
    path = indexed_when_fresh(bench)
    known = bench.store.files.known(bench.pictures, model_of(bench))
    real = path.stat()
    same = FileStat(real.st_size, real.st_mtime_ns, real.st_ctime_ns)
    scanned = ScannedFolder(bench.pictures, {"a.png": same}, None)
    plan = plan_folder(scanned, known, retry_failed=False)
    assert [task.path for task in plan.todo] == [path]
    assert bench.run().unchanged == 1
    known = bench.store.files.known(bench.pictures, model_of(bench))
    assert known["a.png"].ctime_ns == real.st_ctime_ns
    assert plan_folder(scanned, known, retry_failed=False).todo == []


@pytest.mark.parametrize(("seconds", "certain"), [(0, False), (1, False), (60, True), (-60, True)])
def test_only_what_is_younger_than_a_tick_is_not_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, certain: bool
) -> None:
    path = draw(tmp_path / "a.png", (1, 2, 3))
    status = path.stat()
    now = status.st_mtime_ns + seconds * 1_000_000_000
    monkeypatch.setattr("picseek.engine.filesystem.times.time.time_ns", lambda: now)
    decoder = Decoder(None, ThumbnailFolder(tmp_path / "thumbnails"))
    ctime = decoder(DecodeTask(str(path))).ctime_ns
    assert ctime == (status.st_ctime_ns if certain else UNCERTAIN)


def test_what_is_only_read_once_more_is_not_counted_as_to_be_sent(bench: Bench) -> None:
    indexed_when_fresh(bench)
    missing = count_missing(
        bench.store,
        Scanner(),
        [bench.pictures],
        model_of(bench),
        retry_failed=False,
        token=CancelToken(),
    )
    assert missing.inside == 0


def test_times_fit_into_the_database() -> None:
    for seconds in (YEAR_2300, YEAR_1600):
        assert abs(storable(seconds * 10**9)) <= 2**63
    assert storable(5) == 5


@pytest.mark.parametrize("seconds", [YEAR_2300, YEAR_1600])
def test_a_file_from_another_century_is_read_once(bench: Bench, seconds: int) -> None:
    path = draw(bench.pictures / "a.png", (1, 2, 3))
    os.utime(path, ns=(seconds * 10**9, seconds * 10**9))
    if path.stat().st_mtime_ns != seconds * 10**9:
        pytest.skip("this file system has no such dates")
    assert bench.run().indexed == 1
    report = bench.run()
    assert (report.indexed, report.unchanged) == (0, 1)
