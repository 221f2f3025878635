"""The differences between two lists of ids, as a few runs, to update a list on screen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_BLOCK = 4096
_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class Change:
    """One step from an old list to a new one; steps are applied in order.

    Attributes:
        at: The row, after the earlier steps.
        removed: Number of rows to remove.
        inserted: Ids to insert in their place.
    """

    at: int
    removed: int
    inserted: Sequence[int]


def changes(old: array[int], new: array[int], limit: int) -> list[Change] | None:
    """Return the steps from `old` to `new`; None if there are more than `limit`, or ids moved.

    Ids are unique within each list. Equal ranges are compared as memory: a million unchanged ids
    take about a millisecond.
    """
    found: list[Change] = []
    removed_ids: set[int] = set()
    i = j = 0
    while True:
        same = _common(old, i, new, j)
        i, j = i + same, j + same
        if i == len(old) and j == len(new):
            moved = any(not removed_ids.isdisjoint(step.inserted) for step in found)
            return None if moved else found
        if len(found) == limit:
            return None
        removed, inserted = _difference(old, i, new, j)
        removed_ids.update(old[i : i + removed])
        found.append(Change(j, removed, new[j : j + inserted]))
        i, j = i + removed, j + inserted


def _common(old: array[int], i: int, new: array[int], j: int) -> int:
    """Return the number of equal ids from here on."""
    limit = min(len(old) - i, len(new) - j)
    same = 0
    step = _BLOCK
    while same < limit and step:
        step = min(step, limit - same)
        a, b = i + same, j + same
        if old[a : a + step] == new[b : b + step]:
            same += step
        else:
            step //= 2
    return same


def _difference(old: array[int], i: int, new: array[int], j: int) -> tuple[int, int]:
    """Return the numbers of removed and inserted ids at the first difference."""
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
    """Return the numbers of ids in both lists without a counterpart nearby."""
    near = set(new[j : j + _WINDOW])
    removed = 1
    while i + removed < len(old) and removed < _WINDOW and old[i + removed] not in near:
        removed += 1
    if i + removed == len(old) or removed == _WINDOW:
        return removed, 0
    return removed, _distance(new, j, old[i + removed])


def _distance(ids: array[int], start: int, wanted: int) -> int:
    """Return the distance of an id after `start`, or 0 if it is not nearby."""
    try:
        return ids.index(wanted, start, start + _WINDOW) - start
    except ValueError:
        return 0
