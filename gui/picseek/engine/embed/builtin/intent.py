"""What a query asks for: things, the colours that belong to them, and tones of the whole picture.

"A red car beside a white house, no people, dark" wants a car that is red and a house that is white,
excludes people, and wants all of it to be dark.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from picseek.engine.embed.builtin.concepts import CONCEPTS, Kind
from picseek.engine.embed.builtin.interpreter import Entry, Interpretation, Term, Unlisted
from picseek.engine.embed.builtin.vocabulary import Things

WHOLE_OR_THING = "monochrome"
"""A photo in black and white, or a thing of these two colours: before a noun it may be both."""

_KINDS_OF_PICTURE = frozenset({"portrait", "selfie", "face", "group", "screenshot", "painting"})
"""Things that are the whole picture: in black and white, all of it is."""

_COLOURS = frozenset(each.key for each in CONCEPTS if each.kind in (Kind.COLOUR, Kind.SHADE))
_BELONGING = _COLOURS | {WHOLE_OR_THING}


@dataclass(frozen=True, slots=True)
class Noun:
    """A wanted thing, and the colours that it should have.

    Attributes:
        entry: A listed thing, or an unlisted word.
        colours: Keys of concepts.
    """

    entry: Entry
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """What a query asks for, each thing once.

    Attributes:
        nouns: Wanted things.
        tones: Wanted properties of the whole picture, measured from pixels.
        excluded: What pictures must not show.
        sentence: All wanted words, in their order and as they were typed.
    """

    nouns: tuple[Noun, ...]
    tones: tuple[Term, ...]
    excluded: tuple[Entry, ...]
    sentence: str


def intent_of(interpretation: Interpretation, meaningless: Collection[str] = ()) -> Intent:
    """Find out what a query asks for.

    Args:
        interpretation: The query, word by word.
        meaningless: Unlisted words to ignore.
    """
    entries = [each for each in interpretation.entries if each.words not in meaningless]
    nouns, tones = _nouns_and_tones(entries)
    return Intent(
        nouns=tuple({(_meaning(noun.entry), noun.colours): noun for noun in nouns}.values()),
        tones=tuple({term.meaning: term for term in tones}.values()),
        excluded=tuple({_meaning(each): each for each in entries if each.excluded}.values()),
        sentence=" ".join(
            token.typed for token in interpretation.wanted if token.word not in meaningless
        ),
    )


def _nouns_and_tones(entries: Sequence[Entry]) -> tuple[list[Noun], list[Term]]:
    """Wanted things, and the tones that belong to none of them.

    In a run of words with nothing but "and" between them a colour belongs to the next listed thing
    ("red old car"), or else to the run's last word that is no colour ("voiture rouge").
    """
    colours: dict[int, list[str]] = {}
    tones: list[Term] = []
    for run in _runs(entries):
        for index in run:
            entry = entries[index]
            if not isinstance(entry, Term) or _is_noun(entry) or entry.excluded:
                continue
            owner = _owner(entries, run, index) if entry.meaning in _BELONGING else None
            if owner is None or _is_of_the_whole(entry, entries[owner]):
                tones.append(entry)
            else:
                colours.setdefault(owner, []).append(str(entry.meaning))
    nouns = [
        Noun(entry, tuple(dict.fromkeys(colours.get(index, ()))))
        for index, entry in enumerate(entries)
        if _is_noun(entry) and not entry.excluded
    ]
    return nouns, tones


def _runs(entries: Sequence[Entry]) -> list[list[int]]:
    """Indexes of the entries, grouped into runs of adjacent ones."""
    runs: list[list[int]] = []
    for index, entry in enumerate(entries):
        if runs and entry.attached:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _owner(entries: Sequence[Entry], run: Sequence[int], index: int) -> int | None:
    """Index of the thing that the colour at an index belongs to."""
    nouns = [each for each in run if _is_noun(entries[each]) and not entries[each].excluded]
    listed = (each for each in nouns if each > index and isinstance(entries[each], Term))
    return next(listed, nouns[-1] if nouns else None)


def _is_of_the_whole(tone: Term, noun: Entry) -> bool:
    """Whether "black and white" before this describes the picture, not a thing in it."""
    if tone.meaning != WHOLE_OR_THING or not isinstance(noun, Term):
        return False
    return isinstance(noun.meaning, Things) and not _KINDS_OF_PICTURE.isdisjoint(noun.meaning.names)


def _is_noun(entry: Entry) -> bool:
    """Whether an entry may be something in the picture."""
    return isinstance(entry, Unlisted) or isinstance(entry.meaning, Things)


def _meaning(entry: Entry) -> object:
    return entry.words if isinstance(entry, Unlisted) else entry.meaning
