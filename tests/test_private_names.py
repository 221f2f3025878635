"""Tests go through what others may use, so that the inside of a class can change under them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent

MOST = 36
"""How often tests reach for a private name of the program. May only fall."""

OPEN_TO_ALL = {"_exit", "_replace"}
"""Names that the standard library documents in spite of their underscore."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in OPEN_TO_ALL


def reaches(tree: ast.Module) -> Iterator[str]:
    """The private names of others that a module reads, imports or replaces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if is_private(node.attr) and not own:
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("picseek"):
            yield from (alias.name for alias in node.names if is_private(alias.name))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("attr"):
            texts = (each.value for each in node.args if isinstance(each, ast.Constant))
            names = (text for text in texts if isinstance(text, str))
            yield from (name for name in names if is_private(name.rpartition(".")[2]))


def test_few_tests_reach_for_private_names() -> None:
    found = [
        f"{path.relative_to(TESTS)}: {name}"
        for path in sorted(TESTS.rglob("*.py"))
        if path != Path(__file__)
        for name in reaches(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(found) <= MOST, "\n".join(found)
