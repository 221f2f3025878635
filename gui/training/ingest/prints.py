"""Prints that show whether two photos are the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.arrays import Floats
from training.ingest.collections import Source

PRINT_SIDE = 16
SAME_LOOK = 0.90
SAME_PHOTO = 0.985
FLAT = 4.0  # grey levels of spread below which a print says nothing


def unit(grey: Floats) -> Floats:
    """Prints without their mean and of length one; flat ones become zero."""
    rows = grey.reshape(len(grey), -1).astype(np.float32)
    rows = rows - rows.mean(1, keepdims=True)
    spread = rows.std(1, keepdims=True)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(spread > FLAT, rows / np.maximum(length, 1e-6), 0).astype(np.float32)


def look(picture: Image.Image) -> Floats:
    """16 x 16 grey values, averages over areas."""
    small = picture.convert("L").resize((PRINT_SIDE, PRINT_SIDE), Image.Resampling.BOX)
    return np.asarray(small, np.float32)


def mirrored(prints: Floats) -> Floats:
    """Prints as their photos would have seen in a mirror."""
    square = prints.reshape(-1, PRINT_SIDE, PRINT_SIDE)[:, :, ::-1]
    return np.ascontiguousarray(square).reshape(len(prints), -1)


@dataclass
class Kept:
    """What a new photo is compared with: test photos, and photos taken already."""

    tests: Floats
    taken: list[Floats]
    test_names: frozenset[str]

    @classmethod
    def load(cls, data: Path, captioned: Path, judging: Path | None, source: Source) -> Kept:
        """Prints of the judging photos, of the captioned photos and of finished sources.

        For a source to learn from, the finished held-out sources count as tests; for a held-out
        source every finished source does.
        """
        files = sorted((captioned / "images").iterdir())
        greys = np.stack([look(Image.open(file)) for file in files])
        tests = [unit(greys)]
        if judging is not None:
            tests.append(unit(np.load(judging).astype(np.float32)))
        taken: list[Floats] = []
        others = [f for f in data.glob("*/prints.npy") if f.parent.name != source.name]
        for file in sorted(others):
            is_test = source.held_out or (file.parent / "HELD_OUT").exists()
            (tests if is_test else taken).append(np.load(file).astype(np.float32))
        both = np.concatenate(tests)
        names = frozenset(file.name for file in files)
        return cls(np.concatenate([both, mirrored(both)]), taken, names)

    def refuses(self, name: str, grey: Floats) -> str:
        """Why a photo is not taken; empty if it is."""
        if name in self.test_names:
            return "test name"
        row = unit(grey[None])[0]
        if self.tests.size and float((self.tests @ row).max()) > SAME_LOOK:
            return "looks like a test photo"
        if any(rows.size and float((rows @ row).max()) > SAME_PHOTO for rows in self.taken):
            return "taken already"
        return ""
