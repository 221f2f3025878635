"""The steps of training on the command line; each reads what the one before it wrote.

python -m training --work DIR ingest --mirror DIR   read the pictures of all sources
python -m training --work DIR draw                  draw what is drawn
python -m training --work DIR copies                mark near-copies of test pictures
python -m training --work DIR train --minutes 120   train the backbone; resumes
python -m training --work DIR concepts              learn the concept head
python -m training --work DIR finish --to DIR       write the model, its list and figures
python -m training.words --wordnet DIR --model DIR  write its words
python -m training --work DIR strong --to DIR       fit from where on matches are strong
python -m training card --to DIR                    write the card from the figures
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path
from random import Random

import numpy as np
import torch

from training import finish, pipeline, strong
from training.card import card
from training.data import mark_copies
from training.drawing import KINDS, draw_one
from training.heads import ConceptHead
from training.ingest import ingest, squashed
from training.net import Shape
from training.sources import SOURCES
from training.train import Mixture, Plan, begin, train

_log = logging.getLogger(__name__)

DRAWN = {"drawn": (11, 1000), "drawntest": (12, 60)}


def _material(options: argparse.Namespace) -> pipeline.Material:
    held_file = options.work / "held.txt"
    held = frozenset(held_file.read_text().split()) if held_file.exists() else frozenset[str]()
    return pipeline.read_material(options.work, options.nouns, held)


def run_ingest(options: argparse.Namespace) -> None:
    """Reads every source whose repository lies in the mirror as `owner+name/repo`."""
    for source in SOURCES:
        repository = options.mirror / source.repository.replace("/", "+") / "repo"
        if source.repository and repository.exists():
            inner = repository / ".git"
            count = ingest(source, inner if inner.exists() else repository, options.work)
            _log.info("%s: %d pictures", source.name, count)


def run_draw(options: argparse.Namespace) -> None:
    """Draws the pictures of the drawn sources."""
    backdrops = options.work / "rooms.npy"
    rooms = np.load(backdrops, mmap_mode="r") if backdrops.exists() else None
    for name, (seed, each) in DRAWN.items():
        dice, pictures, paths = Random(seed), [], []  # noqa: S311
        for number in range(each):
            for kind in KINDS:
                backdrop = pipeline.backdrop(rooms, dice)
                pictures.append(squashed(draw_one(kind, dice, backdrop)))
                paths.append(f"{kind}/{number}.png")
        np.save(options.work / f"{name}.npy", np.stack(pictures))
        (options.work / f"{name}.paths.txt").write_text("\n".join(paths))


def run_copies(options: argparse.Namespace) -> None:
    """Marks training pictures that resemble test pictures; they are never used."""
    dropped = mark_copies(options.work, _material(options).stores.values())
    _log.info("dropped: %s", dropped)


def run_train(options: argparse.Namespace) -> None:
    """Trains the backbone, from its checkpoint if there is one."""
    material = _material(options)
    stores = [store for store in material.stores.values() if store.source.weight > 0]
    classes = {store.source.name: len(store.classes) for store in stores}
    targets = {}
    if pipeline.CAPTIONED in classes:
        classes[pipeline.CAPTIONED] = len(material.words)
        targets[pipeline.CAPTIONED] = torch.from_numpy(material.targets)
    plan = Plan(seconds=options.minutes * 60)
    checkpoint = options.work / "backbone.pt"
    run = begin(plan, Shape(), classes, checkpoint)
    train(run, Mixture(stores, targets, plan.seed + run.steps), plan, checkpoint)


def run_concepts(options: argparse.Namespace) -> None:
    """Learns the concept head on the backbone's features."""
    finish.teach_concepts(_material(options), options.work / "backbone.pt", options.work, Shape())


def run_finish(options: argparse.Namespace) -> None:
    """Writes the shipped files."""
    material = _material(options)
    backbone = pipeline.load_backbone(options.work / "backbone.pt", Shape())
    head = ConceptHead(backbone.features, len(material.concepts))
    head.load_state_dict(torch.load(options.work / "head.pt", weights_only=True))
    found = finish.finish(material, backbone, head.eval(), options.work, options.to)
    for name, value in found.items():
        if not name.startswith("words"):
            _log.info("%s: %s", name, value)
    run_card(options)


def run_strong(options: argparse.Namespace) -> None:
    """Fits from where on a search's matches are strong."""
    found = strong.fit_shipped(_material(options), options.to)
    for name, value in found["strong"].items():
        if name != "words":
            _log.info("%s: %s", name, value)
    run_card(options)


def run_card(options: argparse.Namespace) -> None:
    """Writes the card."""
    found = json.loads((options.to / "figures.json").read_text(encoding="utf-8"))
    (options.to / "MODEL_CARD.md").write_text(card(found), encoding="utf-8")


def main() -> None:
    """Runs one step."""
    parser = argparse.ArgumentParser(
        prog="training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=Path(), help="stores and checkpoints")
    parser.add_argument(
        "--nouns",
        type=Path,
        default=Path("/usr/share/wordnet/data.noun"),
        help="WordNet 3.0's data.noun",
    )
    steps = parser.add_subparsers(required=True)
    for name, run in (
        ("ingest", run_ingest),
        ("draw", run_draw),
        ("copies", run_copies),
        ("train", run_train),
        ("concepts", run_concepts),
        ("finish", run_finish),
        ("strong", run_strong),
        ("card", run_card),
    ):
        step = steps.add_parser(name, help=run.__doc__)
        step.set_defaults(run=run)
        if name == "ingest":
            step.add_argument("--mirror", type=Path, required=True, help="bare git repositories")
        if name == "train":
            step.add_argument("--minutes", type=float, default=120.0, help="in all, over all runs")
        if name in {"finish", "strong", "card"}:
            step.add_argument("--to", type=Path, required=True, help="the shipped folder")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options.run(options)


if __name__ == "__main__":
    main()
