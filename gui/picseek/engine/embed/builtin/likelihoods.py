"""How likely pictures show one entry of a query, in standard scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import Wanted
from picseek.engine.embed.builtin.concepts import AMOUNTS
from picseek.engine.embed.builtin.intent import WHOLE_OR_THING, Noun
from picseek.engine.embed.builtin.interpreter import Term, Unlisted
from picseek.engine.embed.builtin.locating import packed
from picseek.engine.embed.builtin.products import product
from picseek.engine.embed.builtin.regions import COLOURS
from picseek.engine.embed.builtin.reranking import Bound, Likelihood, Part
from picseek.engine.embed.builtin.vocabulary import Things

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.interpreter import Entry
    from picseek.engine.embed.builtin.regions import Reduction
    from picseek.engine.embed.builtin.text_model import TextModel
    from picseek.engine.embed.builtin.vector_space import Space

    Floats = NDArray[np.float32]

# Standard scores from which on a picture counts as showing something: for common things, as soon as
# that is more likely than not; for rare ones, three spreads above everyday photos.
_FOUND, _COMMON = 3.0, 1.5

# Of evidence from pixels: .15 is just noticeable, .3 is likely, .6 is beyond doubt.
_PIXEL_SLOPE, _PIXEL_OFFSET = 10.0, -3.0
_PIXELS_FOUND, _PIXELS_PLAIN = 0.15, 0.3

# Spread of evidence over everyday photos (700 of Flickr8k); of the others it is about .2. So
# colours that many photos are full of count less.
_SPREAD = 0.2
_SPREADS = {
    "red": 0.28,
    "green": 0.39,
    "blue": 0.35,
    "brown": 0.36,
    "beige": 0.31,
    "black": 0.38,
    "grey": 0.38,
    "white": 0.34,
    "gold": 0.25,
    "dark red": 0.26,
    "dark green": 0.26,
    "dark blue": 0.24,
    "light blue": 0.25,
    "muted": 0.32,
}


class Likelihoods:
    """Creates the likelihoods of one model.

    Args:
        text_model: Vectors of sentences, and listed words.
        space: Of the pictures' vectors.
        reduction: How regions are read.
    """

    def __init__(self, text_model: TextModel, space: Space, reduction: Reduction) -> None:
        self._text_model = text_model
        self._space = space
        self._reduction = reduction

    def of_entry(self, entry: Entry) -> Likelihood:
        """Of a listed thing, a concept measured from pixels, or an unlisted word."""
        if isinstance(entry, Unlisted):
            found = self._text_model.meanings
            return self._of_text(entry.typed, found.slope, float(np.median(found.offsets)))
        if isinstance(entry.meaning, Things):
            return self._of_meaning(entry.meaning.names)
        return self._of_pixels(entry)

    def of_sentence(self, text: str) -> Likelihood:
        """Of all that a text describes."""
        slope, offset, strong = self._text_model.joint_space.sentence
        return self._of_text(text, slope, offset, strong)

    def coloured(self, noun: Noun) -> Part:
        """Of a thing with colours."""
        thing = self.of_entry(noun.entry)
        tone = None
        keys = list(noun.colours)
        if WHOLE_OR_THING in keys:
            keys = [key for key in keys if key != WHOLE_OR_THING] + ["black", "white"]
            tone = self._of_weights({WHOLE_OR_THING: 1.0}, WHOLE_OR_THING)
        direction = self._space.direction_of(thing.vector)
        covariance = self._text_model.joint_space.background_covariance
        bound = Bound(
            # The best answer to the direction that the reduced numbers, which have spread one over
            # everyday photos, can give.
            direction=product(self._reduction.rows, product(covariance, direction)),
            mean=thing.mean - float(direction @ self._reduction.mean),
            slope=thing.slope,
            offset=thing.offset,
            colours=tuple(COLOURS.index(key) for key in keys),
        )
        return Part((thing,), bound, tone)

    def wanted(self, entry: Entry) -> Wanted:
        """The same, for parts of a picture."""
        thing = self.of_entry(entry)
        direction = packed(self._space.direction_of(thing.vector), thing.mean)
        return Wanted(entry.typed, direction, thing.found, thing.slope, thing.offset)

    def _of_meaning(self, names: tuple[str, ...]) -> Likelihood:
        found = self._text_model.meanings
        row = found.numbers[names]
        offset = float(found.offsets[row])
        likely = min(max(-offset / found.slope, _COMMON), _FOUND)
        return Likelihood(
            vector=self._space.for_content(found.directions[row].astype(np.float32)),
            mean=float(found.means[row]),
            slope=found.slope,
            offset=offset,
            found=likely,
            plain=likely,
            strong=found.strong.get(row),
        )

    def _of_text(
        self, text: str, slope: float, offset: float, strong: float | None = None
    ) -> Likelihood:
        joint_space = self._text_model.joint_space
        (vector,) = self._text_model.vectors([text])
        standard = joint_space.standard(joint_space.direction(vector))
        direction = self._space.for_content(standard.direction)
        return Likelihood(direction, standard.mean, slope, offset, _FOUND, _FOUND, strong)

    def _of_pixels(self, term: Term) -> Likelihood:
        key = str(term.meaning)
        weights = {key: 1.0}
        if key in AMOUNTS and not term.excluded:
            presence, amount = term.amount
            weights = {key: presence, f"mostly {key}": amount}
        return self._of_weights(weights, key)

    def _of_weights(self, weights: dict[str, float], key: str) -> Likelihood:
        spread = _SPREADS.get(key, _SPREAD)
        vector = self._space.for_pixels(weights) / np.float32(spread)
        found, plain = _PIXELS_FOUND / spread, _PIXELS_PLAIN / spread
        return Likelihood(vector, 0.0, _PIXEL_SLOPE * spread, _PIXEL_OFFSET, found, plain)
