"""What is computed from pooled features: roots of features and of class probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.arrays import Floats, unit


@dataclass(frozen=True, slots=True)
class Classifier:
    """The encoder's own last layer.

    Attributes:
        weights: float32 [1000, 1280].
        bias: float32 [1000].
    """

    weights: Floats
    bias: Floats

    def roots(self, features: Floats) -> Floats:
        """Square roots of class probabilities, [..., 1000]; their squares sum to one."""
        logits = features @ self.weights.T + self.bias
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(np.sqrt(powers / powers.sum(axis=-1, keepdims=True)), np.float32)


def feature_roots(features: Floats) -> Floats:
    """Square roots of features, as unit vectors [..., 1280]."""
    return unit(np.sqrt(np.maximum(features, 0)))


def fused(classifier: Classifier, rows: Floats) -> tuple[Floats, Floats]:
    """One look at each picture out of its rows.

    Args:
        classifier: The encoder's last layer.
        rows: Pooled features [pictures, rows, 1280].

    Returns:
        Mean of the rows' feature roots [pictures, 1280] and greatest class roots
        [pictures, 1000]; both as unit vectors.
    """
    features = unit(feature_roots(rows).mean(axis=1))
    classes = unit(classifier.roots(rows).max(axis=1))
    return features, classes
