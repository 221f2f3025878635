"""Folders as the user gives them."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from picseek.engine.filesystem.paths import spelled_as_chosen, true_spelling, without_nested


def test_without_nested_keeps_siblings() -> None:
    roots = [Path("/a/b"), Path("/a"), Path("/ab"), Path("/a")]
    assert without_nested(roots) == [Path("/a"), Path("/ab")]


def link(path: Path, target: Path) -> Path:
    try:
        path.symlink_to(target, target_is_directory=True)
    except OSError:
        pytest.skip("nobody may make links here")
    return path


def test_a_folder_is_known_by_whatever_way_the_user_comes(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    (photos / "2019").mkdir(parents=True)
    way = link(tmp_path / "way", photos)
    assert spelled_as_chosen(way, [photos]) == photos
    assert spelled_as_chosen(way / "2019", [photos]) == photos / "2019"
    assert spelled_as_chosen(photos / "2019", [way]) == way / "2019"
    assert spelled_as_chosen(way, []) == way, "as the user calls it"
    assert spelled_as_chosen(tmp_path, [photos]) == tmp_path


def test_a_link_inside_a_chosen_folder_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    way = link(tmp_path / "way", tmp_path / "real")
    assert spelled_as_chosen(way, [tmp_path]) == way


def test_where_case_does_not_matter_the_file_systems_spelling_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Pics" / "Été").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    same = os.path.samefile

    def fold(path: Path) -> Path:
        """What a file system that ignores case and composition opens."""
        found = tmp_path
        for name in path.relative_to(tmp_path).parts:
            key = unicodedata.normalize("NFC", name).casefold()
            names = {each.name.casefold(): each for each in found.iterdir()}
            found = names.get(key, found / name)
        return found

    monkeypatch.setattr(
        "picseek.engine.filesystem.paths.os.path.samefile",
        lambda one, other: (
            same(fold(one), fold(other)) if one.is_relative_to(tmp_path) else same(one, other)
        ),
    )
    given = tmp_path / "pICS" / unicodedata.normalize("NFD", "été")
    assert true_spelling(given) == tmp_path / "Pics" / "Été"
    assert spelled_as_chosen(tmp_path / "PICS", [tmp_path / "Pics"]) == tmp_path / "Pics"
