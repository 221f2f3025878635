"""Asking a yes-or-no question in the terminal."""

from __future__ import annotations

import sys


def can_ask() -> bool:
    """Whether there is a user at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str) -> bool:
    """Ask; anything but a clear yes is a no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
