"""Names of things in several languages, and the phrases that the text side learns them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from training.words.concepts import Concept
from training.words.names import Names

TRANSLATIONS = Path(__file__).with_name("translations.tsv")


def translations(path: Path = TRANSLATIONS) -> list[dict[str, str]]:
    """Read the table: each row a thing's name by language."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    languages, *rows = (line.split("\t") for line in lines)
    return [dict(zip(languages, row, strict=True)) for row in rows]


def names_of(
    concepts: Sequence[Concept], written: Mapping[str, Names], table: Sequence[Mapping[str, str]]
) -> list[list[tuple[str, str]]]:
    """Language and name of each thing, the English one first.

    Args:
        concepts: The things.
        written: Words by hand.
        table: Translations, found by their English.
    """
    known = {row["en"].lower(): row for row in table}
    return [list(_named(each, written, known)) for each in concepts]


def _named(
    concept: Concept, written: Mapping[str, Names], known: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    yield "en", concept.name
    yield from (("en", alias) for alias in concept.aliases[:2])
    words = written.get(concept.name)
    if words:
        yield from (("en", each) for each in words.english[:4])
        yield from (("de", each) for each in words.german[:3])
        yield from (("fr", each) for each in words.french[:2])
    for name in (concept.name, *concept.aliases, *(words.english if words else ())):
        if name in known:
            yield from ((lang, each) for lang, each in known[name].items() if lang != "en")
            break
