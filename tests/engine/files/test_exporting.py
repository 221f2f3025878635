"""Exporting copies of pictures."""

from __future__ import annotations

import errno
import io
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from picseek.engine.errors import UsageError
from picseek.engine.files import encoding, exporting
from picseek.engine.files import targets as places
from picseek.engine.filesystem.atomic_files import temporary_file
from picseek.engine.types import (
    ExportFormat,
    ExportMetadata,
    ExportOptions,
    FilesDone,
    PictureFacts,
)
from tests.support.drawing import encoded, exif, scene
from tests.support.picture_files import Shelf, StopAfter

GPS = int(ExifTags.IFD.GPSInfo)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "for the printer"


def camera_jpeg(orientation: int = 6, size: tuple[int, int] = (640, 480)) -> bytes:
    """A JPEG as a phone writes it: turned, with a camera and a place."""
    metadata = exif({0x0110: "Acme One", 0x0112: orientation}, {0x9003: "2024:05:06 07:08:09"})
    metadata[GPS] = {1: "N", 2: (48.0, 8.0, 0.0), 3: "E", 4: (11.0, 34.0, 0.0)}
    return encoded(scene(*size), exif=metadata.tobytes(), quality=90)


def facts(width: int = 480, height: int = 640, kind: str = "JPEG") -> PictureFacts:
    return PictureFacts(width, height, kind)


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def test_originals_are_copied_to_the_byte_with_their_time(desk: Shelf, out: Path) -> None:
    content = camera_jpeg()
    picture = desk.put("a.jpg", content, facts())
    os.utime(desk.folder / "a.jpg", ns=(1, 1_600_000_000_000_000_000))
    seen: list[FilesDone] = []
    report = desk.files.export([picture], ExportOptions(out), on_done=seen.append)
    assert report.written == (out / "a.jpg",)
    assert (out / "a.jpg").read_bytes() == content
    assert (out / "a.jpg").stat().st_mtime == 1_600_000_000
    assert report.failed == ()
    assert not report.stopped
    assert seen == [FilesDone(1, 1)]
    assert desk.names(out) == ["a.jpg"]


def test_what_a_killed_export_left_is_deleted_by_the_next(desk: Shelf, out: Path) -> None:
    out.mkdir()
    for name in (left := ".picseek-0011223344556677.part", "mine.part"):
        (out / name).write_bytes(b"half")
    with temporary_file(out) as part:
        desk.files.export([desk.draw("a.jpg")], ExportOptions(out))
        assert left not in desk.names(out)
        assert desk.names(out) == [part.name, "a.jpg", "mine.part"], "one is still being written"


def test_nothing_is_ever_overwritten(desk: Shelf, out: Path) -> None:
    ids = [desk.draw(f"{n}/A.jpg", (40 * n, 0, 0)) for n in range(3)] + [
        desk.draw("a.JPG", (9, 9, 9))
    ]
    out.mkdir()
    (out / "a.jpg").write_bytes(b"mine")
    report = desk.files.export(ids, ExportOptions(out))
    assert (out / "a.jpg").read_bytes() == b"mine"
    assert [path.name for path in report.written] == [
        *("A (2).jpg", "A (3).jpg", "A (4).jpg", "a (5).JPG"),
    ]
    assert len({path.name.casefold() for path in out.iterdir()}) == 5


def test_a_name_that_is_taken_meanwhile_is_not_overwritten(
    desk: Shelf, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = desk.draw("a.jpg")
    move = places.move_without_replacing

    def slow(source: Path, target: Path) -> None:
        if target.name == "a.jpg":
            target.write_bytes(b"theirs")
        move(source, target)

    monkeypatch.setattr(exporting, "move_without_replacing", slow)
    report = desk.files.export([picture], ExportOptions(out))
    assert (out / "a.jpg").read_bytes() == b"theirs"
    assert report.written == (out / "a (2).jpg",)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames without links")
def test_a_disk_without_links_takes_files_too(
    desk: Shelf, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_args: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    out.mkdir()
    (out / "a.jpg").write_bytes(b"mine")
    report = desk.files.export([desk.draw("a.jpg")], ExportOptions(out))
    assert desk.names(out) == ["a (2).jpg", "a.jpg"]
    assert (out / "a.jpg").read_bytes() == b"mine"
    assert report.written[0].read_bytes() == (desk.folder / "a.jpg").read_bytes()


def test_pictures_are_scaled_down_upright_with_their_metadata(desk: Shelf, out: Path) -> None:
    picture = desk.put("a.jpg", camera_jpeg(), facts())
    desk.files.export([picture], ExportOptions(out, longest_side=320))
    made = opened(out / "a.jpg")
    assert made.size == (240, 320)
    assert made.getexif()[0x0110] == "Acme One"
    assert 0x0112 not in made.getexif()
    assert made.getexif().get_ifd(ExifTags.IFD.Exif)[0x9003] == "2024:05:06 07:08:09"
    assert made.getexif().get_ifd(GPS)[1] == "N"
    # The top left corner of what the camera stored, turned to the right.
    red, green, _ = made.convert("RGB").crop((200, 40, 201, 41)).tobytes()
    assert red > 180 > green


def test_a_small_picture_is_not_enlarged_nor_touched(desk: Shelf, out: Path) -> None:
    content = camera_jpeg()
    picture = desk.put("a.jpg", content, facts())
    desk.files.export([picture], ExportOptions(out, longest_side=4000))
    assert (out / "a.jpg").read_bytes() == content


@pytest.mark.parametrize("metadata", [ExportMetadata.NO_LOCATION, ExportMetadata.NONE])
def test_metadata_is_removed_without_touching_the_pixels(
    desk: Shelf, out: Path, metadata: ExportMetadata
) -> None:
    content = camera_jpeg()
    picture = desk.put("a.jpg", content, facts())
    desk.files.export([picture], ExportOptions(out, metadata=metadata))
    made = opened(out / "a.jpg")
    assert made.tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert made.getexif()[0x0112] == 6
    assert GPS not in made.getexif()
    assert (0x0110 in made.getexif()) == (metadata is ExportMetadata.NO_LOCATION)
    assert (desk.folder / "a.jpg").read_bytes() == content


@pytest.mark.parametrize("metadata", [ExportMetadata.NO_LOCATION, ExportMetadata.NONE])
def test_metadata_is_removed_from_smaller_copies(
    desk: Shelf, out: Path, metadata: ExportMetadata
) -> None:
    picture = desk.put("a.jpg", camera_jpeg(), facts())
    desk.files.export([picture], ExportOptions(out, longest_side=100, metadata=metadata))
    made = opened(out / "a.jpg")
    assert max(made.size) == 100
    assert GPS not in made.getexif()
    assert (0x0110 in made.getexif()) == (metadata is ExportMetadata.NO_LOCATION)


def test_other_formats_become_jpegs_when_asked(desk: Shelf, out: Path) -> None:
    see_through = Image.new("RGBA", (40, 30), (0, 0, 255, 0))
    one = desk.put("a.png", encoded(see_through, "PNG"), facts(40, 30, "PNG"))
    two = desk.put("b.heic", encoded(scene(80, 60), "HEIF"), facts(80, 60, "HEIF"))
    options = ExportOptions(out, format=ExportFormat.JPEG, quality=80)
    report = desk.files.export([one, two], options)
    assert [path.name for path in report.written] == ["a.jpg", "b.jpg"]
    assert [opened(path).format for path in report.written] == ["JPEG", "JPEG"]
    assert opened(out / "a.jpg").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", "HEIF"])
def test_smaller_copies_are_of_the_same_kind(desk: Shelf, out: Path, kind: str) -> None:
    name = f"a.{kind.lower()}"
    picture = desk.put(name, encoded(scene(), kind), facts(640, 480, kind))
    report = desk.files.export([picture], ExportOptions(out, longest_side=64))
    assert report.failed == ()
    written = "JPEG" if report.written[0].suffix == ".jpg" else kind
    assert kind == "HEIF" or written == kind  # pillow-heif may come without an encoder
    made = opened(report.written[0])
    assert (made.format, made.size) == (written, (64, 48))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("metadata", list(ExportMetadata))
def test_metadata_of_other_formats_stays_or_is_removed(
    desk: Shelf, out: Path, kind: str, metadata: ExportMetadata
) -> None:
    written = exif({0x0110: "Acme One"}, {0x9003: "2024:05:06 07:08:09"})
    written[GPS] = {1: "N", 2: (48.0, 8.0, 0.0)}
    name = f"a.{kind.lower()}"
    content = encoded(scene(), kind, exif=written.tobytes())
    picture = desk.put(name, content, facts(640, 480, kind))
    for side in (None, 64):
        target = out / str(side)
        desk.files.export([picture], ExportOptions(target, longest_side=side, metadata=metadata))
        made = opened(target / name)
        made.load()
        tags = made.getexif()
        assert (tags.get(0x0110) == "Acme One") == (metadata is not ExportMetadata.NONE), side
        assert bool(tags.get_ifd(GPS)) == (metadata is ExportMetadata.ALL), side
        details = tags.get_ifd(ExifTags.IFD.Exif)
        assert (details.get(0x9003) is not None) == (metadata is not ExportMetadata.NONE), side


def test_removing_only_metadata_keeps_the_bit_depth(desk: Shelf, out: Path) -> None:
    deep = Image.new("I;16", (40, 30), 40_000)
    picture = desk.put("a.png", encoded(deep, "PNG"), facts(40, 30, "PNG"))
    desk.files.export([picture], ExportOptions(out, metadata=ExportMetadata.NONE))
    assert opened(out / "a.png").getextrema() == (40_000, 40_000)


def test_transparency_and_movement_stay(desk: Shelf, out: Path) -> None:
    see_through = Image.new("RGBA", (40, 30), (0, 0, 255, 0))
    one = desk.put("a.png", encoded(see_through, "PNG"), facts(40, 30, "PNG"))
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=70)
    two = desk.put("b.gif", moving, facts(40, 30, "GIF"))
    desk.files.export([one, two], ExportOptions(out, longest_side=20))
    assert opened(out / "a.png").convert("RGBA").getchannel("A").getextrema() == (0, 0)
    gif = opened(out / "b.gif")
    assert (gif.size, getattr(gif, "n_frames", 0), gif.info["duration"]) == ((20, 15), 3, 70)


def test_what_has_no_writer_becomes_a_jpeg() -> None:
    assert encoding.kind_to_write("XYZ", ExportFormat.SAME) == "JPEG"
    assert encoding.name_to_write("a.b.xyz", "XYZ", "JPEG") == "a.b.jpg"
    assert encoding.name_to_write("a.JPEG", "PNG", "JPEG") == "a.JPEG"


def test_what_is_gone_or_damaged_is_reported_and_the_rest_is_exported(
    desk: Shelf, out: Path
) -> None:
    gone = desk.draw("gone.jpg", (1, 2, 3))
    (desk.folder / "gone.jpg").unlink()
    damaged = desk.put("damaged.jpg", b"\xff\xd8 no picture", facts())
    nowhere = desk.know(desk.folder / "unplugged" / "x.jpg", b"x")
    good = desk.draw("good.jpg", (9, 9, 9))
    report = desk.files.export(
        [gone, damaged, nowhere, 4711, good], ExportOptions(out, longest_side=32)
    )
    assert [path.name for path in report.written] == ["good.jpg"]
    messages = {failure.path.name: failure.message for failure in report.failed}
    assert messages["gone.jpg"] == "This file was moved or deleted."
    assert "isn't a picture" in messages["damaged.jpg"]
    assert "is unavailable" in messages["x.jpg"]
    assert "" in messages
    assert desk.names(out) == ["good.jpg"]


def test_a_copy_elsewhere_serves_for_a_file_that_is_gone(desk: Shelf, out: Path) -> None:
    picture = desk.draw("a.jpg")
    assert desk.draw("other/b.jpg") == picture
    (desk.folder / "a.jpg").unlink()
    report = desk.files.export([picture], ExportOptions(out))
    assert report.written == (out / "b.jpg",)


@pytest.mark.parametrize("side", [None, 32])
def test_a_full_disk_ends_it_and_leaves_nothing_half_written(
    desk: Shelf, out: Path, side: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [desk.draw(f"{number}.jpg", (25 * number, 0, 0)) for number in range(4)]

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exporting, "move_without_replacing", full)
    report = desk.files.export(ids, ExportOptions(out, longest_side=side))
    assert report.stopped.startswith(f"The disk with {out} is full.")
    assert report.written == ()
    assert desk.names(out) == []


def test_a_worker_reports_a_full_disk(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.draw("a.jpg")

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    source, target = str(desk.folder / "a.jpg"), str(desk.folder / "part")
    task = encoding.EncodeTask(source, target, "JPEG", 32, 90, ExportMetadata.ALL)
    with pytest.raises(places.TargetError, match="is full"):
        encoding.encode(task)


def test_a_folder_that_may_not_be_written_to_is_refused(desk: Shelf, out: Path) -> None:
    picture = desk.draw("a.jpg")
    out.write_bytes(b"a file")
    with pytest.raises(UsageError, match="isn't a folder"):
        desk.files.export([picture], ExportOptions(out))
    with pytest.raises(UsageError, match="isn't a folder"):
        desk.files.export([picture], ExportOptions(out / "subfolder"))


def test_a_read_only_folder_is_refused(
    desk: Shelf, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, *_args: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    picture = desk.draw("a.jpg")
    monkeypatch.setattr(os, "open", forbidden)
    with pytest.raises(UsageError, match="the disk is read-only"):
        desk.files.export([picture], ExportOptions(out))


@pytest.mark.parametrize("inside", ["thumbnails", "thumbnails/ab", "."])
def test_the_librarys_folder_is_refused(desk: Shelf, inside: str) -> None:
    with pytest.raises(UsageError, match="own library"):
        desk.files.export([desk.draw("a.jpg")], ExportOptions(desk.library / inside))
    assert not (desk.library / "thumbnails").exists()


def test_a_link_into_the_librarys_folder_is_refused(desk: Shelf, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(desk.library)
    with pytest.raises(UsageError, match="own library"):
        desk.files.export([desk.draw("a.jpg")], ExportOptions(tmp_path / "link" / "thumbnails"))


def test_options_out_of_range_are_refused(desk: Shelf, out: Path) -> None:
    options = ExportOptions(out)
    for wrong in (replace(options, quality=0), replace(options, longest_side=0)):
        with pytest.raises(UsageError, match="from 1 to 100"):
            desk.files.export([], wrong)
    assert not out.exists()


@pytest.mark.parametrize("side", [None, 32])
def test_it_can_be_stopped(desk: Shelf, out: Path, side: int | None) -> None:
    ids = [desk.draw(f"{number}.jpg", (25 * number, 0, 0)) for number in range(9)]
    stop = StopAfter(2)
    options = ExportOptions(out, longest_side=side)
    report = desk.files.export(ids, options, stop.token, stop)
    assert report.cancelled
    assert 2 <= len(report.written) < 9
    assert desk.names(out) == sorted(path.name for path in report.written)


def test_five_thousand_can_be_stopped(desk: Shelf, out: Path) -> None:
    ids = desk.know_many(5000)
    stop = StopAfter(700)
    report = desk.files.export(ids, ExportOptions(out), stop.token, stop)
    assert report.cancelled
    assert len(report.failed) == 700
    assert stop.seen[-1] == FilesDone(700, 5000)


def test_names_that_are_no_text_stay_as_they_are(desk: Shelf, out: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \n100%.jpg")
    try:
        picture = desk.draw(name)
    except OSError:
        pytest.skip("this file system takes only text as names")
    report = desk.files.export([picture], ExportOptions(out))
    assert desk.names(out) == [name]
    assert report.written[0].exists()


def test_long_names_are_shortened_to_be_numbered(tmp_path: Path) -> None:
    names = places.FreeNames(tmp_path)
    name = "ä" * 125 + ".jpg"
    assert names.take(name) == name
    second = names.take(name)
    assert second.endswith(" (2).jpg")
    assert len(os.fsencode(second)) <= 255
