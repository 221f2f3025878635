"""What the window remembers."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from picseek.ui.base.window_settings import FILE_NAME, WindowSettings, load_settings, save_settings
from picseek.ui.style.choices import Appearance


def test_without_a_file_all_is_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == WindowSettings()
    assert not (tmp_path / FILE_NAME).exists()


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    settings = WindowSettings(
        geometry=b"\x00\x01\xff",
        split=b"abc",
        show_folders=False,
        cell_side=222,
        show_names=True,
        appearance=Appearance.DARK,
        slide_seconds=15,
        show_info=True,
        show_strip=False,
        open_folders=(tmp_path / "a folder", tmp_path),
    )
    assert save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings


def test_nonsense_is_ignored(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(
        b"[General]\nappearance=pink\nshow_folders=perhaps\ncell_side=wide\ngeometry=5\nsplit\x00=\xff\n"
        b"slide_seconds=-3\nshow_strip=7\n"
    )
    assert load_settings(tmp_path) == WindowSettings()


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode elsewhere")
def test_a_library_whose_name_is_no_unicode_is_left_alone(tmp_path: Path) -> None:
    library = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    library.mkdir()
    assert not save_settings(library, WindowSettings(cell_side=300))
    assert load_settings(library) == WindowSettings()
    assert os.listdir(tmp_path) == [library.name]  # noqa: PTH208 - Path.iterdir is as good


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not save_settings(tmp_path / "file", WindowSettings())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_it_is_for_its_owner_only(tmp_path: Path) -> None:
    assert save_settings(tmp_path, WindowSettings())
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert save_settings(tmp_path, WindowSettings(cell_side=300))
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
