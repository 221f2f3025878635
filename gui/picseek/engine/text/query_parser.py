"""Parses queries: one value for the search by words and for all models."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from picseek.engine.text.folding import EMOJI

MAX_CHARACTERS = 1_000
"""Longer queries are truncated: a pasted book must not stall a search."""

# A word is letters and digits of any script with the marks they carry, and inside it "&" ("b&w"),
# apostrophes and hyphens. A minus excludes only where a word may begin, so that "t-shirt" and
# "2019-03" are one word each.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
_PART = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
# Or an emoji, with what colours it or joins it to the next.
_EMOJI = rf"[{EMOJI}](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff]|(?<=\u200d)[{EMOJI}])*"
_TOKEN = re.compile(rf"""((?:(?<![^\s("'])-+)?)({_PART}(?:['&-]{_PART})*|{_EMOJI})""")

# Typographic hyphens, dashes and apostrophes, as keyboards and word processors make them.
_PLAIN = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"), "\u2019": "'"})

_FUNCTION_WORDS = """
    a an and any are as at be by for from i in into is it its me my near of off on onto or our
    over some that the their there these this those to under which with
    als am an auf aus bei das dem den der des die diese dieser ein eine einem einen einer eines
    er es für hat ich im in ins ist mein meine mir mit oder sein sich sind über um und unter vom
    von vor war wie wo zu zum zur
    au aux avec ce ces cet cette d dans de des du elle en est et il ils je l la le les leur ma
    mes mon ou par pour qui sa ses son sont sous sur un une
"""
_WORDS_FOR_PICTURES = """
    color colors colored colour colours coloured find image images look looking photo
    photograph photographs photography photos pic pics picture pictures search shot shots show
    showing something tone tones toned
    aufnahme aufnahmen bild bilder bildern farbe farben foto fotos suche zeige
    cherche couleur couleurs cliché clichés image images montre photographie photographies ton tons
"""

_NEGATIONS = """
    no not without non none never neither nothing except
    kein keine keinen keinem keiner keines nicht ohne nichts
    sans pas aucun aucune
"""
NEGATIONS: frozenset[str] = frozenset(_NEGATIONS.split())
"""English, German and French words that exclude what follows them."""

_ALTERNATIVES = frozenset({"or", "oder", "ou", "nor", "noch", "ni"})

FUNCTION_WORDS: frozenset[str] = frozenset(_FUNCTION_WORDS.split())
"""English, German and French words that only connect others."""

STOP_WORDS: frozenset[str] = frozenset((_FUNCTION_WORDS + _WORDS_FOR_PICTURES).split())
"""English, German and French words to ignore. "May" and "mars" are months, "no" and "without"
negate: they are not among these."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query.

    Attributes:
        word: In lower case.
        excluded: Whether a minus stands before it.
        typed: As it was typed; tokens that differ only in this are equal.
    """

    word: str
    excluded: bool
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The words of a query, in the order they were typed.

    Attributes:
        text: All of it, as typed.
        tokens: Its words.
        wanted: Words without a minus before them, in lower case.
        excluded: Words with a minus before them, in lower case.
        name_words: What to search for in names, dates and captions: wanted words that no word like
            "without" excludes, without stop words unless there are no others.
        unwanted_words: What names and captions must not have: words that a minus or a word like
            "without" excludes.
    """

    text: str
    tokens: tuple[Token, ...]
    wanted: tuple[str, ...]
    excluded: tuple[str, ...]
    name_words: tuple[str, ...]
    unwanted_words: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space was typed."""
        return not self.text.strip()

    @property
    def phrase(self) -> str:
        """The wanted words, joined by spaces."""
        return " ".join(self.wanted)


def parse(text: str) -> ParsedQuery:
    """Parse a query; never fails, whatever was typed."""
    found = _tokens(text)
    wanted = tuple(token.word for token in found if not token.excluded)
    excluded = tuple(token.word for token in found if token.excluded)
    remaining, negated = _split_at_negations(wanted)
    name_words = tuple(word for word in remaining if word not in STOP_WORDS) or remaining
    return ParsedQuery(text, found, wanted, excluded, name_words, (*excluded, *negated))


def _tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words.

    Compatibility forms are folded (Unicode NFKC) and letters lower-cased, no more: models know
    words as they are written.
    """
    clean = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_PLAIN)
    found = _TOKEN.finditer(clean[:MAX_CHARACTERS])
    return tuple(Token(match[2].lower(), bool(match[1]), match[2]) for match in found)


def _split_at_negations(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Separate the words that "without" excludes: the one that follows it, and what "or" adds.

    As in the built-in model's language, so that names and pictures are searched for the same.

    Returns:
        The remaining words, all of them where nothing is excluded; and the excluded ones.
    """
    remaining: list[str] = []
    excluded: list[str] = []
    negation = ""  # the last one, until the word that it excludes
    last_negation = ""  # the one by which "or" would exclude more
    for word in words:
        if word in NEGATIONS:
            negation = word
        elif word in _ALTERNATIVES:
            negation = negation or last_negation
        elif word in STOP_WORDS:
            continue
        elif negation:
            excluded.append(word)
            negation, last_negation = "", negation
        else:
            remaining.append(word)
            last_negation = ""
    if not excluded:
        return words, ()
    if negation:  # nothing follows: "comic sans"
        remaining.append(negation)
    return tuple(remaining), tuple(excluded)


NO_WORDS = parse("")
