"""The window's settings, stored as ``window.ini`` in the library's folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from picseek.ui.base.stored_values import read_bytes, read_choice, read_flag, read_number
from picseek.ui.style.choices import Appearance, Density, GridStyle

FILE_NAME = "window.ini"

_NUL = b"\0"  # occurs in no path


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Settings of the window that persist between starts.

    Attributes:
        geometry: From `QWidget.saveGeometry`, or empty.
        split: From `QSplitter.saveState`, or empty.
        show_folders: Whether the sidebar is shown.
        cell_side: Side of a thumbnail in the grid in pixels; None: the grid's default.
        show_names: Whether file names are shown under the thumbnails.
        language: Code of the window's language, as ``de``; ``""``: the system's.
        slide_seconds: How long the slide show shows each picture.
        show_info: Whether the viewer shows its information panel.
        show_strip: Whether the viewer shows its film strip.
        export: How pictures were exported last, as `ui.files.export_settings` stores it.
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
    export: Mapping[str, object] = field(default_factory=dict)
    open_folders: tuple[Path, ...] = ()
    offer_declined: bool = False


def load_settings(library: Path) -> WindowSettings:
    """Read the settings; missing or invalid ones get their defaults."""
    stored = _open(library)
    if stored is None:
        return WindowSettings()
    return WindowSettings(
        geometry=read_bytes(stored.value("geometry")),
        split=read_bytes(stored.value("split")),
        show_folders=read_flag(stored.value("show_folders"), default=True),
        cell_side=read_number(stored.value("cell_side")),
        show_names=read_flag(stored.value("show_names"), default=False),
        appearance=read_choice(Appearance, stored.value("appearance"), Appearance.SYSTEM),
        grid_style=read_choice(GridStyle, stored.value("grid_style"), GridStyle.SQUARES),
        density=read_choice(Density, stored.value("density"), Density.COMFORTABLE),
        language=str(stored.value("language", "")),
        slide_seconds=read_number(stored.value("slide_seconds"), 1, 3600) or 4,
        show_info=read_flag(stored.value("show_info"), default=False),
        show_strip=read_flag(stored.value("show_strip"), default=True),
        export=_group(stored, "export"),
        open_folders=_paths(stored.value("open_folders")),
        offer_declined=read_flag(stored.value("offer_declined"), default=False),
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
    for key, value in settings.export.items():
        stored.setValue(f"export/{key}", value)
    stored.sync()
    with suppress(OSError):  # a file system without permissions
        (library / FILE_NAME).chmod(0o600)
    return stored.status() == QSettings.Status.NoError


def _group(stored: QSettings, name: str) -> dict[str, object]:
    stored.beginGroup(name)
    values = {key: stored.value(key) for key in stored.childKeys()}
    stored.endGroup()
    return values


def _open(library: Path) -> QSettings | None:
    name = str(library / FILE_NAME)
    try:
        name.encode()
    except UnicodeEncodeError:
        # A name that is no UTF-8 does not survive QString: QSettings would write elsewhere.
        return None
    return QSettings(name, QSettings.Format.IniFormat)


def _paths(value: object) -> tuple[Path, ...]:
    return tuple(Path(os.fsdecode(each)) for each in read_bytes(value).split(_NUL) if each)
