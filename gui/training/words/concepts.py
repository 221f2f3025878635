"""The trained concepts, as the export of the picture model lists them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Concept:
    """One output of the picture model.

    Attributes:
        name: Plain English, lower case, unique.
        synset: Its offset in WordNet 3.0's nouns; None where WordNet has no such noun.
        aliases: More words for it.
        claimed: Its evidence was good enough on held-out photos to be searched by.
    """

    name: str
    synset: int | None
    aliases: tuple[str, ...]
    claimed: bool


def read_concepts(path: Path) -> tuple[Concept, ...]:
    """Read `concepts.json`.

    Raises:
        OSError: There is no such file.
        KeyError: It lacks something.
    """
    listed = json.loads(path.read_text(encoding="utf-8"))["concepts"]
    return tuple(
        Concept(
            name=each["name"].lower(),
            synset=int(each["synset"].removeprefix("n")) if each["synset"] else None,
            aliases=tuple(alias.lower() for alias in each["aliases"]),
            claimed=each["claimed"],
        )
        for each in listed
    )
