"""Names of things as users read them, by language.

`display_names.tsv` has a line for each thing: its name in the model; the more general thing that it
is a kind of, if the model knows that; its English name where that is another; and its name in each
further language. Written and reviewed by hand: the words in `words.tsv` are what users type,
plurals, misspellings and Latin names included.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from picseek.engine.embed.builtin.model_files import damaged, find
from picseek.engine.types import SeenThing

DISPLAY_NAMES = "display_names.tsv"
ENGLISH = "en"

_NUMBERED = re.compile(r" \d+$")  # a name that two things have


class Thing(NamedTuple):
    """How a thing is shown.

    Attributes:
        kind_of: Name in the model of a more general thing, or ``""``.
        names: By ISO 639-1 code of the language; those that are empty are omitted.
    """

    kind_of: str = ""
    names: Mapping[str, str] = {}


@cache
def read_things() -> dict[str, Thing]:
    """All things by their names in the model.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        lines = find(DISPLAY_NAMES).read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return {row.pop("thing"): _thing(row) for row in rows}
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise damaged(DISPLAY_NAMES) from error


def _thing(row: dict[str, str]) -> Thing:
    kind_of = row.pop("kind_of")
    return Thing(kind_of, {language: name for language, name in row.items() if name})


def display_name(thing: str, language: str) -> str:
    """Return the name of a thing in a language, else in English."""
    names = read_things().get(thing, Thing()).names
    return names.get(language) or names.get(ENGLISH) or _NUMBERED.sub("", thing)


def for_display(found: Sequence[tuple[str, float]], language: str) -> list[SeenThing]:
    """Name things in a language; of those with equal names the first.

    Args:
        found: Names in the model and probabilities, the most likely first.
        language: ISO 639-1 code.
    """
    named: dict[str, float] = {}
    for thing, probability in _generalized(found):
        named.setdefault(display_name(thing, language), probability)
    return [SeenThing(name, probability) for name, probability in named.items()]


def _generalized(found: Sequence[tuple[str, float]]) -> Iterable[tuple[str, float]]:
    """Replace several kinds of one thing by that: five breeds of dogs are a dog of some breed."""
    things = read_things()
    general = [things.get(name, Thing()).kind_of for name, _ in found]
    kinds = Counter(general)
    for kind_of, (name, probability) in zip(general, found, strict=True):
        yield (kind_of if kind_of and kinds[kind_of] > 1 else name), probability
