from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.captions import mentions, read_captions, singular, soft_targets


@pytest.mark.parametrize(
    ("word", "one"),
    [("dogs", "dog"), ("men", "man"), ("puppies", "puppy"), ("grass", "grass"), ("bus", "bus")],
)
def test_plurals_become_singular(word: str, one: str) -> None:
    assert singular(word) == one


def test_sentences_are_read_by_photo(tmp_path: Path) -> None:
    file = tmp_path / "captions.txt"
    file.write_text("a.jpg#0\tTwo dogs run .\na.jpg#1\tA dog on grass .\nb.jpg#0\tA man .\n")
    photos = read_captions(file)
    counts = mentions(photos, ["a.jpg", "b.jpg", "c.jpg"], ["dog", "grass", "man"])
    assert counts.tolist() == [[2, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert np.allclose(soft_targets(counts)[0], [1.0, 0.6, 0.0])
