"""Training data as arrays, from sources whose features have been computed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training import copies, features, heads, looks
from training.arrays import Bools, Floats, Halves, Pixels, unit
from training.sources import Photo, Source

LOOKS = 2 + looks.COPIES
BRANCH = "branch"
"""Folder of the branch's features."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders and files of a training run.

    Attributes:
        work: Intermediate results.
        data: Sources, and `parallel/`.
        captioned: The test set of captioned snapshots.
        text: The shipped sentence encoder.
        wordnet: WordNet 3.0's database files.
        judging: Grey prints of the photos reserved for judging, [n, 16, 16], if any.
        mirror: Bare repositories of the sources, `OWNER+NAME/repo`.
        classes: Names of the encoder's classes in their order.
        model: The exported model.
    """

    work: Path
    data: Path
    captioned: Path
    text: Path
    wordnet: Path
    judging: Path | None
    mirror: Path
    classes: Path
    model: Path


@dataclass(frozen=True)
class Pictures:
    """Photos of one or several sources.

    Attributes:
        photos: Files, sentences and labels.
        roots: float16 [n, LOOKS, 1280]: features of the first look, of the second, and of first
            looks at degraded copies.
        classes: float16 [n, LOOKS, 1000]: roots of class probabilities.
        branch: float16 [n, 2, 1280]: features of the branch at the first and the second look;
            [n, 2, 0] where they have not been computed.
        sources: Name of each photo's source.
    """

    photos: Sequence[Photo]
    roots: Halves
    classes: Halves
    branch: Halves
    sources: Sequence[str]

    def part(self, chosen: Bools) -> Pictures:
        """The chosen photos."""
        picked = [int(n) for n in np.flatnonzero(chosen)]
        return Pictures(
            [self.photos[n] for n in picked],
            self.roots[picked],
            self.classes[picked],
            self.branch[picked],
            [self.sources[n] for n in picked],
        )


def read_classifier(file: Path) -> heads.Classifier:
    """The encoder's last layer out of an `npz` with `w` and `b`."""
    stored = np.load(file)
    return heads.Classifier(stored["w"], stored["b"])


def fuse(source: Source, work: Path, classifier: heads.Classifier, judging: Path | None) -> None:
    """Fuse and store each part of a source's features; parts that exist are skipped.

    Args:
        source: Whose features.
        work: Its `features` and `fused`.
        classifier: The encoder's last layer.
        judging: Prints of photos reserved for judging; photos that resemble one are excluded.
    """
    target = work / "fused" / source.name
    target.mkdir(parents=True, exist_ok=True)
    for file in features.parts(source, work / "features"):
        if not (target / file.name).exists():
            loaded = np.load(file)
            made = _fused(loaded["rows"].astype(np.float32), loaded["small"], classifier, judging)
            passing = target / f"{file.stem}.part.npz"
            np.savez(passing, kept=made["kept"], roots=made["roots"], classes=made["classes"])
            passing.replace(target / file.name)


def _fused(
    rows: Floats, small: Pixels, classifier: heads.Classifier, judging: Path | None
) -> dict[str, npt.NDArray[np.generic]]:
    kept = ~np.isnan(rows[:, 0, 0])
    if judging is not None:
        kept &= ~copies.resembling(small, np.load(judging))
    rows = np.nan_to_num(rows)
    starts = [0, 1, *range(looks.ROWS, rows.shape[1])]
    parts = np.split(rows, [start for start in starts[1:] if start < rows.shape[1]], axis=1)
    found = [heads.fused(classifier, each) for each in parts]
    return {
        "kept": kept,
        "roots": np.stack([each[0] for each in found], axis=1).astype(np.float16),
        "classes": np.stack([each[1] for each in found], axis=1).astype(np.float16),
    }


def read_pictures(source: Source, work: Path) -> Pictures:
    """Photos of a source whose features have been computed and fused."""
    photos: list[Photo] = []
    roots, classes = [], []
    for start, file in features.numbered(source, work / "fused"):
        loaded = np.load(file)
        kept = np.flatnonzero(loaded["kept"])
        photos += [source.photos[start + n] for n in kept]
        roots.append(_evened(loaded["roots"][kept], LOOKS))
        classes.append(_evened(loaded["classes"][kept], LOOKS))
    none = np.zeros((len(photos), 2, 0), np.float16)
    names = [source.name] * len(photos)
    return Pictures(photos, np.concatenate(roots), np.concatenate(classes), none, names)


def with_branch(pictures: Pictures, folder: Path) -> Pictures:
    """Photos of one source with the branch's features, if those have been computed.

    Args:
        pictures: The photos.
        folder: Features of exactly these photos, in a folder named after their source.
    """
    source = as_source(pictures)
    rows = [np.load(file)["rows"] for file in features.parts(source, folder)]
    return replace(pictures, branch=_fused_branch(np.concatenate(rows))) if rows else pictures


def _fused_branch(rows: Halves) -> Halves:
    roots = heads.feature_roots(rows.astype(np.float32))
    looks_at = [part for part in (roots[:, :1], roots[:, 1:]) if part.shape[1]]
    fused = np.stack([unit(part.mean(axis=1)) for part in looks_at], axis=1)
    return _evened(fused.astype(np.float16), 2)


def as_source(pictures: Pictures) -> Source:
    """The photos of one source as a source of its own."""
    return Source(pictures.sources[0], tuple(pictures.photos))


def _evened(rows: Halves, wanted: int) -> Halves:
    """So many looks at each photo of any source: those that there were, repeated."""
    return rows[:, np.arange(wanted) % rows.shape[1]]


def joined(parts: Sequence[Pictures]) -> Pictures:
    """Photos of several sources as one."""
    return Pictures(
        [photo for part in parts for photo in part.photos],
        np.concatenate([part.roots for part in parts]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.branch for part in parts]),
        [name for part in parts for name in part.sources],
    )


def in_other_languages(data: Path, source: str) -> dict[str, list[tuple[str, str]]]:
    """Language and sentence for photos of a source, by file name; none where there are none."""
    file = data / source / "languages.jsonl"
    if not file.exists():
        return {}
    items = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {
        item["file"]: [(lang, s) for lang, found in item["sentences"].items() for s in found]
        for item in items
    }


def parallel(data: Path) -> list[tuple[str, str, str]]:
    """English sentence, language, and the sentence in that language."""
    rows = []
    for file in sorted((data / "parallel").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            english, language, said = line.split("\t")
            rows.append((english, language, said))
    return rows
