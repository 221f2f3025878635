"""Fusing rankings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.search.fusion import (
    ALL_WORDS_WEIGHT,
    ANY_WORD_WEIGHT,
    MEANING_WEIGHT,
    Ranking,
    fuse,
)


def order(*rankings: Ranking) -> list[int]:
    return [picture_id for picture_id, _ in fuse(rankings)]


def test_one_ranking_stays_as_it_is() -> None:
    assert order(Ranking([5, 3, 9])) == [5, 3, 9]


def test_scores_are_those_of_the_paper() -> None:
    fused = fuse([Ranking([1, 2], 1.0), Ranking([2], 2.0)])
    assert [picture_id for picture_id, _ in fused] == [2, 1]
    assert [score for _, score in fused] == pytest.approx([1 / 62 + 2 / 61, 1 / 61])


def test_what_two_rankings_agree_on_comes_first() -> None:
    assert order(Ranking([1, 2, 3]), Ranking([4, 2, 5]))[0] == 2


def test_equals_come_in_the_order_of_their_ids() -> None:
    assert order(Ranking([9]), Ranking([2]), Ranking([5])) == [2, 5, 9]


def test_nothing_makes_nothing() -> None:
    assert fuse([]) == []
    assert fuse([Ranking([]), Ranking([])]) == []


def test_a_name_with_every_word_comes_before_the_best_look() -> None:
    looks = Ranking(range(1_000, 2_000), MEANING_WEIGHT)
    names = Ranking(range(200), ALL_WORDS_WEIGHT)
    parts = Ranking([1_000, *range(200)], ANY_WORD_WEIGHT)
    assert order(looks, names)[:200] == list(range(200))
    assert set(order(looks, names, parts)[:150]) <= set(range(200))


def test_part_of_a_name_lifts_but_does_not_beat_the_best_look() -> None:
    looks = Ranking(range(100), MEANING_WEIGHT)
    assert order(looks, Ranking([500], ANY_WORD_WEIGHT))[0] == 0
    assert order(looks, Ranking([29], ANY_WORD_WEIGHT))[0] == 29


ids = st.lists(st.integers(0, 50), unique=True, max_size=20)


@given(st.lists(st.builds(Ranking, ids, st.floats(0.1, 5)), max_size=4))
def test_fusion_is_a_ranking(rankings: list[Ranking]) -> None:
    fused = fuse(rankings)
    assert fused == fuse(rankings)
    found = [picture_id for picture_id, _ in fused]
    assert sorted(found) == sorted({each for ranking in rankings for each in ranking.ids})
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)
