"""Reads a model's tables: arrays in one file of NumPy's."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin.model_files import damaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped


def read_arrays(shipped: Shipped, name: str) -> dict[str, NDArray[np.generic]]:
    """Read all arrays of a file, by name.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        with np.load(io.BytesIO(shipped.read(name))) as stored:
            return {key: stored[key] for key in stored.files}
    except (OSError, EOFError, ValueError, KeyError, AttributeError, zipfile.BadZipFile) as error:
        raise damaged(name) from error
