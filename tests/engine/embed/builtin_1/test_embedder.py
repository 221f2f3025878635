"""The built-in model keeps the contract of an Embedder."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import Embedder, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.embed.builtin_1.spec import spec_of
from picseek.engine.errors import Cancelled, PictureError
from picseek.engine.types import PictureFacts, ProblemCode, Stage
from tests.support.builtin_1_library import SWATCHES, ask, embed, flat, halves, scene
from tests.support.builtin_1_model import small_model

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
    return EMBEDDER.embed_query(QueryInput(text, inputs), CancelToken())


def test_it_is_an_embedder_that_needs_no_thread() -> None:
    embedder: Embedder = EarlierEmbedder(MODEL)
    assert embedder.spec.id == "builtin-1"
    assert embedder.spec.calls_in_flight == 0
    assert embedder.spec.dim == DIM
    assert not embedder.spec.remote
    assert embedder.preparer.min_side == 0
    embedder.close()


@pytest.mark.parametrize(
    "picture", [scene(1), flat((0, 0, 0)), flat((255, 255, 255)), flat((255, 0, 0), (1, 1))]
)
def test_pictures_become_unit_vectors(picture: Image.Image) -> None:
    vector = embed(picture)
    assert vector.shape == (DIM,)
    assert vector.dtype == np.float32
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


def test_the_preparer_survives_the_way_to_a_worker() -> None:
    preparer = pickle.loads(pickle.dumps(PREPARER))
    assert preparer == PREPARER
    assert preparer(scene(1), FACTS) == PREPARER(scene(1), FACTS)


def test_prepared_bytes_are_the_same_in_another_process() -> None:
    program = (
        "import sys\n"
        "from PIL import Image\n"
        "import pickle\n"
        "from picseek.engine.types import PictureFacts\n"
        "picture = Image.new('RGB', (120, 90), (10, 200, 30))\n"
        "preparer = pickle.loads(sys.stdin.buffer.read())\n"
        "made = preparer(picture, PictureFacts(120, 90, 'PNG'))\n"
        "sys.stdout.buffer.write(made)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(PREPARER),
        capture_output=True,
        check=True,
    )
    assert done.stdout == prepared(flat((10, 200, 30))).prepared


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\0" * (4 * DIM),
        np.full(DIM, np.nan, "<f4").tobytes(),
        np.full(DIM, np.inf, "<f4").tobytes(),
        np.full(DIM, 1, "<f4").tobytes(),
        np.zeros(DIM - 1, "<f4").tobytes(),
        b"\xff\xd8\xff",
    ],
)
def test_damaged_input_is_one_pictures_problem(damaged: bytes) -> None:
    good = prepared(scene(1))
    found = EMBEDDER.embed_pictures([good, PictureInput(damaged), good], CancelToken())
    assert [isinstance(each, PictureError) for each in found] == [False, True, False]
    error = found[1]
    assert isinstance(error, PictureError)
    assert (error.code, error.stage) == (ProblemCode.DAMAGED, Stage.EMBED)
    with pytest.raises(PictureError):
        EMBEDDER.embed_query(QueryInput(pictures=(PictureInput(damaged),)), CancelToken())


def test_a_vector_does_not_share_memory_with_its_input() -> None:
    (vector,) = EMBEDDER.embed_pictures([prepared(scene(1))], CancelToken())
    assert isinstance(vector, np.ndarray)
    assert vector.flags.owndata
    assert vector.flags.writeable


def test_a_cancelled_job_embeds_nothing() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        EMBEDDER.embed_pictures([prepared(scene(1))], token)
    with pytest.raises(Cancelled):
        EMBEDDER.embed_query(QueryInput("red"), token)


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


def test_several_examples_are_met_in_the_middle() -> None:
    one, other = scene(1), scene(2)
    both = query("", one, other)
    assert both.vector is not None
    sizes = [float(both.vector @ embed(each, (120, 90))) for each in (one, other)]
    assert sizes[0] == pytest.approx(sizes[1], abs=1e-5)
