"""Equal scores, in an order that does not depend on the library.

Ids follow the order in which pictures happened to be decoded; hashes are of what they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.store import Store


def order_ties(store: Store, scored: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Order pictures of equal scores by their content hashes.

    Args:
        store: Where they are.
        scored: Ids and scores, the best first.
    """
    tied = {each for one, two in pairwise(scored) if one[1] == two[1] for each in (one[0], two[0])}
    if not tied:
        return list(scored)
    hashes = store.pictures.hashes(sorted(tied))
    return sorted(scored, key=lambda each: (-each[1], hashes.get(each[0], b"")))
