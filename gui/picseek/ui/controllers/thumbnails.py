"""Connects a grid with a loader of thumbnails."""

from __future__ import annotations

import os

from picseek.ui.controllers.session import Session
from picseek.ui.grid.view import GridView
from picseek.ui.thumbnail_loader import ThumbnailLoader

_LEAST_THREADS, _MOST_THREADS = 2, 4
"""A thread decodes some 2000 thumbnails a second, if it has a core; Python's lock lets about 6000
through. Of two threads one can always read, while the other waits for a thumbnail to be made."""


def reading_threads() -> int:
    """How many threads suit this computer."""
    return min(_MOST_THREADS, max(_LEAST_THREADS, os.cpu_count() or 1))


def make_thumbnails(session: Session, grid: GridView) -> ThumbnailLoader:
    """A loader that serves what the grid shows. Close it before the session."""
    loader = ThumbnailLoader(session.thumbnail, grid, reading_threads(), render=session.rendering)
    loader.ready.connect(grid.update_picture)
    grid.wanted_ids_changed.connect(loader.set_wanted)
    grid.passes_changed.connect(loader.hold_back)
    grid.painting_changed.connect(loader.give_way)
    return loader
