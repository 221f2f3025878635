"""How many pictures a model that replaced an earlier version still has to index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.types.models import Renewal

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels

_FEW = 0.05
"""Up to this share of the pictures nothing is reported: some cannot be embedded again."""

_LINK_BYTES = 150  # for a picture in the graph of a vector index: some 32 links of 4 bytes
_NUMBER_BYTES = 4
_COPIES = 2  # in the database, and in the index


def renewal_of(models: OpenModels, model: str, absent: int) -> Renewal | None:
    """What a model still has to index again; None: nothing, or hardly anything.

    Args:
        models: The library's models.
        model: Id of the model in use.
        absent: How many pictures are unavailable, and so cannot be indexed.

    Raises:
        ModelError: There is no such model.
    """
    spec = models.spec(model)
    if not spec.succeeds:
        return None
    counts = models.sorted_sets().counts
    before = counts.get(spec.succeeds, 0)
    left = before - absent - counts.get(spec.id, 0)
    if left <= _FEW * before:
        return None
    room = left * (spec.dim * _NUMBER_BYTES * _COPIES + _LINK_BYTES)
    return Renewal(spec.id, spec.succeeds, left, room)
