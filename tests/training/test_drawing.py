from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image

from training.drawing import KINDS, draw_one
from training.ingest import squashed


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_draws_something_and_the_same_again(kind: str) -> None:
    backdrop = Image.new("RGB", (8, 8), (120, 90, 60))
    pictures = [squashed(draw_one(kind, Random(seed), backdrop)) for seed in (1, 1, 2)]
    assert pictures[0].shape == (64, 64, 3)
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])
    assert pictures[0].std() > 2
