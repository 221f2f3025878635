"""What a recogniser finds in a text: a function from words to spans that limit a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from picseek.engine.text.conditions import Condition
from picseek.engine.types.search import SpanKind


class Recognised(NamedTuple):
    """Words that limit a search.

    Attributes:
        start, end: Their position in the text.
        kind: What they are about.
        condition: What they mean.
        meaning: The same in words, a `Message`.
        unsure: They may mean something else: they limit a search only if some picture fulfils the
            condition.
    """

    start: int
    end: int
    kind: SpanKind
    condition: Condition
    meaning: str
    unsure: bool = False


Recogniser = Callable[[str], Sequence[Recognised]]
"""Finds the words of one kind in a text; its spans do not overlap, and are in their order."""
