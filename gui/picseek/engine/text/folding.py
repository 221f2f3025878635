# ruff: noqa: RUF001, RUF002 - letters of other scripts are what this is about
"""Folds words for comparison: in the same way for the index and for queries.

Case, accents, widths and ligatures are folded (Unicode's case folding, UAX #15's NFKD), and so are
letters that have no accent to lose (ß, ø, ł, æ, đ, ı). Scripts written without spaces, and
emoji, become one word for each character: a phrase of them is found inside longer text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_NO_SPACES = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3100-\u312f"  # kana, bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "\uac00-\ud7af"  # Korean has spaces, but its particles stick to the words
)
EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
"""Symbols that stand for a word, as a class of characters."""

# Marks that belong to the letter before them; "nothing": joiners, variants, colours of skin.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS += "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
_MARKS += "\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0bcd\u0c00-\u0ccd\u0d00-\u0dcf\u0dd0-\u0ddf"
_MARKS += "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_NOTHING = "\u200b-\u200d\ufe00-\ufe0f\u0640\U0001f3fb-\U0001f3ff"
_SPACED = rf"[^\W_{_NO_SPACES}]"
_TOKEN = re.compile(
    rf"(?P<single>[{_NO_SPACES}](?:(?!\w)[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3099\u309a])*"
    rf"|[{EMOJI}][{_NOTHING}]*)"
    rf"|{_SPACED}(?:{_SPACED}|[{_MARKS}{_NOTHING}])*"
)
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")

_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f{_NOTHING}]"
)
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "ŧ": "t",
        "ĸ": "k",
        "ƒ": "f",
        "ʻ": "",
        "ʼ": "",
        # Arabic, also as Persian and Urdu are typed
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
    }
)
# As written on keyboards without these letters; in addition to the fold, which drops their marks.
_DIGRAPHS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "å": "aa",
        "ø": "oe",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
    }
)
_ARTICLE = re.compile("[وفبك]?ال(?=..)")  # "the", which Arabic writes as part of the word

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
    "leaves": "leaf",
    "wolves": "wolf",
    "knives": "knife",
    "wives": "wife",
    "lives": "life",
    "halves": "half",
    "shelves": "shelf",
    "calves": "calf",
    "loaves": "loaf",
    "thieves": "thief",
    "scarves": "scarf",
    "hooves": "hoof",
    "elves": "elf",
}
_NO_PLURAL = frozenset(
    [
        "always",
        "canvas",
        "christmas",
        "gas",
        "is",
        "lens",
        "mars",
        "news",
        "paris",
        "series",
        "species",
        "texas",
        "this",
        "was",
        "yes",
    ]
)
_SHORTEST_PLURAL = 4


class Token(NamedTuple):
    """One word in a text.

    Attributes:
        start, end: Its position.
        word: Folded.
        single: It is one character of a longer word, or an emoji.
    """

    start: int
    end: int
    word: str
    single: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text, folded, with their positions."""
    for match in _TOKEN.finditer(text):
        folded = fold(match[0])
        for part in _TOKEN.finditer(folded):
            yield Token(*match.span(), part[0], part["single"] is not None)


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.isascii():  # most are; the rest takes several times as long
            found.append(word.lower())
        else:
            found += (part[0] for part in _TOKEN.finditer(fold(word)))
    return found


def fold(text: str) -> str:
    """Fold a text: two texts that should match become equal."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = _DROPPED.sub("", apart).translate(_LETTERS)
    return unicodedata.normalize("NFKC", letters).casefold()


def other_forms(text: str) -> list[str]:
    """Other words that should find those of a text, folded, each once.

    Umlauts written as two letters; of English plurals the singular; of Arabic words with an
    article those without.
    """
    plain = words(text)
    forms = dict.fromkeys(form for word in plain for form in _simpler(word))
    if not text.isascii():
        forms |= dict.fromkeys(words(_with_digraphs(text)))
    return [form for form in forms if form not in plain]


def alternatives(word: str) -> list[list[str]]:
    """What to search for a word of a query: it and its other forms.

    Each is one or more words that follow each other; none, if there is no letter in it.
    """
    plain = words(word)
    if not plain:
        return []
    found = [plain, words(_with_digraphs(word)) or plain]
    found += [[*plain[:-1], form] for form in _simpler(plain[-1])]
    return [each for at, each in enumerate(found) if each not in found[:at]]


def _with_digraphs(text: str) -> str:
    """The words of a text that have letters with a two-letter spelling, spelled so."""
    composed = unicodedata.normalize("NFC", text)
    spelled = ((match[0], match[0].translate(_DIGRAPHS)) for match in _TOKEN.finditer(composed))
    return " ".join(new for old, new in spelled if new != old)


def is_single(word: str) -> bool:
    """Whether a folded word is one character of a script without spaces, or an emoji."""
    match = _TOKEN.fullmatch(word)
    return match is not None and match["single"] is not None


def _simpler(word: str) -> Iterator[str]:
    """Yield the words that a folded word may be a form of."""
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    elif word.isascii():
        yield from _singulars(word)
    elif (article := _ARTICLE.match(word)) is not None:
        yield word[article.end() :]


def _singulars(word: str) -> Iterator[str]:
    """Yield the words that an English word may be the plural of."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word in _NO_PLURAL:
        return
    if word.endswith(("ss", "us", "is")) or not word.isalpha():
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "ses", "zes", "oes")):
        yield word[:-2]
