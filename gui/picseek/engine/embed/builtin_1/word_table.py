"""The shipped table of words: which learnt concepts an English, German or French word means."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from picseek.engine.embed.builtin.vocabulary import Vocabulary, joined
from picseek.engine.embed.builtin_1.concept_scores import read_learnt
from picseek.engine.embed.builtin_1.model_files import WORDS, damaged

if TYPE_CHECKING:
    from picseek.engine.embed.builtin_1.model_files import Shipped


@cache
def read_words(shipped: Shipped) -> dict[str, tuple[str, ...]]:
    """Read the table.

    Returns:
        By word or phrase, in lower case: names of concepts, any of which will do. Empty for a
        phrase that is an unknown thing: a "hot dog" is not a dog.

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


@cache
def vocabulary(shipped: Shipped) -> Vocabulary:
    """The vocabulary of a picture model and of the tables here, built once.

    Raises:
        ModelError: The table of words is missing or damaged.
    """
    return joined(read_words(shipped))
