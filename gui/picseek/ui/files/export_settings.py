"""The last export's options, as stored in the window's settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray

from picseek.engine.types import ExportFormat, ExportMetadata, ExportOptions
from picseek.ui.base.stored_values import read_bytes, read_choice, read_number


def export_options(stored: Mapping[str, object]) -> ExportOptions | None:
    """Return the stored options, invalid ones at their defaults; None: nothing was exported."""
    folder = read_bytes(stored.get("folder"))
    if not folder:
        return None
    return ExportOptions(
        folder=Path(os.fsdecode(folder)),
        longest_side=read_number(stored.get("longest_side"), 1, 1_000_000),
        format=read_choice(ExportFormat, stored.get("format"), ExportFormat.SAME),
        quality=read_number(stored.get("quality"), 1, 100) or 90,
        metadata=read_choice(ExportMetadata, stored.get("notes"), ExportMetadata.ALL),
    )


def stored_export(options: ExportOptions) -> dict[str, object]:
    """Return options as `export_options` reads them, for `WindowSettings.export`."""
    return {
        "folder": QByteArray(os.fsencode(options.folder)),
        "longest_side": options.longest_side or 0,
        "format": options.format.value,
        "quality": options.quality,
        "notes": options.metadata.value,
    }
