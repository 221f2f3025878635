"""What a run notices: files that keep size and time, and what stands beside a picture."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.types import DateSource, ProblemCode
from tests.engine.indexing.bench import Bench, draw
from tests.support.drawing import encoded, scene
from tests.support.xmp import bag, packet


def names(bench: Bench, *words: str) -> list[str]:
    """Files that have all these words."""
    ids = list(bench.store.text.match(words, every=True, limit=20))
    return sorted(row.path.name for row in bench.store.pictures.rows(ids))


def replaced(path: Path, colour: tuple[int, int, int]) -> None:
    """Another picture in a file of the same size and time, as some programs leave it."""
    before = path.stat()
    Image.new("RGB", (64, 48), colour).save(path)
    path.write_bytes(path.read_bytes().ljust(before.st_size, b"\0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def padded(path: Path) -> Path:
    path.write_bytes(path.read_bytes().ljust(2_000, b"\0"))
    return path


@pytest.mark.skipif(os.name == "nt", reason="Windows notes no time of any change")
def test_a_change_that_keeps_size_and_time_is_noticed(bench: Bench) -> None:
    path = padded(draw(bench.pictures / "a.png", (1, 2, 3)))
    bench.run()
    before = bench.store.pictures.at(path)
    replaced(path, (200, 20, 20))
    assert bench.run().indexed == 1
    assert bench.store.pictures.at(path) != before
    again = bench.run()
    assert (again.indexed, again.unchanged) == (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows notes no time of any change")
def test_a_file_of_which_only_the_rights_changed_is_not_embedded_again(bench: Bench) -> None:
    path = draw(bench.pictures / "a.png", (1, 2, 3))
    bench.run()
    path.chmod(0o600)
    report = bench.run()
    assert (report.indexed, report.unchanged) == (0, 1)
    assert len(bench.embedder.sent) == 1


def test_a_full_run_reads_every_file_and_embeds_nothing_again(bench: Bench) -> None:
    old = draw(bench.pictures / "old.png", (9, 9, 9))
    path = padded(draw(bench.pictures / "a.png", (1, 2, 3)))
    bench.run()
    with bench.store.database.writing() as connection:  # as where no such time is noted
        connection.execute("UPDATE files SET ctime_ns = 0")
    replaced(path, (200, 20, 20))
    assert bench.run().unchanged == 2
    report = bench.run(full=True)
    assert (report.indexed, report.unchanged, report.failed) == (1, 1, ())
    assert len(bench.embedder.sent) == 3
    assert bench.store.pictures.at(old) is not None


@pytest.mark.parametrize("suffix", [".txt", ".json", ".xmp"])
def test_what_is_written_beside_a_picture_later_is_found(bench: Bench, suffix: str) -> None:
    def write(word: str) -> None:
        text = {
            ".txt": word,
            ".json": f'{{"title": "{word}"}}',
            ".xmp": packet(bag("dc:subject", word)),
        }
        sidecar.write_text(text[suffix])

    draw(bench.pictures / "img1.png", (1, 2, 3))
    draw(bench.pictures / "img2.png", (1, 2, 4))
    sidecar = bench.pictures / f"img1.png{suffix}"
    bench.run()
    write("zeppelin")
    report = bench.run()
    assert (report.indexed, report.unchanged) == (0, 2)
    assert names(bench, "zeppelin") == ["img1.png"]
    write("observatory")
    os.utime(sidecar, (1, 1))
    bench.run()
    assert (names(bench, "zeppelin"), names(bench, "observatory")) == ([], ["img1.png"])
    sidecar.unlink()
    bench.run()
    assert names(bench, "observatory") == []
    assert len(bench.embedder.sent) == 2


def test_a_date_beside_a_picture_comes_and_goes_with_its_sidecar(bench: Bench) -> None:
    path = draw(bench.pictures / "img1.png", (1, 2, 3))
    bench.run()
    sidecar = path.with_name("img1.png.json")
    sidecar.write_text('{"photoTakenTime": {"timestamp": "1552557600"}}')
    bench.run()
    (row,) = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert row.facts.taken_at == datetime(2019, 3, 14, 10)
    assert row.facts.taken_from is DateSource.TAKEOUT
    assert names(bench, "march", "2019") == ["img1.png"]
    sidecar.unlink()
    bench.run()
    (row,) = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert row.facts.taken_at is None
    assert names(bench, "march") == []


@pytest.mark.parametrize("beside", [True, False])
def test_a_picture_of_which_only_the_month_is_known_is_found_by_it(
    bench: Bench, beside: bool
) -> None:
    notes = packet(**{"photoshop:DateCreated": "2019-03"})
    path = bench.pictures / "scan.jpg"
    path.write_bytes(encoded(scene(64, 48), "JPEG", **({} if beside else {"xmp": notes.encode()})))
    draw(bench.pictures / "other.png", (9, 9, 9))
    bench.run()
    if beside:
        path.with_name("scan.xmp").write_text(notes)
        bench.run()
    for words in (["2019"], ["march", "2019"], ["märz"]):
        assert names(bench, *words) == ["scan.jpg"]
    assert names(bench, "april") == names(bench, "01") == []
    rows = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert [row.facts.taken_at for row in rows] == [None, None], "no day is made up"


def test_a_picture_is_sorted_by_the_date_in_its_name(bench: Bench) -> None:
    names_by_date = ["IMG-20240101-WA0001.png", "PXL_20190314_101112.png", "2001-05-06 old.png"]
    for number, name in enumerate(names_by_date):
        path = draw(bench.pictures / name, (number, 2, 3))
        os.utime(path, (number, number))
    bench.run()
    rows = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert [row.path.name for row in rows] == names_by_date
    assert {row.facts.taken_from for row in rows} == {DateSource.NAME}
    assert names(bench, "2019-03-14") == ["PXL_20190314_101112.png"]


def test_a_copy_with_a_worse_date_leaves_the_better_one(bench: Bench) -> None:
    path = draw(bench.pictures / "img1.png", (1, 2, 3))
    path.with_name("img1.png.json").write_text('{"photoTakenTime": {"timestamp": "1552557600"}}')
    copy = bench.pictures / "sub" / "IMG-20240101-WA0001.png"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    bench.run()
    (row,) = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert row.facts.taken_at == datetime(2019, 3, 14, 10)


# What cannot be decoded


def test_what_cannot_be_decoded_is_found_by_name_date_and_caption(bench: Bench) -> None:
    draw(bench.pictures / "whole.png", (1, 2, 3))
    broken = bench.pictures / "harbour 2019-03-14.jpg"
    broken.write_bytes(b"\xff\xd8\xff" + bytes(500))
    broken.with_name(broken.name + ".txt").write_text("zeppelin at sea")
    report = bench.run()
    assert report.indexed == 1
    assert [problem.code for problem in report.failed] == [ProblemCode.DAMAGED]
    for words in (["harbour"], ["march", "2019"], ["zeppelin"]):
        assert names(bench, *words) == [broken.name]
    assert len(bench.store.pictures.newest_first()) == 1, "there is nothing to see of it"
    counts = bench.store.pictures.counts()
    assert (counts.pictures, counts.files, counts.problems) == (1, 1, 1)
    (folder,) = bench.store.folders.root_rows()
    assert (folder.pictures, folder.problems) == (1, 1)
    again = bench.run()
    assert (again.indexed, again.unchanged, len(again.failed)) == (0, 1, 1)
    draw(broken.with_suffix(".png"), (200, 3, 3)).replace(broken)
    report = bench.run()
    assert (report.indexed, report.failed) == (1, ())
    assert len(bench.store.pictures.newest_first()) == 2
    broken.unlink()
    bench.run()
    assert names(bench, "harbour") == []


def test_copies_of_what_cannot_be_decoded_are_no_pictures(bench: Bench) -> None:
    for name in ("a.jpg", "b.jpg", "sub/c.jpg"):
        path = bench.pictures / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff\xd8\xff" + bytes(500))
    bench.run()
    (folder,) = bench.store.folders.root_rows()
    assert (folder.pictures, folder.problems) == (0, 3)
    (subfolder,) = bench.store.folders.children(bench.pictures)
    assert (subfolder.pictures, subfolder.problems) == (0, 1)
    assert bench.store.pictures.counts()[:2] == (0, 0)


def test_a_partial_picture_is_shown_and_marked(bench: Bench) -> None:
    path = bench.pictures / "part.jpg"
    noise = Image.effect_noise((300, 200), 60).convert("RGB")
    noise.save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    report = bench.run()
    assert (report.indexed, report.failed) == (1, ())
    (row,) = bench.store.pictures.rows(bench.store.pictures.newest_first())
    assert row.facts.partial


# Kinds


def test_kinds_that_are_not_read_are_counted(bench: Bench) -> None:
    for name in ("a.CR2", "b.cr2", "c.nef", "d.psd", "sub/e.mp4", "notes.txt", "readme"):
        path = bench.pictures / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (bench.pictures / "folder.svg").mkdir()
    report = bench.run()
    assert report.skipped == {"cr2": 2, "mp4": 1, "nef": 1, "psd": 1}


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".HIF", "HEIF"),
        (".heics", "HEIF"),
        (".mpo", "JPEG"),
        (".apng", "PNG"),
        (".dib", "DIB"),
        (".avifs", "AVIF"),
        (".jpg ", "JPEG"),
    ],
)
def test_kinds_with_rare_suffixes_are_read(bench: Bench, suffix: str, kind: str) -> None:
    (bench.pictures / f"a{suffix}").write_bytes(encoded(scene(64, 48), kind))
    assert bench.run().indexed == 1
