"""Connects a grid with a loader of thumbnails."""

from __future__ import annotations

from picseek.ui.controllers.session import Session
from picseek.ui.grid.view import GridView
from picseek.ui.thumbnail_loader import ThumbnailLoader


def make_thumbnails(session: Session, grid: GridView) -> ThumbnailLoader:
    """A loader that serves what the grid shows. Close it before the session."""
    loader = ThumbnailLoader(session.thumbnail, grid, render=session.rendering)
    loader.ready.connect(grid.update_picture)
    grid.wanted_ids_changed.connect(loader.set_wanted)
    return loader
