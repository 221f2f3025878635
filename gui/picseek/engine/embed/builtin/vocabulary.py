"""The words of the concepts, and words that negate or weigh others, as look-up tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from picseek.engine.embed.builtin.concepts import AMOUNTS, CONCEPTS, GIVE_WAY, SHADES, Kind
from picseek.engine.text.query_parser import NEGATIONS, STOP_WORDS


class Role(Enum):
    """The role of a word that is not a concept."""

    FILLER = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    STRONG = auto()
    SLIGHT = auto()
    SHADE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Things:
    """Learnt concepts by name, any of which will do: "animal" is dogs, cats and so on."""

    names: tuple[str, ...]


Meaning = str | Things | Role
"""The key of a concept measured from pixels, things that are recognized, or a role. `Role.OTHER`:
an unknown thing."""

# As in `concepts`: a hyphen joins the words of a phrase. English, German, French.
_ROLES: dict[Role, str] = {
    # Relations between things are ignored: the model cannot recognize "behind", and reporting
    # it as unknown would not help.
    Role.FILLER: """
        above across along around behind below beneath beside between down during inside-of
        in-front-of next-to on-top-of out-of outside-of through up while
        he she they them his her him has have having holding wearing being
        hinter vor neben zwischen über unter durch während trägt hält
        derrière devant entre à à-côté-de sous pendant porte-un porte-une tient""",
    Role.AND: "and und et",
    Role.OR: "or oder ou nor noch ni",
    Role.NOT: " ".join((*sorted(NEGATIONS), "pas-de", "pas-d")),
    Role.STRONG: """
        mostly mainly predominantly largely all all-over entirely completely totally only purely
        very really extremely much a-lot-of lot-of lots-of plenty-of full-of
        überwiegend hauptsächlich vorwiegend ganz komplett völlig nur sehr viel
        surtout principalement entièrement tout toute très beaucoup-de beaucoup-d plein-de""",
    Role.SLIGHT: """
        slightly somewhat bit a-bit bit-of a-bit-of a-little a-little-of a-little-bit-of
        little-bit-of a-touch-of touch-of a-hint-of hint-of
        etwas leicht wenig ein-wenig bisschen ein-bisschen
        légèrement un-peu un-peu-de un-peu-d peu-de""",
    Role.SHADE: "light deep tief foncé foncée foncés foncées",
}

_GERMAN_ENDINGS = ("", "e", "er", "es", "en", "em")
_FRENCH_ENDINGS = ("", "e", "s", "es")

# Words that make a shade of the colour after them, or (French) of the colour before them.
# "pure": the colour as it is, so that "bright red" does not mean a bright picture.
_SHADES_BEFORE = {
    "light": "light pale hell helle heller helles hellen blass blasse blasser blasses blassen",
    "dark": "dark deep dunkel dunkle dunkler dunkles dunklen dunklem tief",
    "pure": "bright vivid vibrant leuchtend leuchtende knall",
}
_SHADES_AFTER = {
    "light": "clair claire clairs claires pâle pâles",
    "dark": "foncé foncée foncés foncées sombre sombres",
    "pure": "vif vive vifs vives",
}

# Words that another language has, too, where they name what is not listed: by words that only this
# language has. "Chat" is French for cat, but "screenshot of a chat" does not mean a cat.
_ELSEWHERE = (
    (
        "of the with at my and from an for by is",
        "chat kind pain lit hose wand stern champ cane sole",
    ),
    ("mit im am ein eine einen der das und auf für", "hut boot rock gift mist"),
    ("le les une dans avec sur du des et", "coin pie hose"),
)

_ELISION = re.compile(r"(?:[cdjlmnst]|qu)'(?=.)")
_GERMAN_SHADE = re.compile(r"(hell|blass|dunkel|tief|knall)(.+)")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The look-up tables; words are case-folded.

    Attributes:
        meanings: By the words of a phrase.
        whole: Concepts whose words speak of the picture only.
        before: By a shade's word and the concept named after it: the concept of both.
        after: By a shade's word and the concept named before it.
        words: All single words that occur in a phrase.
        longest: Words of the longest phrase.
    """

    meanings: dict[tuple[str, ...], Meaning]
    whole: frozenset[str]
    before: dict[tuple[str, str], str]
    after: dict[tuple[str, str], str]
    words: frozenset[str]
    longest: int

    def find(self, phrase: tuple[str, ...]) -> Meaning | None:
        """What a phrase means; its last word may be a plural, if it names a thing."""
        exact = self.meanings.get(phrase)
        if exact is not None:
            return exact
        for base in base_forms(phrase[-1]):
            meaning = self.meanings.get((*phrase[:-1], base))
            if isinstance(meaning, Things) or meaning is Role.OTHER:
                return meaning
        return None

    def split(self, word: str) -> list[str]:
        """Take a token apart until its parts are known: "l'orange", "dunkelrot", "blue-black".

        Returns:
            Its parts, or the folded word itself where they are not all known.
        """
        folded = word.casefold()
        if self._knows(folded):
            return [folded]
        bare = _ELISION.sub("", folded, count=1)
        if self._knows(bare):
            return [bare]
        compound = _GERMAN_SHADE.fullmatch(folded)
        if compound and self.meanings.get((compound[2],)) in AMOUNTS:
            return [compound[1], compound[2]]
        parts = [_ELISION.sub("", part, count=1) for part in folded.split("-")]
        return parts if all(self._knows(part) for part in parts) else [folded]

    def _knows(self, word: str) -> bool:
        return not self.words.isdisjoint((word, *base_forms(word)))


def misread(words: Iterable[str]) -> frozenset[str]:
    """Words that are listed for another language than that of these words."""
    given = frozenset(words)
    return frozenset(
        word
        for telltale, others in _ELSEWHERE
        if not given.isdisjoint(telltale.split())
        for word in others.split()
    )


def joined(learnt: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """Join the words of learnt concepts to those of the tables here.

    Args:
        learnt: By word or phrase: names of concepts; empty for things that nothing is known of.
    """
    meanings = own_meanings()
    for words, names in learnt.items():
        phrase = tuple(words.casefold().split())
        # English "hat" is a thing, if German "hat" is a filler.
        if names and ("-".join(phrase) in GIVE_WAY or meanings.get(phrase) is Role.FILLER):
            meanings[phrase] = Things(names)
        meanings.setdefault(phrase, Things(names) if names else Role.OTHER)
    return Vocabulary(
        meanings=meanings,
        whole=frozenset(concept.key for concept in CONCEPTS if concept.whole),
        before=_shades(_SHADES_BEFORE),
        after=_shades(_SHADES_AFTER),
        words=frozenset(word for phrase in meanings for word in phrase),
        longest=max(map(len, meanings)),
    )


def own_meanings() -> dict[tuple[str, ...], Meaning]:
    """Concepts measured from pixels, and roles, by their phrases; stop words are fillers."""
    meanings = _concept_words()
    for role, words in _ROLES.items():
        meanings.update((phrase, role) for phrase in _phrases(words))
    for word in STOP_WORDS:
        meanings.setdefault((word.casefold(),), Role.FILLER)
    return meanings


def own_words() -> frozenset[str]:
    """Phrases with a fixed meaning, whatever the picture model was trained on."""
    return frozenset(map(" ".join, own_meanings())) - {w.replace("-", " ") for w in GIVE_WAY}


def describing_words() -> frozenset[str]:
    """Single words of colours and tones: "red" describes what "red fox" only seems to."""
    seen = {concept.key for concept in CONCEPTS if concept.kind in (Kind.COLOUR, Kind.TONE)}
    return frozenset(p[0] for p, key in own_meanings().items() if len(p) == 1 and key in seen)


def _concept_words() -> dict[tuple[str, ...], Meaning]:
    # English wins where languages disagree: French "large" is wide, English "large" is large.
    meanings: dict[tuple[str, ...], Meaning] = {}
    for column, endings in (
        ("english", ("",)),
        ("german", _GERMAN_ENDINGS),
        ("french", _FRENCH_ENDINGS),
    ):
        for concept in CONCEPTS:
            for phrase in _phrases(getattr(concept, column)):
                for ending in endings if len(phrase) == 1 else ("",):
                    meanings.setdefault((*phrase[:-1], phrase[-1] + ending), concept.key)
    return meanings


def _phrases(words: str) -> Iterable[tuple[str, ...]]:
    return (tuple(phrase.split("-")) for phrase in words.casefold().split())


def _shades(table: dict[str, str]) -> dict[tuple[str, str], str]:
    shades = SHADES | {("pure", colour): colour for colour in AMOUNTS}
    return {
        (word, colour): key
        for (shade, colour), key in shades.items()
        for word in table[shade].casefold().split()
    }


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
