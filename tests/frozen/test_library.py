"""What scripts call: the facade with its methods and parts."""

from __future__ import annotations

import inspect
from contextlib import closing
from pathlib import Path

from picseek.engine.library import Library

METHODS = {
    "add_folder": "(self, folder)",
    "browse": "(self, folder=None)",
    "close": "(self)",
    "folders": "(self)",
    "index": "(self, folders=(), *, model='', retry_failed=False, full=False, limits=None, "
    "agreed=False, permit=None, job=None, on_event=None)",
    "models": "(self)",
    "open": "(path, *, writable=True)",
    "problems": "(self)",
    "quote": "(self, model='', folders=(), *, retry_failed=False, token=None)",
    "reconnect": "(self)",
    "remove_folder": "(self, folder)",
    "rows": "(self, ids, shown=ShownFiles(folder=None, files={}))",
    "search": "(self, query, token=None)",
    "sent": "(self, limit=1000)",
    "status": "(self)",
    "test_model": "(self, model='', token=None)",
    "thumbnail": "(self, picture_id)",
    "use_model": "(self, model)",
}
PROPERTIES = {"current_model", "path", "writable"}
PARTS = {
    "absences",
    "backups",
    "files",
    "local",
    "looking",
    "options",
    "outgoing",
    "pictures",
    "service",
    "side",
    "storage",
}


def plain_signature(name: str) -> str:
    """Names, order and defaults of a method's parameters."""
    signature = inspect.signature(getattr(Library, name))
    empty = inspect.Parameter.empty
    plain = [each.replace(annotation=empty) for each in signature.parameters.values()]
    return str(signature.replace(parameters=plain, return_annotation=empty))


def test_the_methods_take_what_they_took() -> None:
    assert {name: plain_signature(name) for name in METHODS} == METHODS


def test_the_parts_are_there(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "library")) as library:
        assert set(dir(library)) >= PARTS | PROPERTIES
