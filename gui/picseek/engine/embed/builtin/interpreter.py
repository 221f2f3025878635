"""Words -> what is wanted of a picture and what is not. Never guesses: other words are unknown.

"Mostly red, no people, wedding" wants much red, nobody, and "wedding" is unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from picseek.engine.embed.builtin.concept_scores import SURE, THERE
from picseek.engine.embed.builtin.concepts import AMOUNTS, SEEN
from picseek.engine.embed.builtin.vocabulary import Meaning, Role, Things, Vocabulary
from picseek.engine.text.query_parser import Token, tokens

_EVIDENCE = 0.15
"""Below this the pixels do not show what one word asks for."""

_PLAINLY = 0.9
"""Of the evidence of what is plainly there: enough to be shown where nothing has all."""

# How much of the picture a colour should fill: its presence counts, its amount orders.
_PLAIN, _STRONG, _SLIGHT = (0.9, 0.1), (0.0, 1.0), (1.0, -1.0)
# A plain "no": half the evidence of what is excluded outweighs all of what is wanted.
_EXCLUDED = -2.0


@dataclass(frozen=True, slots=True)
class Part:
    """Learnt concepts, any of which is to be there, or none of them."""

    names: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A text as weights of evidence.

    Attributes:
        weights: Of components of the evidence; empty when nothing was understood.
        floor: A picture whose weighted sum is not above this lacks something asked for.
        nearest: One whose sum is above this plainly shows one of the things asked for, or some of
            several; of one thing, that it may be there. None: nothing is asked for.
        unknown: Words not understood, in the order they were typed, each once.
        parts: All that was asked for; empty where that is more than learnt concepts that each
            have to be there, or not to be.
    """

    weights: dict[str, float]
    floor: float
    nearest: float | None
    unknown: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word to be looked up, and the token it is of or a part of."""

    word: str
    token: Token


@dataclass(frozen=True, slots=True)
class _Item:
    """Pieces that mean one thing, or (None) nothing known."""

    meaning: Meaning | None
    pieces: tuple[_Piece, ...]

    @property
    def excluded(self) -> bool:
        return self.pieces[0].token.excluded

    @property
    def is_thing(self) -> bool:
        """Whether it is something on the picture, known or not, that words may describe."""
        return self.meaning in (None, Role.OTHER) or isinstance(self.meaning, Things)


@dataclass(frozen=True, slots=True)
class _Term:
    """One concept asked for. Terms of one group are alternatives."""

    meaning: str | Things
    excluded: bool
    amount: tuple[float, float]
    group: int

    @property
    def weights(self) -> dict[str, float]:
        """Of components of the evidence."""
        if isinstance(self.meaning, Things):
            return {f"{SEEN}{name}": 1.0 for name in self.meaning.names}
        if self.excluded or self.meaning not in AMOUNTS:
            return {self.meaning: 1.0}
        return {self.meaning: self.amount[0], f"mostly {self.meaning}": self.amount[1]}

    @property
    def there(self) -> float:
        """Evidence of a picture that just shows it."""
        return THERE if isinstance(self.meaning, Things) else _EVIDENCE

    @property
    def sure(self) -> float:
        """Evidence of a picture that plainly shows it."""
        return SURE if isinstance(self.meaning, Things) else 1.0


def interpret(text: str, known: Vocabulary) -> Wish:
    """Interpret a text as typed, a minus before a word and words like "without" included."""
    pieces = [piece for token in tokens(text) for piece in _pieces(token, known)]
    reader = _Reader()
    for item in _with_shades(_items(pieces, known), known):
        reader.read(item)
    terms = reader.terms.values()
    parts = () if reader.unknown else _parts(terms)
    return Wish(_weights(terms), _floor(terms), _nearest(terms), tuple(reader.unknown), parts)


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
    items, place = [], 0
    while place < len(pieces):
        items.append(matched[place])
        place += len(matched[place].pieces)
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
        # "Large dog" asks for a dog of some size, "black and white dog" for the two colours.
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
    place = 0
    while place < len(items):
        shade = _shade(items[place], items[place + 1], known) if items[place + 1 :] else None
        yield shade or items[place]
        place += 2 if shade else 1


def _shade(first: _Item, second: _Item, known: Vocabulary) -> _Item | None:
    key = None
    if isinstance(second.meaning, str):
        key = known.before.get((first.pieces[-1].word, second.meaning))
    if key is None and isinstance(first.meaning, str):
        key = known.after.get((second.pieces[0].word, first.meaning))
    if key is None or first.excluded != second.excluded:
        return None
    return _Item(key, first.pieces + second.pieces)


class _Reader:
    """Reads items in their order: what stands before a concept turns or weighs it."""

    def __init__(self) -> None:
        self.terms: dict[tuple[str | Things, bool], _Term] = {}
        self.unknown: dict[str, None] = {}  # an ordered set
        self._groups = 0
        self._last_negated: bool | None = None  # by a word; None: the last was no concept
        self._forget()

    def _forget(self) -> None:
        self._negated, self._alternative, self._amount = False, False, _PLAIN

    def read(self, item: _Item) -> None:
        """Read the next item."""
        match item.meaning:
            case str() | Things() as concept:
                self._concept(concept, item.excluded)
            case Role.FILLER | Role.AND:
                pass
            case Role.NOT:
                self._negated = True
            case Role.OR:
                self._alternative = True
            case Role.STRONG | Role.SLIGHT as amount:
                self._amount = _STRONG if amount is Role.STRONG else _SLIGHT
            case Role.OTHER | Role.SHADE | None:  # a shade ("light") alone is something else
                words = dict.fromkeys(piece.token.word for piece in item.pieces)
                self.unknown[" ".join(words)] = None
                self._last_negated = None
                self._forget()

    def _concept(self, meaning: str | Things, excluded: bool) -> None:
        joined = self._alternative and self._last_negated is not None
        # "Without red or blue" is without both.
        negated = self._negated or (joined and self._last_negated is True)
        self._groups += not joined
        amount = self._amount if meaning in AMOUNTS else _PLAIN
        term = _Term(meaning, excluded or negated, amount, self._groups)
        self.terms.setdefault((meaning, term.excluded), term)
        self._last_negated = negated
        self._forget()


def _parts(terms: Iterable[_Term]) -> tuple[Part, ...]:
    parts, groups = [], set[int]()
    for term in terms:
        if not isinstance(term.meaning, Things) or (term.group in groups and not term.excluded):
            return ()
        if not term.excluded:
            groups.add(term.group)
        parts.append(Part(term.meaning.names, term.excluded))
    return tuple(parts)


def _weights(terms: Iterable[_Term]) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    sizes = Counter(term.group for term in terms if not term.excluded)
    for term in terms:
        share = _EXCLUDED if term.excluded else 1 / sizes[term.group]
        for name, weight in term.weights.items():
            weights[name] += share * weight
    return {name: weight for name, weight in weights.items() if weight}


def _floor(terms: Iterable[_Term]) -> float:
    """The sum to beat: what a picture can reach that lacks one of the things asked for."""
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return _EXCLUDED * min((term.there for term in terms), default=0.0)
    sizes = Counter(term.group for term in wanted)
    sure = sum({term.group: term.sure / sizes[term.group] for term in wanted}.values())
    return sure - min((term.sure - term.there) / sizes[term.group] for term in wanted)


def _nearest(terms: Iterable[_Term]) -> float | None:
    """The sum to beat by what is shown where no picture has all of it."""
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return None
    sizes = Counter(term.group for term in wanted)
    if len(sizes) == 1:
        return min(term.there / sizes[term.group] for term in wanted) / 2
    return min(term.sure / sizes[term.group] for term in wanted) * _PLAINLY
