"""Yes-or-no prompts in the terminal."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """Whether there is a user at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(prompt: str) -> bool:
    """Ask; any answer except y and yes is a no."""
    sys.stderr.write(f"{prompt} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
