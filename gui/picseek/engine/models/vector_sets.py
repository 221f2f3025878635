"""Which of a library's vector sets the current models use, and which are unused.

A set belongs to a model's id, revision, vector length and host. Another server, or a Picseek with
another revision of a model, starts another set; the others stay until the user removes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.types import OtherSet

if TYPE_CHECKING:
    from picseek.engine.embed.base import ModelSource, ModelSpec
    from picseek.engine.store import VectorSet


@dataclass(frozen=True, slots=True)
class SortedSets:
    """A library's vector sets.

    Attributes:
        in_use: By model id: the set that the model searches and adds to.
        others: Sets of another revision, length or host, or of a model that no longer exists.
    """

    in_use: dict[str, VectorSet]
    others: tuple[VectorSet, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Searchable pictures of each model, by its id."""
        return {model: each.searchable for model, each in sorted(self.in_use.items())}

    @property
    def dims(self) -> dict[str, int]:
        """Lengths of the vectors of each model, by its id."""
        return {model: each.dim for model, each in self.in_use.items()}

    @property
    def left_over(self) -> tuple[OtherSet, ...]:
        """The others, as a library's status lists them."""
        return tuple(
            OtherSet(each.model, each.host, each.dim, each.revision, each.stored)
            for each in self.others
        )


def sort_sets(source: ModelSource, sets: Sequence[VectorSet]) -> SortedSets:
    """Find the set of each model; if there are several lengths, the newest set."""
    in_use: dict[str, VectorSet] = {}
    others: list[VectorSet] = []
    for each in reversed(sets):
        spec = _spec_of(source, each.model)
        if spec is not None and each.model not in in_use and _belongs(each, spec):
            in_use[each.model] = each
        else:
            others.append(each)
    return SortedSets(in_use, tuple(reversed(others)))


def _spec_of(source: ModelSource, model_id: str) -> ModelSpec | None:
    try:
        return source.spec(model_id)
    except ModelError:  # a custom model whose files were deleted
        return None


def _belongs(each: VectorSet, spec: ModelSpec) -> bool:
    return (
        each.revision == spec.revision
        and spec.dim in (0, each.dim)
        and each.host in ("", spec.host)
    )
