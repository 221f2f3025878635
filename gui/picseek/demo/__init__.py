"""Sample pictures to try Picseek on, drawn by code: nobody's photos, and nothing to download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def draw_samples(folder: Path, on_progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Draw about a hundred sample pictures into a folder and its subfolders.

    The same pictures every time. No file that is there already is touched, so a second call
    only draws what is missing.

    Args:
        folder: Where to; made if missing.
        on_progress: Called with (pictures done, all pictures) after each.

    Returns:
        The files, the same ones in the same order each time.

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
