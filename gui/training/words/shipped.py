"""Writes what the engine has to know of the shipped model before it opens a file of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort

from picseek.engine.embed.builtin_1.model_files import CONCEPTS, PICTURE, digest, revision

MODULE = Path(__file__).parents[2] / "picseek" / "engine" / "embed" / "builtin_1" / "shipped.py"

_TEXT = '''"""What `resources/models/builtin-1` holds. Written by `python -m training.words`."""

from __future__ import annotations

from picseek.engine.embed.builtin_1.model_files import Shipped

SHIPPED = Shipped(
    digest="{digest}",
    revision="{revision}",
    concepts={concepts},
    features={features},
)
'''


def write_shipped(folder: Path, claimed: int, module: Path) -> None:
    """Write the module of a model's folder.

    Args:
        folder: With the picture model and its concepts.
        claimed: How many of its concepts can be searched by.
        module: Where to.

    Raises:
        OSError: Something cannot be read or written.
    """
    picture = folder / PICTURE
    text = _TEXT.format(
        digest=digest(picture),
        revision=revision(picture, folder / CONCEPTS),
        concepts=claimed,
        features=_features(picture),
    )
    module.write_text(text, encoding="utf-8")


def _features(picture: Path) -> int:
    """Length of the features, as the model gives them for a black picture."""
    session = ort.InferenceSession(str(picture), providers=["CPUExecutionProvider"])
    (shape,) = (each.shape for each in session.get_inputs())
    black = np.zeros((1, *shape[1:]), np.uint8)
    (features,) = session.run(["features"], {session.get_inputs()[0].name: black})
    return int(np.asarray(features).shape[1])
