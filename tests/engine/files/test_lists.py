"""Lists of pictures as files."""

from __future__ import annotations

import csv
import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from picseek.engine.errors import Cancelled, UsageError
from picseek.engine.files import lists
from picseek.engine.types import PictureFacts, PictureRow
from tests.support.picture_files import Shelf, StopAfter

ODD = os.fsdecode(b'caf\xe9, "100%".jpg')


def put(desk: Shelf) -> list[int]:
    taken = PictureFacts(64, 48, "JPEG", datetime(2024, 5, 6, 7, 8, 9))
    first = desk.know(desk.folder / "a.jpg", b"12345", taken)
    return [first, desk.know(desk.folder / ODD, b"123")]


def test_csv_has_rank_path_score_date_and_size(desk: Shelf, tmp_path: Path) -> None:
    ids = put(desk)
    file = tmp_path / "found.CSV"
    assert desk.files.save_list(ids, file, {ids[0]: 0.25}) == 2
    with file.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
        heading, first, second = csv.reader(stream)
    assert tuple(heading) == lists.COLUMNS
    assert first == ["1", str(desk.folder / "a.jpg"), "0.25", "2024-05-06T07:08:09", "5"]
    assert second[:3] == ["2", str(desk.folder / ODD), ""]
    assert second[4] == "3"


def test_json_gives_paths_back_to_the_byte(desk: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    desk.files.save_list(put(desk), file)
    found = json.loads(file.read_text(encoding="ascii"))
    assert [each["rank"] for each in found] == [1, 2]
    assert os.fsencode(found[1]["path"]) == os.fsencode(desk.folder / ODD)
    assert found[0] | {"path": ""} == {
        "rank": 1,
        "path": "",
        "score": None,
        "date": "2024-05-06T07:08:09",
        "size": 5,
    }


def test_m3u_and_plain_paths_are_bytes_as_on_disk(desk: Shelf, tmp_path: Path) -> None:
    ids = put(desk)
    desk.files.save_list(ids, tmp_path / "found.m3u8")
    desk.files.save_list(ids, tmp_path / "found.txt")
    first, second = (os.fsencode(desk.folder / name) for name in ("a.jpg", ODD))
    assert (tmp_path / "found.txt").read_bytes() == first + b"\n" + second + b"\n"
    lines = (tmp_path / "found.m3u8").read_bytes().splitlines()
    assert lines[::2] == [b"#EXTM3U", first, second][:1] + lines[2::2]
    assert lines == [
        *(b"#EXTM3U", b"#EXTINF:-1,a.jpg", first),
        *(b"#EXTINF:-1," + os.fsencode(ODD), second),
    ]


def test_a_line_break_in_a_name_breaks_no_list(desk: Shelf, tmp_path: Path) -> None:
    picture = desk.know(desk.folder / "a\nb.jpg", b"1")
    desk.files.save_list([picture], tmp_path / "found.txt")
    assert (tmp_path / "found.txt").read_text("utf-8") == (
        (desk.folder / "a\nb.jpg").as_uri() + "\n"
    )


def test_no_pictures_make_a_list_too(desk: Shelf, tmp_path: Path) -> None:
    assert desk.files.save_list([4711], tmp_path / "a.json") == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == []


def test_an_odd_time_is_omitted() -> None:
    row = PictureRow(1, Path("a"), Path("b"), 1, 1e30, PictureFacts(1, 1, "JPEG"))
    assert lists.Entry(1, row, None).date == ""


def test_a_list_replaces_its_file_only_when_it_is_whole(desk: Shelf, tmp_path: Path) -> None:
    ids = desk.know_many(5000)
    file = tmp_path / "lists" / "found.csv"
    file.parent.mkdir()
    file.write_text("before", encoding="utf-8")
    stop = StopAfter(600)
    with pytest.raises(Cancelled):
        desk.files.save_list(ids, file, token=stop.token, on_done=stop)
    assert file.read_text("utf-8") == "before"
    assert desk.names(file.parent) == ["found.csv"]
    assert desk.files.save_list(ids, file) == 5000
    assert len(file.read_text("utf-8").splitlines()) == 5001


def test_where_nothing_can_be_written_it_is_said(
    desk: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = put(desk)
    with pytest.raises(UsageError, match=r"can't write any more files|can't be saved"):
        desk.files.save_list(ids, tmp_path / "missing" / "a.csv")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="is full"):
        desk.files.save_list(ids, tmp_path / "a.csv")
    assert not list(tmp_path.glob("*.csv"))
    assert not list(tmp_path.glob(".picseek*"))
