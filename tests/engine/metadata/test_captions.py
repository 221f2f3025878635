"""What is written about a picture: names, captions in it, texts beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.decoding.decoder import Decoder, DecodeTask
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.metadata.captions import LONGEST, captions_of, with_names
from picseek.engine.metadata.names import readable_name
from picseek.engine.metadata.sidecars import read_sidecars
from tests.support.drawing import encoded, scene


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A file in a folder whose names say nothing."""
    folder = tmp_path / "100CANON"
    folder.mkdir()
    return folder / "IMG_1234.jpg"


def describe(path: Path, inside: Iterable[str] = ()) -> str:
    """All text that a model gets."""
    return with_names(path, captions_of(inside, read_sidecars(path)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Beach_at-Vik.jpg", "Beach at Vik"),
        ("IMG_1234.jpg", ""),
        ("IMG_1234_sunset over sea.JPG", "sunset over sea"),
        ("DSC00012.jpg", ""),
        ("_DSC1234.jpg", ""),
        ("P1010012.jpg", ""),
        ("PXL_20230101_123456789.MP.jpg", "MP"),
        ("20230101_123456.jpg", ""),
        ("20230101 wedding.jpg", "wedding"),
        ("iceland 2019.tif", "iceland 2019"),
        ("RedBicycleAtWall.png", "Red Bicycle At Wall"),
        ("550e8400-e29b-41d4-a716-446655440000.png", ""),
        ("Ärger mit Äpfeln.jpg", "Ärger mit Äpfeln"),
        ("猫とボール.jpg", "猫とボール"),
        (".hidden", "hidden"),
        ("scan12.png", ""),
        ("route 66.png", "route 66"),
        ("a.b.c of things.webp", "a b c of things"),
    ],
)
def test_names_become_words(name: str, words: str) -> None:
    assert readable_name(name) == words


@given(st.text(max_size=80))
def test_any_name_gives_a_plain_text(name: str) -> None:
    said = readable_name(name)
    assert said == " ".join(said.split())


@pytest.mark.skipif(sys.platform == "win32", reason="names there are always Unicode")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "x") + b"\xff red barn.jpg"))
    described = describe(path)
    assert "red barn" in described
    described.encode()


def test_the_folder_counts_but_not_a_cameras(tmp_path: Path, photo: Path) -> None:
    assert describe(tmp_path / "Summer in Rome" / "IMG_1.jpg") == "Summer in Rome"
    assert describe(photo) == ""


@pytest.mark.parametrize("name", ["IMG_1234.txt", "IMG_1234.jpg.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_beside_it(photo: Path, name: str, encoding: str) -> None:
    photo.with_name(name).write_text("A café\r\n  at night\t", encoding=encoding)
    assert describe(photo) == "A café at night"


def test_captions_come_first_and_nothing_twice(photo: Path) -> None:
    photo.with_suffix(".txt").write_text("the old mill")
    named = photo.with_name("old barn.jpg")
    named.with_suffix(".txt").write_text("OLD  BARN")
    assert describe(photo, ["A mill"]) == "A mill\nthe old mill"
    assert describe(named) == "OLD BARN"


def test_a_json_file_with_its_known_fields(photo: Path) -> None:
    fields = {
        "Title": "Market",
        "caption": "Fruit on a stall",
        "keywords": ["apples", "pears", 7, None],
        "secret": "not this",
        "text": {"nested": "nor this"},
    }
    photo.with_suffix(".json").write_text(json.dumps(fields))
    assert describe(photo) == "Market\nFruit on a stall\napples, pears"


@pytest.mark.parametrize(
    ("picture", "sidecar"),
    [
        ("IMG_1234.jpg", "IMG_1234.jpg.json"),
        ("IMG_1234.jpg", "IMG_1234.jpg.supplemental-metadata.json"),
        ("IMG_1234(2).jpg", "IMG_1234.jpg(2).json"),
        ("IMG_1234(2).jpg", "IMG_1234.jpg.supplemental-metadata(2).json"),
        ("PXL_20230101_123456789.LONG.jpg", "PXL_20230101_123456789.LONG.jpg.supplemental-m.json"),
    ],
)
def test_what_google_takeout_writes(photo: Path, picture: str, sidecar: str) -> None:
    fields = {
        "title": picture,
        "description": "Our tent",
        "people": [{"name": "Ada"}, {"name": "Grace"}, {"unnamed": 1}],
        "photoTakenTime": {"timestamp": "1"},
    }
    assert len(sidecar) <= 51 or "(2)" in sidecar
    photo.with_name(sidecar).write_text(json.dumps(fields))
    lines = describe(photo.with_name(picture)).splitlines()
    assert [line for line in lines if line != "MP" and line != "LONG"] == ["Our tent", "Ada, Grace"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"\0\1\2\3",
        b"[" * 100_000,
        b'{"title": ' + b"9" * 10_000 + b"}",
        b'{"title": "' + b"a" * (2 << 20) + b'"}',
        b'{"title": {"title": []}, "people": "", "keywords": [[], {}]}',
    ],
)
def test_a_damaged_or_huge_json_file_is_ignored(photo: Path, data: bytes) -> None:
    photo.with_suffix(".json").write_bytes(data)
    assert describe(photo) == ""


def test_odd_characters_never_reach_a_request(photo: Path) -> None:
    photo.with_suffix(".json").write_text('{"title": "a\\ud800b\\u0000c\\u202ed"}')
    assert describe(photo) == "a b c d"
    describe(photo).encode()


def test_a_huge_text_is_cut(photo: Path) -> None:
    photo.with_suffix(".txt").write_text("ü" * 3_000_000)
    photo.with_suffix(".json").write_text(json.dumps({"title": "x" * 9000, "text": "y" * 9000}))
    assert len(describe(photo)) == LONGEST


def test_binary_data_and_folders_are_no_texts(photo: Path) -> None:
    photo.with_suffix(".txt").write_bytes(b"PK\3\4\0\0\0\0")
    photo.with_suffix(".json").mkdir()
    assert describe(photo) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(photo: Path) -> None:
    os.mkfifo(photo.with_suffix(".txt"))
    assert describe(photo) == ""


def test_the_decoder_describes_only_when_it_is_asked_to(tmp_path: Path, photo: Path) -> None:
    photo.write_bytes(encoded(scene()))
    photo.with_suffix(".txt").write_text("a green hill")
    thumbnails, task = ThumbnailFolder(tmp_path / "thumbnails"), DecodeTask(str(photo))
    assert Decoder(None, thumbnails)(task).text == ""
    assert Decoder(None, thumbnails, describes=True)(task).text == "a green hill"


def test_a_picture_that_is_known_is_not_described(tmp_path: Path, photo: Path) -> None:
    photo.write_bytes(encoded(scene()))
    photo.with_suffix(".txt").write_text("a green hill")
    decoder = Decoder(None, ThumbnailFolder(tmp_path / "thumbnails"), describes=True)
    content = decoder(DecodeTask(str(photo))).content_hash
    assert decoder(DecodeTask(str(photo), (content,))).text == ""
