"""Moving files to the system's bin, and back."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import send2trash
from PIL import Image

from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import DiskFull, LibraryLocked, UsageError
from picseek.engine.files import targets as places
from picseek.engine.files import trash as bins
from picseek.engine.files.freedesktop_trash import home_trash, trash_entries
from picseek.engine.library import Library
from picseek.engine.store import Removed
from picseek.engine.types import FileCounts, FilesDone, Query, ShownFiles
from tests.support.drawing import encoded
from tests.support.picture_files import Shelf, StopAfter

linux = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the bin of freedesktop.org's desktops"
)


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash for the test, filled as the specification says."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def put(path: str) -> None:
        from urllib.parse import quote

        bin_folder = home_trash()
        for part in ("files", "info"):
            (bin_folder / part).mkdir(parents=True, exist_ok=True)
        name, number = Path(path).name, 1
        while (bin_folder / "files" / name).exists():
            number += 1
            name = f"{Path(path).name}.{number}"
        info = f"[Trash Info]\nPath={quote(os.fsencode(path))}\n"
        deleted = time.strftime("%Y-%m-%dT%H:%M:%S")
        text = f"{info}DeletionDate={deleted}\n"
        (bin_folder / "info" / f"{name}.trashinfo").write_text(text, encoding="ascii")
        Path(path).rename(bin_folder / "files" / name)

    monkeypatch.setattr(send2trash, "send2trash", put)
    return home_trash()


def in_library(desk: Shelf) -> list[str]:
    return sorted(
        row.path.name for row in desk.store.pictures.rows(list(desk.store.pictures.newest_first()))
    )


@linux
def test_files_go_into_the_bin_and_out_of_the_library(desk: Shelf, trash: Path) -> None:
    one, two, three = (desk.draw(f"{n}/{n}.jpg", (40 * n, 0, 0)) for n in (1, 2, 3))
    seen: list[FilesDone] = []
    report = desk.files.move_to_trash([one, three], every_copy=False, on_done=seen.append)
    assert [each.path.name for each in report.trashed] == ["1.jpg", "3.jpg"]
    assert report.failed == ()
    assert not (desk.folder / "1" / "1.jpg").exists()
    assert in_library(desk) == ["2.jpg"]
    assert sorted(desk.models.unlisted) == [one, three]
    assert desk.names(trash / "files") == ["1.jpg", "3.jpg"]
    assert seen == [FilesDone(1, 2), FilesDone(2, 2)]
    assert desk.store.pictures.at(desk.folder / "2" / "2.jpg") == two


@linux
def test_of_copies_only_the_shown_file_goes_or_all_of_them(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    assert desk.draw("b.jpg") == desk.draw("c.jpg") == picture
    assert desk.files.counts([picture]).files == 3
    assert desk.files.counts([picture]).with_copies == 1
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert [each.path.name for each in report.trashed] == ["a.jpg"]
    assert in_library(desk) == ["b.jpg"]
    assert desk.models.unlisted == []
    report = desk.files.move_to_trash([picture], every_copy=True)
    assert [each.path.name for each in report.trashed] == ["b.jpg", "c.jpg"]
    assert in_library(desk) == []
    assert desk.models.unlisted == [picture]


@linux
def test_what_went_into_the_bin_comes_back_as_it_was(desk: Shelf, trash: Path) -> None:
    ids = [desk.draw(f"{n}/{n} 100%.jpg", (40 * n, 0, 0)) for n in (1, 2, 3)]
    before = {path: path.read_bytes() for path in desk.folder.rglob("*.jpg")}
    report = desk.files.move_to_trash(ids, every_copy=True)
    (desk.folder / "2").rmdir()
    back = desk.files.restore(report.trashed)
    assert back.failed == ()
    assert {path: path.read_bytes() for path in desk.folder.rglob("*.jpg")} == before
    assert sorted(desk.store.pictures.newest_first()) == sorted(ids)
    assert sorted(desk.models.relisted) == sorted(ids)
    assert desk.names(trash / "files") == desk.names(trash / "info") == []


@linux
def test_a_name_that_is_no_text_comes_back(desk: Shelf) -> None:
    try:
        picture = desk.draw(os.fsdecode(b"caf\xe9\n.jpg"))
    except OSError:
        pytest.skip("this file system takes only text as names")
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert desk.names(desk.folder) == []
    assert desk.files.restore(report.trashed).failed == ()
    assert desk.names(desk.folder) == [os.fsdecode(b"caf\xe9\n.jpg")]


@linux
def test_what_cannot_come_back_is_reported(desk: Shelf, trash: Path) -> None:
    ids = [desk.draw(f"{n}.jpg", (40 * n, 0, 0)) for n in (1, 2, 3)]
    report = desk.files.move_to_trash(ids, every_copy=False)
    (trash / "files" / "1.jpg").unlink()
    (desk.folder / "2.jpg").write_bytes(b"another")
    back = desk.files.restore(report.trashed)
    assert [path.name for path in back.restored] == ["3.jpg"]
    messages = {failure.path.name: failure.message for failure in back.failed}
    assert messages == {
        "1.jpg": "It's no longer in the trash.",
        "2.jpg": "Another file has its name now, so it stays in the trash.",
    }
    assert (desk.folder / "2.jpg").read_bytes() == b"another"
    assert (trash / "files" / "2.jpg").exists()
    assert in_library(desk) == ["3.jpg"]


@linux
def test_a_bin_on_another_disk_gives_back_too(
    desk: Shelf, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = desk.files.move_to_trash([desk.draw("a.jpg")], every_copy=False)
    move = places.move_without_replacing

    def across(source: Path, target: Path) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        move(source, target)

    monkeypatch.setattr(bins, "move_without_replacing", across)
    assert desk.files.restore(report.trashed).failed == ()
    assert (desk.folder / "a.jpg").exists()
    assert desk.names(trash / "files") == []


def put_in_trash(trash: Path, name: str, origin: Path, content: bytes, deleted: str) -> None:
    """What another program put there."""
    (trash / "files" / name).write_bytes(content)
    (trash / "info" / f"{name}.trashinfo").write_text(
        f"[Trash Info]\nPath={origin}\nDeletionDate={deleted}\n", encoding="ascii"
    )


@linux
@pytest.mark.parametrize("deleted", ["2001-01-01T00:00:00", "2101-01-01T00:00:00"])
def test_of_files_of_one_name_just_the_one_that_was_moved_comes_back(
    desk: Shelf, trash: Path, deleted: str
) -> None:
    picture = desk.draw("a.jpg")
    path = desk.folder / "a.jpg"
    before = path.read_bytes()
    report = desk.files.move_to_trash([picture], every_copy=False)
    put_in_trash(trash, "b.jpg", path, b"another", deleted)
    (trash / "info" / "no.trashinfo").write_bytes(b"\xff no info")
    assert len(trash_entries([path])[path]) == 2
    desk.files.restore(report.trashed)
    assert path.read_bytes() == before
    assert desk.names(trash / "files") == ["b.jpg"]


@linux
def test_what_another_program_put_there_does_not_come_back_in_its_place(
    desk: Shelf, trash: Path
) -> None:
    report = desk.files.move_to_trash([desk.draw("a.jpg")], every_copy=False)
    (trash / "files" / "a.jpg").unlink()
    put_in_trash(trash, "a.jpg", desk.folder / "a.jpg", b"another", "2101-01-01T00:00:00")
    (failure,) = desk.files.restore(report.trashed).failed
    assert failure.message == "It's no longer in the trash."
    assert not (desk.folder / "a.jpg").exists()


@linux
def test_a_bin_that_renumbers_its_files_gives_back_the_same_bytes(desk: Shelf, trash: Path) -> None:
    report = desk.files.move_to_trash([desk.draw("a.jpg")], every_copy=False)
    in_bin = trash / "files" / "a.jpg"
    content = in_bin.read_bytes()
    put_in_trash(trash, "b.jpg", desk.folder / "a.jpg", content[::-1], "2101-01-01T00:00:00")
    (trash / "files" / "copy").write_bytes(content)
    (trash / "files" / "copy").replace(in_bin)
    assert desk.files.restore(report.trashed).failed == ()
    assert (desk.folder / "a.jpg").read_bytes() == content


@linux
def test_a_file_that_changed_since_it_was_indexed_stays(desk: Shelf, trash: Path) -> None:
    changed, same = desk.draw("changed.jpg"), desk.draw("same.jpg", (1, 2, 3))
    path = desk.folder / "changed.jpg"
    path.write_bytes(b"another picture")
    report = desk.files.move_to_trash([changed, same], every_copy=True)
    (failure,) = report.failed
    assert failure.path == path
    assert failure.message.startswith("It has changed since it was indexed.")
    assert [each.path.name for each in report.trashed] == ["same.jpg"]
    assert path.read_bytes() == b"another picture"
    assert desk.names(trash / "files") == ["same.jpg"]


@linux
def test_a_file_that_was_only_touched_goes(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    os.utime(desk.folder / "a.jpg", (1_000_000_000, 1_000_000_000))
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert (len(report.trashed), report.failed) == (1, ())


@linux
def test_what_comes_back_is_known_as_it_is_now(desk: Shelf, trash: Path) -> None:
    """Somebody has edited it in the bin: it comes back, and as another picture."""
    picture = desk.draw("a.jpg")
    path = desk.folder / "a.jpg"
    report = desk.files.move_to_trash([picture], every_copy=False)
    in_bin = trash / "files" / "a.jpg"
    before = in_bin.stat()
    edited = encoded(Image.new("RGB", (48, 64), (9, 99, 9)))
    in_bin.write_bytes(edited.ljust(before.st_size, b"\0"))
    os.utime(in_bin, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert desk.files.restore(report.trashed).restored == (path,)
    (file,) = desk.store.files.of_pictures(list(desk.store.pictures.newest_first()))
    assert file.content_hash == content_hash(path)
    (row,) = desk.store.pictures.rows([file.picture_id])
    assert (row.facts.width, row.facts.height) == (48, 64)


@linux
def test_captions_come_back_too(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    (desk.folder / "a.txt").write_text("a heron at dawn", encoding="utf-8")
    report = desk.files.move_to_trash([picture], every_copy=False)
    desk.files.restore(report.trashed)
    assert list(desk.store.text.match(["heron"], every=True, limit=9)) == [picture]


@linux
def test_a_file_that_vanishes_as_it_comes_back_costs_only_itself(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [desk.draw(f"{n}.jpg", (40 * n, 0, 0)) for n in range(3)]
    report = desk.files.move_to_trash(ids, every_copy=False)
    move = places.move_without_replacing

    def moved(source: Path, target: Path) -> None:
        move(source, target)
        if target.name == "1.jpg":
            target.unlink()

    monkeypatch.setattr(bins, "move_without_replacing", moved)
    back = desk.files.restore(report.trashed)
    assert (len(back.restored), back.failed, back.stopped) == (3, (), "")
    assert in_library(desk) == ["0.jpg", "2.jpg"]


@linux
def test_what_was_moved_before_the_library_failed_can_be_taken_back(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [desk.draw(f"{n}.jpg", (40 * n, 0, 0)) for n in range(3)]

    def full(_folder: Path, _names: Sequence[str]) -> Removed:
        raise DiskFull("The disk of the library is full.")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store.files, "remove", full)
        report = desk.files.move_to_trash(ids, every_copy=False)
    assert report.stopped == "The disk of the library is full."
    assert len(report.trashed) == 3
    assert desk.files.restore(report.trashed).failed == ()
    assert in_library(desk) == ["0.jpg", "1.jpg", "2.jpg"]


# Links


def link(path: Path, target: Path) -> Path:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("nobody may make links here")
    return path


@linux
@pytest.mark.parametrize("shown_first", ["link", "target"])
def test_a_link_is_no_copy_and_goes_with_its_file(desk: Shelf, shown_first: str) -> None:
    target = desk.folder / "target.jpg"
    target.write_bytes(encoded(Image.new("RGB", (64, 48), (200, 40, 40))))
    path = link(desk.folder / "link.jpg", Path("target.jpg"))
    order = [path, target] if shown_first == "link" else [target, path]
    (picture,) = {desk.know(each, target.read_bytes()) for each in order}
    assert desk.files.counts([picture]) == FileCounts(1, 1, 0, names=2)
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert report.failed == ()
    assert in_library(desk) == [], "no copy of it stays"
    assert desk.names(desk.folder) == []
    assert desk.files.restore(report.trashed).failed == ()
    assert path.is_symlink()
    assert path.read_bytes() == target.read_bytes()
    assert len(desk.store.files.of_pictures([picture])) == 2


@linux
def test_hard_links_are_one_file_too(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    (desk.folder / "b.jpg").hardlink_to(desk.folder / "a.jpg")
    desk.know(desk.folder / "b.jpg", (desk.folder / "a.jpg").read_bytes())
    desk.draw("copy.jpg")
    assert desk.files.counts([picture]) == FileCounts(1, 2, 1, names=3)
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert [each.path.name for each in report.trashed] == ["a.jpg", "b.jpg"]
    assert in_library(desk) == ["copy.jpg"]


@linux
def test_another_way_to_the_same_folder_is_no_copy(desk: Shelf) -> None:
    picture = desk.draw("real/a.jpg")
    link(desk.folder / "way", desk.folder / "real")
    desk.know(desk.folder / "way" / "a.jpg", (desk.folder / "real" / "a.jpg").read_bytes())
    assert desk.files.counts([picture]) == FileCounts(1, 1, 0, names=2)
    report = desk.files.move_to_trash([picture], every_copy=True)
    assert (len(report.trashed), report.failed) == (1, ())
    assert in_library(desk) == []
    assert desk.files.restore(report.trashed).failed == ()


@linux
def test_a_copy_that_is_out_of_reach_is_not_said_to_stay(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    desk.draw("b.jpg")
    (desk.folder / "b.jpg").unlink()
    assert desk.files.counts([picture]) == FileCounts(1, 1, 0, names=1)
    desk.files.move_to_trash([picture], every_copy=False)
    assert in_library(desk) == ["b.jpg"], "it may be there again"


@linux
def test_only_the_shown_file_goes_and_no_copy_in_its_place(desk: Shelf) -> None:
    """The shown one cannot be reached: then nothing else goes either."""
    picture = desk.draw("a.jpg")
    desk.draw("b.jpg")
    (desk.folder / "a.jpg").unlink()
    report = desk.files.move_to_trash([picture], every_copy=False)
    assert report.trashed == ()
    assert (desk.folder / "b.jpg").exists()


@linux
def test_the_file_that_is_shown_goes(desk: Shelf) -> None:
    picture = desk.draw("a/first.jpg")
    desk.draw("b/second.jpg")
    desk.draw("c/third.jpg")
    shown = ShownFiles(desk.folder / "b")
    assert desk.files.paths([picture], shown=shown) == [desk.folder / "b" / "second.jpg"]
    report = desk.files.move_to_trash([picture], every_copy=False, shown=shown)
    assert [each.path.name for each in report.trashed] == ["second.jpg"]
    matched = ShownFiles(desk.folder / "a", {picture: desk.folder / "c" / "third.jpg"})
    report = desk.files.move_to_trash([picture], every_copy=False, shown=matched)
    assert [each.path.name for each in report.trashed] == ["third.jpg"]


def test_files_that_cannot_go_are_reported_and_stay_in_the_library(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("forbidden.jpg", "no bin.jpg", "read only.jpg", "full.jpg", "odd.jpg")
    ids = [desk.draw(name, (40 * n, 0, 0)) for n, name in enumerate(names)]
    ids.append(desk.know(desk.folder / "gone.jpg", b"gone"))
    raised = {
        "forbidden.jpg": PermissionError(errno.EACCES, "Permission denied"),
        "no bin.jpg": send2trash.TrashPermissionError("/media/x"),
        "read only.jpg": OSError(errno.EROFS, "Read-only file system"),
        "full.jpg": OSError(errno.ENOSPC, "No space left on device"),
        "odd.jpg": OSError("something else"),
    }

    def refuse(path: str) -> None:
        raise raised[Path(path).name]

    monkeypatch.setattr(send2trash, "send2trash", refuse)
    report = desk.files.move_to_trash(ids, every_copy=True)
    assert report.trashed == ()
    assert {failure.path.name: failure.message for failure in report.failed} == {
        "forbidden.jpg": "You don't have permission to move it.",
        "no bin.jpg": "Its disk has no usable trash.",
        "read only.jpg": "Its disk is read-only.",
        "full.jpg": "The disk with the trash is full.",
        "odd.jpg": "It can't be moved (something else).",
        "gone.jpg": "This file was moved or deleted.",
    }
    assert len(desk.store.pictures.newest_first()) == 6


@linux
def test_it_can_be_stopped_and_what_went_is_forgotten(desk: Shelf) -> None:
    ids = [desk.draw(f"{n}.jpg", (40 * n, 0, 0)) for n in range(5)]
    stop = StopAfter(2)
    report = desk.files.move_to_trash(ids, every_copy=False, token=stop.token, on_done=stop)
    assert report.cancelled
    assert len(report.trashed) == 2
    assert in_library(desk) == ["2.jpg", "3.jpg", "4.jpg"]
    stop = StopAfter(1)
    back = desk.files.restore(report.trashed, stop.token, stop)
    assert back.cancelled
    assert len(back.restored) == 1
    assert len(in_library(desk)) == 4


def test_five_thousand_can_be_stopped(desk: Shelf) -> None:
    ids = desk.know_many(5000)
    stop = StopAfter(600)
    report = desk.files.move_to_trash(ids, every_copy=False, token=stop.token, on_done=stop)
    assert (report.cancelled, len(report.failed)) == (True, 600)


def test_a_library_that_is_only_read_bins_nothing(desk: Shelf) -> None:
    picture = desk.draw("a.jpg")
    desk.writable = False
    with pytest.raises(LibraryLocked):
        desk.files.move_to_trash([picture], every_copy=False)
    with pytest.raises(LibraryLocked):
        desk.files.restore([])
    assert (desk.folder / "a.jpg").exists()


def test_where_the_bin_gives_nothing_back_it_is_said(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picseek.engine.files.picture_files.can_restore", lambda: False)
    assert not desk.files.can_restore
    with pytest.raises(UsageError, match="Open the trash"):
        desk.files.restore([])


@linux
def test_the_real_library_finds_again_what_comes_back(tmp_path: Path, desk: Shelf) -> None:
    desk.draw("rose.jpg", (210, 15, 20))
    desk.draw("wave.jpg", (20, 50, 200))
    library = Library.open(tmp_path / "real")
    try:
        library.index([desk.folder])
        (rose, *_) = library.search(Query("red")).hits
        report = library.files.move_to_trash([rose.picture.id], every_copy=False)
        assert [hit.picture.path.name for hit in library.search(Query("red")).hits] != ["rose.jpg"]
        library.files.restore(report.trashed)
        assert library.search(Query("red")).hits[0].picture == rose.picture
        assert library.index().unchanged == 2
    finally:
        library.close()
