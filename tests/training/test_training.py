"""Trains a tiny model on drawn pictures, from photos to the shipped files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from PIL import Image

from picseek.engine.embed.builtin.joint_space import read_joint_space
from picseek.engine.embed.builtin.picture_model import PictureModel
from picseek.engine.embed.builtin.sentence_encoder import WIDTH
from picseek.engine.embed.builtin.sentence_encoder import SentenceEncoder as SentenceEncoderOfEngine
from tests.support.builtin_model import LOOKS, make_model
from training import ship, text_encoder
from training.material import Paths

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

from training import activations, branch, heads, pipeline, steps  # noqa: E402
from training.__main__ import STEPS  # noqa: E402
from training.attention import attending  # noqa: E402
from training.branch import BranchPlan  # noqa: E402
from training.sentences import SentenceEncoder  # noqa: E402
from training.text_side import TextPlan, TextSide, queries_of  # noqa: E402
from training.towers import Plan, Towers, joined  # noqa: E402

COLOURS = ("snow", "meadow", "sea", "night")


def draw(folder: Path, name: str, thing: str, seed: int) -> None:
    dice = np.random.default_rng(seed)
    pixels = dice.normal(LOOKS[thing], 12, (64, 64, 3)).clip(0, 255).astype(np.uint8)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(folder / "images" / name)


def write_source(folder: Path, count: int, seed: int, described: bool) -> None:
    lines = []
    for number in range(count):
        thing = COLOURS[number % len(COLOURS)] if described else "snow"
        draw(folder, f"{number}.jpg", thing, seed + number)
        said = [f"a photo of the {thing}", f"the {thing}"] if described else []
        item = {"file": f"{number}.jpg", "sentences": said, "labels": [] if said else [thing]}
        lines.append(json.dumps(item))
    (folder / "items.jsonl").write_text("\n".join(lines))


def write_wordnet(folder: Path, words: list[str]) -> None:
    folder.mkdir()
    rows = list(enumerate(words, 1))
    data = "".join(f"{n:08} 06 n 01 {word} 0 000 | x\n" for n, word in rows)
    (folder / "data.noun").write_text(data)
    (folder / "index.noun").write_text("".join(f"{w} n 1 0 1 0 {n:08}\n" for n, w in rows))
    (folder / "noun.exc").write_text("")
    (folder / "cntlist.rev").write_text("")


def write_encoder(work: Path) -> None:
    """Mean colours of each cell, through four random convolutions as the real encoder ends with."""
    nodes = [
        helper.make_node("Cast", ["pixels"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["numbers"], ["planes"], perm=[2, 0, 1]),
        helper.make_node("Unsqueeze", ["planes", "first"], ["image"]),
        helper.make_node("AveragePool", ["image"], ["small"], kernel_shape=[32, 32],
                         strides=[32, 32]),
        helper.make_node("Sub", ["small", "grey"], ["centred"]),
        helper.make_node("Div", ["centred", "grey"], ["scaled"]),
        helper.make_node("Conv", ["scaled", "w0", "b0"], ["c0"]),
        helper.make_node("Clip", ["c0", "none", "six"], ["expanded"]),
        helper.make_node("Conv", ["expanded", "w1", "b1"], ["c1"], group=16, pads=[1, 1, 1, 1]),
        helper.make_node("Clip", ["c1", "none", "six"], ["mixed"]),
        helper.make_node("Conv", ["mixed", "w2", "b2"], ["projected"]),
        helper.make_node("Conv", ["projected", "w3", "b3"], ["c3"]),
        helper.make_node("Clip", ["c3", "none", "six"], ["map"]),
        helper.make_node("Reshape", ["map", "flat"], ["channels"]),
        helper.make_node("Transpose", ["channels"], ["cells"], perm=[1, 0]),
    ]  # fmt: skip
    dice = np.random.default_rng(0)
    shapes = [(16, 3, 1, 1), (16, 1, 3, 3), (8, 16, 1, 1), (1280, 8, 1, 1)]
    constants = {
        "first": np.array([0]),
        "flat": np.array([1280, -1]),
        "grey": np.float32(128),
        "none": np.float32(0),
        "six": np.float32(6),
    }
    for number, shape in enumerate(shapes):
        constants[f"w{number}"] = dice.normal(size=shape).astype(np.float32)
        constants[f"b{number}"] = dice.normal(size=shape[0]).astype(np.float32)
    given = helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["h", "w", 3])
    found = helper.make_tensor_value_info("cells", TensorProto.FLOAT, ["cells", 1280])
    stored = [numpy_helper.from_array(np.asarray(v), n) for n, v in constants.items()]
    graph = helper.make_graph(nodes, "encoder", [given], [found], stored)
    sets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=9), work / "encoder.onnx")
    weights = dice.normal(size=(1000, 1280)).astype(np.float32) / 30
    np.savez(work / "classifier.npz", w=weights, b=np.zeros(1000, np.float32))


def prepared(work: Path) -> Paths:
    classes = [f"thing{number}" for number in range(1000)]
    (work / "classes.txt").write_text("\n".join(classes))
    write_wordnet(work / "wordnet", classes)
    write_encoder(work)
    write_source(work / "data" / "described", 16, 0, described=True)
    write_source(work / "data" / "labelled", 16, 100, described=False)
    lines = ["image,caption"]
    for number, thing in enumerate(COLOURS * 3):
        draw(work / "captioned", f"t{number}.jpg", thing, 200 + number)
        lines += [f"t{number}.jpg,the {thing}"] * 2
    (work / "captioned" / "captions.txt").write_text("\n".join(lines))
    (work / "text").mkdir()
    make_model(work / "text")
    listed = json.loads((work / "text" / "pieces.json").read_text())
    made = text_encoder.tokenizer(listed["pieces"].split("\n"), listed["scores"])
    made.save(str(work / "text" / "tokenizer.json"))
    return Paths(
        work=work,
        data=work / "data",
        captioned=work / "captioned",
        text=work / "text",
        wordnet=work / "wordnet",
        judging=None,
        mirror=work / "mirror",
        classes=work / "classes.txt",
        model=work / "model",
    )


def run(paths: Paths) -> None:
    for name, step in STEPS.items():
        if name != "ingest":  # the sources are drawn
            step(paths)


@pytest.mark.filterwarnings("ignore")
def test_a_tiny_model_is_trained_and_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "PLAN", Plan(joint=16, hidden=32, batch=8, passes=1))
    monkeypatch.setattr(steps, "POLISHES", (Plan(joint=16, hidden=32, batch=8, passes=1),))
    monkeypatch.setattr(steps, "SECOND", Plan(joint=16, hidden=32, batch=8, passes=1))
    monkeypatch.setattr(steps, "BRANCH", BranchPlan(passes=1, batch=8))
    monkeypatch.setattr(steps, "TEXT", TextPlan(heads=2, batch=8, passes=1))
    paths = prepared(tmp_path)
    run(paths)
    figures = json.loads((paths.model / "figures.json").read_text())
    assert figures["sentences"]["second look"]["questions"] == 12
    assert "## How sure" in (paths.model / "MODEL_CARD.md").read_text()
    written = (tmp_path / "joint.pt").stat().st_mtime_ns
    run(paths)
    assert (tmp_path / "joint.pt").stat().st_mtime_ns == written
    check_picture_side(paths)
    check_text_side(paths)
    ship.main([str(paths.model), "--target", str(tmp_path / "s"), "--module", str(tmp_path / "m")])
    assert "SHIPPED = Shipped(" in (tmp_path / "m").read_text()


def check_picture_side(paths: Paths) -> None:
    """The file answers as the same sums in NumPy do."""
    library = pipeline.Library(paths, None)
    heads = pipeline.load_joint(paths.work / "both.pt").heads(library.classifier)
    expected = pipeline.vectors(heads, library.captioned, 0)[0]
    with Image.open(library.captioned.photos[0].path) as picture:
        found = PictureModel(ship.shipped_in(paths.model)).first_look(picture.convert("RGB"))
    assert found.content @ expected == pytest.approx(1, abs=5e-3)


def check_text_side(paths: Paths) -> None:
    """The files answer as the trained side does, on padded texts too."""
    joint = pipeline.load_joint(paths.work / "text-side.pt")
    library = pipeline.Library(paths, SentenceEncoder(paths.model), "checked")
    texts = ["snow", "a photo of the old snow and the sea"]
    expected = joint.ask(library.store(texts))
    shipped = ship.shipped_in(paths.model)
    read = SentenceEncoderOfEngine(shipped).encode(texts)
    found = np.stack([read_joint_space(shipped).direction(each) for each in read])
    assert read.shape[1] == 3 * WIDTH
    assert np.allclose((found * expected).sum(axis=1), 1, atol=5e-3)


def test_heads_read_the_tokens_that_they_ask_for(tmp_path: Path) -> None:
    torch.manual_seed(0)
    side = TextSide(2, Towers(Plan(joint=8, hidden=16), 20, 6)).eval()
    make_model(tmp_path)
    encoder = attending(onnx.load(str(tmp_path / "text.onnx")), queries_of(side))
    session = InferenceSession(encoder.SerializeToString(), providers=["CPUExecutionProvider"])
    ids = np.array([[0, 5, 9, 2], [0, 7, 2, 1]])
    mask = np.array([[1, 1, 1, 1], [1, 1, 1, 0]])
    (read,) = session.run(None, {"ids": ids, "mask": mask})
    table = {each.name: numpy_helper.to_array(each) for each in encoder.graph.initializer}["table"]
    states = torch.tensor(table[ids] * mask[..., None]).float()
    with torch.no_grad():
        wanted = side(torch.tensor(read[:, :WIDTH]), states, torch.tensor(mask > 0))
        found = torch.nn.functional.normalize(side.after_reading()(torch.tensor(read)), dim=1)
    assert torch.allclose(wanted, found, atol=1e-4)


def test_a_branch_starts_as_the_encoders_own_last_block(tmp_path: Path) -> None:
    write_encoder(tmp_path)
    dice = np.random.default_rng(3)
    pixels = dice.integers(0, 256, (2, 96, 64, 3), np.uint8)
    seen = [activations.Trunk(tmp_path / "encoder.onnx").see(each) for each in pixels]
    shapes = np.array([[each.shape] for each in seen])
    rows = np.stack([[each.row] for each in seen])
    stored = activations.Activations(np.concatenate([s.cells for s in seen]), shapes, rows)
    own = branch.read_branch(tmp_path / "encoder.onnx")
    features = branch.features(own, stored, np.array([1, 0]), np.array([0, 0]))
    expected = heads.feature_roots(rows[::-1, 0].astype(np.float32))
    assert np.allclose(features.detach().numpy(), expected, atol=0.01)


def test_widened_towers_score_as_before_while_the_branch_is_the_encoders_own() -> None:
    torch.manual_seed(0)
    towers = Towers(Plan(joint=8, hidden=16), branch.CHANNELS + 20, 6, 10).eval()
    features, classes, evidence = (
        torch.rand(4, branch.CHANNELS),
        torch.rand(4, 20),
        torch.rand(4, 6),
    )
    with torch.no_grad():
        before = towers.pictures(torch.cat([features, classes], dim=1), evidence)
        both = torch.cat([features, classes, features], dim=1)
        after = branch.widened(towers).eval().pictures(both, evidence)
    assert torch.allclose(before, after, atol=1e-5)


def test_joined_towers_score_as_the_sum_of_both() -> None:
    torch.manual_seed(0)
    plan = Plan(joint=8, hidden=16)
    first, second = (Towers(plan, 20, 6, 10).eval() for _ in range(2))
    seen, evidence = torch.rand(30, 20), torch.rand(30, 6) / 3
    asked = torch.randn(1, 10)
    with torch.no_grad():
        scores = [t.sentences(asked) @ t.pictures(seen, evidence).T for t in (first, second)]
        both = joined(first, second, asked)
        found = both.sentences(asked) @ both.pictures(seen, evidence).T
    assert found.argsort().tolist() == sum(scores).argsort().tolist()
