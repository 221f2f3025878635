"""The built-in model keeps the contracts of an Embedder, and looks twice."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import (
    DescribesRegions,
    Embedder,
    Explains,
    LooksTwice,
    PictureInput,
    QueryEmbedding,
    QueryInput,
)
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.spec import spec_of
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_drawings import SWATCHES, flat, halves, scene
from tests.support.builtin_library import ask, embed
from tests.support.builtin_model import LOOKS, small_model

if TYPE_CHECKING:
    from PIL import Image

FACTS = PictureFacts(120, 90, "PNG")
MODEL = small_model()
EMBEDDER = BuiltinEmbedder(MODEL, math.inf)
PREPARER = EMBEDDER.preparer
DIM = spec_of(MODEL).dim


def prepared(picture: Image.Image) -> PictureInput:
    return PictureInput(PREPARER(picture, FACTS))


def query(text: str, *pictures: Image.Image) -> QueryEmbedding:
    inputs = tuple(map(prepared, pictures))
    return EMBEDDER.embed_query(QueryInput(parse(text), inputs), CancelToken())


def test_it_is_an_embedder_that_needs_no_thread_and_replaces_the_earlier_one() -> None:
    embedder: Embedder = BuiltinEmbedder(MODEL)
    spec = embedder.spec
    assert (spec.id, spec.succeeds) == ("builtin", "builtin-1")
    assert spec.second_look
    assert spec.calls_in_flight == 0
    assert spec.dim == DIM
    assert not spec.remote
    for ability in (LooksTwice, DescribesRegions, Explains):
        assert isinstance(embedder, ability)
    embedder.close()


def test_the_second_look_sees_what_is_small() -> None:
    picture = flat((128, 128, 128), (400, 400))
    picture.paste(LOOKS["snow"], (0, 0, 90, 90))
    facts = PictureFacts(400, 400, "PNG")
    asked = ask("snow")
    assert asked.vector is not None
    looks = [
        PictureInput(prepare(picture, facts))
        for prepare in (EMBEDDER.preparer, EMBEDDER.closer_preparer)
    ]
    first, second = EMBEDDER.embed_pictures(looks, CancelToken())
    assert isinstance(first, np.ndarray)
    assert isinstance(second, np.ndarray)
    assert float(second @ asked.vector) > float(first @ asked.vector) + 0.01


def test_regions_come_with_the_vector_and_are_few_bytes() -> None:
    made = prepared(scene(1)).prepared
    regions = EMBEDDER.regions_of(made)
    assert 0 < len(regions) < 1000
    assert made.endswith(regions)
    assert len(made) == 4 * DIM + len(regions)


@pytest.mark.parametrize(
    "text", ["red", "-red", "red and blue -green", "snow", "powder", "two red powder -sea"]
)
def test_words_become_a_unit_vector(text: str) -> None:
    asked = ask(text)
    assert asked.vector is not None
    assert asked.vector.dtype == np.float32
    assert float(np.linalg.norm(asked.vector)) == pytest.approx(1, abs=1e-5)
    assert asked.unknown == ()


def test_a_query_is_always_embedded_alike() -> None:
    first, second = ask("red powder or sea -dark qwxzt"), ask("red powder or sea -dark qwxzt")
    assert first.vector is not None
    assert second.vector is not None
    assert first.vector.tobytes() == second.vector.tobytes()
    assert first.unknown == second.unknown == ("qwxzt",)


def test_an_example_is_its_own_vector_and_has_no_floor() -> None:
    asked = query("", scene(1))
    assert asked.vector is not None
    assert asked.floor is None
    assert asked.reranker is None
    np.testing.assert_allclose(asked.vector, embed(scene(1), (120, 90)), atol=1e-6)


def test_words_pull_an_example_their_way() -> None:
    green = halves(SWATCHES["green"], SWATCHES["grey"])
    reddish = embed(halves(SWATCHES["green"], SWATCHES["red"]))
    plain, pulled = query("", green), query("red qwxzt", green)
    assert plain.vector is not None
    assert pulled.vector is not None
    assert pulled.unknown == ("qwxzt",)
    other = embed(halves(SWATCHES["green"], SWATCHES["white"]))
    gain = float(pulled.vector @ (reddish - other)) - float(plain.vector @ (reddish - other))
    assert gain > 0


# What is in memory


def test_listing_and_plain_words_load_no_runtime() -> None:
    program = (
        "import pickle, sys\n"
        "from picseek.engine.cancel import CancelToken\n"
        "from picseek.engine.embed.base import QueryInput\n"
        "from picseek.engine.text.query_parser import parse\n"
        "from picseek.engine.embed.builtin.spec import SPEC\n"
        "from picseek.engine.embed.builtin_1.spec import SPEC as EARLIER\n"
        "assert not {'numpy', 'PIL', 'onnxruntime'} & set(sys.modules)\n"
        "from picseek.engine.embed.builtin.embedder import BuiltinEmbedder\n"
        "embedder = BuiltinEmbedder(pickle.loads(sys.stdin.buffer.read()))\n"
        "pickle.dumps(embedder.preparer)\n"
        "def knows(text):\n"
        "    query = QueryInput(parse(text))\n"
        "    return embedder.embed_query(query, CancelToken()).vector is not None\n"
        "assert knows('snow')\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "assert knows('powder')\n"
        "assert 'onnxruntime' in sys.modules\n"
    )
    run = [sys.executable, "-c", program]
    assert subprocess.run(run, input=pickle.dumps(MODEL), check=False).returncode == 0


def test_the_sentence_encoder_is_released_when_idle_and_loaded_again() -> None:
    embedder = BuiltinEmbedder(MODEL, idle_seconds=0.01)
    before = embedder.embed_query(QueryInput(parse("two powder")), CancelToken())
    deadline = time.monotonic() + 20
    while embedder.text_model.encoder.is_loaded:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    again = embedder.embed_query(QueryInput(parse("old powder")), CancelToken())
    embedder.close()
    assert before.vector is not None
    assert again.vector is not None


def test_what_was_typed_before_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = BuiltinEmbedder(MODEL, math.inf)
    asked: list[str] = []
    encode = embedder.text_model.encoder.encode

    def counted(texts: list[str]) -> object:
        asked.extend(texts)
        return encode(texts)

    monkeypatch.setattr(embedder.text_model.encoder, "encode", counted)
    for text in ("old powder", "old powder sea", "old powder"):
        embedder.embed_query(QueryInput(parse(text)), CancelToken())
    assert sorted(asked) == ["old", "old powder", "old powder sea", "powder"]
