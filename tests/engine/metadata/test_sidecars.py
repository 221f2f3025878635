"""What stands beside a picture."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.metadata.dates import Taken
from picseek.engine.metadata.sidecars import SidecarMetadata, read_sidecars, stamp
from picseek.engine.types import DateSource
from tests.support.xmp import bag, packet

TAKEN = {"photoTakenTime": {"timestamp": "1552557600", "formatted": "14 Mar 2019, 10:00:00 UTC"}}


@pytest.mark.parametrize("name", ["IMG_1234.jpg.xmp", "IMG_1234.xmp"])
def test_an_xmp_sidecar(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        packet(
            bag("dc:subject", "zephyr") + bag("lr:hierarchicalSubject", "Places|Patagonia"),
            **{"exif:DateTimeOriginal": "2019-03-14T10:11:12"},
        )
    )
    read = read_sidecars(tmp_path / "IMG_1234.jpg")
    assert tuple(filter(None, read.captions)) == ("zephyr, Places, Patagonia",)
    assert read.taken == Taken(datetime(2019, 3, 14, 10, 11, 12), DateSource.SIDECAR)


def test_the_sidecar_of_the_whole_name_goes_before_that_of_the_stem(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.xmp").write_text(packet(bag("dc:subject", "mine")))
    (tmp_path / "a.xmp").write_text(packet(bag("dc:subject", "another's")))
    assert "mine" in read_sidecars(tmp_path / "a.jpg").captions
    assert "another's" in read_sidecars(tmp_path / "a.png").captions


@pytest.mark.parametrize(
    "data", [b"", b"<", b"\0" * 99, b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"]
)
def test_a_damaged_xmp_sidecar_says_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xmp").write_bytes(data)
    assert not any(read_sidecars(tmp_path / "a.jpg").captions)


@pytest.mark.parametrize(
    ("picture", "sidecar"),
    [
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"),
        ("IMG_1.jpg", "IMG_1.supplemental-metadata.json"),
        ("IMG_1-edited.jpg", "IMG_1.jpg.supplemental-metadata.json"),
        ("IMG_1-bearbeitet.jpg", "IMG_1.jpg.json"),
        ("IMG_1-edited(2).jpg", "IMG_1.jpg.supplemental-metadata(2).json"),
        ("IMG_1-modifié(2).jpg", "IMG_1.jpg(2).json"),
    ],
)
def test_what_google_takeout_writes(tmp_path: Path, picture: str, sidecar: str) -> None:
    fields = {"title": "IMG_1.jpg", "description": "Salt &amp; pepper &#39;n&#39; rain", **TAKEN}
    (tmp_path / sidecar).write_text(json.dumps(fields))
    read = read_sidecars(tmp_path / picture)
    assert "Salt & pepper 'n' rain" in read.captions
    assert read.taken == Taken(datetime(2019, 3, 14, 10), DateSource.TAKEOUT)


def test_an_edited_copy_with_a_sidecar_of_its_own_keeps_to_that(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.json").write_text('{"description": "the original"}')
    (tmp_path / "a-edited.jpg.json").write_text('{"description": "the copy"}')
    assert "the copy" in read_sidecars(tmp_path / "a-edited.jpg").captions


def test_a_takeout_date_is_that_of_the_clocks_there(tmp_path: Path) -> None:
    place = {"geoData": {"latitude": -33.9, "longitude": 151.2}}
    (tmp_path / "a.jpg.json").write_text(json.dumps(TAKEN | place))
    taken = read_sidecars(tmp_path / "a.jpg").taken
    assert taken is not None
    assert taken.at == datetime(2019, 3, 14, 20)


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        [],
        {},
        {"timestamp": []},
        {"timestamp": "soon"},
        {"timestamp": "0"},
        {"timestamp": "9" * 30},
    ],
)
def test_a_takeout_date_that_is_none(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.jpg.json").write_text(json.dumps({"photoTakenTime": value}))
    assert read_sidecars(tmp_path / "a.jpg") == SidecarMetadata(("",) * 7)


# How changes are noticed


def test_a_picture_alone_has_no_stamp() -> None:
    assert stamp("a.jpg", {}) == 0
    assert stamp("a.jpg", {"b.txt": (1, 1), "readme.txt": (1, 1), "a.jpg.bak.txt": (1, 1)}) == 0


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "a.jpg.txt",
        "a.json",
        "a.jpg.json",
        "a.xmp",
        "a.jpg.xmp",
        "a.jpg.supplemental-metadata.json",
    ],
)
def test_each_change_beside_a_picture_changes_its_stamp(name: str) -> None:
    seen = {0, stamp("a.jpg", {name: (5, 10)})}
    seen |= {stamp("a.jpg", {name: (5, 11)}), stamp("a.jpg", {name: (6, 10)})}
    seen |= {stamp("a.jpg", {name: (5, 10), "a.jpg.supplemental-metad.json": (5, 10)})}
    assert len(seen) >= 4
    assert stamp("b.jpg", {name: (5, 10)}) == 0


NAMES = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=30).map(
    lambda text: os.fsdecode(text.encode("utf-8", "surrogatepass"))
)


@given(NAMES, st.sampled_from([".txt", ".json", ".xmp"]), st.integers(0), st.integers())
def test_any_name_has_a_stamp_that_a_database_can_keep(
    name: str, suffix: str, size: int, mtime_ns: int
) -> None:
    assert 0 < stamp(name, {name + suffix: (size, mtime_ns)}) < 2**63
