"""All readers of a picture agree on how it is turned, wherever that is written."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from picseek.engine.decoding.decoder import Decoder, DecodeTask
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.files.encoding import EncodeTask, encode
from picseek.engine.types import PictureFacts
from picseek.engine.types.files import ExportMetadata
from tests.support.drawing import difference, encoded, exif, scene, stored_sideways, written
from tests.support.xmp import packet

SIZE = (96, 64)
LIKE = 12.0  # the most that a codec's losses make of `difference`; another turn makes more than 40


def with_exif(kind: str, orientation: int) -> bytes:
    made = exif({ExifTags.Base.Orientation: orientation})
    return encoded(stored_sideways(scene(*SIZE), orientation), kind, exif=made.tobytes())


def with_xmp(kind: str, orientation: int) -> bytes:
    xmp = packet(**{"tiff:Orientation": str(orientation)}).encode()
    stored = stored_sideways(scene(*SIZE), orientation)
    if kind == "TIFF":
        return encoded(stored, kind, tiffinfo={700: xmp})
    if kind != "PNG":
        return encoded(stored, kind, xmp=xmp)
    return with_chunk(encoded(stored, kind), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)


def behind_pixels(kind: str, orientation: int) -> bytes:
    stored = encoded(stored_sideways(scene(*SIZE), orientation), kind)
    made = exif({ExifTags.Base.Orientation: orientation})
    return with_chunk(stored, b"eXIf", made.tobytes()[6:], before_end=True)


def with_chunk(png: bytes, name: bytes, body: bytes, *, before_end: bool = False) -> bytes:
    chunk = struct.pack(">I", len(body)) + name + body
    chunk += struct.pack(">I", zlib.crc32(name + body))
    at = len(png) - 12 if before_end else 33
    return png[:at] + chunk + png[at:]


CASES = [
    *((kind, with_exif) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF")),
    *((kind, with_xmp) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF")),
    ("PNG", behind_pixels),
]


@dataclass(frozen=True)
class AsPng:
    """A model's preparer that keeps what it is given."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        assert picture.size == (facts.width, facts.height)
        return encoded(picture, "PNG")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "write"), CASES)
def test_grid_model_viewer_and_export_agree(
    tmp_path: Path, kind: str, write: Callable[[str, int], bytes], orientation: int
) -> None:
    path = written(tmp_path / "x", write(kind, orientation))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoded = Decoder(AsPng(), thumbnails)(DecodeTask(str(path)))
    shown = render(RenderTask(str(path), 64))
    target = written(tmp_path / "y", b"")
    encode(EncodeTask(str(path), str(target), "JPEG", 90, 95, ExportMetadata.ALL))
    seen = {
        "model": opened(decoded.prepared),
        "grid": opened(thumbnails.path_of(decoded.content_hash).read_bytes()),
        "viewer": Image.frombytes("RGBX", (shown.width, shown.height), shown.data, "raw", "BGRX"),
        "export": opened(target.read_bytes()),
    }
    assert decoded.facts is not None
    assert (decoded.facts.width, decoded.facts.height) == SIZE
    assert (shown.full_width, shown.full_height) == SIZE
    assert opened(target.read_bytes()).getexif().get(ExifTags.Base.Orientation, 1) == 1
    wrong = {
        reader: picture.size
        for reader, picture in seen.items()
        if difference(picture.convert("RGB"), scene(*SIZE)) > LIKE
    }
    assert not wrong
