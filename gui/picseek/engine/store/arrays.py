"""Many numbers as one value for SQLite, and as one value from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def as_json(ids: Iterable[int]) -> str:
    """Ids as one parameter for ``json_each``: a list of any length, in one prepared statement."""
    return json.dumps([int(number) for number in ids])


def as_array(packed: str | None) -> NDArray[np.int64]:
    """Numbers that SQLite's `group_concat` made one text of, int64 (n,); None: of no rows.

    Many times as quick as row by row, and Python's lock is hardly held meanwhile.
    """
    if not packed:
        return np.empty(0, np.int64)
    return np.fromstring(packed, np.int64, sep=",")
