"""Activations before the encoder's last block, stored so that a branch can learn from them.

The encoder's last block and last convolution are four convolutions. All before them is frozen, so
what comes in there is computed once for each photo and look.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper

from training import looks
from training.arrays import Halves, Ints, Pixels
from training.sources import Photo

_log = logging.getLogger(__name__)
CONVOLUTIONS = 4
"""Of the branch: expansion, depthwise, projection, and the last of the net."""
COPIES = 4
"""Degraded copies of each photo, besides the photo itself; each has a first look."""
_PART = 512
"""Photos a file."""


def branch_point(model: onnx.ModelProto, convolutions: int = CONVOLUTIONS) -> str:
    """The value that goes into the last convolutions of an encoder, found from its output."""
    maker = {name: node for node in model.graph.node for name in node.output}
    value = model.graph.output[0].name
    while convolutions:
        node = maker[value]
        value = node.input[0]
        convolutions -= node.op_type == "Conv"
    return value


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at one picture.

    Attributes:
        cells: Activations, float16 [h * w, channels].
        shape: h and w.
        row: Features by the encoder's own last block, pooled over all cells, float16 [1280].
    """

    cells: Halves
    shape: tuple[int, int]
    row: Halves


class Trunk:
    """The encoder with its activations as a second output; one core for each thread."""

    def __init__(self, file: Path) -> None:
        model = onnx.load(str(file))
        point = branch_point(model)
        model.graph.output.append(helper.make_tensor_value_info(point, TensorProto.FLOAT, None))
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._outputs = ["cells", point]
        self._session = ort.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def see(self, pixels: Pixels) -> Seen:
        """Look at pixels, uint8 [h, w, 3]."""
        cells, (planes,) = self._session.run(self._outputs, {"pixels": pixels})
        flat = planes.reshape(len(planes), -1).T
        row = cells.mean(axis=0)
        return Seen(
            flat.astype(np.float16), (planes.shape[1], planes.shape[2]), row.astype(np.float16)
        )


def _looked(trunk: Trunk, photo: Photo, copies: int) -> list[Seen]:
    """First looks at a photo and at its degraded copies."""
    picture = looks.opened(str(photo.path))
    degraded = [looks.degraded(picture, number, photo.path.name) for number in range(copies)]
    return [trunk.see(looks.shaped(each, looks.FIRST_SIDE)) for each in (picture, *degraded)]


def compute(
    trunk: Trunk, photos: Sequence[Photo], folder: Path, copies: int = COPIES, threads: int = 2
) -> None:
    """Compute what is missing of the activations of photos that can be read, in parts."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(photos), _PART):
        part = folder / f"{start:07}.npz"
        if not part.exists():
            with ThreadPoolExecutor(threads) as pool:
                chosen = photos[start : start + _PART]
                seen = list(pool.map(lambda photo: _looked(trunk, photo, copies), chosen))
            _store(seen, part)
            _log.info("activations: %d of %d", start, len(photos))


def _store(seen: Sequence[Sequence[Seen]], file: Path) -> None:
    passing = file.with_suffix(".part.npz")
    np.savez(
        passing,
        cells=np.concatenate([each.cells for photo in seen for each in photo]),
        shapes=np.array([[each.shape for each in photo] for photo in seen]),
        rows=np.stack([[each.row for each in photo] for photo in seen]),
    )
    passing.replace(file)


def read(folder: Path) -> Activations:
    """All that has been computed."""
    files = sorted(file for file in folder.glob("*.npz") if ".part" not in file.name)
    parts = [np.load(file) for file in files]
    return Activations(
        *(np.concatenate([part[name] for part in parts]) for name in ("cells", "shapes", "rows"))
    )


class Activations:
    """First looks at photos and their degraded copies.

    Args:
        cells: float16 [cells, channels], of one look after the other.
        shapes: int [photos, looks, 2]: how high and wide each is.
        rows: float16 [photos, looks, 1280]: features by the encoder's own last block.
    """

    def __init__(self, cells: Halves, shapes: Ints, rows: Halves) -> None:
        self._cells, self.shapes, self.rows = cells, shapes, rows
        ends = np.cumsum(shapes.prod(axis=2))
        self._starts: Ints = np.concatenate([[0], ends[:-1]]).reshape(shapes.shape[:2])

    def of(self, photos: Ints, look: Ints) -> list[tuple[Ints, Halves]]:
        """Planes of one look at each photo, those of one shape together.

        Returns:
            Which of the given photos, and float16 [photos, h, w, channels].
        """
        shapes = self.shapes[photos, look]
        found = []
        for high, wide in np.unique(shapes, axis=0):
            chosen = np.flatnonzero((shapes == (high, wide)).all(axis=1))
            starts = self._starts[photos[chosen], look[chosen]]
            rows = starts[:, None] + np.arange(high * wide)
            found.append((chosen, self._cells[rows].reshape(len(chosen), high, wide, -1)))
        return found

    def spread(self, most: int) -> list[Halves]:
        """Planes of so many photos at most, evenly spread, each [h, w, channels]."""
        photos = np.arange(0, len(self.shapes), max(len(self.shapes) // most, 1))
        found = self.of(photos, photos % self.shapes.shape[1])
        return [planes for _, several in found for planes in several]
