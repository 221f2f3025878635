"""The built-in model keeps the contract of an Embedder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import Embedder, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.embed.builtin_1.spec import spec_of
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_1_library import ask, embed
from tests.support.builtin_1_model import small_model
from tests.support.builtin_drawings import SWATCHES, halves, scene

if TYPE_CHECKING:
    from PIL import Image

FACTS = PictureFacts(120, 90, "PNG")
MODEL = small_model()
EMBEDDER = EarlierEmbedder(MODEL)
PREPARER = EMBEDDER.preparer
DIM = spec_of(MODEL).dim


def prepared(picture: Image.Image) -> PictureInput:
    return PictureInput(PREPARER(picture, FACTS))


def query(text: str, *pictures: Image.Image) -> QueryEmbedding:
    inputs = tuple(map(prepared, pictures))
    return EMBEDDER.embed_query(QueryInput(parse(text), inputs), CancelToken())


def test_it_is_an_embedder_that_needs_no_thread() -> None:
    embedder: Embedder = EarlierEmbedder(MODEL)
    assert embedder.spec.id == "builtin-1"
    assert embedder.spec.calls_in_flight == 0
    assert embedder.spec.dim == DIM
    assert not embedder.spec.remote
    assert embedder.preparer.min_side == 0
    embedder.close()


@pytest.mark.parametrize("text", ["red", "-red", "red and blue -green", "dark", "mostly white"])
def test_words_become_a_unit_vector_with_a_floor(text: str) -> None:
    asked = ask(text)
    assert asked.vector is not None
    assert asked.floor is not None
    assert asked.vector.dtype == np.float32
    assert float(np.linalg.norm(asked.vector)) == pytest.approx(1, abs=1e-5)
    assert asked.unknown == ()


@pytest.mark.parametrize("text", ["", "  ", "dogs", "the", "-", "🐶", "large dog", "wedding"])
def test_nothing_understood_is_no_vector(text: str) -> None:
    asked = ask(text)
    assert asked.vector is None
    assert asked.floor is None


def test_a_query_is_always_embedded_alike() -> None:
    first, second = ask("red or blue -dark dogs"), ask("red or blue -dark dogs")
    assert first.vector is not None
    assert second.vector is not None
    assert first.vector.tobytes() == second.vector.tobytes()
    assert (first.unknown, first.floor) == (second.unknown, second.floor)


def test_an_example_is_its_own_vector_and_has_no_floor() -> None:
    asked = query("", scene(1))
    assert asked.vector is not None
    assert asked.floor is None
    np.testing.assert_allclose(asked.vector, embed(scene(1), (120, 90)), atol=1e-6)


def test_words_pull_an_example_their_way() -> None:
    green = halves(SWATCHES["green"], SWATCHES["grey"])
    reddish = embed(halves(SWATCHES["green"], SWATCHES["red"]))
    plain, pulled = query("", green), query("red dogs", green)
    assert plain.vector is not None
    assert pulled.vector is not None
    assert pulled.unknown == ("dogs",)
    other = embed(halves(SWATCHES["green"], SWATCHES["white"]))
    gain = float(pulled.vector @ (reddish - other)) - float(plain.vector @ (reddish - other))
    assert gain > 0
