"""How likely pictures show everything in a query: more than the sum of its parts.

A sum of scores lets a dog beyond all doubt make up for a missing beach. So the pictures nearest to
a query are ordered by the product of probabilities: that they show each of its words, and that
they are what it describes as a whole. A colour that belongs to a thing ("red car") is looked for
where the thing is: the best window's probability of a car times its share of red.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import Judged
from picseek.engine.embed.builtin.meanings import sigmoid
from picseek.engine.embed.builtin.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.regions import Reduction

    Floats = NDArray[np.float32]

_PLAINLY = 0.3
"""Share of a window that a thing's colour fills where the thing has that colour beyond doubt."""

_COLOURED = 0.3  # of that, from which on a thing counts as having its colour
_POSSIBLE = 1.0  # standard score from which on a picture may show a thing

_LEAST = 1e-6  # of a probability, before its logarithm
_TIE = 0.01  # weight of the plain score, which orders what is equally likely
_BEYOND_DOUBT = 0.3  # weight of the least of the parts' scores, which orders what all surely show


@dataclass(frozen=True)
class Likelihood:
    """How likely pictures show one thing: sigmoid(slope * score + offset).

    Attributes:
        vector: Shape (dim,): score = vector . picture - mean.
        mean: See above.
        slope: See above.
        offset: See above.
        found: Score from which on a picture counts as showing it.
        plain: Score from which on a picture is removed if it was excluded.
        strong: Score from which on a match is strong; None: unknown.
    """

    vector: Floats
    mean: float
    slope: float
    offset: float
    found: float
    plain: float
    strong: float | None = None

    def scores(self, vectors: Floats) -> Floats:
        """Scores of pictures' vectors (n, dim): (n,)."""
        return product(vectors, self.vector) - np.float32(self.mean)

    def of(self, vectors: Floats) -> Floats:
        """Probabilities of pictures' vectors (n, dim): (n,)."""
        return sigmoid(self.slope * self.scores(vectors) + np.float32(self.offset))

    def cosine_at(self, score: float) -> float:
        """The cosine of a picture with this score and the vector."""
        return (score + self.mean) / float(np.linalg.norm(self.vector))


@dataclass(frozen=True)
class Bound:
    """Colours of a thing: both have to be in one window.

    Attributes:
        direction: Of the thing in reduced content, shape (numbers,).
        mean: Score of the thing = direction . numbers - mean.
        slope: Of the thing's probability.
        offset: Beside it.
        colours: Columns of the colours it is to have.
    """

    direction: Floats
    mean: float
    slope: float
    offset: float
    colours: tuple[int, ...]

    def of(self, windows: Floats, shares: Floats) -> Floats:
        """Probabilities of pictures.

        Args:
            windows: Reduced content, shape (n, windows, numbers).
            shares: Of colours, shape (n, windows, colours).

        Returns:
            Shape (n,).
        """
        scores = windows @ self.direction - np.float32(self.mean)
        likely = sigmoid(self.slope * scores + np.float32(self.offset))
        both = likely * self._amounts(shares)
        # Of things side by side one window has a bit of each: the others break the tie.
        return np.asarray(0.75 * both.max(axis=-1) + 0.25 * both.mean(axis=-1), np.float32)

    def found(self, windows: Floats, shares: Floats, least: float) -> NDArray[np.bool_]:
        """Which pictures have the thing, by its score, in a window that has the colours: (n,)."""
        scores = windows @ self.direction - np.float32(self.mean)
        there = (scores >= least) & (self._amounts(shares) >= _COLOURED)
        return np.asarray(there.any(axis=-1))

    def _amounts(self, shares: Floats) -> Floats:
        """How plainly windows have all of the colours, 0 to 1."""
        least = shares[..., list(self.colours)].min(axis=-1)
        return np.asarray(np.clip(least / _PLAINLY, 0, 1), np.float32)


@dataclass(frozen=True)
class Regions:
    """What is where in some pictures: reduced content, and shares of colours; see `Reduction`."""

    windows: Floats
    shares: Floats


@dataclass(frozen=True)
class Part:
    """One wanted thing.

    Attributes:
        any_of: Any of these will do.
        bound: The thing with its colours; None: it may have any.
        tone: Of the whole picture, which will do in place of the colours: "black and white dog".
    """

    any_of: tuple[Likelihood, ...]
    bound: Bound | None = None
    tone: Likelihood | None = None

    def of(self, vectors: Floats, regions: Regions) -> Floats:
        """Probabilities of pictures: (n,)."""
        plain = np.max([each.of(vectors) for each in self.any_of], axis=0)
        if self.bound is None:
            return np.asarray(plain, np.float32)
        coloured = self.bound.of(regions.windows, regions.shares)
        if self.tone is None:
            return coloured
        return np.asarray(np.maximum(coloured, plain * self.tone.of(vectors)), np.float32)

    def scores(self, vectors: Floats) -> Floats:
        """How plainly pictures show it, whatever its colour: standard scores, (n,)."""
        return np.asarray(np.max([each.scores(vectors) for each in self.any_of], axis=0))

    def found(self, vectors: Floats, regions: Regions) -> NDArray[np.bool_]:
        """Which pictures count as showing it: (n,)."""
        plain = _any(each.scores(vectors) >= each.found for each in self.any_of)
        if self.bound is None:
            return plain
        least = min(each.found for each in self.any_of)
        coloured = self.bound.found(regions.windows, regions.shares, least)
        if self.tone is None:
            return coloured
        return coloured | (plain & (self.tone.scores(vectors) >= self.tone.found))

    def possible(self, vectors: Floats, regions: Regions) -> NDArray[np.bool_]:
        """Which pictures may show it, (n,): more than ordinary ones do, and in its colours."""
        plain = _any(each.scores(vectors) >= _POSSIBLE for each in self.any_of)
        if self.bound is None:
            return plain
        coloured = self.bound.found(regions.windows, regions.shares, _POSSIBLE)
        if self.tone is not None:
            coloured = coloured | (self.tone.scores(vectors) >= self.tone.found)
        return plain & coloured

    def strong(self, vectors: Floats) -> NDArray[np.bool_] | None:
        """Which pictures are strong matches for it, (n,); None: unknown."""
        cuts = [each.strong for each in self.any_of if each.strong is not None]
        if self.bound is not None or len(cuts) < len(self.any_of):
            return None
        pairs = zip(self.any_of, cuts, strict=True)
        return _any(each.scores(vectors) >= cut for each, cut in pairs)


@dataclass(frozen=True)
class AllOf:
    """The parts of a query; a `Reranker`.

    Attributes:
        vector: What pictures were found by, shape (dim,), L2-normalised.
        parts: All of them are to be there.
        whole: The query as a sentence; None: its parts cover it.
        beside: Weight of the parts' logarithms beside the sentence's score.
        brief: Whether these are so few words that each of them counts.
        complete: Whether the parts cover the query, so that they can be enough.
        excluded: None of these may be there.
        reduction: Reads regions.
    """

    vector: Floats
    parts: tuple[Part, ...]
    whole: Likelihood | None
    beside: float
    brief: bool
    complete: bool
    excluded: tuple[Likelihood, ...]
    reduction: Reduction

    @property
    def needs_regions(self) -> bool:
        """Whether a colour belongs to a thing."""
        return any(part.bound is not None for part in self.parts)

    def judge(self, vectors: Floats, regions: Sequence[bytes]) -> Judged:
        """See `Reranker.judge`."""
        stored = regions if self.needs_regions else [b""] * len(vectors)
        read = Regions(*self.reduction.unpack(stored))
        unwanted = _any(
            (each.scores(vectors) >= each.plain for each in self.excluded),
            np.zeros(len(vectors), bool),
        )
        return Judged(
            scores=self._scores(vectors, read),
            found=self._found(vectors, read),
            unwanted=unwanted,
            strong=self._strong(vectors, read),
        )

    def _scores(self, vectors: Floats, regions: Regions) -> Floats:
        """Logarithms of the parts' probabilities, beside the sentence's score."""
        total = _TIE * product(vectors, self.vector)
        for part in self.parts:
            total = total + np.log(np.maximum(part.of(vectors, regions), _LEAST))
        if self.parts:
            least = np.min([part.scores(vectors) for part in self.parts], axis=0)
            total = total + _BEYOND_DOUBT * np.maximum(least, 0)
        if self.whole is not None:
            total = self.whole.scores(vectors) + self.beside * total
        return np.asarray(total, np.float32)

    def _found(self, vectors: Floats, regions: Regions) -> NDArray[np.bool_]:
        """Those that show all parts, or are what the whole describes and may show each."""
        found = np.zeros(len(vectors), bool)
        if self.complete:
            found = _all((part.found(vectors, regions) for part in self.parts), ~found)
        if self.whole is not None:
            described = self.whole.scores(vectors) >= self.whole.found
            counting = self.parts if self.brief else ()
            found = found | _all((part.possible(vectors, regions) for part in counting), described)
        return found

    def _strong(self, vectors: Floats, regions: Regions) -> NDArray[np.bool_] | None:
        """Those that show the one thing strongly, or are strongly what the whole describes.

        Of several things each may be a strong match, and still half of the snapshots that were not
        fitted to lacked one of them, so these have no strong matches.
        """
        ways = []
        if self.complete and len(self.parts) == 1:
            ways.append(self.parts[0].strong(vectors))
        if self.whole is not None and self.whole.strong is not None:
            described = self.whole.scores(vectors) >= self.whole.strong
            ways.append(_all((part.possible(vectors, regions) for part in self.parts), described))
        known = [each for each in ways if each is not None]
        return np.any(known, axis=0) if known else None


def _all(each: Iterable[NDArray[np.bool_]], start: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where all of them are true."""
    return np.asarray(np.all([start, *each], axis=0))


def _any(
    each: Iterable[NDArray[np.bool_]], start: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Where any of them is true."""
    found = list(each) if start is None else [start, *each]
    return np.asarray(np.any(found, axis=0))
