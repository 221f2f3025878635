"""What scripts read: the keys of ``--json`` and what kind of value each has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.cli.main import main
from tests.support.old_library import draw_photos

if TYPE_CHECKING:
    import pytest

INDEX = {
    "model": "str",
    "indexed": "int",
    "unchanged": "int",
    "removed": "int",
    "absent": "int",
    "failed": [{"path": "str", "code": "str", "message": "str"}],
    "seconds": "float",
}
SEARCH = {
    "query": "str",
    "model": "str",
    "seconds": "float",
    "hits": [{"rank": "int", "path": "str", "score": "float", "caption": "str"}],
    "unknown": ["str"],
}
STATUS = {
    "library": "str",
    "folders": ["str"],
    "pictures": "int",
    "absent": "int",
    "models": {"builtin": "int"},
    "other_sets": [],
}
MODELS = {
    "current": "str",
    "models": [
        {
            "id": "str",
            "title": "str",
            "dim": "int",
            "ready": "bool",
            "needs": "str",
            "vectors": "int",
            "remote": "bool",
            "mixed": "bool",
        }
    ],
}


def shape(value: object) -> object:
    """Keys and kinds; of a list, those of its first."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return type(value).__name__


def test_the_keys_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_photos(tmp_path / "photos")

    def asked(*arguments: str) -> object:
        main([*arguments, "--json", "--library", str(tmp_path / "library")])
        return shape(json.loads(capsys.readouterr().out))

    assert asked("index", str(tmp_path / "photos")) == INDEX
    assert asked("search", "tomato") == SEARCH | {"unknown": [], "near": "int"}
    assert asked("search", "zyzzyva") == SEARCH | {"hits": []}
    assert asked("status") == STATUS
    assert asked("models") == MODELS
    assert asked("sent") == []
