"""From the trained backbone to the shipped files: concept head, ONNX, claims, figures, card."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from training import evaluate, export
from training.data import Floats
from training.heads import ConceptHead, learn, platt
from training.labels import ABSENT, Concept, Labels
from training.net import Backbone, Shape, normalised
from training.pipeline import (
    CAPTIONED,
    HERE,
    HeldOut,
    Material,
    held_out_photos,
    load_backbone,
    make_lesson,
    write_json,
)

CALIBRATION_PHOTOS = 768


class _RawFeatures(nn.Module):
    """The backbone alone, with both outputs that `export.Runner` asks for."""

    def __init__(self, backbone: Backbone) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Features twice."""
        found = self.backbone(normalised(pixels.permute(0, 3, 1, 2).float()))
        return found, found * 1.0


def calibration(logits: Floats, labels: Labels) -> tuple[Floats, Floats]:
    """Scale and offset of each concept that make its logits probabilities.

    Args:
        logits: float32 [N, concepts].
        labels: int8 [N, concepts].
    """
    pairs = []
    for column in range(logits.shape[1]):
        known = labels[:, column] >= ABSENT
        pairs.append(platt(logits[known, column], labels[known, column]))
    return (
        np.array([scale for scale, _ in pairs], np.float32),
        np.array([offset for _, offset in pairs], np.float32),
    )


def sample_pictures(
    material: Material, count: int = CALIBRATION_PHOTOS, seed: int = 5
) -> npt.NDArray[np.uint8]:
    """Training pictures of all sources, to measure the ranges of activations with."""
    dice = np.random.default_rng(seed)
    stores = [store for store in material.stores.values() if len(store.training)]
    each = max(1, count // len(stores))
    return np.concatenate(
        [
            store.pixels[
                np.sort(dice.choice(store.training, min(each, len(store.training)), False))
            ]
            for store in stores
        ]
    )


@dataclass(frozen=True)
class Built:
    """The written models and what they say of the held-out photos.

    Attributes:
        file: The one that is shipped.
        kind: "int8" or "fp32".
        logits: float32 [held-out photos, concepts], the shipped model's.
        facts: Size, speed and agreement, for the figures.
    """

    file: Path
    kind: str
    logits: Floats
    facts: dict[str, Any]


def fast_features(
    backbone: Backbone, folder: Path, samples: npt.NDArray[np.uint8], threads: int
) -> export.Runner:
    """The backbone in eight bits, to read the features of many pictures."""
    raw, small = folder / "raw.onnx", folder / "raw8.onnx"
    export.write_fp32(_RawFeatures(backbone), raw)
    export.write_int8(raw, small, samples)
    return export.Runner.open(small, threads)


def teach_concepts(
    material: Material,
    checkpoint: Path,
    folder: Path,
    shape: Shape,
    threads: int = 2,
    share: float = 1.0,
    epochs: int = 14,
) -> tuple[Backbone, ConceptHead]:
    """Learns the concept head and keeps it in `folder/head.pt`.

    Args:
        material: The sources.
        checkpoint: Of the trained backbone.
        folder: For files on the way.
        shape: The backbone's.
        threads: To read the features with.
        share: Of the pictures, to try things out faster.
        epochs: Passes over the features.
    """
    backbone = load_backbone(checkpoint, shape)
    runner = fast_features(backbone, folder, sample_pictures(material), threads)
    lesson = make_lesson(material, lambda pixels: runner(pixels)[0], share=share)
    head = learn(lesson, epochs)
    torch.save(head.state_dict(), folder / "head.pt")
    return backbone, head


def build(
    backbone: Backbone, head: ConceptHead, material: Material, photos: HeldOut, folder: Path
) -> Built:
    """Calibrates on half 0, writes both models and takes the int8 one unless it is slower."""
    plain = folder / "plain.onnx"
    concepts = len(material.concepts)
    ones, zeros = np.ones(concepts, np.float32), np.zeros(concepts, np.float32)
    export.write_fp32(export.Finished(backbone, head, ones, zeros), plain)
    first = export.Runner.open(plain, 2)(photos.pixels)[0]
    half = photos.halves == 0
    scale, offset = calibration(first[half], photos.labels[half])
    fp32, int8 = folder / "fp32.onnx", folder / "int8.onnx"
    export.write_fp32(export.Finished(backbone, head, scale, offset), fp32)
    export.write_int8(fp32, int8, sample_pictures(material))
    times = {"fp32": export.milliseconds(fp32), "int8": export.milliseconds(int8)}
    found = {
        name: export.Runner.open(folder / f"{name}.onnx", 2)(photos.pixels)
        for name in ("fp32", "int8")
    }
    kind = "int8" if times["int8"] <= times["fp32"] else "fp32"
    facts = {
        "kind": kind,
        "milliseconds": {name: round(value, 2) for name, value in times.items()},
        "megabytes": {
            name: round((folder / f"{name}.onnx").stat().st_size / 1e6, 2) for name in times
        },
        "agreement": round(export.agreement(found["fp32"][0], found["int8"][0]), 4),
        "parameters": sum(p.numel() for p in backbone.parameters()),
        "features": backbone.features,
    }
    return Built(folder / f"{kind}.onnx", kind, found[kind][0], facts)


def claims(concepts: Sequence[Concept], chosen: evaluate.Library) -> dict[str, float]:
    """Concepts worth claiming, with the logit from which on they are shown.

    Args:
        concepts: All of them.
        chosen: Half 0 of the held-out photos: the figures come from the other half.
    """
    useful = {
        word.name
        for word in evaluate.searches(concepts, chosen)
        if word.precision >= evaluate.USEFUL_PRECISION and word.five
    }
    return {
        concept.name: evaluate.threshold(chosen.logits[:, column], chosen.labels[:, column])
        for column, concept in enumerate(concepts)
        if concept.name in useful
    }


def _of(words: Sequence[evaluate.Word], names: frozenset[str]) -> list[evaluate.Word]:
    return [word for word in words if word.name in names]


def figures(
    concepts: Sequence[Concept], photos: HeldOut, built: Built, claimed: Mapping[str, float]
) -> dict[str, Any]:
    """All figures of the card, from half 1 of the held-out photos."""
    library = photos.library(built.logits, 1)
    everyday = frozenset(c.name for c in concepts if not c.fine)
    names = frozenset(claimed)
    words = evaluate.searches(concepts, library)
    unseen = evaluate.searches(
        concepts, library.part(np.isin(library.sources, sorted(evaluate.NEVER_SEEN)))
    )
    captioned = evaluate.searches(concepts, library.part(library.sources == CAPTIONED))
    columns = [n for n, c in enumerate(concepts) if c.name in names and c.name in everyday]
    return {
        "photos": len(library.sources),
        "useful": evaluate.USEFUL_PRECISION,
        "claimed": {
            "everyday": len(names & everyday),
            "fine": len(names - everyday),
            "of": len(concepts),
        },
        "all held-out photos": evaluate.summary(_of(words, names & everyday)),
        "sources never seen": evaluate.summary(_of(unseen, names & everyday)),
        "captioned photos": evaluate.summary(_of(captioned, names & everyday)),
        "narrow classes": evaluate.summary(_of(words, names - everyday)),
        "without claims": evaluate.summary(_of(words, everyday)),
        "calibration": _calibration(library, columns),
        "everyday words": _everyday_words(concepts, names),
        "model": built.facts,
        "words": evaluate.rows_of(_of(words, everyday)),
        "words, sources never seen": evaluate.rows_of(_of(unseen, everyday)),
    }


def _calibration(library: evaluate.Library, columns: Sequence[int]) -> dict[str, Any]:
    table = evaluate.reliability(library.logits[:, columns], library.labels[:, columns])
    return {
        "error": round(evaluate.calibration_error(table), 4),
        "table": [[round(a, 3), round(b, 3), n] for a, b, n in table],
    }


def _everyday_words(concepts: Sequence[Concept], claimed: frozenset[str]) -> dict[str, Any]:
    listed = [
        line.strip()
        for line in (HERE / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    known = evaluate.known_words(listed, concepts, claimed)
    return {
        "listed": len(listed),
        "known": len(known),
        "unknown": [word for word in listed if word not in known],
    }


def concept_list(
    concepts: Sequence[Concept], claimed: Mapping[str, float], precision: Mapping[str, float]
) -> dict[str, Any]:
    """The content of `concepts.json`, in the order of the model's outputs."""
    return {
        "version": 1,
        "input": {"size": export.SIZE, "max_aspect": 1.8},
        "concepts": [
            {
                "name": concept.name,
                "synset": concept.synset,
                "aliases": list(concept.aliases),
                "kind": "fine" if concept.fine else "everyday",
                "claimed": concept.name in claimed,
                "threshold": round(claimed.get(concept.name, 99.0), 3),
                "precision": precision.get(concept.name),
                "source": ", ".join(sorted({label.partition(":")[0] for label in concept.shown})),
            }
            for concept in concepts
        ],
    }


def finish(
    material: Material, backbone: Backbone, head: ConceptHead, folder: Path, shipped: Path
) -> dict[str, Any]:
    """Writes `picture.onnx`, `concepts.json` and `figures.json` into the shipped folder."""
    photos = held_out_photos(material)
    built = build(backbone, head, material, photos, folder)
    claimed = claims(material.concepts, photos.library(built.logits, 0))
    found = figures(material.concepts, photos, built, claimed)
    words = evaluate.searches(material.concepts, photos.library(built.logits, 1))
    precision = {word.name: round(word.precision, 2) for word in words}
    shipped.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(built.file, shipped / "picture.onnx")
    write_json(shipped / "concepts.json", concept_list(material.concepts, claimed, precision))
    write_json(shipped / "figures.json", found)
    return found
