from __future__ import annotations

import errno
import hashlib
import io
import os
import pickle
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from picseek.engine.decode import (
    DEFAULT_LIMITS,
    Decoded,
    DecodeLimits,
    Decoder,
    DecodeTask,
    open_picture,
)
from picseek.engine.errors import DiskFull, LibraryUnwritable, PictureError
from picseek.engine.thumbnails import ThumbnailFolder, thumbnail_size
from picseek.engine.types import PictureFacts, ProblemCode
from picseek.engine.workers import WorkerPool
from tests.engine.drawing import (
    CORNERS,
    difference,
    encoded,
    exif,
    huge_png,
    red_and_blue_swapped_profile,
    scene,
    stored_sideways,
    written,
)

LIKE = 8.0  # the most that a codec's losses make of `difference`


@dataclass(frozen=True)
class Corners:
    """A preparer: the colours in the corners, 3 bytes each."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        assert picture.mode == "RGB"
        assert min(picture.size) >= min(self.min_side, facts.width, facts.height)
        right, bottom = picture.width - 1, picture.height - 1
        pixels = np.asarray(picture)
        return b"".join(pixels[y, x].tobytes() for y in (0, bottom) for x in (0, right))


def seen(
    data: bytes, *, min_side: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> tuple[Image.Image, PictureFacts]:
    return open_picture(io.BytesIO(data), min_side=min_side, limits=limits)


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
    _, facts = open_picture(written(tmp_path / "photo.png", encoded(scene())))
    assert facts.format == "JPEG"


GREY = np.asarray(scene().convert("L"))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("1", "TIFF"),
        ("L", "PNG"),
        ("L", "JPEG"),
        ("LA", "PNG"),
        ("LA", "TIFF"),
        ("P", "PNG"),
        ("P", "GIF"),
        ("P", "BMP"),
        ("P", "TIFF"),
        ("RGBA", "PNG"),
        ("RGBA", "WEBP"),
        ("RGBA", "TIFF"),
        ("RGBX", "TIFF"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
    ],
)
@pytest.mark.parametrize("size", [(300, 200), (2000, 1500)])
def test_modes(mode: str, kind: str, size: tuple[int, int]) -> None:
    picture, facts = seen(encoded(scene(*size).convert(mode), kind))
    assert picture.mode == "RGB"
    assert (facts.width, facts.height) == size
    expected = scene().convert("1").convert("L") if mode == "1" else scene().convert(mode)
    assert difference(picture, expected.convert("RGB")) < LIKE


def test_lab() -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(scene(), srgb, lab, outputMode="LAB")
    assert converted is not None
    picture, _ = seen(encoded(converted, "TIFF"))
    assert difference(picture, scene()) < LIKE


def grey_steps(values: list[float], dtype: str) -> Image.Image:
    return Image.fromarray(np.repeat(np.array([values] * 100, dtype=dtype), 100, axis=1))


@pytest.mark.parametrize(
    ("kind", "dtype", "values", "expected"),
    [
        ("PNG", "uint16", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "uint16", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", ">u2", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "uint16", [0, 2048, 4095], [0, 128, 255]),  # 12 bits of a sensor
        ("TIFF", "uint16", [0, 128, 255], [0, 128, 255]),
        ("TIFF", "int32", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "int32", [-1000, 0, 1000], [0, 128, 255]),
        ("TIFF", "int32", [0, 1 << 29, 1 << 30], [0, 128, 255]),
        ("TIFF", "float32", [0.0, 0.5, 1.0], [0, 128, 255]),
        ("TIFF", "float32", [0.0, 128.0, 255.0], [0, 128, 255]),
        ("TIFF", "float32", [-5.0, 0.0, 5.0], [0, 128, 255]),
        ("TIFF", "float32", [float("nan"), 0.5, 1.0], [0, 128, 255]),
        ("TIFF", "float32", [float("nan")] * 3, [0, 0, 0]),
        ("TIFF", "uint16", [0, 0, 0], [0, 0, 0]),
    ],
)
@pytest.mark.parametrize("scale", [1, 8])
def test_deep_grey_keeps_its_steps(
    kind: str, dtype: str, values: list[float], expected: list[int], scale: int
) -> None:
    steps = grey_steps(values, dtype)
    steps = steps.resize((300 * scale, 100 * scale), Image.Resampling.NEAREST)
    picture, _ = seen(encoded(steps, kind))
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    shown = [int(pixels[height // 2, width * n // 6, 0]) for n in (1, 3, 5)]
    assert shown == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
@pytest.mark.parametrize("size", [(64, 64), (2000, 2000)])
def test_what_is_transparent_is_white(mode: str, size: tuple[int, int]) -> None:
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    if mode == "PA":
        data = encoded(drawn.quantize(4), "PNG")
    else:
        data = encoded(drawn.convert(mode), "PNG")
    pixels = np.asarray(seen(data)[0])
    assert pixels[5, 5].tolist() == [0, 0, 0]
    assert pixels[-5, -5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("mode", ["P", "L", "RGB"])
def test_one_colour_may_stand_for_transparent(mode: str) -> None:
    drawn = Image.new("RGB", (64, 64))
    drawn.paste((200, 0, 0), (0, 0, 32, 64))
    if mode == "P":
        drawn = drawn.quantize(2)
    drawn = drawn.convert(mode)
    key = drawn.getpixel((60, 60))
    pixels = np.asarray(seen(encoded(drawn, "PNG", transparency=key))[0])
    assert pixels[5, 60].tolist() == [255, 255, 255]
    assert pixels[5, 5].tolist() != [255, 255, 255]


# Colours


def test_an_icc_profile_is_applied() -> None:
    stored = Image.merge("RGB", scene().split()[::-1])
    data = encoded(stored, "PNG", icc_profile=red_and_blue_swapped_profile())
    picture, _ = seen(data)
    assert difference(picture, scene()) < 2 * LIKE  # its gamma is not quite sRGB's
    assert difference(picture, stored) > 10 * LIKE


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile, _ = seen(encoded(scene(), "PNG", icc_profile=profile))
    assert with_profile.tobytes() == seen(encoded(scene(), "PNG"))[0].tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "RGBA"])
@pytest.mark.parametrize("profile", [b"no profile at all", red_and_blue_swapped_profile()[:200]])
def test_a_broken_profile_is_ignored(mode: str, profile: bytes) -> None:
    drawn = scene().convert(mode)
    picture, _ = seen(encoded(drawn, "TIFF", icc_profile=profile))
    assert difference(picture, drawn.convert("RGB")) < LIKE


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_profile_for_other_colours_is_ignored(mode: str) -> None:
    drawn = scene().convert(mode)
    picture, _ = seen(encoded(drawn, "TIFF", icc_profile=red_and_blue_swapped_profile()))
    assert difference(picture, drawn.convert("RGB")) < LIKE


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
def test_is_reduced_but_never_below_what_is_needed(
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


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_panorama_of_thirty_thousand_pixels(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path / "wide", encoded(scene(30_000, 600), kind))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoded = Decoder(Corners(), thumbnails)(DecodeTask(str(path)))
    assert decoded.facts == PictureFacts(30_000, 600, kind)
    with Image.open(thumbnails.path_of(decoded.content_hash)) as thumbnail:
        assert thumbnail.size == (1280, 26)
    assert_corners(decoded.prepared)


# What is no picture, or one that is broken


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", ProblemCode.EMPTY, "empty"),
        (b"Dear diary,\n" * 50, ProblemCode.UNSUPPORTED, "not a picture"),
        (b"x", ProblemCode.UNSUPPORTED, "not a picture"),
        (bytes(5000), ProblemCode.UNSUPPORTED, "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ProblemCode.UNSUPPORTED, "not a picture"),
        (b"%PDF-1.7\n" + bytes(100), ProblemCode.UNSUPPORTED, "not a picture"),
        (b"II*\0" + bytes(100), ProblemCode.UNSUPPORTED, "cannot read"),
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
@pytest.mark.parametrize("part", [0.2, 0.5, 0.95])
def test_half_a_picture_is_damaged(kind: str, part: float) -> None:
    noise = random.Random(1).randbytes(300 * 200 * 3)
    data = encoded(Image.frombytes("RGB", (300, 200), noise), kind)
    assert problem(data[: int(len(data) * part)]).code == ProblemCode.DAMAGED


def test_half_a_jpeg_is_said_to_be_half() -> None:
    data = encoded(scene())
    assert "incomplete" in str(problem(data[: len(data) // 2]))


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
    ("number", "words"), [(errno.EACCES, "permissions"), (errno.EIO, "Input/output error")]
)
def test_a_file_that_may_not_or_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(*args: object) -> int:
        raise OSError(number, "Input/output error")  # it makes a PermissionError of EACCES

    path = written(tmp_path / "photo.jpg", encoded(scene()))
    monkeypatch.setattr(os, "open", refuse)
    found = problem(path)
    assert found.code == ProblemCode.UNREADABLE
    assert words in str(found)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    path.chmod(0)
    assert problem(path).code == ProblemCode.UNREADABLE


@pytest.mark.parametrize("name", ["a b'\"%41\n.jpg", os.fsdecode(b"caf\xe9.jpg"), "図.jpg"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    try:
        path = written(tmp_path / name, encoded(scene()))
    except OSError:
        pytest.skip("this file system has no such names")
    decoded = Decoder(None, ThumbnailFolder(tmp_path / "t"))(DecodeTask(str(path)))
    assert decoded.facts == PictureFacts(640, 480, "JPEG")


# The decoder as a whole


def assert_corners(prepared: bytes) -> None:
    colours = np.frombuffer(prepared, np.uint8).reshape(4, 3).astype(int)
    assert np.abs(colours - np.array(CORNERS)).max() < 24


def test_one_decode_gives_everything(tmp_path: Path) -> None:
    made = exif(
        {ExifTags.Base.Make: "Canon", ExifTags.Base.Model: "EOS"},
        {ExifTags.Base.DateTimeOriginal: "2008:05:30 15:56:01"},
    )
    path = written(tmp_path / "photo.jpg", encoded(scene(1600, 1200), exif=made, comment=b"secret"))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoded = Decoder(Corners(min_side=300), thumbnails)(DecodeTask(str(path)))
    content_hash = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    status = path.stat()
    facts = PictureFacts(1600, 1200, "JPEG", datetime(2008, 5, 30, 15, 56, 1), "Canon EOS")
    assert decoded == Decoded(
        content_hash, status.st_size, status.st_mtime_ns, facts, decoded.prepared
    )
    assert_corners(decoded.prepared)
    data = thumbnails.path_of(content_hash).read_bytes()
    with Image.open(io.BytesIO(data)) as thumbnail:
        assert thumbnail.size == (320, 240)
        assert difference(thumbnail, scene()) < LIKE
    assert b"secret" not in data
    assert b"Canon" not in data


def test_a_known_content_is_only_hashed(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", b"a picture that would fail")
    content_hash = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoder = Decoder(Corners(), thumbnails)
    decoded = decoder(DecodeTask(str(path), known=(bytes(16), content_hash)))
    assert (decoded.content_hash, decoded.facts, decoded.prepared) == (content_hash, None, b"")
    assert not thumbnails.root.exists()
    with pytest.raises(PictureError, match="not a picture"):
        decoder(DecodeTask(str(path), known=(bytes(16),)))


def test_a_large_file_is_read_in_pieces_to_the_same_end(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.tiff", encoded(scene(), "TIFF"))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    task = DecodeTask(str(path))
    whole = Decoder(Corners(), thumbnails)(task)
    in_pieces = Decoder(Corners(), thumbnails, DecodeLimits(bytes_in_memory=1000))(task)
    assert in_pieces == whole
    path.write_bytes(b"")
    with pytest.raises(PictureError, match="empty"):
        Decoder(None, thumbnails, DecodeLimits(bytes_in_memory=-1))(task)


def test_without_a_preparer_nothing_is_prepared(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    decoder: Decoder = pickle.loads(
        pickle.dumps(Decoder(None, ThumbnailFolder(tmp_path / "thumbnails")))
    )
    decoded = decoder(DecodeTask(str(path)))
    assert decoded.prepared == b""
    assert decoder.thumbnails.exists(decoded.content_hash)


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, LibraryUnwritable)]
)
def test_no_place_for_thumbnails_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    def fail(self: ThumbnailFolder, *args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(ThumbnailFolder, "save", fail)
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    with pytest.raises(expected, match=r"\.$"):
        Decoder(None, ThumbnailFolder(tmp_path / "t"))(DecodeTask(str(path)))


def test_in_worker_processes(tmp_path: Path) -> None:
    files = [
        written(tmp_path / "good.jpg", encoded(scene(1600, 1200))),
        written(tmp_path / "bomb.png", huge_png(100_000, 100_000)),
        written(tmp_path / "half.jpg", encoded(scene())[:2000]),
        written(tmp_path / "good.png", encoded(scene(), "PNG")),
        tmp_path / "gone.jpg",
    ]
    decoder = Decoder(Corners(), ThumbnailFolder(tmp_path / "thumbnails"))
    answers: dict[int, Any] = {}
    with WorkerPool(decoder, workers=2) as pool:
        for key, path in enumerate(files):
            pool.submit(key, DecodeTask(str(path)))
        while pool.in_flight:
            answers.update(pool.results(timeout=5.0))
    for key in (0, 3):
        assert_corners(answers[key].prepared)
        assert decoder.thumbnails.exists(answers[key].content_hash)
    assert [answers[key].code for key in (1, 2, 4)] == [
        ProblemCode.TOO_LARGE,
        ProblemCode.DAMAGED,
        ProblemCode.VANISHED,
    ]


def test_importing_it_leaves_the_hosts_pillow_alone() -> None:
    program = (
        "from PIL import Image; before = Image.MAX_IMAGE_PIXELS\n"
        "import picseek.engine.decode; assert Image.MAX_IMAGE_PIXELS == before\n"
        "assert 'HEIF' not in Image.OPEN"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
