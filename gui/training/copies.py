"""Finds photos that resemble those reserved for judging, so that they are not trained on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from training.arrays import Bools, Floats, Pixels, unit

_SAME = 0.90
_SIDE = 16


def prints(small: Pixels) -> Floats:
    """Grey prints of small pictures, uint8 [n, side, side, 3]: unit rows [n, 256], mean zero."""
    side = small.shape[1] // _SIDE
    grey = small.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    cells = grey.reshape(len(grey), _SIDE, side, _SIDE, side).mean(axis=(2, 4))
    return _centred(cells.reshape(len(grey), -1))


def _centred(rows: Floats) -> Floats:
    return unit(np.asarray(rows - rows.mean(axis=1, keepdims=True), np.float32))


def resembling(small: Pixels, reserved: npt.NDArray[np.generic]) -> Bools:
    """Which pictures correlate above .90 with a reserved one, as they are or mirrored.

    Args:
        small: uint8 [n, 96, 96, 3].
        reserved: Grey prints of the reserved ones, [m, 16, 16].
    """
    grey = reserved.astype(np.float32)
    both = np.concatenate([grey, grey[:, :, ::-1]]).reshape(-1, _SIDE * _SIDE)
    found = prints(small) @ _centred(both).T
    return np.asarray(found.max(axis=1) > _SAME)
