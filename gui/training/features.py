"""Features of all photos at both looks, stored on disk so that they are computed once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from training import looks
from training.arrays import Floats
from training.looks import STRIDE
from training.sources import Source

if TYPE_CHECKING:
    from PIL import Image

_log = logging.getLogger(__name__)
CHANNELS = 1280
"""Numbers of a cell."""
_PART = 512
"""Photos a file: what was computed survives an interruption."""


class Encoder:
    """The picture encoder up to a feature map, from an ONNX file; one core for each thread."""

    def __init__(self, file: Path, output: str = "cells") -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._output = output

    def pooled(self, pixels: npt.NDArray[np.uint8], pool: Floats) -> Floats:
        """Features of each row of `pool`, float32 [rows, 1280]."""
        (cells,) = self._session.run([self._output], {"pixels": pixels})
        return np.asarray(pool @ cells, np.float32)

    def look(
        self, path: Path, second: bool = True, copies: int = 0
    ) -> tuple[Floats, npt.NDArray[np.uint8]] | None:
        """Look at a photo: float32 [1 + windows + copies, 1280], and a small version of it.

        Args:
            path: The file.
            second: Whether to look twice; otherwise there is one row.
            copies: How many degraded copies to look at, too, once each.

        Returns:
            None where it cannot be read.
        """
        try:
            picture = looks.opened(str(path))
        except (OSError, ValueError, SyntaxError):
            return None
        rows = [self._first(picture)]
        if second:
            closer = looks.shaped(picture, looks.SECOND_SIDE)
            rows.append(self.pooled(closer, looks.windows(*_cells(closer))))
        rows += [self._first(looks.degraded(picture, n, path.name)) for n in range(copies)]
        return np.concatenate(rows), looks.small(picture)

    def _first(self, picture: Image.Image) -> Floats:
        pixels = looks.shaped(picture, looks.FIRST_SIDE)
        return self.pooled(pixels, looks.whole(*_cells(pixels)))


def _cells(pixels: npt.NDArray[np.uint8]) -> tuple[int, int]:
    return pixels.shape[0] // STRIDE, pixels.shape[1] // STRIDE


def compute(
    encoder: Encoder,
    source: Source,
    folder: Path,
    copies: bool = True,
    threads: int = 2,
    share: tuple[int, int] = (0, 1),
) -> None:
    """Compute what is missing of a source's features, in parts.

    Args:
        encoder: What looks.
        source: The photos.
        folder: Where features are stored.
        copies: Whether to look at degraded copies, too, where the source has some.
        threads: Cores to use.
        share: Which part of how many this process does; together they do all.
    """
    target = folder / source.name
    target.mkdir(parents=True, exist_ok=True)
    paths = [photo.path for photo in source.photos]
    for start in range(0, len(paths), _PART):
        part = target / f"{start:07}.npz"
        if start // _PART % share[1] == share[0] and not part.exists():
            chosen = paths[start : start + _PART]
            found = _looked(encoder, source, chosen, source.copies * copies, threads)
            np.savez(part.with_suffix(".part.npz"), rows=found["rows"], small=found["small"])
            part.with_suffix(".part.npz").rename(part)
            _log.info("features: %s %d of %d", source.name, start, len(paths))


def _looked(
    encoder: Encoder, source: Source, paths: Sequence[Path], copies: int, threads: int
) -> dict[str, npt.NDArray[np.generic]]:
    second = source.second_look
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda path: encoder.look(path, second, copies), paths))
    rows = (looks.ROWS if second else 1) + copies
    none = np.full((rows, CHANNELS), np.nan, np.float32), looks.BLACK
    seen, small = zip(*(none if each is None else each for each in found), strict=True)
    return {"rows": np.stack(seen).astype(np.float16), "small": np.stack(small)}


def numbered(source: Source, folder: Path) -> list[tuple[int, Path]]:
    """Finished parts of a source in their order: number of the first photo, and the file."""
    files = (file for file in (folder / source.name).glob("*.npz") if ".part" not in file.name)
    return sorted((int(file.stem), file) for file in files)


def parts(source: Source, folder: Path) -> list[Path]:
    """Finished parts of a source in their order."""
    return [file for _, file in numbered(source, folder)]
