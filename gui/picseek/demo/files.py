"""Writes drawn pictures to files: tones of old prints, orientation, EXIF, formats."""

from __future__ import annotations

import io
import os
import zlib
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps
from pillow_heif import register_heif_opener

from picseek.demo.canvas import Canvas
from picseek.demo.catalog import Sample

_FORMATS: dict[str, tuple[str, dict[str, object]]] = {
    ".avif": ("AVIF", {"quality": 70, "speed": 8, "max_threads": 1}),
    ".bmp": ("BMP", {}),
    ".gif": ("GIF", {}),
    ".heic": ("HEIF", {"quality": 60, "enc_params": {"preset": "ultrafast"}}),
    ".jpg": ("JPEG", {"quality": 84}),
    ".png": ("PNG", {}),
    ".tif": ("TIFF", {"compression": "tiff_lzw"}),
    ".webp": ("WEBP", {"quality": 82}),
}
# Transformations of upright pixels for each EXIF orientation: the inverse of those that a viewer
# applies according to EXIF 2.32, table 4.
_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
_MAKE, _MODEL, _ORIENTATION, _DATE, _EXIF_IFD, _TAKEN = 0x10F, 0x110, 0x112, 0x132, 0x8769, 0x9003


def encode(sample: Sample) -> bytes:
    """Draw a sample and encode it as a file. Equal samples give equal bytes."""
    register_heif_opener()
    picture = _toned(_drawn(sample), sample.tone)
    if sample.turned in _STORED:
        picture = picture.transpose(_STORED[sample.turned])
    kind, options = _FORMATS[Path(sample.path).suffix]
    if kind == "GIF":
        picture = picture.quantize(128, dither=Image.Dither.NONE)
    if any(sample.camera):
        options = {**options, "exif": _exif(sample)}
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def write(sample: Sample, folder: Path) -> Path:
    """Draw a sample into a folder, unless the file exists: it may be the user's.

    Raises:
        OSError: It cannot be written.
    """
    path = folder.joinpath(*sample.path.split("/"))
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(encode(sample))
    # As UTC: the same on all computers, and sufficient for sorting.
    moment = datetime.fromisoformat(sample.when).replace(tzinfo=UTC).timestamp()
    os.utime(unfinished, (moment, moment))
    unfinished.replace(path)
    return path


def _drawn(sample: Sample) -> Image.Image:
    canvas = Canvas(sample.size, zlib.crc32(sample.draw.__qualname__.encode()) + sample.variant)
    sample.draw(canvas)
    return canvas.finish(sample.grain)


def _toned(picture: Image.Image, tone: str) -> Image.Image:
    """Turn a picture into a print: black and white, sepia, or faded."""
    if tone == "grey":
        return ImageOps.autocontrast(picture.convert("L"), cutoff=0.5)
    if tone == "sepia":
        grey = ImageOps.autocontrast(picture.convert("L"), cutoff=0.5)
        return ImageOps.colorize(grey, "#2a1a0c", "#f6e7c6", "#a07a4c")
    if tone == "faded":
        pale = ImageEnhance.Color(picture).enhance(0.55)
        return Image.blend(pale, Image.new("RGB", pale.size, "#f0cfa0"), 0.32)
    return picture


def _exif(sample: Sample) -> Image.Exif:
    exif = Image.Exif()
    moment = datetime.fromisoformat(sample.when).strftime("%Y:%m:%d %H:%M:%S")
    exif[_MAKE], exif[_MODEL] = sample.camera
    exif[_ORIENTATION] = sample.turned
    exif[_DATE] = moment
    exif.get_ifd(_EXIF_IFD)[_TAKEN] = moment
    return exif
