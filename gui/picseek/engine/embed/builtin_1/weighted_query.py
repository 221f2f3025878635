"""Words -> weights of evidence, and the sums from which on pictures are worth showing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from picseek.engine.embed.builtin.concepts import AMOUNTS
from picseek.engine.embed.builtin.interpreter import Term, interpret
from picseek.engine.embed.builtin.vocabulary import Things, Vocabulary
from picseek.engine.embed.builtin_1.concept_scores import SEEN, SURE, THERE
from picseek.engine.text.query_parser import Token

_EVIDENCE = 0.15
"""Below this the pixels do not show what a word means."""

_PLAINLY = 0.9
"""Share of the evidence of what is plainly there: enough where no picture has everything."""

# A plain "no": half the evidence of what is excluded outweighs all of what is wanted.
_EXCLUDED = -2.0


@dataclass(frozen=True, slots=True)
class Part:
    """Learnt concepts, any of which must be there, or none."""

    names: tuple[str, ...]
    excluded: bool


@dataclass(frozen=True, slots=True)
class WeightedQuery:
    """A query as weights of evidence.

    Attributes:
        weights: Of components of the evidence; empty when nothing was understood.
        floor: A picture whose weighted sum is not above this lacks something.
        nearest: One whose sum is above this plainly shows one of several things, or may show the
            only one. None: nothing is wanted.
        unknown: Words not understood, in the order they were typed, each once.
        parts: The whole query; empty unless it consists of learnt concepts that each must be
            there, or not.
    """

    weights: dict[str, float]
    floor: float
    nearest: float | None
    unknown: tuple[str, ...]
    parts: tuple[Part, ...] = ()


def weigh(tokens: Sequence[Token], known: Vocabulary) -> WeightedQuery:
    """Turn the words of a query into weights."""
    interpretation = interpret(tokens, known)
    terms, unknown = interpretation.terms, interpretation.unlisted
    parts = () if unknown else _parts(terms)
    return WeightedQuery(_weights(terms), _floor(terms), _nearest(terms), unknown, parts)


def _weights_of(term: Term) -> dict[str, float]:
    """Of components of the evidence."""
    if isinstance(term.meaning, Things):
        return {f"{SEEN}{name}": 1.0 for name in term.meaning.names}
    if term.excluded or term.meaning not in AMOUNTS:
        return {term.meaning: 1.0}
    return {term.meaning: term.amount[0], f"mostly {term.meaning}": term.amount[1]}


def _there(term: Term) -> float:
    """Evidence of a picture that just shows it."""
    return THERE if isinstance(term.meaning, Things) else _EVIDENCE


def _sure(term: Term) -> float:
    """Evidence of a picture that plainly shows it."""
    return SURE if isinstance(term.meaning, Things) else 1.0


def _parts(terms: Iterable[Term]) -> tuple[Part, ...]:
    parts, groups = [], set[int]()
    for term in terms:
        if not isinstance(term.meaning, Things) or (term.group in groups and not term.excluded):
            return ()
        if not term.excluded:
            groups.add(term.group)
        parts.append(Part(term.meaning.names, term.excluded))
    return tuple(parts)


def _weights(terms: Iterable[Term]) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    sizes = Counter(term.group for term in terms if not term.excluded)
    for term in terms:
        share = _EXCLUDED if term.excluded else 1 / sizes[term.group]
        for name, weight in _weights_of(term).items():
            weights[name] += share * weight
    return {name: weight for name, weight in weights.items() if weight}


def _floor(terms: Iterable[Term]) -> float:
    """The sum to exceed: what a picture can reach that lacks one of the things."""
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return _EXCLUDED * min((_there(term) for term in terms), default=0.0)
    sizes = Counter(term.group for term in wanted)
    sure = sum({term.group: _sure(term) / sizes[term.group] for term in wanted}.values())
    return sure - min((_sure(term) - _there(term)) / sizes[term.group] for term in wanted)


def _nearest(terms: Iterable[Term]) -> float | None:
    """The sum to exceed where no picture has everything."""
    wanted = [term for term in terms if not term.excluded]
    if not wanted:
        return None
    sizes = Counter(term.group for term in wanted)
    if len(sizes) == 1:
        return min(_there(term) / sizes[term.group] for term in wanted) / 2
    return min(_sure(term) / sizes[term.group] for term in wanted) * _PLAINLY
