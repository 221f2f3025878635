"""What becomes of missing and damaged files of the built-in model: one clear sentence."""

from __future__ import annotations

import dataclasses
import json
import math
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.builtin import model_files
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.model_files import (
    ASKING,
    DESCRIPTION,
    MEANINGS,
    PICTURE,
    REGIONS,
    WORDS,
    Shipped,
)
from picseek.engine.embed.builtin.spec import spec_of
from picseek.engine.errors import ModelError
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_drawings import flat
from tests.support.builtin_model import make_model, small_model
from training.ship import FILES, shipped_in

FACTS = PictureFacts(120, 90, "PNG")
SNOW, SEA = (250, 250, 250), (20, 20, 230)
DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda _: b"",
    lambda content: content[: len(content) // 2],
    lambda content: b"x" + content[1:],
    lambda _: b"{}",
]


@pytest.fixture
def model(tmp_path: Path) -> Shipped:
    return make_model(tmp_path)


def use(model: Shipped) -> None:
    """Look at a picture, and ask for a sentence."""
    embedder = BuiltinEmbedder(model, math.inf)
    embedder.preparer(flat(SNOW), FACTS)
    embedder.embed_query(QueryInput(parse("two red powder")), CancelToken())


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_reported_before_anything_is_indexed(model: Shipped, name: str) -> None:
    Path(model.folder, name).unlink()
    with pytest.raises(
        ModelError, match=rf"models/builtin/{name} is missing or damaged. Reinstall"
    ):
        BuiltinEmbedder(model)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("change", DAMAGES)
def test_a_file_that_changed_since_it_was_shipped_is_named(
    model: Shipped, name: str, change: Callable[[bytes], bytes]
) -> None:
    path = Path(model.folder, name)
    path.write_bytes(change(path.read_bytes()))
    for _ in range(2):  # the next picture must not find a model half loaded
        with pytest.raises(ModelError, match=rf"models/builtin/{name} is missing or damaged"):
            use(model)


@pytest.mark.parametrize("name", [name for name in FILES if name != PICTURE])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe\x00", b"1\t2\t3"])
def test_a_file_that_was_shipped_damaged_is_named(
    model: Shipped, name: str, content: bytes
) -> None:
    folder = Path(model.folder)
    (folder / name).write_bytes(content)
    with pytest.raises(
        ModelError, match=rf"{name} is missing or damaged|can't run the built-in model"
    ):
        use(_as_it_is(model, folder))


def _as_it_is(model: Shipped, folder: Path) -> Shipped:
    digests = tuple((name, model_files.digest_of((folder / name).read_bytes())) for name in FILES)
    return dataclasses.replace(model, digests=digests)


def test_files_of_two_models_are_refused(model: Shipped) -> None:
    folder = Path(model.folder)
    (folder / WORDS).write_text("17\tdog\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"words\.tsv"):
        use(_as_it_is(model, folder))


@pytest.mark.parametrize("name", [MEANINGS, ASKING, REGIONS])
def test_tables_of_another_length_are_refused(model: Shipped, name: str) -> None:
    folder = Path(model.folder)
    with np.load(folder / name) as stored:
        arrays = {key: value[..., :-1] if value.ndim else value for key, value in stored.items()}
    np.savez(folder / name, **arrays)
    with pytest.raises(ModelError, match=rf"{name} is missing or damaged"):
        use(_as_it_is(model, folder))


def test_a_picture_model_of_another_length_is_refused(model: Shipped) -> None:
    wrong = dataclasses.replace(model, content=7)
    with pytest.raises(ModelError, match="damaged"):
        BuiltinEmbedder(wrong).preparer(flat(SNOW), FACTS)


def test_what_onnx_runtime_cannot_run_is_a_sentence(model: Shipped) -> None:
    path = Path(model.folder, PICTURE)
    net = onnx.load(str(path))
    net.opset_import[0].version = 9999
    path.write_bytes(net.SerializeToString())
    with pytest.raises(ModelError, match="ONNX Runtime"):
        BuiltinEmbedder(shipped_in(path.parent)).preparer(flat(SNOW), FACTS)


def test_a_net_is_loaded_once_per_process(monkeypatch: pytest.MonkeyPatch) -> None:
    preparer = BuiltinEmbedder(small_model()).preparer
    preparer(flat(SNOW), FACTS)
    monkeypatch.setattr(Shipped, "read", None)
    pickle.loads(pickle.dumps(preparer))(flat(SEA), FACTS)


# Revisions


def test_what_decides_on_vectors_makes_a_new_revision(model: Shipped) -> None:
    folder = Path(model.folder)
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    described["word_share"] = 0.25
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    (folder / WORDS).write_text("0\tsnow|powder\n", encoding="utf-8")
    assert shipped_in(folder).revision == model.revision
    seen = {model.revision}
    for key, value in (("first_side", 224), ("window_share", 0.5)):
        described[key] = value
        (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
        seen.add(shipped_in(folder).revision)
    (folder / PICTURE).write_bytes((folder / PICTURE).read_bytes() + b"\0")
    assert len(seen | {shipped_in(folder).revision}) == 4


def test_the_spec_has_the_revision_and_the_length(model: Shipped) -> None:
    spec = spec_of(model)
    assert model.revision in spec.revision
    assert spec_of(dataclasses.replace(model, revision="other")).revision != spec.revision
    assert spec.dim - spec_of(dataclasses.replace(model, content=1)).dim == model.content - 1
