"""What both built-in models keep of the contract of an Embedder."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput, QueryInput
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.errors import Cancelled, PictureError
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts, ProblemCode, Stage
from tests.support import builtin_1_model, builtin_model
from tests.support.builtin_drawings import flat, scene

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.embed.base import Vector

    Builtin = BuiltinEmbedder | EarlierEmbedder

FACTS = PictureFacts(120, 90, "PNG")


@pytest.fixture(params=["builtin", "builtin-1"])
def embedder(request: pytest.FixtureRequest) -> Builtin:
    if request.param == "builtin":
        return BuiltinEmbedder(builtin_model.small_model())
    return EarlierEmbedder(builtin_1_model.small_model())


def prepared(embedder: Builtin, picture: Image.Image, facts: PictureFacts = FACTS) -> PictureInput:
    return PictureInput(embedder.preparer(picture, facts))


def embedded(embedder: Builtin, picture: Image.Image, facts: PictureFacts = FACTS) -> Vector:
    (vector,) = embedder.embed_pictures([prepared(embedder, picture, facts)], CancelToken())
    assert isinstance(vector, np.ndarray)
    return vector


@pytest.mark.parametrize(
    "picture", [scene(1), flat((0, 0, 0)), flat((255, 255, 255)), flat((255, 0, 0), (1, 1))]
)
def test_pictures_become_unit_vectors(embedder: Builtin, picture: Image.Image) -> None:
    vector = embedded(embedder, picture, PictureFacts(*picture.size, "PNG"))
    assert vector.shape == (embedder.spec.dim,)
    assert vector.dtype == np.float32
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


def test_the_preparer_survives_the_way_to_a_worker(embedder: Builtin) -> None:
    looks = [embedder.preparer]
    if isinstance(embedder, BuiltinEmbedder):
        looks.append(embedder.closer_preparer)
    for preparer in looks:
        again = pickle.loads(pickle.dumps(preparer))
        assert again == preparer
        assert again(scene(1), FACTS) == preparer(scene(1), FACTS)


def test_prepared_bytes_are_the_same_in_another_process(embedder: Builtin) -> None:
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
        input=pickle.dumps(embedder.preparer),
        capture_output=True,
        check=True,
    )
    assert done.stdout == prepared(embedder, flat((10, 200, 30))).prepared


def damaged(dim: int) -> dict[str, bytes]:
    return {
        "empty": b"",
        "zeros": b"\0" * (4 * dim),
        "no numbers": np.full(dim, np.nan, "<f4").tobytes(),
        "infinite": np.full(dim, np.inf, "<f4").tobytes(),
        "too long a vector": np.full(dim, 1, "<f4").tobytes(),
        "too few numbers": np.zeros(dim - 1, "<f4").tobytes(),
        "a JPEG": b"\xff\xd8\xff",
    }


@pytest.mark.parametrize("kind", damaged(1))
def test_damaged_input_is_one_pictures_problem(embedder: Builtin, kind: str) -> None:
    bad = PictureInput(damaged(embedder.spec.dim)[kind])
    good = prepared(embedder, scene(1))
    found = embedder.embed_pictures([good, bad, good], CancelToken())
    assert [isinstance(each, PictureError) for each in found] == [False, True, False]
    error = found[1]
    assert isinstance(error, PictureError)
    assert (error.code, error.stage) == (ProblemCode.DAMAGED, Stage.EMBED)
    with pytest.raises(PictureError):
        embedder.embed_query(QueryInput(pictures=(bad,)), CancelToken())


def test_a_vector_does_not_share_memory_with_its_input(embedder: Builtin) -> None:
    vector = embedded(embedder, scene(1))
    assert vector.flags.owndata
    assert vector.flags.writeable


def test_a_cancelled_job_embeds_nothing(embedder: Builtin) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        embedder.embed_pictures([prepared(embedder, scene(1))], token)
    with pytest.raises(Cancelled):
        embedder.embed_query(QueryInput(parse("red")), token)


def test_several_examples_are_met_in_the_middle(embedder: Builtin) -> None:
    one, other = scene(1), scene(2)
    inputs = tuple(prepared(embedder, each) for each in (one, other))
    both = embedder.embed_query(QueryInput(pictures=inputs), CancelToken())
    assert both.vector is not None
    sizes = [float(both.vector @ embedded(embedder, each)) for each in (one, other)]
    assert sizes[0] == pytest.approx(sizes[1], abs=1e-5)
