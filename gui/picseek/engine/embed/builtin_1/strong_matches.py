"""From where on a match for words is a strong one, as was fitted on held-out photos."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import Bars
from picseek.engine.embed.builtin_1.concept_scores import SEEN, read_learnt
from picseek.engine.embed.builtin_1.model_files import STRONG, damaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from picseek.engine.embed.builtin_1.model_files import Shipped
    from picseek.engine.embed.builtin_1.vector_space import Space
    from picseek.engine.embed.builtin_1.weighted_query import Part

# Evidence of what is not to be there that is as good as none; the fit takes it in such steps.
_NONE = 1e-4


@cache
def read_cut_offs(shipped: Shipped) -> Mapping[tuple[str, ...], float]:
    """Read the cut-offs of a model.

    Returns:
        The sum of evidence from which on a match is strong, by the concepts of which any will
        do. For others it is unknown.

    Raises:
        ModelError: The file is missing or damaged, or was made for another model.
    """
    names = frozenset(read_learnt(shipped).names)
    try:
        listed = json.loads(shipped.read(STRONG))["cut_offs"]
        found = {tuple(meaning.split(",")): float(cut) for meaning, cut in listed.items()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged(STRONG) from error
    if not all(names.issuperset(meaning) and cut > 0 for meaning, cut in found.items()):
        raise damaged(STRONG)
    return found


def bars(
    parts: Sequence[Part], cut_offs: Mapping[tuple[str, ...], float], space: Space, dim: int
) -> Bars | None:
    """What a strong match for all parts has to reach: each one's cut-off.

    Args:
        parts: What must be there, and what must not.
        cut_offs: From `read_cut_offs`.
        space: Of the pictures' vectors.
        dim: Length of a vector.

    Returns:
        None where there is nothing wanted, or no cut-off for some of it.
    """
    directions, least = [], []
    for part in parts:
        cut = -_NONE if part.excluded else cut_offs.get(part.names)
        if cut is None:
            return None
        weight = -1.0 if part.excluded else 1.0
        wanted = {f"{SEEN}{name}": weight for name in part.names}
        direction, scale = space.query_vector(wanted, dim)
        directions.append(direction)
        least.append(cut * scale)
    if all(part.excluded for part in parts):
        return None
    return Bars(np.stack(directions), np.array(least, np.float32))
