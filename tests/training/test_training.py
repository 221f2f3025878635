"""Trains a tiny model on drawn pictures, from nothing to the shipped files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random

import numpy as np
import pytest

from training.drawing import draw_one
from training.ingest import squashed

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("onnxruntime", reason="the extra `train` is not installed")

from training import evaluate, finish, pipeline, strong  # noqa: E402
from training.card import card  # noqa: E402
from training.export import Runner  # noqa: E402
from training.heads import platt  # noqa: E402
from training.net import Shape  # noqa: E402
from training.train import Mixture, Plan, Run, begin, crop_size, learning_rate, train  # noqa: E402

SHAPE = Shape(stem=8, widths=(16, 24, 32), depths=(1, 1, 1))
KINDS = ("chart", "document", "graphic", "screenshot")
NOUN = "00015388 03 n 01 animal 0 000 | a living organism\n"


def draw(folder: Path, name: str, each: int, seed: int) -> None:
    dice = Random(seed)
    kinds = [(kind, number) for kind in KINDS for number in range(each)]
    np.save(folder / f"{name}.npy", np.stack([squashed(draw_one(k, dice)) for k, _ in kinds]))
    (folder / f"{name}.paths.txt").write_text("\n".join(f"{k}/{n}.png" for k, n in kinds))


def run_for(material: pipeline.Material, plan: Plan, checkpoint: Path) -> Run:
    stores = [store for store in material.stores.values() if store.source.weight > 0]
    classes: Mapping[str, int] = {store.source.name: len(store.classes) for store in stores}
    run = begin(plan, SHAPE, classes, checkpoint)
    train(run, Mixture(stores, {}, plan.seed + run.steps), plan, checkpoint)
    return run


@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
def test_a_tiny_model_learns_what_drawn_pictures_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "FEWEST_WRONG", 10)
    monkeypatch.setattr(strong, "FEWEST_WRONG", 10)
    torch.set_num_threads(1)
    draw(tmp_path, "drawn", 40, 1)
    draw(tmp_path, "drawntest", 30, 2)
    (tmp_path / "data.noun").write_text(NOUN)
    material = pipeline.read_material(tmp_path, tmp_path / "data.noun", frozenset())
    checkpoint = tmp_path / "backbone.pt"
    sizes = ((1.0, 32),)
    run_for(material, Plan(steps=60, sizes=sizes, batch=32, rate=0.05), checkpoint)
    run = run_for(material, Plan(steps=120, sizes=sizes, batch=32, rate=0.05), checkpoint)
    assert run.steps == 120
    backbone, head = finish.teach_concepts(material, checkpoint, tmp_path, SHAPE, epochs=30)
    found = finish.finish(material, backbone, head, tmp_path, tmp_path / "shipped")
    precision = {word["name"]: word["precision"] for word in found["words"]}
    assert np.mean([precision[kind] for kind in KINDS]) > 0.6
    listed = json.loads((tmp_path / "shipped" / "concepts.json").read_text())["concepts"]
    logits, features = Runner.open(tmp_path / "shipped" / "picture.onnx")(
        material.stores["drawntest"].pixels[:3]
    )
    assert logits.shape == (3, len(listed))
    assert np.allclose(np.linalg.norm(features, axis=1), 1, atol=0.05)
    assert "## Word by word" in card(found)
    assert "## Strong matches" not in card(found)
    check_strong_matches(material, tmp_path / "shipped")


def check_strong_matches(material: pipeline.Material, shipped: Path) -> None:
    (shipped / "words.tsv").write_text("".join(f"{kind}\t{kind}\n" for kind in KINDS))
    found = strong.fit_shipped(material, shipped)
    cut_offs = json.loads((shipped / "strong.json").read_text())["cut_offs"]
    assert cut_offs
    assert set(cut_offs) <= set(KINDS)
    assert found["strong"]["all held-out photos"]["precision"] >= strong.LEVEL - 0.1
    assert "## Strong matches" in card(found)


def test_the_rate_rises_and_falls_and_the_crops_grow() -> None:
    plan = Plan(100)
    rates = [learning_rate(plan, share) for share in (0.0, 0.04, 0.5, 1.0)]
    assert rates[0] < rates[2] < rates[1]
    assert rates[3] == pytest.approx(0, abs=1e-6)
    assert crop_size(plan, 0.1) < crop_size(plan, 0.9)


def test_platt_scaling_finds_the_true_slope() -> None:
    dice = np.random.default_rng(1)
    logits = dice.normal(size=20000).astype(np.float32) * 3
    labels = (dice.random(20000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(np.int8)
    scale, offset = platt(logits, labels)
    assert scale == pytest.approx(0.5, abs=0.05)
    assert offset == pytest.approx(-1, abs=0.1)
