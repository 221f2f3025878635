"""Words -> what is wanted and what is excluded. Never guesses: other words are unlisted.

"Mostly red, no people, zeppelin" wants much red, excludes people, and "zeppelin" is unlisted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from picseek.engine.embed.builtin.concepts import AMOUNTS
from picseek.engine.embed.builtin.vocabulary import Meaning, Role, Things, Vocabulary, misread
from picseek.engine.text.query_parser import Token

# How much of the picture a colour should fill: its presence counts, its amount orders.
PLAIN = (0.9, 0.1)
_STRONG, _SLIGHT = (0.0, 1.0), (1.0, -1.0)


@dataclass(frozen=True, slots=True)
class Term:
    """A listed word: a concept measured from pixels, or things, any of which will do.

    Attributes:
        words: In lower case.
        typed: As they were typed.
        meaning: Key of the concept, or the things.
        excluded: Whether pictures must not show it.
        amount: Of a colour: weights of its presence and of how much of the picture it fills.
        group: Terms of one group are alternatives: "red or blue".
        attached: Whether at most "and" stands between it and the entry before it.
    """

    words: str
    typed: str
    meaning: str | Things
    excluded: bool
    amount: tuple[float, float]
    group: int
    attached: bool


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A word or phrase that is not in the tables.

    Attributes:
        words: In lower case.
        typed: As they were typed.
        excluded: Whether pictures must not show it.
        attached: As of a `Term`.
    """

    words: str
    typed: str
    excluded: bool
    attached: bool


Entry = Term | Unlisted


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A query, word by word.

    Attributes:
        entries: In the order they were typed, without fillers.
        wanted: All words but those excluded and those that exclude, as tokens.
    """

    entries: tuple[Entry, ...]
    wanted: tuple[Token, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The listed words; of equal ones the first."""
        found: dict[tuple[str | Things, bool], Term] = {}
        for entry in self.entries:
            if isinstance(entry, Term):
                found.setdefault((entry.meaning, entry.excluded), entry)
        return tuple(found.values())

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The other words and phrases, each once."""
        found = (entry.words for entry in self.entries if isinstance(entry, Unlisted))
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word to look up, and the token that it is from."""

    word: str
    token: Token


@dataclass(frozen=True, slots=True)
class _Item:
    """Pieces with one meaning; None: unknown."""

    meaning: Meaning | None
    pieces: tuple[_Piece, ...]

    @property
    def excluded(self) -> bool:
        return self.pieces[0].token.excluded

    @property
    def words(self) -> str:
        return " ".join(dict.fromkeys(piece.token.word for piece in self.pieces))

    @property
    def typed(self) -> str:
        return " ".join(dict.fromkeys(piece.token.typed for piece in self.pieces))

    @property
    def is_thing(self) -> bool:
        """Whether it is a thing, known or not, that words may describe."""
        return self.meaning in (None, Role.OTHER) or isinstance(self.meaning, Things)


def interpret(tokens: Sequence[Token], known: Vocabulary) -> Interpretation:
    """Interpret the words of a query; a minus and words like "without" exclude."""
    pieces = [piece for token in tokens for piece in _pieces(token, known)]
    others = misread(piece.word for piece in pieces)
    interpreter = _Interpreter()
    for item in _with_shades(_items(pieces, known), known):
        interpreter.add(replace(item, meaning=None) if item.words in others else item)
    return Interpretation(tuple(interpreter.entries), tuple(interpreter.wanted))


def _pieces(token: Token, known: Vocabulary) -> list[_Piece]:
    return [_Piece(word, token) for word in known.split(token.word)]


def _items(pieces: Sequence[_Piece], known: Vocabulary) -> list[_Item]:
    """Match the longest phrases; from the end, for what follows decides on some words."""
    matched: dict[int, _Item] = {}
    things = {len(pieces): False}  # whether a thing, or words that describe one, begin there
    for start in reversed(range(len(pieces))):
        item = _longest(pieces, start, known, things)
        matched[start] = item
        things[start] = item.is_thing or (
            item.meaning is not Role.FILLER and things[start + len(item.pieces)]
        )
    items, index = [], 0
    while index < len(pieces):
        items.append(matched[index])
        index += len(matched[index].pieces)
    return items


def _longest(
    pieces: Sequence[_Piece], start: int, known: Vocabulary, things: dict[int, bool]
) -> _Item:
    first = pieces[start]
    for end in range(min(start + known.longest, len(pieces)), start, -1):
        phrase = tuple(pieces[start:end])
        meaning = known.find(tuple(piece.word for piece in phrase))
        if meaning is None or not _belong_together(phrase, meaning):
            continue
        # "Large dog" is a dog of some size, "black and white dog" for the two colours.
        if meaning in known.whole and things[end] and not pieces[end].token.excluded:
            continue
        return _Item(meaning, phrase)
    return _Item(None, (first,))


def _belong_together(phrase: Sequence[_Piece], meaning: Meaning) -> bool:
    """Whether a minus parts a phrase: not where it stands before it all, as in "-ice cream"."""
    minuses = [piece.token.excluded for piece in phrase]
    if isinstance(meaning, Things) or meaning is Role.OTHER:
        return minuses[0] or not any(minuses)
    return len(set(minuses)) == 1


def _with_shades(items: Sequence[_Item], known: Vocabulary) -> Iterator[_Item]:
    """Join "dark" or "light" with the colour beside it to one shade, where there is such a one."""
    index = 0
    while index < len(items):
        shade = _shade(items[index], items[index + 1], known) if items[index + 1 :] else None
        yield shade or items[index]
        index += 2 if shade else 1


def _shade(first: _Item, second: _Item, known: Vocabulary) -> _Item | None:
    key = None
    if isinstance(second.meaning, str):
        key = known.before.get((first.pieces[-1].word, second.meaning))
    if key is None and isinstance(first.meaning, str):
        key = known.after.get((second.pieces[0].word, first.meaning))
    if key is None or first.excluded != second.excluded:
        return None
    return _Item(key, first.pieces + second.pieces)


class _Interpreter:
    """Interprets items in their order: words before a concept negate or weigh it."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.wanted: list[Token] = []
        self._groups = 0
        self._last_negated: bool | None = None  # by a word; None: the last was no concept
        self._attached = False
        self._forget()

    def _forget(self) -> None:
        self._negated, self._alternative, self._amount = False, False, PLAIN

    def add(self, item: _Item) -> None:
        """Interpret the next item."""
        match item.meaning:
            case str() | Things() as concept:
                self._concept(concept, item)
            case Role.OTHER | Role.SHADE | None:  # a shade ("light") alone is something else
                self._unlisted(item)
            case role:
                self._role(role, item)

    def _role(self, role: Role, item: _Item) -> None:
        self._attached = self._attached and role in (Role.AND, Role.STRONG, Role.SLIGHT)
        match role:
            case Role.NOT:
                self._negated = True
                return
            case Role.OR:
                self._alternative = True
            case Role.STRONG | Role.SLIGHT:
                self._amount = _STRONG if role is Role.STRONG else _SLIGHT
            case _:
                pass
        self._want(item, excluded=item.excluded or self._negated)

    def _concept(self, meaning: str | Things, item: _Item) -> None:
        joined, negated = self._joined()
        self._groups += not joined
        amount = self._amount if meaning in AMOUNTS else PLAIN
        excluded = item.excluded or negated
        self.entries.append(
            Term(item.words, item.typed, meaning, excluded, amount, self._groups, self._attached)
        )
        self._end(item, excluded=excluded, negated=negated)

    def _unlisted(self, item: _Item) -> None:
        _, negated = self._joined()
        excluded = item.excluded or negated
        self.entries.append(Unlisted(item.words, item.typed, excluded, self._attached))
        self._end(item, excluded=excluded, negated=None)

    def _joined(self) -> tuple[bool, bool]:
        """Whether the next item is an alternative, and whether a word excludes it.

        "Without red or blue" is without both.
        """
        joined = self._alternative and self._last_negated is not None
        return joined, self._negated or (joined and self._last_negated is True)

    def _end(self, item: _Item, *, excluded: bool, negated: bool | None) -> None:
        self._want(item, excluded=excluded)
        self._last_negated = negated
        self._attached = True
        self._forget()

    def _want(self, item: _Item, *, excluded: bool) -> None:
        for piece in item.pieces:
            if not excluded and piece.token not in self.wanted[-1:]:
                self.wanted.append(piece.token)
