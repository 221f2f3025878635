"""Which files and folders the user's patterns leave out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from picseek.engine.errors import UsageError
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.indexing.scan import Scanner
from picseek.engine.types.settings import Exclusions


def rules(*patterns: str, roots: tuple[Path, ...] = (), folds_case: bool = False) -> Rules:
    return Rules(Exclusions(patterns), roots, folds_case=folds_case)


def met(root: Path, rules: Rules) -> list[str]:
    """Files that a scan meets, relative to the root."""
    return sorted(
        (folder.path / name).relative_to(root).as_posix()
        for folder in Scanner(rules=rules).scan(root)
        for name in folder.files
    )


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    root = tmp_path / "photos"
    for name in ("a.jpg", "b.PNG", "trip/c.jpg", "trip/raw/d.jpg", "raw/e.jpg", "trip/raw.jpg"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    return root


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ((), ["a.jpg", "b.PNG", "raw/e.jpg", "trip/c.jpg", "trip/raw.jpg", "trip/raw/d.jpg"]),
        (("*.jpg",), ["b.PNG"]),
        (("raw/",), ["a.jpg", "b.PNG", "trip/c.jpg", "trip/raw.jpg"]),
        (("/raw/",), ["a.jpg", "b.PNG", "trip/c.jpg", "trip/raw.jpg", "trip/raw/d.jpg"]),
        (("trip/**",), ["a.jpg", "b.PNG", "raw/e.jpg"]),
        (("*.jpg", "!c.jpg"), ["b.PNG", "trip/c.jpg"]),
        # As with git: nothing in an excluded folder can be included again.
        (("trip/", "!c.jpg"), ["a.jpg", "b.PNG", "raw/e.jpg"]),
        (("# a comment", "", "b.*"), ["a.jpg", "raw/e.jpg", "trip/c.jpg", "trip/raw.jpg",
                                      "trip/raw/d.jpg"]),
    ],
)  # fmt: skip
def test_patterns_mean_what_they_mean_to_git(
    photos: Path, patterns: tuple[str, ...], left: list[str]
) -> None:
    assert met(photos, rules(*patterns, roots=(photos,))) == left


def test_case_counts_where_it_counts_on_disk(photos: Path) -> None:
    assert "b.PNG" in met(photos, rules("*.png", roots=(photos,)))
    assert "b.PNG" not in met(photos, rules("*.Png", roots=(photos,), folds_case=True))


def test_patterns_mean_the_same_in_a_chosen_subfolder_of_another(photos: Path) -> None:
    both = (photos, photos / "trip")
    assert met(photos / "trip", rules("/trip/raw/", roots=both)) == ["c.jpg", "raw.jpg"]
    assert met(photos / "trip", rules("/raw/", roots=both)) == ["c.jpg", "raw.jpg", "raw/d.jpg"]


def test_small_files_are_excluded(photos: Path) -> None:
    (photos / "large.jpg").write_bytes(bytes(5000))
    assert met(photos, Rules(Exclusions(least_bytes=5000), (photos,))) == ["large.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_any_name_can_be_matched(tmp_path: Path) -> None:
    odd = tmp_path / "line\nbreak"
    odd.mkdir()
    (odd / os.fsdecode(b"caf\xe9.jpg")).touch()
    (odd / "100%.jpg").touch()
    assert len(met(tmp_path, rules(roots=(tmp_path,)))) == 2
    assert met(tmp_path, rules("caf*.jpg", roots=(tmp_path,))) == ["line\nbreak/100%.jpg"]
    assert met(tmp_path, rules("line*/*.jpg", roots=(tmp_path,))) == []


def test_a_linked_folder_is_excluded_by_its_own_name(photos: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "f.jpg").touch()
    (photos / "link").symlink_to(elsewhere, target_is_directory=True)
    assert "link/f.jpg" in met(photos, rules(roots=(photos,)))
    assert "link/f.jpg" not in met(photos, rules("link/", roots=(photos,)))


@pytest.mark.parametrize("wrong", ["!", "[a", "\\"])
def test_what_is_no_pattern_is_named(wrong: str) -> None:
    with pytest.raises(UsageError, match="Line 2 isn't a pattern"):
        rules("*.gif", wrong)


def test_the_deciding_pattern_is_found(photos: Path) -> None:
    exclusions = rules("*.jpg", "raw/", "!a.jpg", roots=(photos,))
    assert exclusions.matching_pattern(str(photos), "a.jpg") is None
    assert exclusions.matching_pattern(str(photos), "z.jpg") == 0
    assert exclusions.matching_pattern(str(photos / "trip" / "raw" / "deep"), "b.PNG") == 1
    assert exclusions.matching_pattern(str(photos.parent), "a.png") is None
