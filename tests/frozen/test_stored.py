"""What lies on people's disks: the schema, the settings' keys, the stamp of the vectors.

A change here needs a migration that keeps what is there, and a library of the version before it
in `libraries`, see `tests.support.old_library`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from picseek.engine.embed.clip.catalog import table
from picseek.engine.embed.cohere import catalog as cohere
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import ExportOptions, Query, ServiceOptions
from picseek.engine.types.settings import Exclusions, IndexingOptions
from picseek.ui.base.window_settings import FILE_NAME, WindowSettings, save_settings
from picseek.ui.files.export_settings import stored_export
from tests.support.consent import agree
from tests.support.old_library import draw_photos

SCHEMA_VERSION = 9
SCHEMA = "1da807bc88d84c56d487b95d6dc7d1ed047161e6519913ffe7d07b3bfa3fa1f2"
"""SHA-256 of types, names and SQL of all that a new library's database has."""

SETTINGS = {
    "consent:cohere/embed-v4.0@api.cohere.com",
    "exclusions",
    "indexing",
    "model",
    "saved_searches",
    "saved_searches_last_id",
    "service",
}
WINDOW_SETTINGS = {
    "appearance",
    "cell_side",
    "density",
    "export/folder",
    "export/format",
    "export/longest_side",
    "export/notes",
    "export/quality",
    "geometry",
    "grid_style",
    "language",
    "offer_declined",
    "open_folders",
    "show_folders",
    "show_info",
    "show_names",
    "show_strip",
    "slide_seconds",
    "split",
}
STAMP = {"layout", "generation", "count", "file", "size", "digest"}
LAYOUT = {"dim", "m", "ef_construction", "format"}

REVISIONS = {
    "clip-vit-b32": "1-fd6e1402-3f6571f5-a62df4aa",
    "clip-vit-b32-q8": "1-583fd111-73baab85-a62df4aa",
    "siglip2-b16-q8": "1-5f2b401c-3a0603d3-4a8d6c04",
    "tinyclip-8m-q8": "1-10921310-10921310-a62df4aa",
    "cohere": "1",
}
"""By these vectors are known to be comparable: another one, and all are made, and paid, again."""


def asked(library: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(library / DATABASE_NAME)) as database:
        return database.execute(sql).fetchall()


def test_the_schema(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    assert asked(tmp_path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    rows = asked(tmp_path, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    assert hashlib.sha256(repr(rows).encode()).hexdigest() == SCHEMA, rows


def test_vectors_on_disk_are_those_of_the_models_of_now() -> None:
    of_cohere = {spec.revision for spec in cohere.specs("api.cohere.com")}
    assert of_cohere == {REVISIONS["cohere"]}
    on_this_computer = {model.id: model.vector_revision for model in table()}
    assert on_this_computer == {name: REVISIONS[name] for name in REVISIONS if name != "cohere"}


def test_the_keys_of_the_librarys_settings(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path)) as library:
        library.options.set_exclusions(Exclusions(("*.gif",)))
        library.options.set_indexing(IndexingOptions())
        library.service.set_options(ServiceOptions())
        library.use_model("cohere/embed-v4.0")
        agree(library, "cohere/embed-v4.0")
        library.side.saved_searches.save("reds", Query("red"))
    assert {key for (key,) in asked(tmp_path, "SELECT key FROM settings")} == SETTINGS


def test_the_keys_of_the_windows_settings(tmp_path: Path) -> None:
    settings = WindowSettings(
        cell_side=200, export=stored_export(ExportOptions(tmp_path / "exported"))
    )
    assert save_settings(tmp_path, settings)
    stored = QSettings(str(tmp_path / FILE_NAME), QSettings.Format.IniFormat)
    assert FILE_NAME == "window.ini"
    assert set(stored.allKeys()) == WINDOW_SETTINGS


@pytest.mark.parametrize("name", ["builtin"])
def test_what_lies_in_a_librarys_folder(tmp_path: Path, name: str) -> None:
    photos, folder = tmp_path / "photos", tmp_path / "library"
    draw_photos(photos)
    with closing(Library.open(folder)) as library:
        library.index([photos])
    assert {file.name for file in folder.iterdir()} >= {DATABASE_NAME, "thumbnails", "vectors"}
    assert DATABASE_NAME == "library.sqlite"
    assert asked(folder, "SELECT key FROM settings") == []
    folders = asked(folder, "SELECT path, absent_since FROM folders WHERE volume <> ''")
    assert sorted(folders) == [(os.fsencode(each), None) for each in (photos, photos / "sea")]
    _digest, _, body = (folder / "vectors" / name / "stamp.json").read_text().partition("\n")
    stamp = json.loads(body)
    assert set(stamp) == STAMP
    assert set(stamp["layout"]) == LAYOUT
    assert (folder / "vectors" / name / stamp["file"]).stat().st_size == stamp["size"]
