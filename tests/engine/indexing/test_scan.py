"""Which files a scan finds, and what it survives."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled
from picseek.engine.indexing import scan as scan_module
from picseek.engine.indexing.scan import PICTURE_SUFFIXES, FileStat, ScannedFolder, Scanner
from picseek.engine.types import ProblemCode, Stage

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(root: Path, exclude: frozenset[Path] = frozenset()) -> dict[str, list[str]]:
    """Names by folder, relative to the root; fails on problems."""
    folders = list(Scanner(exclude=exclude).scan(root))
    assert [folder.problem for folder in folders if folder.problem] == []
    return {folder.path.relative_to(root).as_posix(): list(folder.files) for folder in folders}


def by_path(root: Path) -> dict[Path, ScannedFolder]:
    return {folder.path: folder for folder in Scanner().scan(root)}


@pytest.fixture(params=["by handle", "by path"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems differ in whether a folder can be listed by handle."""
    if request.param == "by path":
        monkeypatch.setattr(os, "supports_fd", set())


@pytest.mark.usefixtures("either_way")
def test_gives_size_and_time_of_pictures_only(tmp_path: Path) -> None:
    picture = put(tmp_path / "a.jpg", b"12345")
    os.utime(picture, ns=(1, 1_700_000_000_123_456_700))
    put(tmp_path / "notes.txt")
    put(tmp_path / "jpg")
    [folder] = Scanner().scan(tmp_path)
    assert folder.path == tmp_path
    assert folder.files == {"a.jpg": stat_of(picture)}
    assert folder.problem is None


def stat_of(path: Path) -> FileStat:
    status = path.stat()
    return FileStat(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@pytest.mark.parametrize("suffix", PICTURE_SUFFIXES)
def test_suffix_in_any_case(tmp_path: Path, suffix: str) -> None:
    name = f"Ein Bild.x{suffix.title()}"
    put(tmp_path / name)
    assert found(tmp_path) == {".": [name]}


def test_every_suffix_promised() -> None:
    promised = "jpg jpeg jpe jfif mpo png apng webp gif bmp dib tif tiff"
    promised += " avif avifs heic heics heif heifs hif"
    assert {suffix.removeprefix(".") for suffix in PICTURE_SUFFIXES} == set(promised.split())


@pytest.mark.usefixtures("either_way")
def test_folders_are_in_order_before_their_subfolders(tmp_path: Path) -> None:
    for name in ("b/2.png", "b/1.png", "a/z/3.png", "a/0.png", "c/4.png"):
        put(tmp_path / name)
    folders = found(tmp_path)
    assert list(folders) == [".", "a", "a/z", "b", "c"]
    assert folders["b"] == ["1.png", "2.png"]


def test_empty_files_are_included(tmp_path: Path) -> None:
    put(tmp_path / "a.png", b"")
    [folder] = Scanner().scan(tmp_path)
    assert folder.files["a.png"].size == 0


def test_empty_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert found(tmp_path) == {".": [], "empty": []}


def test_folder_named_like_a_picture_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "album.jpg" / "a.jpg")
    assert found(tmp_path) == {".": [], "album.jpg": ["a.jpg"]}


@pytest.mark.parametrize(
    "folder",
    [
        *(".hidden", ".Trash-1000", ".Trashes", "@eaDir", "$RECYCLE.BIN", "lost+found"),
        *("System Volume Information", "__MACOSX", "#recycle", "@Recycle", "#snapshot"),
    ],
)
def test_hidden_and_system_folders_are_excluded(tmp_path: Path, folder: str) -> None:
    put(tmp_path / folder / "deep" / "a.jpg")
    put(tmp_path / "seen.jpg")
    assert found(tmp_path) == {".": ["seen.jpg"]}


def test_hidden_files_are_excluded(tmp_path: Path) -> None:
    put(tmp_path / "._a.jpg")
    put(tmp_path / "a.jpg")
    assert found(tmp_path) == {".": ["a.jpg"]}


def test_hidden_root_is_scanned(tmp_path: Path) -> None:
    put(tmp_path / ".mine" / "a.jpg")
    assert found(tmp_path / ".mine") == {".": ["a.jpg"]}


def test_windows_hidden_attribute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "shown.jpg")
    put(tmp_path / "readable.jpg")
    entries = {entry.name: entry for entry in os.scandir(tmp_path)}

    class Hidden:
        st_file_attributes = 0x22

    class Entry:
        name = "readable.jpg"

        def stat(self, *, follow_symlinks: bool) -> Hidden:
            return Hidden()

    assert scan_module._marked_hidden(Entry())  # type: ignore[arg-type]
    assert not scan_module._marked_hidden(entries["shown.jpg"])


def test_excluded_folder_is_excluded(tmp_path: Path) -> None:
    put(tmp_path / "a.jpg")
    put(tmp_path / "library" / "thumbnails" / "t.jpg")
    assert found(tmp_path, frozenset({tmp_path / "library"})) == {".": ["a.jpg"]}


def test_missing_excluded_folder_does_not_matter(tmp_path: Path) -> None:
    put(tmp_path / "a.jpg")
    assert found(tmp_path, frozenset({tmp_path / "nowhere"})) == {".": ["a.jpg"]}


@posix
def test_link_to_excluded_folder_is_excluded(tmp_path: Path) -> None:
    put(tmp_path / "library" / "t.jpg")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "library")
    assert found(tmp_path / "root", frozenset({tmp_path / "library"})) == {".": []}


@posix
def test_linked_folder_is_met_once_and_by_its_own_path(tmp_path: Path) -> None:
    put(tmp_path / "root" / "z real" / "a.jpg")
    put(tmp_path / "outside" / "b.jpg")
    for link, target in (
        ("a link", "root/z real"),
        ("b link", "outside"),
        ("c link", "outside"),
    ):
        (tmp_path / "root" / link).symlink_to(tmp_path / target)
    assert found(tmp_path / "root") == {".": [], "z real": ["a.jpg"], "b link": ["b.jpg"]}


@posix
def test_loops_end(tmp_path: Path) -> None:
    put(tmp_path / "root" / "sub" / "a.jpg")
    (tmp_path / "root" / "sub" / "up").symlink_to(tmp_path / "root")
    (tmp_path / "root" / "self").symlink_to(tmp_path / "root" / "self")
    (tmp_path / "root" / "self.jpg").symlink_to(tmp_path / "root" / "self.jpg")
    assert found(tmp_path / "root") == {".": [], "sub": ["a.jpg"]}


@posix
@pytest.mark.usefixtures("either_way")
def test_linked_files_are_those_they_lead_to(tmp_path: Path) -> None:
    target = put(tmp_path / "outside" / "a.jpg", b"123")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.jpg").symlink_to(target)
    (root / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    [folder] = Scanner().scan(root)
    assert folder.files == {"link.jpg": stat_of(target)}


@posix
@pytest.mark.usefixtures("either_way")
def test_pipes_are_ignored(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert found(tmp_path) == {".": []}
    [folder] = Scanner().scan(tmp_path / "a.jpg")
    assert folder.problem is not None
    assert folder.problem.code is ProblemCode.VANISHED


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes UTF-8 names only")
@pytest.mark.usefixtures("either_way")
def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xe9t\xe9\n'%\""
    os.mkdir(folder)  # noqa: PTH102
    with open(folder + b"/caf\xe9.jpg", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    subfolder = list(Scanner().scan(tmp_path))[1]
    assert os.fsencode(subfolder.path) == folder
    [name] = subfolder.files
    assert os.fsencode(name) == b"caf\xe9.jpg"
    assert (subfolder.path / name).read_bytes() == b"x"


def test_missing_root_is_reported(tmp_path: Path) -> None:
    [folder] = Scanner().scan(tmp_path / "nowhere")
    assert folder.path == tmp_path / "nowhere"
    assert folder.files == {}
    assert folder.problem is not None
    assert folder.problem.code is ProblemCode.VANISHED
    assert folder.problem.stage is Stage.SCAN
    assert folder.problem.path == tmp_path / "nowhere"


def test_root_that_is_a_file_is_reported(tmp_path: Path) -> None:
    [folder] = Scanner().scan(put(tmp_path / "a.jpg"))
    assert folder.problem is not None
    assert folder.files == {}


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path, error: OSError) -> None:
    """Fail at listing one folder. Root ignores permission bits, so the call is replaced."""
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == folder:
            raise error
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


def test_unreadable_folder_is_reported_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/1.jpg", "b/2.jpg", "c/3.jpg"):
        put(tmp_path / name)
    refuse(monkeypatch, tmp_path / "b", PermissionError(13, "no"))
    folders = by_path(tmp_path)
    refused = folders[tmp_path / "b"]
    assert refused.problem is not None
    assert refused.problem.code is ProblemCode.UNREADABLE
    assert "permission" in refused.problem.message
    assert refused.files == {}
    assert list(folders[tmp_path / "a"].files) == ["1.jpg"]
    assert list(folders[tmp_path / "c"].files) == ["3.jpg"]


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_permission_bits(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.jpg")
    (tmp_path / "a").chmod(0)
    try:
        problem = by_path(tmp_path)[tmp_path / "a"].problem
    finally:
        (tmp_path / "a").chmod(0o700)
    assert problem is not None
    assert problem.code is ProblemCode.UNREADABLE


def test_disk_error_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a" / "1.jpg")
    refuse(monkeypatch, tmp_path / "a", OSError(5, "Input/output error"))
    problem = by_path(tmp_path)[tmp_path / "a"].problem
    assert problem is not None
    assert problem.code is ProblemCode.IO_ERROR


def test_folder_that_vanishes_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.jpg")
    put(tmp_path / "b" / "2.jpg")
    folders = Scanner().scan(tmp_path)
    next(folders)
    (tmp_path / "a" / "1.jpg").unlink()
    (tmp_path / "a").rmdir()
    vanished, other = folders
    assert vanished.path == tmp_path / "a"
    assert vanished.problem is not None
    assert vanished.problem.code is ProblemCode.VANISHED
    assert list(other.files) == ["2.jpg"]


class StubEntry:
    """A folder's entry whose file cannot be looked at."""

    def __init__(self, name: str, error: OSError, link: bool = False) -> None:
        self.name = name
        self._error = error
        self._link = link

    def is_file(self) -> bool:
        return True

    def is_symlink(self) -> bool:
        return self._link

    def stat(self) -> os.stat_result:
        raise self._error


def with_entry(monkeypatch: pytest.MonkeyPatch, stub: StubEntry) -> None:
    real = scan_module._visible

    def visible(entries: list[os.DirEntry[str]]) -> list[object]:
        return [*real(entries), stub]

    monkeypatch.setattr(scan_module, "_visible", visible)


def test_file_that_vanishes_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.jpg")
    with_entry(monkeypatch, StubEntry("b.jpg", FileNotFoundError(2, "gone")))
    assert found(tmp_path) == {".": ["a.jpg"]}


def test_file_that_cannot_be_asked_for_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.jpg")
    with_entry(monkeypatch, StubEntry("b.jpg", PermissionError(13, "no")))
    [folder] = Scanner().scan(tmp_path)
    assert folder.files == {}
    assert folder.problem is not None
    assert folder.problem.code is ProblemCode.UNREADABLE


def test_link_to_what_is_forbidden_is_excluded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.jpg")
    with_entry(monkeypatch, StubEntry("b.jpg", PermissionError(13, "no"), link=True))
    assert found(tmp_path) == {".": ["a.jpg"]}


def test_no_handle_is_left_open(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path / str(number) / "a.jpg")
    before = os.dup(0)
    os.close(before)
    list(Scanner().scan(tmp_path))
    after = os.dup(0)
    os.close(after)
    assert after == before


def test_systems_without_file_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a" / "1.jpg")
    put(tmp_path / "b" / "2.jpg")
    real = os.stat

    def numberless(path: str) -> os.stat_result:
        return os.stat_result((real(path).st_mode, 0, *real(path)[2:]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", numberless)
        folders = [folder.path.name for folder in Scanner().scan(tmp_path)]
    assert folders == [tmp_path.name, "a", "b"]


def test_cancelled_between_folders(tmp_path: Path) -> None:
    put(tmp_path / "a" / "1.jpg")
    token = CancelToken()
    folders = Scanner().scan(tmp_path, token=token)
    assert next(folders).path == tmp_path
    token.cancel()
    with pytest.raises(Cancelled):
        next(folders)


@pytest.fixture
def deep_tree(tmp_path: Path) -> Iterator[Path]:
    """2,000 folders, one in the other: no path can name the last. Taken down by hand, too."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2000):
        os.mkdir("dd", dir_fd=here)
        here = stepped(here, "dd")
    yield tmp_path
    for _ in range(2000):
        here = stepped(here, "..")
        os.rmdir("dd", dir_fd=here)
    os.close(here)


def stepped(here: int, to: str) -> int:
    there = os.open(to, os.O_RDONLY, dir_fd=here)
    os.close(here)
    return there


@posix
def test_deep_tree_ends_where_paths_get_too_long(deep_tree: Path) -> None:
    *folders, last = Scanner().scan(deep_tree)
    assert len(folders) > 300
    assert all(folder.problem is None for folder in folders)
    assert last.problem is not None
    assert last.problem.code is ProblemCode.UNREADABLE
