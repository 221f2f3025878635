"""The shipped table of words: which learnt concepts an English, German or French word means."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from picseek.engine.embed.builtin.concept_scores import read_learnt
from picseek.engine.embed.builtin.model_files import WORDS, damaged

if TYPE_CHECKING:
    from picseek.engine.embed.builtin.model_files import Shipped


@cache
def read_words(shipped: Shipped) -> dict[str, tuple[str, ...]]:
    """Read the table.

    Returns:
        By word or phrase, in lower case: names of concepts, any of which will do. Empty for a
        phrase that is a thing of its own: a "hot dog" is no dog.

    Raises:
        ModelError: The file is missing or damaged, or was made for another model.
    """
    names = frozenset(read_learnt(shipped).names)
    found: dict[str, tuple[str, ...]] = {}
    try:
        lines = shipped.read(WORDS).decode().splitlines()
        for line in lines:
            if not line.startswith("#"):
                concepts, words = line.split("\t")
                meaning = tuple(concepts.split(",")) if concepts else ()
                found.update(dict.fromkeys(words.split("|"), meaning))
    except ValueError as error:
        raise damaged(WORDS) from error
    if not found or not names.issuperset(chain.from_iterable(found.values())):
        raise damaged(WORDS)
    return found


# "-ies", "-es", "-s", "'s": regular plurals and genitives; German and irregular ones are listed.
_ENDINGS = (
    (re.compile(r"(?<!s)s$"), ""),
    (re.compile(r"(?<=[sxzho])es$"), ""),
    (re.compile(r"ies$"), "y"),
    (re.compile(r"'s$"), ""),
)


def base_forms(word: str) -> list[str]:
    """What a regular plural or genitive may be one of; some may be no words."""
    return [ending.sub(base, word) for ending, base in _ENDINGS if ending.search(word)]
