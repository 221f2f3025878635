"""What a camera and an owner wrote into a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from picseek.engine.decoding.details import read_details
from picseek.engine.errors import PictureError
from picseek.engine.types import CameraDetails
from tests.support.drawing import encoded, exif, scene, written

BASE, GPS = ExifTags.Base, ExifTags.GPS

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">At the lake</rdf:li></rdf:Alt></dc:title>
 <dc:description><rdf:Alt><rdf:li>Two  boats</rdf:li></rdf:Alt></dc:description>
 <dc:subject><rdf:Bag><rdf:li>lake</rdf:li><rdf:li>boat</rdf:li><rdf:li>lake</rdf:li></rdf:Bag>
 </dc:subject></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def camera_exif() -> Image.Exif:
    made = exif(
        {BASE.Make: "Acme", BASE.Model: "One", BASE.Artist: "A. Person", BASE.Software: "1.2"},
        {
            BASE.ExposureTime: IFDRational(1, 250),
            BASE.FNumber: 2.8,
            BASE.ISOSpeedRatings: 200,
            BASE.FocalLength: 50.0,
            BASE.FocalLengthIn35mmFilm: 75,
            BASE.LensMake: "Acme",
            BASE.LensModel: "50mm F2.8",
            BASE.Flash: 9,
        },
    )
    place = made.get_ifd(ExifTags.IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "S", (33.0, 51.0, 36.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (151.0, 12.0, 0.0)
    place[GPS.GPSAltitudeRef], place[GPS.GPSAltitude] = b"\1", 12.0
    made[ExifTags.IFD.GPSInfo] = 0
    return made


def details(tmp_path: Path, kind: str = "JPEG", **options: object) -> CameraDetails:
    return read_details(str(written(tmp_path / "x", encoded(scene(), kind, **options))))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_exif_is_read(tmp_path: Path, kind: str) -> None:
    read = details(tmp_path, kind, exif=camera_exif())
    assert (read.camera, read.lens) == ("Acme One", "Acme 50mm F2.8")
    assert read.exposure == pytest.approx(1 / 250)
    assert (read.f_number, read.iso, read.flash) == (2.8, 200, True)
    assert (read.focal_length, read.focal_length_35mm) == (50.0, 75.0)
    assert read.latitude == pytest.approx(-33.86)
    assert read.longitude == pytest.approx(151.2)
    assert read.altitude == -12.0
    assert (read.artist, read.software) == ("A. Person", "1.2")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_words_are_read_from_xmp(tmp_path: Path, kind: str) -> None:
    if kind == "PNG":
        file = tmp_path / "x"
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP)
        scene().save(file, kind, pnginfo=text)
        read = read_details(str(file))
    else:
        read = details(tmp_path, kind, xmp=XMP.encode())
    assert (read.title, read.description) == ("At the lake", "Two boats")
    assert read.keywords == ("lake", "boat")


@pytest.mark.parametrize(
    "xmp",
    [
        b"",
        b"no xml",
        b"<a><b></a>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b"\xff\xfe\0",
    ],
)
def test_damaged_words_are_ignored(tmp_path: Path, xmp: bytes) -> None:
    assert details(tmp_path, xmp=xmp) == CameraDetails()


def test_absurd_values_are_ignored(tmp_path: Path) -> None:
    made = exif({}, {BASE.ExposureTime: IFDRational(0, 1), BASE.ISOSpeedRatings: 65535})
    place = made.get_ifd(ExifTags.IFD.GPSInfo)
    place[GPS.GPSLatitude], place[GPS.GPSLongitude] = (200.0, 0.0, 0.0), (10.0, 0.0, 0.0)
    made[ExifTags.IFD.GPSInfo] = 0
    assert details(tmp_path, exif=made) == CameraDetails()


def test_a_latitude_alone_is_no_place(tmp_path: Path) -> None:
    made = exif({})
    made.get_ifd(ExifTags.IFD.GPSInfo)[GPS.GPSLatitude] = (20.0, 0.0, 0.0)
    made[ExifTags.IFD.GPSInfo] = 0
    read = details(tmp_path, exif=made)
    assert (read.latitude, read.longitude) == (None, None)


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        read_details(str(written(tmp_path / "x.jpg", b"words")))
