"""What was asked, as words.

One tokeniser serves the search for file names and the models that understand single words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from picseek.engine.text.folding import EMOJI

MAX_CHARACTERS = 1_000
"""What is beyond is not looked at: nobody types it, and a pasted book must not stall a search."""

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
"""English, German and French words that name nothing: they hold others together."""

STOP_WORDS: frozenset[str] = frozenset((_FUNCTION_WORDS + _WORDS_FOR_PICTURES).split())
"""English, German and French words that say nothing about what is sought. "May" and "mars" are
months, "no" and "without" turn a meaning round: they are not among these."""


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
class ParsedText:
    """What was typed, in the order it was typed.

    Attributes:
        wanted: Words, in lower case.
        excluded: Words that had a minus before them.
        phrase: The wanted words, joined by spaces.
    """

    wanted: tuple[str, ...]
    excluded: tuple[str, ...]
    phrase: str


def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words; never fails, whatever was typed.

    Compatibility forms are folded (Unicode NFKC) and letters lower-cased, no more: models know
    words as they are written.
    """
    clean = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_PLAIN)
    found = _TOKEN.finditer(clean[:MAX_CHARACTERS])
    return tuple(Token(match[2].lower(), bool(match[1]), match[2]) for match in found)


def parse(text: str) -> ParsedText:
    """Tell the wanted words from the excluded ones."""
    found = tokens(text)
    wanted = tuple(token.word for token in found if not token.excluded)
    excluded = tuple(token.word for token in found if token.excluded)
    return ParsedText(wanted, excluded, " ".join(wanted))


def name_words(parsed: ParsedText) -> tuple[str, ...]:
    """The words to look for in file names: without stop words, unless there are no others."""
    wanted = _told_apart(parsed).wanted
    telling = tuple(word for word in wanted if word not in STOP_WORDS)
    return telling or wanted


def unwanted_words(parsed: ParsedText) -> tuple[str, ...]:
    """The words that a file's name must not have: those excluded by a minus or by a word."""
    return _told_apart(parsed).excluded


def _told_apart(parsed: ParsedText) -> ParsedText:
    """Let "without" exclude the word that follows it, and what "or" joins to that.

    As in the built-in model's language, so that names and looks are asked for the same.
    """
    wanted: list[str] = []
    excluded = list(parsed.excluded)
    negated = ""  # by which word
    joined = ""  # by which one "or" would exclude more
    for word in parsed.wanted:
        if word in NEGATIONS:
            negated = word
        elif word in _ALTERNATIVES:
            negated = negated or joined
        elif word in STOP_WORDS:
            continue
        elif negated:
            excluded.append(word)
            negated, joined = "", negated
        else:
            wanted.append(word)
            joined = ""
    if negated:  # nothing follows: "comic sans"
        wanted.append(negated)
    if len(excluded) == len(parsed.excluded):
        return parsed
    return ParsedText(tuple(wanted), tuple(excluded), " ".join(wanted))
