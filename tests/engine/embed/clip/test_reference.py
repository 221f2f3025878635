"""Pixels and ids are those of `transformers` (see `reference.py`)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from picseek.engine.embed.clip.catalog import ModelFile, TokenPlan
from picseek.engine.embed.clip.preparer import ClipPreparer, normalised
from picseek.engine.embed.clip.tokenizer import Tokens
from picseek.engine.errors import ModelError
from picseek.engine.types import PictureFacts
from tests.support.clip import reference
from tests.support.clip.words import SENTENCES, save_clip_tokenizer, save_gemma_tokenizer

KEPT: reference.Reference = json.loads(reference.FILE.read_text(encoding="utf-8"))
NO_FILE = ModelFile("tokenizer.json", 0, "")


@pytest.mark.parametrize("size", reference.SIZES)
@pytest.mark.parametrize("plan", reference.PLANS)
def test_pixels_are_those_of_the_reference(plan: str, size: tuple[int, int]) -> None:
    preparer = ClipPreparer(reference.PLANS[plan])
    drawn = reference.picture(size)
    prepared = preparer(drawn, PictureFacts(*size, "PNG"))
    assert len(prepared) == 224 * 224 * 3
    pixels = normalised(prepared, preparer.plan)
    assert pixels.shape == (3, 224, 224)
    assert pixels.dtype == np.float32
    expected = np.array(KEPT["pixels"][plan][f"{size[0]}x{size[1]}"])
    level = 1 / 255 / min(preparer.plan.std)  # a resize may round one level up or down
    found = np.array(reference.sampled(pixels))
    assert np.abs(found - expected).max() <= 1.01 * level
    assert np.abs(found - expected).mean() < 0.05 * level


def test_clip_ids_are_those_of_the_reference(tmp_path: Path) -> None:
    end = save_clip_tokenizer(tmp_path / "tokenizer.json")
    plan = TokenPlan(NO_FILE, length=77, pad=end, fixed=False, lower=False)
    ids, mask = Tokens(tmp_path / "tokenizer.json", plan).ids(SENTENCES)
    assert ids.tolist() == KEPT["ids"]["clip"]
    assert ids.dtype == mask.dtype == np.int64


def test_siglip_ids_are_those_of_the_reference(tmp_path: Path) -> None:
    pad = save_gemma_tokenizer(tmp_path / "tokenizer.json")
    plan = TokenPlan(NO_FILE, length=64, pad=pad, fixed=True, lower=True)
    ids, mask = Tokens(tmp_path / "tokenizer.json", plan).ids(SENTENCES)
    assert ids.tolist() == KEPT["ids"]["siglip2"]
    assert ids.shape == mask.shape == (len(SENTENCES), 64)


def test_a_long_text_keeps_its_end_token(tmp_path: Path) -> None:
    end = save_clip_tokenizer(tmp_path / "tokenizer.json")
    plan = TokenPlan(NO_FILE, length=12, pad=end, fixed=False, lower=False)
    ids, _ = Tokens(tmp_path / "tokenizer.json", plan).ids(["dog " * 500])
    assert ids.shape == (1, 12)
    assert ids[0, -1] == end


def test_filling_up_does_not_show_in_the_ids_of_a_text(tmp_path: Path) -> None:
    end = save_clip_tokenizer(tmp_path / "tokenizer.json")
    plan = TokenPlan(NO_FILE, length=77, pad=end, fixed=False, lower=False)
    tokens = Tokens(tmp_path / "tokenizer.json", plan)
    together, mask = tokens.ids(["a cat", "two red dogs"])
    (alone,), _ = tokens.ids(["a cat"])
    assert together[0][: len(alone)].tolist() == alone.tolist()
    assert mask[0].tolist() == [1] * len(alone) + [0] * (together.shape[1] - len(alone))


def test_what_is_no_tokenizer_is_reported(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="can't be read as a tokenizer"):
        Tokens(tmp_path / "tokenizer.json", TokenPlan(NO_FILE, 77, 0, fixed=False, lower=False))


def test_what_the_preparer_did_not_make_is_refused() -> None:
    with pytest.raises(ValueError, match="reshape"):
        normalised(b"123", reference.PLANS["clip"])
