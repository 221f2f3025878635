"""What changed between two lists of ids, in few runs: so that a list on screen can follow."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_BLOCK = 4096
_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class Change:
    """One step from an old list to a new one; steps are taken in order.

    Attributes:
        at: The row where it happens, counted in the list as the steps before left it.
        removed: Rows that go.
        inserted: Ids that come in their place.
    """

    at: int
    removed: int
    inserted: Sequence[int]


def changes(old: array[int], new: array[int], most: int) -> list[Change] | None:
    """The steps from `old` to `new`; None if they are more than `most`, or an id moved.

    Ids are unique within each list. Equal stretches are compared as memory, so a million ids
    that did not change cost about a millisecond.
    """
    found: list[Change] = []
    gone: set[int] = set()
    i = j = 0
    while True:
        same = _common(old, i, new, j)
        i, j = i + same, j + same
        if i == len(old) and j == len(new):
            moved = bool(gone) and any(not gone.isdisjoint(step.inserted) for step in found)
            return None if moved else found
        if len(found) == most:
            return None
        removed, inserted = _difference(old, i, new, j)
        gone.update(old[i : i + removed])
        found.append(Change(j, removed, new[j : j + inserted]))
        i, j = i + removed, j + inserted


def _common(old: array[int], i: int, new: array[int], j: int) -> int:
    """How many ids are equal from here on."""
    most = min(len(old) - i, len(new) - j)
    same = 0
    step = _BLOCK
    while same < most and step:
        step = min(step, most - same)
        a, b = i + same, j + same
        if old[a : a + step] == new[b : b + step]:
            same += step
        else:
            step //= 2
    return same


def _difference(old: array[int], i: int, new: array[int], j: int) -> tuple[int, int]:
    """How many ids go and come here, where the lists differ."""
    if i == len(old):
        return 0, len(new) - j
    if j == len(new):
        return len(old) - i, 0
    inserted = _distance(new, j, old[i])
    if inserted:
        return 0, inserted
    removed = _distance(old, i, new[j])
    if removed:
        return removed, 0
    return _replaced(old, i, new, j)


def _replaced(old: array[int], i: int, new: array[int], j: int) -> tuple[int, int]:
    """Ids of both lists that have no counterpart nearby in the other one."""
    near = set(new[j : j + _WINDOW])
    removed = 1
    while i + removed < len(old) and removed < _WINDOW and old[i + removed] not in near:
        removed += 1
    if i + removed == len(old) or removed == _WINDOW:
        return removed, 0
    return removed, _distance(new, j, old[i + removed])


def _distance(ids: array[int], start: int, wanted: int) -> int:
    """How far after `start` an id comes, or 0 if it does not nearby."""
    try:
        return ids.index(wanted, start, start + _WINDOW) - start
    except ValueError:
        return 0
