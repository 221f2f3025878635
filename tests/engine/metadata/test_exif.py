from __future__ import annotations

import io
import random
import struct
from datetime import datetime

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from picseek.engine.metadata.dates import Taken, best
from picseek.engine.metadata.embedded import read_embedded
from picseek.engine.metadata.exif import ExifMetadata, read_exif
from picseek.engine.types import DateSource
from tests.support.drawing import encoded, exif, scene

Base = ExifTags.Base


def notes_of(data: bytes) -> ExifMetadata:
    with Image.open(io.BytesIO(data)) as picture:
        return read_exif(picture)


def with_exif(made: Image.Exif, kind: str = "JPEG") -> bytes:
    return encoded(scene(64, 48), kind, exif=made)


def camera(make: str, model: str) -> str:
    return notes_of(with_exif(exif({Base.Make: make, Base.Model: model}))).camera


def date(text: str) -> datetime | None:
    taken = best(notes_of(with_exif(exif({}, {Base.DateTimeOriginal: text}))).dates)
    return taken and taken.at


def test_a_picture_without_exif() -> None:
    assert notes_of(encoded(scene())) == ExifMetadata(None, "", ())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_is_read_from_every_format_that_has_it(kind: str) -> None:
    made = exif(
        {Base.Make: "Canon", Base.Model: "EOS 40D"},
        {Base.DateTimeOriginal: "2008:05:30 15:56:01"},
    )
    notes = notes_of(with_exif(made, kind))
    taken = Taken(datetime(2008, 5, 30, 15, 56, 1), DateSource.CAMERA)
    assert notes == ExifMetadata(None, "Canon EOS 40D", (taken,))


def test_when_it_was_taken_goes_before_when_it_was_scanned_or_edited() -> None:
    taken, scanned, edited = "2001:01:01 01:01:01", "2002:02:02 02:02:02", "2003:03:03 03:03:03"
    main = {int(Base.DateTime): edited}
    details = {int(Base.DateTimeDigitized): scanned, int(Base.DateTimeOriginal): taken}
    years = []
    for tag in (None, Base.DateTimeOriginal, Base.DateTimeDigitized):
        if tag is not None:
            details[tag] = "    :  :     :  :  "  # the standard's way to say: unknown
        notes = notes_of(with_exif(exif(main, details)))
        newest = best(notes.dates)
        years.append(newest.at.year if newest else None)
    assert years == [2001, 2002, 2003]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015:02:09 22:47:44", datetime(2015, 2, 9, 22, 47, 44)),
        ("2015-02-09T22:47:44+01:00", datetime(2015, 2, 9, 22, 47, 44)),
        ("2015/2/9 1:02:03", datetime(2015, 2, 9, 1, 2, 3)),
        (" 2015:02:09 22:47:44\0\0", datetime(2015, 2, 9, 22, 47, 44)),
        ("1826:06:01 12:00:00", datetime(1826, 6, 1, 12)),
        ("1825:06:01 12:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("2015:13:01 00:00:00", None),
        ("2015:02:30 00:00:00", None),
        ("2015:02:09 24:04:60", datetime(2015, 2, 9, 0, 4, 59)),
        ("2015:02:09 25:61:00", datetime(2015, 2, 9)),
        ("2015:02:09 22:47", datetime(2015, 2, 9, 22, 47)),
        ("2015:02:09", datetime(2015, 2, 9)),
        ("2015:02:09 \u221e", datetime(2015, 2, 9)),
        ("2015:02", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: datetime | None) -> None:
    assert date(text) == expected


@pytest.mark.parametrize(
    ("make", "model", "expected"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("Apple", "iPhone 13", "Apple iPhone 13"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("EASTMAN KODAK COMPANY", "KODAK DX3900", "KODAK DX3900"),
        ("samsung", "SAMSUNG NX10", "SAMSUNG NX10"),
        ("SONY\0\0\0rest", " DSC-D700\x01  ", "SONY DSC-D700"),
        ("Jolla", "", "Jolla"),
        ("", "Caplio RR330", "Caplio RR330"),
        ("Jolla", "Jolla", "Jolla"),
        ("", "", ""),
        ("a\x1b[31m\nb", "c\td", "a [31m b c d"),
    ],
)
def test_cameras(make: str, model: str, expected: str) -> None:
    assert camera(make, model) == expected


def test_a_very_long_camera_name_is_cut() -> None:
    assert len(camera("x" * 300, "y" * 5000)) == 100


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_absurd_orientation_says_nothing(value: int) -> None:
    assert notes_of(with_exif(exif({Base.Orientation: value}))).orientation is None


@pytest.mark.parametrize("value", [1, 3, 6, 8])
def test_orientation(value: int) -> None:
    assert notes_of(with_exif(exif({Base.Orientation: value}))).orientation == value


def test_values_of_the_wrong_type_are_ignored() -> None:
    number_as_make = struct.pack("<HHII", Base.Make, 3, 1, 7)
    text_as_orientation = struct.pack("<HHI4s", Base.Orientation, 2, 2, b"6")
    entries = struct.pack("<H", 2) + number_as_make + text_as_orientation + bytes(4)
    made = b"Exif\0\0" + struct.pack("<2sHI", b"II", 42, 8) + entries
    assert notes_of(encoded(scene(), exif=made)) == ExifMetadata()


@pytest.mark.filterwarnings("ignore")  # Pillow's, while it opens the file
def test_damage_never_fails_a_picture() -> None:
    made = exif(
        {Base.Make: "Canon", Base.Model: "EOS", Base.Orientation: 6},
        {Base.DateTimeOriginal: "2008:05:30 15:56:01"},
    )
    whole = made.tobytes()
    chance = random.Random(5)
    found = set()
    for _ in range(300):
        damaged = bytearray(whole[: chance.randint(7, len(whole))])
        for _ in range(chance.randint(0, 8)):
            damaged[chance.randrange(6, len(damaged))] = chance.randrange(256)
        found.add(notes_of(encoded(scene(16, 16), exif=bytes(damaged))))
    assert ExifMetadata() in found
    assert len(found) > 3


# Captions

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Headline="Boats at rest">
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">The harbour</rdf:li>
  <rdf:li xml:lang="de">Der Hafen</rdf:li></rdf:Alt></dc:title>
 <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Fishing boats</rdf:li></rdf:Alt>
 </dc:description>
 <dc:subject><rdf:Bag><rdf:li>boat</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def captions_of(data: bytes) -> tuple[str, ...]:
    with Image.open(io.BytesIO(data)) as picture:
        return read_embedded(picture).captions


def caption(text: str) -> tuple[str, ...]:
    return captions_of(with_exif(exif({Base.ImageDescription: text})))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_captions_are_read_from_every_format_that_has_them(kind: str) -> None:
    made = exif({Base.ImageDescription: "Two cats"})
    assert captions_of(with_exif(made, kind)) == ("Two cats",)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "HEIF"])
def test_xmp(kind: str) -> None:
    data = encoded(scene(64, 48), kind, xmp=XMP.encode())
    assert captions_of(data) == (
        *("The harbour", "Der Hafen", "Boats at rest", "Fishing boats"),
        "boat, sea",
    )


def test_what_windows_writes() -> None:
    made = exif({Base.XPTitle: "Übung".encode("utf-16-le") + b"\0\0"})
    assert captions_of(with_exif(made)) == ("Übung",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"ASCII\0\0\0A dog\0", "A dog"),
        (b"UNICODE\0" + "A dog".encode("utf-16-le"), "A dog"),
        (b"UNICODE\0" + "A dog".encode("utf-16-be"), "A dog"),
        (b"\0\0\0\0\0\0\0\0A dog", "A dog"),
        (b"A dog in Z\xc3\xbcrich", "A dog in Zürich"),
        (b"ASCII\0\0\0Z\xfcrich", "Zürich"),
        (b"\0\0\0\0\0\0\0\0\1\2junk", ""),
        (b"3f9\x80\xff0000", ""),
        (b"", ""),
    ],
)
def test_comments(value: bytes, text: str) -> None:
    made = exif({}, {Base.UserComment: value})
    assert captions_of(with_exif(made)) == ((text,) if text else ())


@pytest.mark.parametrize(
    "text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "KODAK Digital Still Camera", "  ", "default"]
)
def test_what_cameras_write_is_no_caption(text: str) -> None:
    assert caption(text) == ()


def test_texts_of_a_png() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", "A chart")
    info.add_itxt("Description", "Sales in März")
    info.add_text("Software", "not this")
    assert captions_of(encoded(scene(64, 48), "PNG", pnginfo=info)) == ("A chart", "Sales in März")


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&b;</dc:title></x>"""


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"<",
        b"\0" * 50,
        BOMB.encode(),
        BOMB.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
        XMP.encode()[:300],
        b"<x>" + b" " * 2_000_000 + b"</x>",
    ],
)
def test_damaged_and_hostile_xmp_is_ignored(packet: bytes) -> None:
    picture = scene(8, 8)
    picture.info["xmp"] = packet
    assert read_embedded(picture).captions == ()


@pytest.mark.filterwarnings("ignore")  # Pillow's, while it opens the file
def test_damaged_exif_gives_no_captions_or_some() -> None:
    whole = with_exif(exif({Base.ImageDescription: "x" * 50, Base.XPTitle: b"a\0" * 40}))
    begins = whole.index(b"Exif\0\0") + 6
    dice = random.Random(5)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(4):
            damaged[begins + dice.randrange(150)] = dice.randrange(256)
        with Image.open(io.BytesIO(damaged)) as picture:
            assert all(isinstance(text, str) for text in read_embedded(picture).captions)
