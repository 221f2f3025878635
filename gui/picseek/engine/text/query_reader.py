"""Reads a query: facts limit what is found, and the rest describes pictures.

Fields, quoted words, OR, NOT and brackets are found by the grammar; then recognisers find dates,
cameras, folders and file types among plain words. What remains is the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from picseek.engine.messages import Message, message
from picseek.engine.text.conditions import AllOf, AnyOf, Condition, HasWords, Not, SortOrder
from picseek.engine.text.dates import recognise_dates
from picseek.engine.text.library_words import (
    recognise_cameras,
    recognise_folders,
    recognise_types,
)
from picseek.engine.text.query_fields import FieldError, QuerySettings, field_meaning, is_field
from picseek.engine.text.query_grammar import (
    All,
    Any,
    Excluded,
    Field,
    GrammarError,
    Item,
    Quoted,
    Weighted,
    Words,
    parse_grammar,
)
from picseek.engine.text.query_parser import (
    MAX_CHARACTERS,
    NEGATIONS,
    NO_WORDS,
    STOP_WORDS,
    ParsedQuery,
    parse,
)
from picseek.engine.text.recognised import Recognised, Recogniser
from picseek.engine.types.search import QueryProblem, Span, SpanKind

MIN_WEIGHT, MAX_WEIGHT = 0.1, 10.0
AS_WORDS = "words"
"""The field whose value describes pictures, even if it looks like a fact."""

_EMPTY_BRACKETS = re.compile(r"(?<!\S)\(\s*\)")
_LAST_WORD = re.compile(r"(?<!\S)([^\W\d_]+)\s+$")

IsUseful = Callable[[Condition], bool]
"""Returns whether some picture fulfils a condition."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a query that limits the results.

    Attributes:
        start, end: Its position in the text.
        condition: What it means.
    """

    start: int
    end: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query, understood.

    Attributes:
        text: As typed.
        words: What describes pictures; beside facts, "photos of" does not.
        weights: Parts of it that count more or less than once, with what is to be added.
        facts: What limits the results; all of it must be fulfilled.
        order: The order of the results.
        spans: The parts of the text that are facts or the order, in their order.
        problems: What was not understood.
    """

    text: str
    words: ParsedQuery
    weights: tuple[tuple[ParsedQuery, float], ...] = ()
    facts: tuple[Fact, ...] = ()
    order: SortOrder | None = None
    spans: tuple[Span, ...] = ()
    problems: tuple[QueryProblem, ...] = ()

    @property
    def condition(self) -> AllOf | None:
        """All facts together; None: there are none."""
        return AllOf(tuple(fact.condition for fact in self.facts)) if self.facts else None

    @property
    def has_filters(self) -> bool:
        """Whether facts limit the results, or an order is given."""
        return bool(self.facts) or self.order is not None

    def text_without(self, fact: Fact) -> str:
        """The text without a fact."""
        rest = f"{self.text[: fact.start]} {self.text[fact.end :]}"
        return " ".join(_EMPTY_BRACKETS.sub(" ", rest).split())


def read_query(text: str, settings: QuerySettings, is_useful: IsUseful) -> ReadQuery:
    """Read a query; never fails, whatever was typed.

    Args:
        text: As typed; what follows the first 1,000 characters describes pictures.
        settings: What its meaning depends on.
        is_useful: Decides about words that may be something else ("2019").
    """
    reader = _Reader(text, settings, is_useful)
    try:
        reader.read(parse_grammar(text[:MAX_CHARACTERS]))
    except GrammarError as error:
        problem = QueryProblem(error.start, min(error.start + 1, len(text)), error.reason)
        return ReadQuery(text, parse(text), problems=(problem,))
    return reader.result()


@dataclass(frozen=True, slots=True)
class _Part:
    """What an item means: facts, words that describe pictures, or both."""

    facts: tuple[Fact, ...] = ()
    has_words: bool = False

    @property
    def condition(self) -> Condition:
        return AllOf(tuple(fact.condition for fact in self.facts))


@dataclass(slots=True)
class _Reader:
    """Reads one query.

    Attributes:
        edits: What becomes of parts of the text in the meaning: start, end, replacement.
    """

    text: str
    settings: QuerySettings
    is_useful: IsUseful
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    problems: list[QueryProblem] = field(default_factory=list)
    weights: list[tuple[int, int, float]] = field(default_factory=list)
    facts: tuple[Fact, ...] = ()
    order: SortOrder | None = None

    def read(self, item: Item) -> None:
        self.facts = self._read(item).facts

    def result(self) -> ReadQuery:
        weights = tuple(
            (words, weight - 1)
            for start, end, weight in self.weights
            if not (words := parse(self._meaning(start, end))).is_blank and weight != 1
        )
        words = parse(self._meaning(0, len(self.text)) if self.edits else self.text)
        if self.spans and not words.excluded and STOP_WORDS.issuperset(words.wanted):
            words = NO_WORDS
        return ReadQuery(
            self.text,
            words,
            weights,
            self.facts,
            self.order,
            tuple(sorted(self.spans, key=lambda span: span.start)),
            tuple(self.problems),
        )

    def _meaning(self, start: int, end: int) -> str:
        """What of a part of the text describes pictures."""
        pieces, at = [], start
        for first, last, replacement in sorted(self.edits):
            if first < at or last > end:
                continue
            pieces += [self.text[at:first], replacement]
            at = last
        return " ".join("".join([*pieces, self.text[at:end]]).split())

    def _read(self, item: Item) -> _Part:
        match item:
            case Words():
                return self._words(item)
            case Quoted():
                return self._quoted(item)
            case Field():
                return self._field(item)
            case Weighted():
                return self._weighted(item)
            case Excluded():
                return self._excluded(item)
            case All():
                return self._all(item)
            case Any():
                return self._any(item)

    # Leaves

    def _words(self, item: Words) -> _Part:
        facts, left = list[Fact](), item.start
        has_words = False
        for each in self._recognised(item):
            facts.append(self._take(each))
            has_words = has_words or bool(self.text[left : each.start].strip())
            left = each.end
        return _Part(tuple(facts), has_words or bool(self.text[left : item.end].strip()))

    def _recognised(self, item: Words) -> Iterator[Recognised]:
        """The facts in plain words; of those that overlap, that of the first recogniser."""
        text = self.text[item.start : item.end]
        chosen: list[Recognised] = []
        for recognise in self._recognisers():
            for each in recognise(text):
                free = all(each.end <= one.start or one.end <= each.start for one in chosen)
                if free and (not each.unsure or self.is_useful(self._unsure(text, each))):
                    chosen.append(self._resolved(text, each))
        for each in sorted(chosen):
            yield each._replace(start=each.start + item.start, end=each.end + item.start)

    def _recognisers(self) -> Sequence[Recogniser]:
        return (
            partial(recognise_dates, settings=self.settings.dates),
            partial(recognise_cameras, settings=self.settings),
            partial(recognise_folders, settings=self.settings),
            recognise_types,
        )

    def _unsure(self, text: str, each: Recognised) -> Condition:
        """A year alone is also looked for in names: "invoice 2020"."""
        if each.kind is not SpanKind.DATE:
            return each.condition
        return AnyOf((each.condition, HasWords(text[each.start : each.end])))

    def _resolved(self, text: str, each: Recognised) -> Recognised:
        if each.unsure and each.kind is SpanKind.DATE:
            meaning = message("{date}, or in the name", date=each.meaning)
            each = each._replace(condition=self._unsure(text, each), meaning=meaning)
        negation = _LAST_WORD.search(text, 0, each.start)
        if negation is None or negation[1].lower() not in NEGATIONS:
            return each
        return each._replace(
            start=negation.start(),
            condition=Not(each.condition),
            meaning=message("not {meaning}", meaning=each.meaning),
        )

    def _take(self, each: Recognised) -> Fact:
        as_words = _quoted_field(self.text[each.start : each.end])
        self._add_span(each.start, each.end, each.kind, each.meaning, as_words)
        return Fact(each.start, each.end, each.condition)

    def _quoted(self, item: Quoted) -> _Part:
        if not item.words.strip():
            self.edits.append((item.start, item.end, " "))
            return _Part()
        meaning = message("exactly these words in the name or caption")
        self._add_span(item.start, item.end, SpanKind.WORDS, meaning, _quoted_field(item.words))
        return _Part((Fact(item.start, item.end, HasWords(item.words)),))

    def _field(self, item: Field) -> _Part:
        if item.name == AS_WORDS:
            self.edits.append((item.start, item.end, item.value))
            return _Part(has_words=True)
        if not is_field(item.name):
            reason = message("“{name}:” isn't a field, so it's searched as words.", name=item.name)
            return self._as_words(item, reason)
        try:
            found = field_meaning(item.name, item.value, self.settings)
        except FieldError as error:
            return self._as_words(item, error.reason)
        as_words = "" if found.condition is None else _quoted_field(item.value)
        self._add_span(item.start, item.end, found.kind, found.meaning, as_words)
        if found.condition is None:
            self.order = found.order
            return _Part()
        return _Part((Fact(item.start, item.end, found.condition),))

    def _as_words(self, item: Field, reason: Message) -> _Part:
        self.problems.append(QueryProblem(item.start, item.end, reason))
        return _Part(has_words=True)

    # Combinations

    def _weighted(self, item: Weighted) -> _Part:
        part = self._read(item.item)
        self.edits.append((item.start, item.item.start, ""))
        if part.facts or not MIN_WEIGHT <= item.weight <= MAX_WEIGHT:
            reason = message("Only words can be weighted, from 0.1 to 10 times.")
            self.problems.append(QueryProblem(item.start, item.end, reason))
            return part
        self.weights.append((item.item.start, item.item.end, item.weight))
        return part

    def _excluded(self, item: Excluded) -> _Part:
        first = len(self.spans)
        part = self._read(item.item)
        if part.facts and not part.has_words:
            self.edits.append((item.start, item.item.start, " "))
            self._exclude_spans(item, first)
            return _Part((Fact(item.start, item.end, Not(part.condition)),))
        words = list(_words_in(item.item))
        single = all(" " not in self.text[each.start : each.end] for each in words)
        if part.facts or not words or not single:
            reason = message("Only single words and facts can be excluded.")
            self.problems.append(QueryProblem(item.start, item.end, reason))
            return part
        self.edits.append((item.start, item.item.start, " " if self._is_group(item) else "-"))
        if self._is_group(item):
            self._exclude_each(item, words)
        return part

    def _exclude_each(self, item: Excluded, words: Sequence[Words]) -> None:
        """A minus before each word in place of one before the bracket, and no "or"."""
        self.edits = [
            (start, end, " " if item.start <= start < item.end else text)
            for start, end, text in self.edits
        ]
        self.edits += [(word.start, word.start, "-") for word in words]

    def _is_group(self, item: Excluded) -> bool:
        return self.text[item.item.start] == "("

    def _exclude_spans(self, item: Excluded, first: int) -> None:
        """Word the spans of an excluded item; a single one includes its minus."""
        for at in range(first, len(self.spans)):
            span = self.spans[at]
            start, end = span.start, span.end
            if len(self.spans) == first + 1:
                start, end = item.start, item.end
            meaning = message("not {meaning}", meaning=span.meaning)
            text = self.text[start:end]
            self.spans[at] = Span(start, end, text, span.kind, meaning, span.as_words)

    def _all(self, item: All) -> _Part:
        self._drop_brackets(item)
        self.edits += [(at, at + len("AND"), " ") for at in item.operators]
        parts = [self._read(each) for each in item.items]
        facts = tuple(fact for part in parts for fact in part.facts)
        return _Part(facts, any(part.has_words for part in parts))

    def _any(self, item: Any) -> _Part:
        parts = [self._read(each) for each in item.items]
        with_facts = [part for part in parts if part.facts]
        for at in item.operators:
            self.edits.append((at, at + len("OR"), " " if with_facts else "or"))
        if not with_facts:
            return _Part(has_words=True)
        if len(with_facts) == len(parts) and not any(part.has_words for part in parts):
            condition = AnyOf(tuple(part.condition for part in parts))
            return _Part((Fact(item.start, item.end, condition),))
        at = item.operators[0]
        reason = message("OR can join words, or facts such as dates, but not both.")
        self.problems.append(QueryProblem(at, at + len("OR"), reason))
        facts = tuple(fact for part in parts for fact in part.facts)
        return _Part(facts, has_words=True)

    def _drop_brackets(self, item: All) -> None:
        if item.end > item.start and self.text[item.start] == "(":
            first = item.items[0]
            if first.start > item.start:
                self.edits.append((item.start, item.start + 1, " "))
                self.edits.append((item.end - 1, item.end, " "))

    def _add_span(self, start: int, end: int, kind: SpanKind, meaning: str, as_words: str) -> None:
        self.spans.append(Span(start, end, self.text[start:end], kind, meaning, as_words))
        self.edits.append((start, end, " "))


def _words_in(item: Item) -> Iterator[Words]:
    """The plain words of an item, and of its alternatives; none if they are combined."""
    match item:
        case Words():
            yield item
        case All(items=(inner,)) | Excluded(item=inner):
            yield from _words_in(inner)
        case Any(items=items):
            for each in items:
                yield from _words_in(each)
        case _:
            return


def _quoted_field(text: str) -> str:
    """A text as the field that describes pictures."""
    plain = re.sub(r"[\"“”„«»]", " ", text).strip()
    return f'{AS_WORDS}:"{plain}"' if re.search(r"[\s()]", plain) else f"{AS_WORDS}:{plain}"
