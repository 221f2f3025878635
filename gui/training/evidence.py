"""Reduces class evidence to fewer numbers that preserve the scores of words.

Reduced-rank regression (Alan Izenman, "Reduced-rank regression for the multivariate linear
model", 1975): the projection of a given rank that preserves the words'
scores of real photos best.
"""

from __future__ import annotations

import numpy as np

from training.arrays import Floats


def projection(roots: Floats, members: Floats, numbers: int, rare: float = 0.02) -> Floats:
    """Fit the projection.

    Args:
        roots: Of class probabilities of many photos, [photos, 1000].
        members: One row a word: which classes speak for it, [words, 1000].
        numbers: Rank of the projection.
        rare: Share of the mean variance that every class counts with at least, so that classes
            which the photos lack are not lost.

    Returns:
        Orthonormal rows [numbers, 1000]: evidence = roots @ projection.T, no longer than roots.
    """
    moments = roots.T @ roots / len(roots)
    moments += (
        np.eye(len(moments), dtype=np.float32) * rare * float(np.trace(moments)) / len(moments)
    )
    strengths, directions = np.linalg.eigh(moments)
    root = directions * np.sqrt(np.maximum(strengths, 0)) @ directions.T
    wanted = members / np.sqrt(np.einsum("wi,ij,wj->w", members, moments, members))[:, None]
    _, _, axes = np.linalg.svd(wanted @ root, full_matrices=False)
    # An orthonormal basis of the span of these preserves scores and makes nothing longer.
    span = np.linalg.solve(root, axes[:numbers].T)
    orthonormal, _ = np.linalg.qr(span)
    return np.asarray(orthonormal.T, np.float32)
