from __future__ import annotations

import errno
import io
import os
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from picseek.engine.decoding.opening import DEFAULT_LIMITS, DecodeLimits, open_picture
from picseek.engine.decoding.thumbnail_files import thumbnail_size
from picseek.engine.errors import PictureError
from picseek.engine.types import PictureFacts, ProblemCode
from tests.support.drawing import (
    difference,
    encoded,
    exif,
    huge_png,
    red_and_blue_swapped_profile,
    scene,
    stored_sideways,
    written,
)


def noise() -> Image.Image:
    """No row of it is like another."""
    return Image.frombytes("RGB", (300, 200), random.Random(1).randbytes(300 * 200 * 3))


LIKE = 8.0  # the most that a codec's losses make of `difference`


def seen(
    data: bytes, *, min_side: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> tuple[Image.Image, PictureFacts]:
    return open_picture(io.BytesIO(data), min_side=min_side, limits=limits)[:2]


def problem(source: bytes | Path) -> PictureError:
    with pytest.raises(PictureError) as caught:
        open_picture(io.BytesIO(source) if isinstance(source, bytes) else source)
    assert str(caught.value).endswith(".")
    return caught.value


# What a picture may be


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("GIF", {}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("AVIF", {}),
        ("HEIF", {}),
    ],
)
def test_formats(kind: str, options: dict[str, Any]) -> None:
    picture, facts = seen(encoded(scene(), kind, **options))
    assert picture.mode == "RGB"
    assert difference(picture, scene()) < LIKE
    assert facts == PictureFacts(640, 480, kind)


def test_a_phones_picture_with_more_behind_it_is_a_jpeg() -> None:
    data = encoded(scene(), "MPO", save_all=True, append_images=[scene(64, 48)])
    picture, facts = seen(data)
    assert facts == PictureFacts(640, 480, "JPEG")
    assert difference(picture, scene()) < LIKE


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_of_several_pictures_the_first_is_shown(kind: str) -> None:
    other = Image.new("RGB", (640, 480))
    picture, _ = seen(encoded(scene(), kind, save_all=True, append_images=[other]))
    assert difference(picture, scene()) < LIKE


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    facts = open_picture(written(tmp_path / "photo.png", encoded(scene()))).facts
    assert facts.format == "JPEG"


# Turning and reducing


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_every_orientation_is_shown_upright(kind: str, orientation: int) -> None:
    stored = stored_sideways(scene(960, 720), orientation)
    made = exif({ExifTags.Base.Orientation: orientation}).tobytes()
    picture, facts = seen(encoded(stored, kind, exif=made))
    assert (facts.width, facts.height) == (960, 720)
    assert difference(picture, scene()) < LIKE


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("min_side", [0, 100, 240, 300, 384, 600, 1080, 5000])
@pytest.mark.parametrize("size", [(1440, 1080), (1083, 3001), (640, 480), (100, 75)])
def test_is_reduced_but_never_smaller_than_needed(
    kind: str, orientation: int, min_side: int, size: tuple[int, int]
) -> None:
    stored = stored_sideways(scene(*size), orientation)
    data = encoded(stored, kind, exif=exif({ExifTags.Base.Orientation: orientation}))
    picture, facts = seen(data, min_side=min_side)
    assert (facts.width, facts.height) == size
    assert min(picture.size) >= min(min_side, *size)
    thumbnail = thumbnail_size(*size)
    assert picture.width >= thumbnail[0]
    assert picture.height >= thumbnail[1]
    assert min(picture.size) < 2 * max(min_side, min(thumbnail)) or picture.size == size


# What is no picture, or one that is broken


def bitmap_of_ten_bits() -> bytes:
    """A BMP with ten bits for each colour, which Pillow does not read."""
    masks = struct.pack("<4I", 0x3FF00000, 0xFFC00, 0x3FF, 0)
    header = struct.pack("<IiiHHIIiiII", 56, 8, 8, 1, 32, 3, 256, 0, 0, 0, 0) + masks
    return b"BM" + struct.pack("<IHHI", 14 + 56 + 256, 0, 0, 14 + 56) + header + bytes(256)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", ProblemCode.EMPTY, "empty"),
        (b"Dear diary,\n" * 50, ProblemCode.UNSUPPORTED, "isn't a picture"),
        (b"x", ProblemCode.UNSUPPORTED, "isn't a picture"),
        (bytes(5000), ProblemCode.UNSUPPORTED, "isn't a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ProblemCode.UNSUPPORTED, "isn't a picture"),
        (b"%PDF-1.7\n" + bytes(100), ProblemCode.UNSUPPORTED, "isn't a picture"),
        (b"II*\0" + bytes(100), ProblemCode.UNSUPPORTED, "can't read"),
        (b"MM\0+" + bytes(100), ProblemCode.UNSUPPORTED, "can't read"),
        (bitmap_of_ten_bits(), ProblemCode.UNSUPPORTED, "can't read"),
        (b"\xff\xd8\xff\xe0" + bytes(100), ProblemCode.DAMAGED, "damaged"),
        (b"\x89PNG\r\n\x1a\n", ProblemCode.DAMAGED, "damaged"),
        (b"\0\0\0\x18ftypheic", ProblemCode.DAMAGED, "damaged"),
        (huge_png(100_000, 100_000), ProblemCode.TOO_LARGE, "10,000 megapixels"),
        (huge_png(50_000, 4_001), ProblemCode.TOO_LARGE, "of up to 200"),
        (huge_png(10_000, 10_000), ProblemCode.DAMAGED, "incomplete"),
    ],
)
def test_what_cannot_be_read(data: bytes, code: ProblemCode, words: str) -> None:
    found = problem(data)
    assert found.code == code
    assert words in str(found)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"])
def test_a_tenth_of_a_picture_is_damaged(kind: str) -> None:
    data = encoded(noise(), kind)
    assert problem(data[: len(data) // 10]).code == ProblemCode.DAMAGED


def test_a_tenth_of_a_jpeg_is_said_to_be_incomplete() -> None:
    data = encoded(noise())
    assert "incomplete" in str(problem(data[: len(data) // 10]))


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
@pytest.mark.parametrize("part", [0.5, 0.95])
def test_what_no_decoder_reads_in_part_is_damaged(kind: str, part: float) -> None:
    data = encoded(noise(), kind)
    assert problem(data[: int(len(data) * part)]).code == ProblemCode.DAMAGED


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("GIF", {"interlace": 0}),
        ("BMP", {}),
        ("TIFF", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": exif({ExifTags.Base.Make: "Canon"}).tobytes()}),
    ],
)
def test_half_a_picture_is_shown_and_said_to_be_partial(kind: str, options: dict[str, Any]) -> None:
    data = encoded(noise(), kind, **options)
    whole, _ = seen(data)
    half, facts = seen(data[: len(data) // 2])
    assert (facts.width, facts.height) == (300, 200)
    top, bottom = (0, 0, 300, 60), (0, 140, 300, 200)
    there, missing = (bottom, top) if kind == "BMP" else (top, bottom)
    assert difference(whole.crop(there), half.crop(there)) < LIKE
    if "progressive" in options:
        assert not facts.partial  # a whole picture, less sharp
        return
    assert facts.partial
    lost = np.asarray(half.crop(missing).resize((1, 3), Image.Resampling.BOX))
    lost = lost[0] if kind == "BMP" else lost[-1]
    assert abs(lost.astype(int) - 128).max() <= 1  # grey, not black


def test_of_a_cut_webp_that_is_transparent_or_moves_is_shown_what_is_there() -> None:
    clear = noise().convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    data = encoded(clear, "WEBP")
    whole, _ = seen(data)
    half, facts = seen(data[: len(data) * 6 // 10])
    assert facts.partial
    assert difference(whole.crop((0, 0, 300, 60)), half.crop((0, 0, 300, 60))) < LIKE
    film = encoded(noise(), "WEBP", save_all=True, append_images=[scene(300, 200)], duration=50)
    first, facts = seen(film[:-20])
    assert not facts.partial
    assert difference(first, noise()) < LIKE


def as_an_early_encoder_wrote(data: bytes) -> bytes:
    """An AVIF whose items have a list of properties each, where the format wants one for all."""
    start = data.index(b"ipma") - 4
    (size,) = struct.unpack_from(">I", data, start)
    head, entries = data[start + 8 : start + 12], data[start + 16 : start + size]
    first = 3 + entries[2]
    lists = [struct.pack(">I4s", 16 + len(each), b"ipma") + head + struct.pack(">I", 1) + each
             for each in (entries[:first], entries[first:])]  # fmt: skip
    made = bytearray(data[:start] + b"".join(lists) + data[start + size :])
    for kind in (b"meta", b"iprp"):
        at = made.index(kind) - 4
        struct.pack_into(">I", made, at, struct.unpack_from(">I", made, at)[0] + 16)
    for item in (0, 1):  # their pixels lie 16 bytes further on
        at = made.index(b"iloc") + 12 + 14 * item + 6
        struct.pack_into(">I", made, at, struct.unpack_from(">I", made, at)[0] + 16)
    return bytes(made)


def test_transparent_avifs_of_an_early_encoder_are_read() -> None:
    clear = scene(64, 48).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    intact = encoded(clear, "AVIF", quality=95)
    data = as_an_early_encoder_wrote(intact)
    with pytest.raises(UnidentifiedImageError):
        Image.open(io.BytesIO(data))
    picture, facts = seen(data)
    assert not facts.partial
    assert difference(picture, seen(intact)[0]) == 0


def test_the_rows_that_half_an_interlaced_gif_lacks_are_like_those_above() -> None:
    data = encoded(scene(300, 200), "GIF", interlace=1)
    picture, facts = seen(data[: len(data) * 6 // 10])
    assert facts.partial
    assert difference(picture.crop((0, 0, 300, 150)), scene(300, 200).crop((0, 0, 300, 150))) < LIKE


@given(part=st.floats(0.05, 1.0), kind=st.sampled_from(["JPEG", "PNG"]))
@settings(max_examples=25, deadline=None)
def test_more_of_a_file_never_shows_less(part: float, kind: str) -> None:
    """From a quarter of the rows on, a picture is shown; a whole one is not said to be partial."""
    data = encoded(noise(), kind)
    rest = data[: max(700, int(len(data) * part))]
    if part < 0.1:
        assert problem(rest).code is ProblemCode.DAMAGED
    elif part > 0.5:
        _, facts = seen(rest)
        assert facts.partial or part > 0.95


@pytest.mark.parametrize("missing", [1, 2, 10])
def test_a_jpeg_without_its_last_bytes_is_whole(missing: int) -> None:
    data = encoded(scene(), quality=95)
    picture, facts = seen(data[:-missing])
    assert not facts.partial
    assert difference(picture, scene()) < LIKE


def png_with(*chunks: tuple[bytes, bytes, int]) -> bytes:
    """A PNG with chunks between its header and its pixels; the number is added to the checksum."""
    data = encoded(scene(64, 48), "PNG")
    made = b"".join(
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", (zlib.crc32(name + body) + error) % (1 << 32))
        for name, body, error in chunks
    )
    return data[:33] + made + data[33:]


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"zTXt", b"workflow\0\0" + zlib.compress(b"x" * 2_000_000), 0)],
        [(b"iCCP", b"name\0\0" + zlib.compress(bytes(2_000_000)), 0)],
        [(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 1_000_000), 0)] * 70,
        [(b"tEXt", b"Comment\0said", 1)],
        [(b"tIME", b"short", 0)],
        [(b"gAMA", b"", 0)],
        [(b"pHYs", b"\0", 5)],
    ],
)
def test_a_png_is_read_whatever_stands_beside_its_pixels(
    chunks: list[tuple[bytes, bytes, int]],
) -> None:
    picture, facts = seen(png_with(*chunks))
    assert not facts.partial
    assert difference(picture, scene(64, 48)) < LIKE


def test_reading_on_ends_with_the_picture_that_needed_it() -> None:
    data = encoded(noise())
    seen(data[: len(data) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_limits_are_the_callers_and_jpegs_may_be_larger() -> None:
    assert DEFAULT_LIMITS.reducible_pixels > DEFAULT_LIMITS.pixels
    limits = DecodeLimits(pixels=10_000, reducible_pixels=40_000)
    for kind, size, fits in (
        ("PNG", (100, 100), True),
        ("PNG", (101, 100), False),
        ("JPEG", (200, 200), True),
        ("JPEG", (201, 200), False),
    ):
        data = encoded(scene(*size), kind)
        if fits:
            seen(data, limits=limits)
        else:
            with pytest.raises(PictureError, match="megapixels"):
                seen(data, limits=limits)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_damage_is_a_picture_or_a_problem_and_nothing_else(kind: str) -> None:
    made = exif({ExifTags.Base.Orientation: 6})
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    profile = red_and_blue_swapped_profile()
    whole = encoded(scene(160, 120), kind, exif=made, icc_profile=profile, **options)
    chance = random.Random(3)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            picture, _ = seen(bytes(damaged), limits=DecodeLimits(10**6, 10**6))
            outcomes.add(picture.mode)
        except PictureError as error:
            outcomes.add(error.code)
    assert "RGB" in outcomes
    assert outcomes & {ProblemCode.DAMAGED, ProblemCode.UNSUPPORTED}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_exif_does_not_fail_a_picture(kind: str) -> None:
    made = exif({ExifTags.Base.Make: "Canon"}, {ExifTags.Base.DateTimeOriginal: "2001"}).tobytes()
    for broken in (made[:20], b"Exif\0\0" + b"\xff" * 40, made[:-10] + b"\xff" * 10, b"Exif\0\0"):
        picture, _ = seen(encoded(scene(), kind, exif=broken))
        assert difference(picture, scene()) < LIKE


# Files


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert problem(tmp_path / "gone.jpg").code == ProblemCode.VANISHED
    in_the_way = written(tmp_path / "folder.jpg", b"now a file")
    assert problem(in_the_way / "photo.jpg").code == ProblemCode.VANISHED


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    assert problem(tmp_path).code == ProblemCode.UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.timeout(20)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    assert problem(path).code == ProblemCode.UNREADABLE


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_not_read() -> None:
    assert problem(Path("/dev/zero")).code == ProblemCode.UNREADABLE


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (errno.EACCES, ProblemCode.UNREADABLE, "permission"),
        (errno.ENAMETOOLONG, ProblemCode.UNREADABLE, "can't be read"),
        (errno.EIO, ProblemCode.IO_ERROR, "the disk reports an error"),
        (errno.ESTALE, ProblemCode.IO_ERROR, "can't be read"),
    ],
)
def test_a_file_that_may_not_or_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: ProblemCode, words: str
) -> None:
    def refuse(*args: object) -> int:
        raise OSError(number, "Input/output error")  # it makes a PermissionError of EACCES

    path = written(tmp_path / "photo.jpg", encoded(scene()))
    monkeypatch.setattr(os, "open", refuse)
    found = problem(path)
    assert found.code == code
    assert words in str(found)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    path.chmod(0)
    assert problem(path).code == ProblemCode.UNREADABLE


def test_importing_it_leaves_the_hosts_pillow_alone() -> None:
    program = (
        "from PIL import Image; before = Image.MAX_IMAGE_PIXELS\n"
        "import picseek.engine.decoding.opening; assert Image.MAX_IMAGE_PIXELS == before\n"
        "assert 'HEIF' not in Image.OPEN"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
