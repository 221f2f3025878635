"""Names of things as users read them, by language.

`display_names.tsv` has a line for each thing: its name in the model, its English name where that
is another, and its name in each further language. Written and reviewed by hand: the words in
`words.tsv` are what users type, plurals, misspellings and Latin names included.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

from picseek.engine.embed.builtin.model_files import damaged, find
from picseek.engine.types import SeenThing

DISPLAY_NAMES = "display_names.tsv"
ENGLISH = "en"

_NUMBERED = re.compile(r" \d+$")  # a name that two things have


@cache
def read_names() -> dict[str, dict[str, str]]:
    """Names by thing and ISO 639-1 code of the language; those that are empty are omitted.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        lines = find(DISPLAY_NAMES).read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return {
            row.pop("meaning"): {lang: name for lang, name in row.items() if name} for row in rows
        }
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise damaged(DISPLAY_NAMES) from error


def display_name(thing: str, language: str) -> str:
    """Return the name of a thing in a language, else in English."""
    names = read_names().get(thing, {})
    return names.get(language) or names.get(ENGLISH) or _NUMBERED.sub("", thing)


def with_display_names(found: Iterable[tuple[str, float]], language: str) -> list[SeenThing]:
    """Name things in a language; of those with equal names the first.

    Args:
        found: Names in the model and probabilities.
        language: ISO 639-1 code.
    """
    named: dict[str, float] = {}
    for thing, probability in found:
        named.setdefault(display_name(thing, language), probability)
    return [SeenThing(name, probability) for name, probability in named.items()]
