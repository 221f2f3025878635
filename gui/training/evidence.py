"""Class evidence in fewer numbers: what words ask of 1,000 class roots, kept as well as possible.

Reduced-rank regression (Alan Izenman, "Reduced-rank regression for the multivariate linear
model", 1975): of all projections to so many numbers, the one that keeps the words' scores of
real photos best.
"""

from __future__ import annotations

import numpy as np

from training.arrays import Floats


def projection(roots: Floats, members: Floats, numbers: int, rare: float = 0.02) -> Floats:
    """Fit the projection.

    Args:
        roots: Of class probabilities of many photos, [photos, 1000].
        members: One row a word: which classes speak for it, [words, 1000].
        numbers: How many are kept.
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
    _, _, kept = np.linalg.svd(wanted @ root, full_matrices=False)
    # Scores are kept within the span of these; it is made orthonormal, so nothing gets longer.
    span = np.linalg.solve(root, kept[:numbers].T)
    orthonormal, _ = np.linalg.qr(span)
    return np.asarray(orthonormal.T, np.float32)
