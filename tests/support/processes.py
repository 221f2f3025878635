"""Running processes, from /proc (see proc(5))."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path


def children_of(pid: int) -> set[int]:
    """Ids of a process's children, dead ones that were not waited for among them."""
    found: set[int] = set()
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found.update(map(int, listed.read_text().split()))
        except OSError:  # the thread has ended
            continue
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs."""
    return state_of(pid) not in ("", "Z")


def state_of(pid: int) -> str:
    """A letter: Z is dead, but not waited for; empty: there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def wait_for(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something is so; it is an error if that never comes."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("waited in vain")
