"""The steps between the trained backbone and the files of the finished model."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from training.captions import frequent_words, mentions, read_captions, soft_targets
from training.data import Floats, Store, open_store
from training.evaluate import Library, half_of
from training.heads import Lesson
from training.labels import (
    UNSURE,
    Concept,
    Labels,
    caption_labels,
    class_labels,
    fine_concepts,
    read_concepts,
)
from training.net import Backbone, Shape
from training.sources import SOURCES
from training.wordnet import read_nouns

_log = logging.getLogger(__name__)
HERE = Path(__file__).parent
Features = Callable[[npt.NDArray[np.uint8]], Floats]
CAPTIONED = "flickr8k"
# Enough pictures of the large sources for the concept head; all of the others.
MOST = {"tiny": 40000, "places": 40000, "rooms": 9000, "cifar10": 9000, "faces": 4000, "sea": 7000}
# How much a source counts in the mixed library that probabilities are stated for.
LIBRARY_SHARE = {
    "tiny": 0.20,
    "places": 0.16,
    "rooms": 0.05,
    "intel": 0.05,
    "flickr8k": 0.26,
    "sports": 0.06,
    "sea": 0.02,
    "caltech": 0.05,
    "cifar10": 0.02,
    "flowers": 0.02,
    "food": 0.02,
    "grocery": 0.02,
    "clothing": 0.02,
    "weather": 0.01,
    "faces": 0.01,
    "receipts": 0.005,
    "drawn": 0.025,
    "falls": 0.006,
    "parks": 0.004,
}
PER_CLASS = 24


@dataclass(frozen=True)
class Material:
    """All sources with what their pictures say about the concepts.

    Attributes:
        stores: The sources.
        concepts: Everyday concepts, then fine ones.
        tables: For each source, int8 [rows, concepts].
        rows: For each source, int64 [pictures], the row of each picture; `UNSURE` for none.
        words: Frequent words of the captions, what the backbone learns from them.
        targets: float32 [pictures, words] of the captioned source.
    """

    stores: Mapping[str, Store]
    concepts: Sequence[Concept]
    tables: Mapping[str, Labels]
    rows: Mapping[str, npt.NDArray[np.int64]]
    words: Sequence[str]
    targets: npt.NDArray[np.float32]


def read_material(folder: Path, nouns_file: Path, held_names: frozenset[str]) -> Material:
    """Opens all stores of a folder and works out the labels.

    Args:
        folder: The stores; `flickr8k.captions.txt` beside them.
        nouns_file: WordNet's `data.noun`.
        held_names: Names of captioned photos that are held out.
    """
    stores = {
        source.name: open_store(folder, source, held_names)
        for source in SOURCES
        if (folder / f"{source.name}.npy").exists()
    }
    nouns = read_nouns(nouns_file)
    everyday = read_concepts(HERE / "concepts.txt")
    concepts = [*everyday, *fine_concepts(list(stores.values()), everyday, nouns)]
    tables, rows = {}, {}
    words: list[str] = []
    targets = np.zeros((0, 0), np.float32)
    for name, store in stores.items():
        rows[name] = store.labels
        if name != CAPTIONED:
            tables[name] = class_labels(name, store.classes, concepts, nouns)
            continue
        photos = read_captions(folder / f"{CAPTIONED}.captions.txt")
        names = [path.rsplit("/", 1)[-1] for path in store.paths]
        every = sorted({w for sentences in photos.values() for s in sentences for w in s})
        tables[name] = caption_labels(mentions(photos, names, every), every, concepts)
        rows[name] = np.arange(len(names))
        words = frequent_words({k: v for k, v in photos.items() if k not in held_names})
        targets = soft_targets(mentions(photos, names, words))
    return Material(stores, concepts, tables, rows, words, targets)


def load_backbone(checkpoint: Path, shape: Shape) -> Backbone:
    """The backbone out of a training checkpoint."""
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")["net"]
    backbone = Backbone(shape)
    start = "backbone."
    backbone.load_state_dict({k[len(start) :]: v for k, v in saved.items() if k.startswith(start)})
    return backbone.eval()


def chosen_for_lesson(store: Store, dice: np.random.Generator) -> npt.NDArray[np.int64]:
    """Indices of the training pictures that the concept head learns from."""
    indices = store.training
    most = MOST.get(store.source.name, len(indices))
    return np.sort(dice.choice(indices, min(most, len(indices)), replace=False))


def make_lesson(
    material: Material, features_of: Features, seed: int = 7, share: float = 1.0
) -> Lesson:
    """Features, labels and weights of the pictures that the concept head learns from.

    Args:
        material: The sources.
        features_of: The trained backbone.
        seed: Of the choice of pictures and of which are turned left to right.
        share: Of the pictures, to try things out faster.
    """
    dice = np.random.default_rng(seed)
    features, rows, weights, tables, offset = [], [], [], [], 0
    for name, part in LIBRARY_SHARE.items():
        if name not in material.stores:
            continue
        store = material.stores[name]
        chosen = chosen_for_lesson(store, dice)
        chosen = chosen[:: max(1, round(1 / share))]
        features.append(_features_in_parts(features_of, store, chosen, dice))
        rows.append(material.rows[name][chosen] + offset)
        weights.append(np.full(len(chosen), part / len(chosen), np.float32))
        tables.append(material.tables[name])
        offset += len(material.tables[name])
        _log.info("features: %s %d", name, len(chosen))
    weight = np.concatenate(weights)
    return Lesson(
        np.concatenate(features),
        np.concatenate(rows),
        np.concatenate(tables),
        weight / weight.mean(),
    )


def _features_in_parts(
    features_of: Features, store: Store, chosen: npt.NDArray[np.int64], dice: np.random.Generator
) -> Floats:
    parts = []
    for start in range(0, len(chosen), 2048):
        pixels = store.pixels[chosen[start : start + 2048]]
        turned = dice.random(len(pixels)) < 0.5
        pixels[turned] = pixels[turned, :, ::-1]
        parts.append(features_of(pixels))
    return np.concatenate(parts)


@dataclass(frozen=True)
class HeldOut:
    """The test photos: a mixed library out of all held-out ones.

    Attributes:
        pixels: uint8 [N, 64, 64, 3].
        labels: int8 [N, concepts].
        sources: Source of each photo.
        halves: 0 or 1: claims, thresholds and calibration come from half 0, figures from half 1.
    """

    pixels: npt.NDArray[np.uint8]
    labels: Labels
    sources: npt.NDArray[np.str_]
    halves: npt.NDArray[np.int64]

    def library(self, logits: Floats, half: int) -> Library:
        """One half with the model's logits of all photos."""
        chosen = self.halves == half
        return Library(logits[chosen], self.labels[chosen], self.sources[chosen])


def held_out_photos(material: Material, seed: int = 3, most: int = PER_CLASS) -> HeldOut:
    """At most so many photos of each held-out class, all of the captioned ones."""
    dice = np.random.default_rng(seed)
    pixels, labels, sources, halves = [], [], [], []
    for name, store in material.stores.items():
        rows = material.rows[name]
        candidates = np.flatnonzero(store.held_out & (rows != UNSURE))
        if name != CAPTIONED:
            candidates = dice.permutation(candidates)
            kept: dict[int, int] = {}
            chosen = []
            for index in candidates:
                kept[rows[index]] = kept.get(rows[index], 0) + 1
                if kept[rows[index]] <= most:
                    chosen.append(index)
            candidates = np.sort(np.array(chosen, np.int64))
        if not len(candidates):
            continue
        pixels.append(store.pixels[candidates])
        labels.append(material.tables[name][rows[candidates]])
        sources += [name] * len(candidates)
        halves += [half_of(store.paths[int(index)]) for index in candidates]
    return HeldOut(
        np.concatenate(pixels), np.concatenate(labels), np.array(sources), np.array(halves)
    )


def backdrop(rooms: npt.NDArray[np.uint8] | None, dice: Random) -> Image.Image:
    """What drawn papers lie on: mostly a photo of a room, else one colour."""
    if rooms is not None and dice.random() < 0.7:
        return Image.fromarray(rooms[dice.randrange(len(rooms))])
    return Image.new("RGB", (8, 8), tuple(dice.randint(40, 200) for _ in range(3)))


def write_json(file: Path, content: object) -> None:
    """Writes JSON with one value a line, the same bytes for the same content."""
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
