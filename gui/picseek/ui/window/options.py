"""The options that a window is created with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.ui.base.session import OpenLibrary
    from picseek.ui.search.controller import SearchTiming


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The library of a window, and how the window uses it.

    Attributes:
        library: The library's folder.
        folders: Added and indexed at once.
        opener: Opens the library; blocks. None: the real library.
        timing: When typed text is searched; None: the default.
    """

    library: Path
    folders: tuple[Path, ...] = ()
    opener: OpenLibrary | None = None
    timing: SearchTiming | None = None
