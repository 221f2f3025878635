"""Folders as lines of a .gitignore: each leaves out that folder and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from picseek.engine.indexing.exclusions import Rules
from picseek.engine.types.settings import Exclusions
from picseek.ui.sidebar.gitignore_pattern import pattern_of

ROOT = Path("/photos").absolute()
NAMES = [
    "May",
    "a b ",
    "#1",
    "!now",
    "[x]",
    "what?",
    "a*b",
    "back\\slash",
    "two\nlines",
    "\udce9t\udce9",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_pattern_of_a_folder_leaves_just_that_out(name: str) -> None:
    folder = ROOT / "2019" / name
    rules = Rules(Exclusions((pattern_of(folder, [ROOT]),)), [ROOT], folds_case=False)
    assert rules.excludes_folder(str(folder))
    assert not rules.excludes_folder(str(ROOT / "2019" / "axb"))
    assert not rules.excludes_folder(str(ROOT / name))
    assert not rules.excludes_folder(str(ROOT / "2019"))


def test_it_counts_from_the_outermost_root() -> None:
    assert pattern_of(ROOT / "a" / "b" / "c", [ROOT / "a" / "b", ROOT]) == "/a/b/c/"


def test_a_folder_outside_the_roots_has_none() -> None:
    assert pattern_of(ROOT, [ROOT]) == ""
    assert pattern_of(ROOT / "a", [ROOT, ROOT / "a"]) == ""
    assert pattern_of(Path("/other").absolute(), [ROOT]) == ""
