"""How the last export's options survive a restart."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from picseek.engine.types import ExportFormat, ExportMetadata, ExportOptions
from picseek.ui.base.window_settings import (
    FILE_NAME,
    WindowSettings,
    load_settings,
    save_settings,
)
from picseek.ui.files.export_settings import export_options, stored_export


def saved(library: Path, options: ExportOptions) -> None:
    assert save_settings(library, WindowSettings(export=stored_export(options)))


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    options = ExportOptions(
        tmp_path / "my export", 800, ExportFormat.JPEG, 71, ExportMetadata.NO_LOCATION
    )
    saved(tmp_path, options)
    assert export_options(load_settings(tmp_path).export) == options


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode elsewhere")
def test_a_folder_whose_name_is_no_unicode_is_stored(tmp_path: Path) -> None:
    options = ExportOptions(Path(os.fsdecode(os.fsencode(tmp_path) + b"/out \xff")))
    saved(tmp_path, options)
    assert export_options(load_settings(tmp_path).export) == options


def test_without_an_export_there_are_no_options(tmp_path: Path) -> None:
    assert export_options(load_settings(tmp_path).export) is None
    nonsense = b"[export]\nlongest_side=wide\nformat=bmp\nquality=900\nnotes=5\n"
    (tmp_path / FILE_NAME).write_bytes(nonsense)
    assert export_options(load_settings(tmp_path).export) is None


def test_invalid_options_are_at_their_defaults(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    saved(tmp_path, ExportOptions(folder, 800))
    file = tmp_path / FILE_NAME
    text = file.read_text().replace("longest_side=800", "longest_side=-8")
    file.write_text(text.replace("quality=90", "quality=good").replace("format=same", "format=x"))
    assert export_options(load_settings(tmp_path).export) == ExportOptions(folder)
