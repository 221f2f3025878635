"""Encodes one picture again: smaller, in another format, or with less metadata."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from picseek.engine.decoding.color import to_srgb
from picseek.engine.decoding.opening import DEFAULT_LIMITS, opened_picture
from picseek.engine.errors import PictureError
from picseek.engine.files.strip_metadata import reduced_exif, without_metadata
from picseek.engine.files.targets import target_trouble
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode
from picseek.engine.types.files import ExportFormat, ExportMetadata

_JPEGS = ("JPEG", "MPO")
_JPEG_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif")
_MOVING = ("GIF", "WEBP", "PNG")
_WITH_QUALITY = ("JPEG", "WEBP", "AVIF", "HEIF")
_WITH_XMP = ("JPEG", "WEBP", "AVIF", "HEIF")
_WITHOUT_EXIF = ("GIF", "BMP")
_MAX_XMP_BYTES = 65_000  # what fits into a JPEG segment
_COPIED_INFO = ("icc_profile", "transparency", "dpi", "duration", "loop", "disposal")
_FRAME_PIXELS = 500_000_000  # of all frames of one moving picture

_Tag, _Part = ExifTags.Base, ExifTags.IFD
# Tags about the picture; the other tags of the main directory describe the file.
_DESCRIPTIVE_TAGS = (
    *(_Tag.ImageDescription, _Tag.Make, _Tag.Model, _Tag.Software, _Tag.DateTime, _Tag.Artist),
    *(_Tag.Copyright, _Tag.Rating, _Tag.XPTitle, _Tag.XPComment, _Tag.XPAuthor),
    *(_Tag.XPKeywords, _Tag.XPSubject),
)


@dataclass(frozen=True, slots=True)
class EncodeTask:
    """A picture to be encoded again.

    Attributes:
        source: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        target: An existing file to write into.
        kind: Pillow's name of the format to write.
        longest_side: Maximum of the longer side in pixels; None: unlimited.
        quality: From 1 to 100.
        metadata: Which EXIF and XMP to write.
    """

    source: str
    target: str
    kind: str
    longest_side: int | None
    quality: int
    metadata: ExportMetadata


@functools.cache
def _set_up_writing() -> None:
    pillow_heif.register_heif_opener(decode_threads=1)
    Image.preinit()


def kind_to_write(kind: str, requested: ExportFormat) -> str:
    """Pillow's name of the format to write; JPEG if Pillow cannot write the picture's format."""
    _set_up_writing()
    if requested is ExportFormat.JPEG or kind in _JPEGS or kind not in Image.SAVE:
        return "JPEG"
    return kind


def name_to_write(name: str, kind: str, written: str) -> str:
    """A file's name, with the suffix of the written format."""
    if written != "JPEG" or kind in _JPEGS:
        return name
    path = Path(name)
    return name if path.suffix.lower() in _JPEG_SUFFIXES else f"{path.stem}.jpg"


def encode(task: EncodeTask) -> None:
    """Write the picture. May crash or hang: use it in a worker.

    Raises:
        PictureError: The source cannot be read or decoded.
        TargetError: The target cannot be written.
    """
    data = _stripped_jpeg(task) or _encoded(task)
    with target_trouble(Path(task.target).parent):
        Path(task.target).write_bytes(data)


def _stripped_jpeg(task: EncodeTask) -> bytes:
    """The JPEG with less metadata and the same pixels; empty if it must be encoded again."""
    if task.metadata is ExportMetadata.ALL or task.kind != "JPEG":
        return b""
    with opened_picture(Path(task.source)) as picture:
        if picture.format not in _JPEGS or _is_smaller(task, picture.size):
            return b""
        content = Path(task.source).read_bytes()
        try:
            return without_metadata(content, task.metadata)
        except ValueError:
            return b""


def _is_smaller(task: EncodeTask, size: tuple[int, int]) -> bool:
    return task.longest_side is not None and max(size) > task.longest_side


def _encoded(task: EncodeTask) -> bytes:
    with opened_picture(Path(task.source)) as picture:
        if picture.width * picture.height > DEFAULT_LIMITS.pixels:
            raise PictureError(
                ProblemCode.TOO_LARGE, message("This picture is too large to convert.")
            )
        frames = getattr(picture, "n_frames", 1)
        pixels = frames * picture.width * picture.height
        if frames > 1 and task.kind == picture.format in _MOVING and pixels <= _FRAME_PIXELS:
            return _moving(task, picture, frames)
        return _still(task, picture)


def _still(task: EncodeTask, picture: Image.Image) -> bytes:
    if _is_smaller(task, picture.size):
        picture.draft(None, _new_size(task, picture.size))
    upright = ImageOps.exif_transpose(picture)  # a copy without the file's metadata
    exif = _exif_to_write(picture, task) if task.kind not in _WITHOUT_EXIF else None
    xmp = upright.info.get("xmp")
    result = _fitting(task, upright, same_kind=task.kind == picture.format)
    options: dict[str, object] = {}
    if exif is not None:
        options["exif"] = exif
    if task.metadata is ExportMetadata.ALL and task.kind in _WITH_XMP and isinstance(xmp, bytes):
        options |= {"xmp": xmp} if len(xmp) <= _MAX_XMP_BYTES else {}
    return _saved(task, result, options)


def _moving(task: EncodeTask, picture: Image.Image, frames: int) -> bytes:
    made, durations = [], []
    for number in range(frames):
        picture.seek(number)
        durations.append(picture.info.get("duration", 100))
        frame = picture.convert("RGBA")
        made.append(_resized(task, frame))
    options: dict[str, object] = {
        "save_all": True,
        "append_images": made[1:],
        "duration": durations,
        "loop": picture.info.get("loop", 0),
        "disposal": 2,
    }
    if task.kind != "GIF":
        del options["disposal"]
    made[0].info = {}
    return _saved(task, made[0], options)


def _fitting(task: EncodeTask, picture: Image.Image, *, same_kind: bool) -> Image.Image:
    """The pixels to write, in a mode that the format supports."""
    info: dict[str | tuple[int, int], Any] = {
        key: picture.info[key] for key in _COPIED_INFO if key in picture.info
    }
    if same_kind and task.kind != "JPEG" and not _is_smaller(task, picture.size):
        picture.info = info
        return picture  # with its bit depth and transparency
    if task.kind != "JPEG" and picture.has_transparency_data:
        result = _resized(task, picture.convert("RGBA"))
        result.info = {key: info[key] for key in ("icc_profile", "dpi") if key in info}
        return result
    result = _resized(task, to_srgb(picture))
    result.info = {key: info[key] for key in ("dpi",) if key in info}
    return result


def _resized(task: EncodeTask, picture: Image.Image) -> Image.Image:
    if not _is_smaller(task, picture.size):
        return picture
    size = _new_size(task, picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _new_size(task: EncodeTask, size: tuple[int, int]) -> tuple[int, int]:
    scale = (task.longest_side or max(size)) / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _exif_to_write(picture: Image.Image, task: EncodeTask) -> bytes | None:
    """The EXIF tags to write with upright pixels, or None."""
    if task.metadata is ExportMetadata.NONE:
        return None
    old = reduced_exif(picture.getexif(), task.metadata)
    new = Image.Exif()
    for tag in map(int, _DESCRIPTIVE_TAGS):
        if tag in old:
            new[tag] = old[tag]
    for part in (int(_Part.Exif), int(_Part.GPSInfo)):
        content = dict(old.get_ifd(part)) if part in old else {}
        for tag in (_Tag.MakerNote, _Tag.ExifImageWidth, _Tag.ExifImageHeight):
            content.pop(int(tag), None)
        if content:
            new[part] = content
    return new.tobytes() if len(new) else None


def _saved(task: EncodeTask, picture: Image.Image, options: dict[str, object]) -> bytes:
    if task.kind in _WITH_QUALITY:
        options["quality"] = task.quality
    if task.kind in ("PNG", "JPEG"):
        options["optimize"] = task.kind == "JPEG"
    buffer = io.BytesIO()
    picture.save(buffer, task.kind, **options)
    return buffer.getvalue()
