"""The window's settings, stored as ``window.ini`` in the library's folder."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from picseek.engine.types import ExportFormat, ExportOptions, Notes
from picseek.ui.style.choices import Appearance, Density, GridStyle

FILE_NAME = "window.ini"

_NUL = b"\0"  # occurs in no path

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Settings of the window that persist between starts.

    Attributes:
        geometry: What `QWidget.saveGeometry` gave, or empty.
        split: What `QSplitter.saveState` gave, or empty.
        show_folders: Whether the sidebar is shown.
        cell_side: Side of a thumbnail in the grid in pixels; None: the grid's default.
        show_names: Whether file names are shown under the thumbnails.
        language: Code of the window's language, as ``de``; ``""``: the system's.
        slide_seconds: How long the slide show shows each picture.
        show_info: Whether the viewer shows its information panel.
        show_strip: Whether the viewer shows its film strip.
        export: How pictures were exported last; None: none were.
        open_folders: Folders that are expanded in the sidebar.
        offer_declined: Whether the user declined the offer of a better model.
    """

    geometry: bytes = b""
    split: bytes = b""
    show_folders: bool = True
    cell_side: int | None = None
    show_names: bool = False
    appearance: Appearance = Appearance.SYSTEM
    grid_style: GridStyle = GridStyle.SQUARES
    density: Density = Density.COMFORTABLE
    language: str = ""
    slide_seconds: int = 4
    show_info: bool = False
    show_strip: bool = True
    export: ExportOptions | None = None
    open_folders: tuple[Path, ...] = ()
    offer_declined: bool = False


def load_settings(library: Path) -> WindowSettings:
    """Read the settings; missing or invalid ones get their defaults."""
    stored = _open(library)
    if stored is None:
        return WindowSettings()
    return WindowSettings(
        geometry=_bytes(stored.value("geometry")),
        split=_bytes(stored.value("split")),
        show_folders=_flag(stored.value("show_folders"), default=True),
        cell_side=_number(stored.value("cell_side")),
        show_names=_flag(stored.value("show_names"), default=False),
        appearance=_choice(Appearance, stored.value("appearance"), Appearance.SYSTEM),
        grid_style=_choice(GridStyle, stored.value("grid_style"), GridStyle.SQUARES),
        density=_choice(Density, stored.value("density"), Density.COMFORTABLE),
        language=str(stored.value("language", "")),
        slide_seconds=_number(stored.value("slide_seconds"), 1, 3600) or 4,
        show_info=_flag(stored.value("show_info"), default=False),
        show_strip=_flag(stored.value("show_strip"), default=True),
        export=_load_export(stored),
        open_folders=_paths(stored.value("open_folders")),
        offer_declined=_flag(stored.value("offer_declined"), default=False),
    )


def save_settings(library: Path, settings: WindowSettings) -> bool:
    """Write the settings.

    Returns:
        Whether they could be written.
    """
    stored = _open(library)
    if stored is None:
        return False
    stored.setValue("geometry", QByteArray(settings.geometry))
    stored.setValue("split", QByteArray(settings.split))
    stored.setValue("show_folders", settings.show_folders)
    if settings.cell_side is not None:
        stored.setValue("cell_side", settings.cell_side)
    stored.setValue("show_names", settings.show_names)
    stored.setValue("appearance", settings.appearance.value)
    stored.setValue("grid_style", settings.grid_style.value)
    stored.setValue("density", settings.density.value)
    stored.setValue("language", settings.language)
    stored.setValue("slide_seconds", settings.slide_seconds)
    stored.setValue("show_info", settings.show_info)
    stored.setValue("show_strip", settings.show_strip)
    stored.setValue("offer_declined", settings.offer_declined)
    stored.setValue("open_folders", QByteArray(_NUL.join(map(os.fsencode, settings.open_folders))))
    if settings.export is not None:
        _save_export(stored, settings.export)
    stored.sync()
    with suppress(OSError):  # a file system without permissions
        (library / FILE_NAME).chmod(0o600)
    return stored.status() == QSettings.Status.NoError


def _load_export(stored: QSettings) -> ExportOptions | None:
    folder = _bytes(stored.value("export/folder"))
    if not folder:
        return None
    return ExportOptions(
        folder=Path(os.fsdecode(folder)),
        longest_side=_number(stored.value("export/longest_side"), 1, 1_000_000),
        format=_choice(ExportFormat, stored.value("export/format"), ExportFormat.SAME),
        quality=_number(stored.value("export/quality"), 1, 100) or 90,
        notes=_choice(Notes, stored.value("export/notes"), Notes.ALL),
    )


def _save_export(stored: QSettings, options: ExportOptions) -> None:
    stored.setValue("export/folder", QByteArray(os.fsencode(options.folder)))
    stored.setValue("export/longest_side", options.longest_side or 0)
    stored.setValue("export/format", options.format.value)
    stored.setValue("export/quality", options.quality)
    stored.setValue("export/notes", options.notes.value)


def _open(library: Path) -> QSettings | None:
    name = str(library / FILE_NAME)
    try:
        name.encode()
    except UnicodeEncodeError:
        # A name that is no UTF-8 does not survive QString: QSettings would write elsewhere.
        return None
    return QSettings(name, QSettings.Format.IniFormat)


def _bytes(value: object) -> bytes:
    return bytes(value.data()) if isinstance(value, QByteArray) else b""


def _paths(value: object) -> tuple[Path, ...]:
    return tuple(Path(os.fsdecode(each)) for each in _bytes(value).split(_NUL) if each)


def _flag(value: object, *, default: bool) -> bool:
    # An INI file holds text; a QSettings that was not written yet holds the bool itself.
    return {"true": True, "false": False}.get(str(value).lower(), default)


def _number(value: object, least: int = -sys.maxsize, most: int = sys.maxsize) -> int | None:
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if least <= number <= most else None


def _choice(kind: type[Choice], value: object, default: Choice) -> Choice:
    try:
        return kind(str(value))
    except ValueError:
        return default
