"""What an export writes, by what the worker runs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from picseek.engine.files.encoding import EncodeTask, encode
from picseek.engine.types import ExportMetadata
from tests.support.drawing import encoded, exif, scene

GPS = int(ExifTags.IFD.GPSInfo)
MODEL = 0x0110


def with_a_place() -> Image.Exif:
    """A telephone held upright, and where it was."""
    metadata = exif({MODEL: "Acme One", 0x0112: 6}, {0x9003: "2024:05:06 07:08:09"})
    metadata[GPS] = {1: "N", 2: (48.0, 8.0, 0.0), 3: "E", 4: (11.0, 34.0, 0.0)}
    return metadata


def written(
    folder: Path,
    content: bytes,
    kind: str,
    side: int | None = None,
    metadata: ExportMetadata = ExportMetadata.ALL,
) -> Image.Image:
    """The picture that is made of a file."""
    source, target = folder / "source", folder / "target"
    source.write_bytes(content)
    encode(EncodeTask(str(source), str(target), kind, side, 90, metadata))
    return Image.open(io.BytesIO(target.read_bytes()))


@pytest.mark.parametrize("side", [None, 100])
def test_a_jpeg_keeps_only_the_chosen_metadata(tmp_path: Path, side: int | None) -> None:
    content = encoded(scene(), exif=with_a_place().tobytes())
    exif = {
        metadata: written(tmp_path, content, "JPEG", side, metadata).getexif()
        for metadata in (ExportMetadata.ALL, ExportMetadata.NO_LOCATION, ExportMetadata.NONE)
    }
    assert {metadata: each.get(MODEL) for metadata, each in exif.items()} == {
        ExportMetadata.ALL: "Acme One",
        ExportMetadata.NO_LOCATION: "Acme One",
        ExportMetadata.NONE: None,
    }
    assert [metadata for metadata, each in exif.items() if each.get_ifd(GPS)] == [
        ExportMetadata.ALL
    ]


def test_a_smaller_picture_is_upright(tmp_path: Path) -> None:
    content = encoded(scene(640, 480), exif=with_a_place().tobytes())
    made = written(tmp_path, content, "JPEG", 100)
    assert made.size == (75, 100)
    assert made.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_moves_at_any_size(tmp_path: Path, kind: str) -> None:
    frames = [scene(64 + number, 48).resize((64, 48)) for number in range(3)]
    content = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=70)
    made = written(tmp_path, content, kind, 32)
    assert (made.format, made.size, getattr(made, "n_frames", 1)) == (kind, (32, 24), 3)


def test_what_is_transparent_stays_so_unless_it_becomes_a_jpeg(tmp_path: Path) -> None:
    content = encoded(Image.new("RGBA", (64, 48), (200, 0, 0, 0)), "PNG")
    small = written(tmp_path, content, "PNG", 32)
    assert (small.mode, small.size) == ("RGBA", (32, 24))
    assert small.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert written(tmp_path, content, "JPEG").mode == "RGB"


def test_a_deep_picture_of_the_same_format_stays_deep(tmp_path: Path) -> None:
    content = encoded(Image.new("I;16", (64, 48), 40_000), "PNG")
    assert written(tmp_path, content, "PNG", metadata=ExportMetadata.NONE).mode == "I;16"
