"""The picture model as it runs in decode workers, and what becomes of damaged files of it."""

from __future__ import annotations

import dataclasses
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from PIL import Image

from picseek.engine.embed.builtin_1.concept_scores import THERE, read_learnt
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder, EarlierPreparer
from picseek.engine.embed.builtin_1.model import PictureModel
from picseek.engine.embed.builtin_1.model_files import (
    CONCEPTS,
    PICTURE,
    STRONG,
    WORDS,
    Shipped,
    digest,
    revision,
)
from picseek.engine.embed.builtin_1.spec import SPEC, spec_of
from picseek.engine.errors import ModelError
from picseek.engine.types import PictureFacts
from tests.support.builtin_1_library import embed, find
from tests.support.builtin_1_model import SEES, make_model, small_model
from tests.support.builtin_drawings import flat, halves

FACTS = PictureFacts(120, 90, "PNG")
SNOW, MEADOW, SEA = (250, 250, 250), (20, 230, 20), (20, 20, 230)


@pytest.fixture
def model(tmp_path: Path) -> Shipped:
    return make_model(tmp_path)


def test_words_find_what_the_net_sees() -> None:
    library = {name: embed(flat(colour)) for name, colour in (("snow", SNOW), ("sea", SEA))}
    assert find("snow", library) == ["snow"]
    assert find("am Meer", library) == ["sea"]
    assert find("-snow", library) == ["sea"]
    assert set(find("scenery", library)) == {"snow", "sea"}
    assert find("meadow", library) == []
    assert find("blue sea", library) == ["sea"]
    assert find("red sea", library) == []


def test_learnt_words_win_over_words_of_a_format() -> None:
    assert find("chart", {"night": embed(flat((0, 0, 0))), "white": embed(flat(SNOW))}) == ["night"]


def test_evidence_at_the_threshold_is_just_there(model: Shipped) -> None:
    learnt = read_learnt(model)
    evidence = learnt.evidence(np.array([0.0, -9.0, 9.0, 9.0, -1.0], np.float32))
    assert evidence[0] == pytest.approx(THERE)
    assert evidence[1] == 0
    assert evidence[2] > 0.95
    assert len(evidence) == len(SEES) - 1  # without the one that is not claimed
    assert np.isfinite(learnt.evidence(np.full(5, 1e6, np.float32))).all()
    assert (learnt.evidence(np.full(5, -1e6, np.float32)) == 0).all()


def test_the_ends_of_long_pictures_are_not_looked_at(model: Shipped) -> None:
    long = Image.new("RGB", (1000, 100), SEA)
    long.paste(SNOW, (410, 0, 590, 100))
    for picture in (long, long.transpose(Image.Transpose.ROTATE_90)):
        evidence, features = PictureModel(model).see(picture)
        assert evidence[0] > 0.5
        assert float(np.linalg.norm(features)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (64, 64), (3000, 2)])
def test_any_size_can_be_seen(size: tuple[int, int]) -> None:
    assert find("snow", {"it": embed(flat(SNOW, size))}) == ["it"]


def test_similarity_is_decided_by_features() -> None:
    here, there = embed(halves(SNOW, SEA)), embed(halves(SEA, SNOW))
    alike = embed(halves((240, 240, 250), (40, 30, 220)))
    assert float(here @ alike) > float(here @ there)


# What a model must be before it is used


def damage(model: Shipped, name: str, change: Callable[[bytes], bytes]) -> Shipped:
    path = Path(model.folder, name)
    path.write_bytes(change(path.read_bytes()))
    return model


@pytest.mark.parametrize("name", [PICTURE, CONCEPTS, STRONG, WORDS])
def test_a_missing_file_is_reported_before_anything_is_indexed(model: Shipped, name: str) -> None:
    Path(model.folder, name).unlink()
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        EarlierEmbedder(model)


@pytest.mark.parametrize("name", [CONCEPTS, STRONG, WORDS])
@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda _: b"\xff\xfe\x00",
        lambda _: b"{}",
        lambda _: b'{"concepts": [1], "input": 2}',
        lambda content: content.replace(b"snow", b"fog"),
    ],
)
def test_a_damaged_list_is_reported(
    model: Shipped, name: str, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        EarlierEmbedder(damage(model, name, change))


@pytest.mark.parametrize("change", [lambda _: b"", lambda c: c[:-1], lambda c: b"x" + c[1:]])
def test_a_damaged_picture_model_ends_the_run_with_a_sentence(
    model: Shipped, change: Callable[[bytes], bytes]
) -> None:
    preparer = EarlierPreparer(shipped=damage(model, PICTURE, change))
    for _ in range(2):  # the next picture must not find a model half loaded
        with pytest.raises(ModelError, match=r"picture\.onnx is missing or damaged"):
            preparer(flat(SNOW), FACTS)


def test_a_picture_model_of_another_shape_is_refused(model: Shipped) -> None:
    with pytest.raises(ModelError, match="damaged"):
        EarlierPreparer(shipped=dataclasses.replace(model, features=7))(flat(SNOW), FACTS)
    with pytest.raises(ModelError, match="damaged"):
        EarlierEmbedder(dataclasses.replace(model, concepts=7))


def test_what_onnx_runtime_cannot_run_is_a_sentence(model: Shipped) -> None:
    path = Path(model.folder, PICTURE)
    net = onnx.load(str(path))
    net.opset_import[0].version = 9999
    path.write_bytes(net.SerializeToString())
    newer = dataclasses.replace(model, digest=digest(path))
    with pytest.raises(ModelError, match="ONNX Runtime"):
        EarlierPreparer(shipped=newer)(flat(SNOW), FACTS)


def test_a_word_table_of_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        EarlierEmbedder(make_model(tmp_path, {"snow": "snow", "dog": "dog"}))


# Revisions


def test_a_new_threshold_or_claim_or_net_makes_a_new_revision(tmp_path: Path) -> None:
    model = make_model(tmp_path)
    picture, concepts = tmp_path / PICTURE, tmp_path / CONCEPTS
    before = revision(picture, concepts)
    listed = json.loads(concepts.read_text(encoding="utf-8"))
    listed["concepts"][0]["aliases"] = ["powder"]
    concepts.write_text(json.dumps(listed, indent=1), encoding="utf-8")
    assert revision(picture, concepts) == before == model.revision
    seen = {before}
    for key, value in (("threshold", 0.5), ("claimed", False)):
        listed["concepts"][0][key] = value
        concepts.write_text(json.dumps(listed), encoding="utf-8")
        seen.add(revision(picture, concepts))
    picture.write_bytes(picture.read_bytes() + b"\0")
    assert len(seen | {revision(picture, concepts)}) == 4


def test_the_spec_has_the_revision_and_the_length(model: Shipped) -> None:
    spec = spec_of(model)
    assert model.revision in spec.revision
    assert spec_of(dataclasses.replace(model, revision="other")).revision != spec.revision
    assert embed(flat(SNOW)).shape == (spec.dim,)
    assert spec.dim - spec_of(dataclasses.replace(model, features=1)).dim == model.features - 1


# How it runs


def test_listing_and_asking_load_no_runtime(model: Shipped) -> None:
    program = (
        "import pickle, sys\n"
        "from picseek.engine.cancel import CancelToken\n"
        "from picseek.engine.embed.base import QueryInput\n"
        "from picseek.engine.text.query_parser import parse\n"
        "from picseek.engine.embed.builtin_1.spec import SPEC\n"
        "assert not {'numpy', 'PIL', 'onnxruntime'} & set(sys.modules)\n"
        "from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder\n"
        "embedder = EarlierEmbedder(pickle.loads(sys.stdin.buffer.read()))\n"
        "pickle.dumps(embedder.preparer)\n"
        "assert embedder.embed_query(QueryInput(parse('snow')), CancelToken()).vector is not None\n"
        "assert 'onnxruntime' not in sys.modules\n"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, input=pickle.dumps(model), check=False).returncode == 0


def test_a_net_is_loaded_once_per_process(monkeypatch: pytest.MonkeyPatch) -> None:
    preparer = EarlierPreparer(shipped=small_model())
    preparer(flat(SNOW), FACTS)
    monkeypatch.setattr(Shipped, "read", None)
    pickle.loads(pickle.dumps(preparer))(flat(SEA), FACTS)


# What is shipped


def test_what_is_shipped_is_whole_and_of_one_piece() -> None:
    embedder = EarlierEmbedder()
    assert embedder.spec == SPEC
    vector = np.frombuffer(embedder.preparer(flat(SNOW), FACTS), "<f4")
    assert vector.shape == (SPEC.dim,)


def test_the_shipped_revision_is_that_of_the_files() -> None:
    """Run `python -m training.words` after each export of the picture model."""
    shipped = EarlierPreparer().shipped
    assert shipped.revision == revision(shipped.path(PICTURE), shipped.path(CONCEPTS))


def test_wordnets_licence_lies_beside_what_was_made_of_it() -> None:
    notice = EarlierPreparer().shipped.path("WORDNET-LICENSE.txt").read_text(encoding="utf-8")
    assert "WordNet 3.0 Copyright 2006 by Princeton University" in notice
