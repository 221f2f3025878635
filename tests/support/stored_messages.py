"""Lists the messages that a version of Picseek could store in a library.

    python -m tests.support.stored_messages COMMIT

Libraries store the messages of problems by their templates, so a template that is edited has to
be in ``resources/messages/earlier.json`` from then on. This reads the templates from the syntax
trees of a commit, adds them to those of earlier ones, and `tests.engine.test_stored_messages` sees
to it that none is missing. Run it for each release.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).with_name("stored_messages.json")
ROOMS = ("decoding", "embed", "indexing", "workers")
"""Rooms of the engine whose messages can become problems of pictures and folders, and more."""

_ENGINE = "gui/picseek/engine"
_MARKERS = {"message": 0, "plural": 1, "say": 0, "counted": 1}
"""Functions that mark a message, of all versions, and which argument is the template."""


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def _modules(commit: str) -> Iterator[str]:
    for path in _git("ls-tree", "-r", "--name-only", commit, _ENGINE).splitlines():
        room = Path(path).relative_to(_ENGINE).parts[0].removesuffix(".py")
        if path.endswith(".py") and room in ROOMS:
            yield _git("show", f"{commit}:{path}")


def templates_of(source: str) -> Iterator[str]:
    """Yield the templates of the messages of a module."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
        arguments = call.args[_MARKERS.get(name, len(call.args)) :]
        if arguments and isinstance(arguments[0], ast.Constant):
            yield str(arguments[0].value)


def main(commit: str) -> None:
    known: list[str] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else []
    found = {template for source in _modules(commit) for template in templates_of(source)}
    text = json.dumps(sorted({*known, *found}), ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
