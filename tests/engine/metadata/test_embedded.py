"""All that is written in a picture, whatever its format and wherever in it."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from picseek.engine.decoding.opening import identified_picture, open_picture
from picseek.engine.metadata.embedded import Embedded, read_embedded
from picseek.engine.metadata.png import info_after_pixels
from picseek.engine.types import DateSource
from tests.support.drawing import encoded, exif, scene
from tests.support.xmp import alternatives, bag, packet

BASE, GPS = ExifTags.Base, ExifTags.GPS


def read(data: bytes) -> Embedded:
    with identified_picture(io.BytesIO(data)) as picture:
        return read_embedded(picture)


def in_xmp(kind: str, xmp: str) -> bytes:
    if kind in ("PNG", "PNG behind"):
        chunk = b"XML:com.adobe.xmp\0\0\0\0\0" + xmp.encode()
        return png_with((b"iTXt", chunk), behind=kind != "PNG")
    if kind == "TIFF":
        return encoded(scene(64, 48), kind, tiffinfo={700: xmp.encode()})
    return encoded(scene(64, 48), kind, xmp=xmp.encode())


def png_with(*chunks: tuple[bytes, bytes], behind: bool) -> bytes:
    data = encoded(scene(64, 48), "PNG")
    made = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    at = len(data) - 12 if behind else 33
    return data[:at] + made + data[at:]


XMP = packet(
    alternatives("dc:title", {"x-default": "Harbour", "de": "Hafen"})
    + bag("dc:subject", "boat")
    + bag("Iptc4xmpExt:PersonInImage", "Wilhelmina"),
    **{"photoshop:City": "Lund", "photoshop:DateCreated": "2019-03-13T10:00:00"},
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PNG behind", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_xmp_of_every_format_that_has_it(kind: str) -> None:
    found = read(in_xmp(kind, XMP))
    assert found.captions == ("Harbour", "Hafen", "boat", "Wilhelmina", "Lund")
    assert found.taken == (datetime(2019, 3, 13, 10), DateSource.XMP)


@pytest.mark.parametrize("behind", [True, False])
def test_exif_and_texts_of_a_png_wherever_they_stand(behind: bool) -> None:
    made = exif(
        {BASE.Model: "X", BASE.Orientation: 6}, {BASE.DateTimeOriginal: "2019:03:14 10:11:12"}
    )
    chunks = (
        (b"eXIf", made.tobytes()[6:]),
        (b"zTXt", b"Description\0\0" + zlib.compress("Müller".encode("latin-1"))),
        (b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress("東京".encode())),
        (b"tEXt", b"parameters\0a red barn\nNegative prompt: blue\nSteps: 20"),
    )
    data = png_with(*chunks, behind=behind)
    found = read(data)
    assert found.captions == ("Müller", "東京", "a red barn")
    assert (found.camera, found.orientation) == ("X", 6)
    assert found.taken == (datetime(2019, 3, 14, 10, 11, 12), DateSource.CAMERA)
    picture, facts, _ = open_picture(io.BytesIO(data))
    assert picture.size == (facts.width, facts.height) == (48, 64)


def test_a_broken_text_behind_the_pixels_leaves_the_others() -> None:
    chunks = (
        (b"zTXt", b"Title\0\0junk"),
        (b"iTXt", b"Title\0\0\0\0\0\xff"),
        (b"tEXt", b"Title\0A"),
    )
    data = png_with(*chunks, behind=True)
    assert info_after_pixels(io.BytesIO(data)) == {"Title": "A"}


def test_a_text_behind_the_pixels_is_bounded() -> None:
    data = png_with((b"zTXt", b"Title\0\0" + zlib.compress(bytes(1 << 26))), behind=True)
    assert len(info_after_pixels(io.BytesIO(data))["Title"]) == 1 << 20


@given(st.binary(max_size=80))
def test_any_bytes_behind_the_pixels_are_harmless(junk: bytes) -> None:
    data = encoded(scene(8, 8), "PNG")[:-12] + junk
    assert isinstance(info_after_pixels(io.BytesIO(data)), dict)


@pytest.mark.parametrize(
    ("kind", "options"),
    [("JPEG", {"comment": "Two dögs"}), ("GIF", {"comment": "Two dögs".encode()})],
)
def test_comments_of_formats(kind: str, options: dict[str, object]) -> None:
    assert read(encoded(scene(64, 48), kind, **options)).captions == ("Two dögs",)


@pytest.mark.parametrize(
    "text",
    [
        "Created with GIMP",
        "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
        "File source: http://example.org",
        "LEAD Technologies Inc. V1.01",
        "Lavc58.134.100",
        "Processed by an app",
    ],
)
def test_what_programs_write_is_no_caption(text: str) -> None:
    assert read(encoded(scene(64, 48), "JPEG", comment=text)).captions == ()


def test_the_date_of_a_png_in_words() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Creation Time", "Thu, 14 Mar 2019 10:11:12 +0000")
    found = read(encoded(scene(64, 48), "PNG", pnginfo=info))
    assert found.taken == (datetime(2019, 3, 14, 10, 11, 12), DateSource.TEXT)


def test_a_date_of_satellites_is_moved_to_the_place() -> None:
    made = exif({})
    place = made.get_ifd(ExifTags.IFD.GPSInfo)
    place[GPS.GPSDateStamp], place[GPS.GPSTimeStamp] = "2019:03:13", (23.0, 30.0, 0.0)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "S", (33.0, 51.0, 36.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (151.0, 12.0, 0.0)
    made[ExifTags.IFD.GPSInfo] = 0
    found = read(encoded(scene(64, 48), "JPEG", exif=made))
    assert found.taken == (datetime(2019, 3, 14, 9, 30), DateSource.GPS)


@pytest.mark.parametrize("camera", ["2019:03:14 24:04:20", "2019:03:14 12:30", "2019:03:14"])
def test_the_cameras_date_goes_before_others_even_if_its_time_is_odd(camera: str) -> None:
    made = exif({BASE.DateTime: "2022:01:01 00:00:00"}, {BASE.DateTimeOriginal: camera})
    found = read(encoded(scene(64, 48), "JPEG", exif=made, xmp=XMP.encode()))
    assert found.taken is not None
    assert (found.taken.at.date().isoformat(), found.taken.source) == ("2019-03-14", "camera")


def test_pixels_are_not_decoded_for_what_is_written() -> None:
    data = bytearray(png_with((b"tEXt", b"Title\0A"), behind=True))
    at = data.index(b"IDAT") + 4
    data[at : at + 20] = bytes(20)
    assert read(bytes(data)).captions == ("A",)
    assert isinstance(Image.open(io.BytesIO(data)), PngImagePlugin.PngImageFile)
