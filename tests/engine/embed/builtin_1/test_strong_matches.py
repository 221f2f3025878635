"""Which of the built-in model's matches are strong: where a cut-off was fitted, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from picseek.engine.embed.builtin_1.concept_scores import THERE, read_learnt
from picseek.engine.embed.builtin_1.model_files import STRONG
from picseek.engine.embed.builtin_1.shipped import SHIPPED
from picseek.engine.embed.builtin_1.strong_matches import read_cut_offs
from picseek.engine.embed.builtin_1.weighted_query import Part, weigh
from picseek.engine.embed.builtin_1.word_table import read_words, vocabulary
from picseek.engine.errors import ModelError
from picseek.engine.text.query_parser import parse
from tests.support.builtin_1_library import ask, embed
from tests.support.builtin_1_model import make_model, small_model
from tests.support.builtin_drawings import RGB, flat

WHITE, PALE, BLUE, DULL = (250, 250, 250), (205, 205, 205), (20, 20, 230), (80, 80, 160)


def strong(text: str, *colours: RGB) -> list[bool] | None:
    """Which flat pictures are strong matches."""
    bars = ask(text).strong
    vectors = np.stack([embed(flat(colour)) for colour in colours])
    return None if bars is None else bars.reached(vectors).tolist()


def test_a_match_is_strong_from_the_cut_off_on() -> None:
    assert strong("a photo of snow", WHITE, PALE, BLUE) == [True, False, False]
    asked = ask("snow")
    assert asked.vector is not None
    assert asked.floor is not None
    assert asked.strong is not None
    assert float(embed(flat(PALE)) @ asked.vector) > asked.floor  # found, but no strong match
    assert np.array_equal(asked.strong.directions[0], asked.vector)


def test_a_word_that_any_of_several_will_do_for_has_a_cut_off_of_its_own() -> None:
    assert strong("scenery", WHITE, PALE, BLUE) == [True, False, True]


def test_several_words_have_to_be_strong_each() -> None:
    assert strong("snow and sea", WHITE, BLUE) == [False, False]
    assert len(ask("snow sea").strong.least) == 2  # type: ignore[union-attr]


def test_what_is_excluded_may_not_be_there_at_all() -> None:
    assert strong("snow without sea", WHITE, BLUE) == [True, False]
    assert strong("snow -meadow", WHITE, PALE) == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "meadow",  # nothing was fitted
        "snow meadow",
        "snow at a wedding",  # half of it is not known
        "snow or sea",
        "-snow",
        "red",  # seen in the pixels
        "blue sea",
        "",
    ],
)
def test_nothing_is_called_strong_that_was_not_fitted(text: str) -> None:
    assert ask(text).strong is None


def test_all_of_a_question_becomes_parts() -> None:
    known = vocabulary(small_model())
    parts = (Part(("snow",), excluded=False), Part(("sea",), excluded=True))
    assert weigh(parse("snow, no sea").tokens, known).parts == parts
    assert weigh(parse("snow, no sea or night").tokens, known).parts == (
        *parts,
        Part(("night",), excluded=True),
    )


@pytest.mark.parametrize(
    "content",
    ['{"cut_offs": {"fog": 0.5}}', '{"cut_offs": {"snow": -1}}', '{"cut_offs": {"snow": "x"}}'],
)
def test_cut_offs_of_another_model_are_refused(tmp_path: Path, content: str) -> None:
    shipped = make_model(tmp_path)
    (tmp_path / STRONG).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        read_cut_offs(shipped)


def test_the_shipped_cut_offs_fit_the_shipped_words() -> None:
    cut_offs = read_cut_offs(SHIPPED)
    meanings = set(read_words(SHIPPED).values())
    assert len(cut_offs) > 100
    assert meanings.issuperset(cut_offs)
    assert {("dog",), ("beach",), ("snow",)} <= set(cut_offs)
    assert all(THERE <= cut <= len(meaning) for meaning, cut in cut_offs.items())
    level = json.loads(SHIPPED.read(STRONG))["level"]
    assert 0.7 <= level < 1
    assert len(read_learnt(SHIPPED).names) > len(cut_offs)
