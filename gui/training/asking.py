"""Writes the side of sentences and words: `asking.npz`, `words.npz` and `words.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from training.arrays import Floats, sigmoid
from training.pipeline import Joint, Vocabulary
from training.tables import Tables
from training.words.surfaces import table_text

_LETTERS = "eeeaaiioutnsrlhdcmpgbfvkwyzjxq"
_KEYS = "qwertzuiopasdfghjklyxcvbnm"


def nonsense(count: int, seed: int = 5) -> list[str]:
    """Strings that mean nothing in any language: struck keys and letters by chance."""
    dice = Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        letters = _KEYS if dice.random() < 0.5 else _LETTERS
        words = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(_few(dice))]
        found.append(" ".join(words))
    return found


def _few(dice: Random) -> int:
    return dice.choice((1, 1, 1, 2, 3))


def known_from(meant: Floats, meaningless: Floats, steps: int = 300) -> tuple[Floats, float]:
    """Fit a logistic regression that separates meaningful text from nonsense.

    Args:
        meant: Centred vectors of sentences and names, [n, 384].
        meaningless: Of nonsense, [m, 384].
        steps: Of gradient descent with momentum.

    Returns:
        Weights [384] and bias; above zero it is meant.
    """
    rows = np.concatenate([meant, meaningless])
    right = np.concatenate([np.ones(len(meant)), np.zeros(len(meaningless))])
    share = np.where(right > 0, 0.5 / len(meant), 0.5 / len(meaningless))
    weights, bias = np.zeros(rows.shape[1]), 0.0
    pace, pace_bias = np.zeros_like(weights), 0.0
    for _ in range(steps):
        off = (sigmoid((rows @ weights + bias).astype(np.float32)) - right) * share
        pace = 0.9 * pace - 8.0 * (rows.T @ off + 1e-4 * weights)
        pace_bias = 0.9 * pace_bias - 8.0 * off.sum()
        weights, bias = weights + pace, bias + pace_bias
    return weights.astype(np.float32), float(bias)


def write(
    folder: Path,
    joint: Joint,
    tables: Tables,
    vocabulary: Vocabulary,
    known: tuple[Floats, float],
    sentence: Sequence[float],
) -> None:
    """Write the three files.

    Args:
        folder: Where to.
        joint: The side of sentences.
        tables: The side of words.
        vocabulary: Words and meanings.
        known: Weights and bias of `known_from`.
        sentence: Slope and offset of a sentence's probability, and the score of a strong match.
    """
    layers = joint.towers.text.state_dict()
    np.savez_compressed(
        folder / "asking.npz",
        mean=joint.mean.astype(np.float32),
        hidden_weights=_half(layers["0.weight"].numpy()),
        hidden_bias=layers["0.bias"].numpy(),
        weights=_half(layers["3.weight"].numpy()),
        bias=layers["3.bias"].numpy(),
        known_weights=known[0],
        known_bias=np.float32(known[1]),
        background_mean=tables.background.mean.astype(np.float32),
        background_covariance=_half(tables.background.covariance),
        sentence=np.array(sentence, np.float32),
    )
    np.savez(
        folder / "words.npz",
        directions=_half(tables.rows),
        means=tables.means.astype(np.float32),
        slope=np.float32(tables.curve.slope),
        offsets=tables.curve.offset,
        strong=tables.curve.strong,
    )
    text = table_text(vocabulary.words, vocabulary.found.numbers)
    (folder / "words.tsv").write_text(text, encoding="utf-8", newline="\n")


def _half(rows: npt.NDArray[np.generic]) -> npt.NDArray[np.float16]:
    return rows.astype(np.float16)
