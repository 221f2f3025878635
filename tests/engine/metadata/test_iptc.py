"""IPTC's older records: what agencies' programs and Picasa write."""

from __future__ import annotations

import io
import random
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from picseek.engine.decoding.details import read_details
from picseek.engine.metadata.dates import Taken
from picseek.engine.metadata.embedded import read_embedded
from picseek.engine.metadata.iptc import IptcMetadata, read_iptc
from picseek.engine.types import DateSource
from tests.support.iptc import UTF_8, in_jpeg, in_tiff, records

FULL = records(
    UTF_8,
    (2, 0, b"\0\4"),
    (2, 5, "Bei Vík".encode()),
    (2, 25, b"beach"),
    (2, 25, b"black sand"),
    (2, 105, b"A headline"),
    (2, 120, "A stormy\r day in März".encode()),
)
NOTES = IptcMetadata("Bei Vík", "A headline", "A stormy day in März", ("beach", "black sand"))


def notes_of(data: bytes) -> IptcMetadata:
    with Image.open(io.BytesIO(data)) as picture:
        return read_iptc(picture)


def test_title_headline_caption_and_keywords_of_a_jpeg() -> None:
    assert notes_of(in_jpeg(FULL)) == NOTES


@pytest.mark.parametrize("as_numbers", [True, False])
def test_those_of_a_tiff(as_numbers: bool) -> None:
    assert notes_of(in_tiff(FULL, as_numbers=as_numbers)) == NOTES


def test_places_creators_and_dates() -> None:
    data = in_jpeg(
        records(
            *((2, 101, b"Iceland"), (2, 90, b"Selfoss"), (2, 92, b"By the bridge")),
            *((2, 80, b"Ada Example"), (2, 55, b"20190313"), (2, 60, b"101112+0100")),
        )
    )
    notes = notes_of(data)
    assert notes.locations == ("By the bridge", "Selfoss", "Iceland")
    assert notes.creators == ("Ada Example",)
    with Image.open(io.BytesIO(data)) as picture:
        read = read_embedded(picture)
    assert read.taken == Taken(datetime(2019, 3, 13, 10, 11, 12), DateSource.IPTC)
    assert read.captions == ("By the bridge, Selfoss, Iceland", "Ada Example")


def test_they_are_captions() -> None:
    with Image.open(io.BytesIO(in_jpeg(FULL))) as picture:
        captions = read_embedded(picture).captions
    assert captions == ("Bei Vík", "A headline", "A stormy day in März", "beach, black sand")


def test_they_are_shown_with_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(in_jpeg(FULL))
    details = read_details(str(path))
    assert (details.title, details.description) == ("Bei Vík", "A stormy day in März")
    assert details.keywords == ("beach", "black sand")


@pytest.mark.parametrize(
    ("value", "says_so", "text"),
    [
        ("Öl".encode(), True, "Öl"),
        ("Öl".encode(), False, "Öl"),  # most programs do not say so
        ("Öl".encode("cp1252"), False, "Öl"),
        ("Öl".encode("cp1252"), True, "\N{REPLACEMENT CHARACTER}l"),
        (b"\0\0", False, ""),
        ("März".encode("mac_roman"), False, "März"),
        ("façade à Orléans".encode("mac_roman"), False, "façade à Orléans"),
        ("Škoda".encode("cp1252"), False, "Škoda"),
        ("GRÖSSE".encode("cp1252"), False, "GRÖSSE"),
    ],
)
def test_character_sets(value: bytes, says_so: bool, text: str) -> None:
    sets = ((UTF_8,) if says_so else ()) + ((2, 120, value),)
    assert notes_of(in_jpeg(records(*sets))).caption == text


@pytest.mark.parametrize(
    ("escape", "encoding", "text"),
    [
        (b"\x1b-L", "iso8859-5", "Москва"),
        (b"\x1b-F", "iso8859-7", "Αθήνα"),
        (b"\x1b-B", "iso8859-2", "Łódź"),
        (b"\x1b-A", "latin-1", "Zürich"),
    ],
)
def test_declared_character_sets(escape: bytes, encoding: str, text: str) -> None:
    sets = ((1, 90, escape), (2, 25, text.encode(encoding)))
    assert notes_of(in_jpeg(records(*sets))).keywords == (text,)


@pytest.mark.parametrize("end", [b"\x1c", b"\x1c\x02\x78\x80\x04\0\0\0\1x", b"junk", b"\0" * 40])
def test_what_came_before_damage_counts(end: bytes) -> None:
    assert notes_of(in_jpeg(records((2, 5, b"Kept")) + end)).title == "Kept"


def test_a_value_that_is_cut_off_is_ignored() -> None:
    assert notes_of(in_jpeg(records((2, 5, b"Kept"), (2, 120, b"a long caption"))[:-3])) == (
        IptcMetadata("Kept")
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_harmless(block: bytes) -> None:
    picture = Image.new("RGB", (4, 4))
    picture.info["photoshop"] = {0x0404: block}
    assert isinstance(read_iptc(picture), IptcMetadata)


@pytest.mark.filterwarnings("ignore")  # Pillow's, while it opens the file
def test_a_damaged_segment_gives_no_captions_or_some() -> None:
    whole = in_jpeg(FULL)
    begins = whole.index(b"Photoshop 3.0")
    dice = random.Random(7)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(4):
            damaged[begins + dice.randrange(120)] = dice.randrange(256)
        with Image.open(io.BytesIO(damaged)) as picture:
            assert all(isinstance(text, str) for text in read_embedded(picture).captions)
