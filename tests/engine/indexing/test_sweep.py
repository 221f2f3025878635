"""Which folders are gone, and which are only out of reach."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.indexing.sweep import mount_point, vanished_folders


def test_what_was_not_visited_has_vanished() -> None:
    known = [Path("/p"), Path("/p/a"), Path("/p/b")]
    assert vanished_folders(known, {Path("/p"), Path("/p/a")}, []) == [Path("/p/b")]


def test_what_lies_below_an_unreadable_folder_is_kept() -> None:
    known = [Path("/p/a"), Path("/p/a/deep"), Path("/p/ab")]
    assert vanished_folders(known, set(), [Path("/p/a")]) == [Path("/p/ab")]


def test_the_mount_point_is_at_or_above(tmp_path: Path) -> None:
    mount = mount_point(tmp_path / "not yet there")
    assert mount.is_mount()
    assert tmp_path.resolve().is_relative_to(mount)
