"""The user's choices for the window's appearance. The values are stored."""

from __future__ import annotations

from enum import StrEnum


class Appearance(StrEnum):
    """Light, dark, or the system's choice."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class GridStyle(StrEnum):
    """Equal cells, or rows of different widths that fill the grid."""

    SQUARES = "squares"
    JUSTIFIED = "justified"


class Density(StrEnum):
    """How much space separates things."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"
