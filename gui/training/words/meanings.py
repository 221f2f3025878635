"""What words can mean: one thing, or any of several; each with classes and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from training.arrays import Floats, unit
from training.words.concepts import Concept
from training.words.table import Meaning


@dataclass(frozen=True)
class Meanings:
    """All meanings of known words; single things come first, in their order.

    Attributes:
        things: Names of the things of each meaning.
        members: Which classes speak for it, [meanings, 1000], 0 or 1.
    """

    things: Sequence[Meaning]
    members: Floats

    @property
    def numbers(self) -> dict[Meaning, int]:
        """Number of each meaning."""
        return {meaning: number for number, meaning in enumerate(self.things)}


def meanings(
    concepts: Sequence[Concept], words: Mapping[str, Meaning], members: Floats
) -> Meanings:
    """Collect the meanings of words.

    Args:
        concepts: The things.
        words: What each word means.
        members: Which classes show each thing, [things, 1000].
    """
    row = {each.name: number for number, each in enumerate(concepts)}
    single: list[Meaning] = [(each.name,) for each in concepts]
    several = sorted({m for m in words.values() if len(m) > 1})
    found = [*single, *several]
    joined = [members[[row[name] for name in meaning]].max(axis=0) for meaning in found]
    return Meanings(found, np.stack(joined))


def name_vectors(
    found: Meanings, concepts: Sequence[Concept], asked: Mapping[str, Floats]
) -> Floats:
    """The joint space's answer to each meaning: the mean over its things' names.

    Args:
        found: The meanings.
        concepts: The things.
        asked: By the name of a thing: what the text side says, [content].

    Returns:
        Unit rows [meanings, content].
    """
    assert all(each.name in asked for each in concepts)
    rows = [np.mean([asked[name] for name in meaning], axis=0) for meaning in found.things]
    return unit(np.stack(rows).astype(np.float32))
