"""The concepts that the picture model was trained on, and the evidence of its outputs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin_1.model_files import CONCEPTS, damaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin_1.model_files import Shipped

    Floats = NDArray[np.float32]

THERE = 0.375
"""Evidence from which on a picture counts as showing a concept: that of its threshold."""

SEEN = "seen "
"""Before the name of a concept that the picture model has learnt: "orange" is a colour, "seen
orange" a fruit. Their evidence lies before that of `COMPONENTS`."""

SURE = 0.8
"""Evidence of what is plainly there."""

# In units of a logit: how quickly evidence rises around the threshold. Saturating, so that a dog
# beyond all doubt makes up for no missing beach; smooth, so that it orders what it is sure of.
_SOFTNESS = 1.5
# Evidence below which a picture is taken not to show a concept at all: two logits under the
# threshold. Without it a set of thirty concepts would find what shows a little of each.
_NOTHING = 0.2


@dataclass(frozen=True, slots=True)
class Learnt:
    """The claimed concepts.

    Attributes:
        names: In the order of their evidence.
        columns: Which of the model's logits they are, shape (n,).
        thresholds: Logits from which on they are there, shape (n,).
        outputs: How many logits the model gives.
        size: Pixels a side of the model's input.
        max_aspect: Pictures longer than this are cropped to it.
    """

    names: tuple[str, ...]
    columns: NDArray[np.intp]
    thresholds: Floats
    outputs: int
    size: int
    max_aspect: float

    def evidence(self, logits: Floats) -> Floats:
        """The evidence of the model's outputs.

        Args:
            logits: Shape (..., outputs).

        Returns:
            Shape (..., n), 0 to 1; `THERE` at a concept's threshold.
        """
        beyond = (logits[..., self.columns] - self.thresholds) / _SOFTNESS
        steps = 1 / (1 + np.exp(-np.clip(beyond, -30, 30)))
        return np.asarray(np.maximum(steps - _NOTHING, 0) / (1 - _NOTHING), np.float32)


@cache
def read_learnt(shipped: Shipped) -> Learnt:
    """Read the concepts of a model.

    Raises:
        ModelError: The file is missing or damaged.
    """
    content = shipped.read(CONCEPTS)
    try:
        learnt = _parsed(content)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged(CONCEPTS) from error
    if len(learnt.names) != shipped.concepts:
        raise damaged(CONCEPTS)
    return learnt


def _parsed(content: bytes) -> Learnt:
    found = json.loads(content)
    every, image = found["concepts"], found["input"]
    claimed = [(index, each) for index, each in enumerate(every) if each["claimed"]]
    return Learnt(
        names=tuple(str(each["name"]).lower() for _, each in claimed),
        columns=np.array([index for index, _ in claimed], np.intp),
        thresholds=np.array([each["threshold"] for _, each in claimed], np.float32),
        outputs=len(every),
        size=int(image["size"]),
        max_aspect=float(image["max_aspect"]),
    )
