"""Folders as the user gives them."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.paths import without_nested


def test_without_nested_keeps_siblings() -> None:
    roots = [Path("/a/b"), Path("/a"), Path("/ab"), Path("/a")]
    assert without_nested(roots) == [Path("/a"), Path("/ab")]
