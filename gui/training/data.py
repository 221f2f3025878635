"""Stores of 64-pixel pictures on disk, their labels, and near-copies between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.sources import Source

Pictures = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
UNKNOWN = -1


@dataclass(frozen=True)
class Store:
    """The pictures of one source.

    Attributes:
        source: Where they come from.
        pixels: uint8 [N, 64, 64, 3], memory-mapped.
        paths: Their paths in the repository, N of them.
        classes: Names of the classes, sorted.
        labels: int64 [N], the class or `UNKNOWN`.
        held_out: bool [N], kept for the test.
        dropped: bool [N], near-copies of test pictures, never used.
    """

    source: Source
    pixels: Pictures
    paths: Sequence[str]
    classes: Sequence[str]
    labels: npt.NDArray[np.int64]
    held_out: npt.NDArray[np.bool_]
    dropped: npt.NDArray[np.bool_]

    @property
    def training(self) -> npt.NDArray[np.int64]:
        """Indices of the pictures to learn from."""
        return np.flatnonzero(~self.held_out & ~self.dropped & (self.labels != UNKNOWN))


def open_store(folder: Path, source: Source, held_names: frozenset[str] = frozenset()) -> Store:
    """Opens a source's store.

    Args:
        folder: Holds `<name>.npy`, `<name>.paths.txt`, perhaps `<name>.classes.txt` (path, tab,
            class) for pictures whose path does not tell, and, once near-copies were looked for,
            `<name>.dropped.npy`.
        source: The source.
        held_names: Names of files that are held out beside the source's own rule.
    """
    pixels = np.load(folder / f"{source.name}.npy", mmap_mode="r")
    paths = (folder / f"{source.name}.paths.txt").read_text().split("\n")
    found = [re.search(source.label, path) for path in paths]
    listed = _listed_classes(folder / f"{source.name}.classes.txt")
    names = [
        match.group(match.lastindex or 0) if match else listed.get(path)
        for match, path in zip(found, paths, strict=True)
    ]
    classes = sorted({name for name in names if name is not None})
    place = {name: number for number, name in enumerate(classes)}
    rule = re.compile(source.held_out) if source.held_out else None
    held = [
        bool(rule and rule.search(path)) or path.rsplit("/", 1)[-1] in held_names for path in paths
    ]
    dropped_file = folder / f"{source.name}.dropped.npy"
    dropped = np.load(dropped_file) if dropped_file.exists() else np.zeros(len(paths), bool)
    return Store(
        source,
        pixels,
        paths,
        classes,
        np.array([UNKNOWN if name is None else place[name] for name in names], np.int64),
        np.array(held, bool),
        dropped,
    )


def _listed_classes(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    return dict(line.split("\t", 1) for line in file.read_text().splitlines())


def grey_vectors(pixels: Pictures, step: int = 8192) -> npt.NDArray[np.float32]:
    """Unit vectors [N, 256] of the 16x16 grey pictures, mean removed, to find near-copies."""
    parts = []
    for start in range(0, len(pixels), step):
        grey = pixels[start : start + step].astype(np.float32).mean(axis=3)
        small = grey.reshape(-1, 16, 4, 16, 4).mean(axis=(2, 4)).reshape(len(grey), 256)
        small -= small.mean(axis=1, keepdims=True)
        parts.append(small / np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-6))
    return np.concatenate(parts)


def mark_copies(folder: Path, stores: Iterable[Store], closest: float = 0.90) -> dict[str, int]:
    """Writes `<name>.dropped.npy`: training pictures that resemble a test picture.

    Returns:
        How many were dropped, for each source.
    """
    stores = list(stores)
    tests = np.concatenate(
        [grey_vectors(store.pixels[store.held_out]) for store in stores if store.held_out.any()]
    )
    dropped = {}
    for store in stores:
        vectors = grey_vectors(store.pixels)
        likeness = np.zeros(len(vectors), np.float32)
        for start in range(0, len(vectors), 4096):
            likeness[start : start + 4096] = (vectors[start : start + 4096] @ tests.T).max(axis=1)
        marks = (likeness > closest) & ~store.held_out
        np.save(folder / f"{store.source.name}.dropped.npy", marks)
        dropped[store.source.name] = int(marks.sum())
    return dropped
