"""Sample pictures to try Picseek with, drawn by code: no photos, and nothing to download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def draw_samples(folder: Path, on_progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Draw about a hundred sample pictures into a folder and its subfolders.

    The pictures are always the same. Existing files are not touched, so a second call only draws
    missing ones.

    Args:
        folder: Created if missing.
        on_progress: Called with (pictures done, all pictures) after each picture.

    Returns:
        The files, always in the same order.

    Raises:
        OSError: A file cannot be written.
    """
    from picseek.demo.catalog import SAMPLES
    from picseek.demo.files import write

    paths: list[Path] = []
    for sample in SAMPLES:
        paths.append(write(sample, folder))
        if on_progress is not None:
            on_progress(len(paths), len(SAMPLES))
    return paths
