"""A batch is dealt with whole, whatever the server refuses of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.embed.cohere.batch_splitting import SplitBatch
from picseek.engine.errors import PictureError

VECTOR = np.ones(2, np.float32)


@given(st.integers(0, 40), st.integers(1, 20), st.sets(st.integers(0, 39)))
def test_exactly_the_refused_pictures_fail(count: int, most: int, bad: set[int]) -> None:
    batch = SplitBatch(count, most)
    taken: list[int] = []
    while (part := batch.next_part()) is not None:
        assert 1 <= len(part) <= most
        if not bad & set(part):
            taken += part
            batch.answered(part, [VECTOR] * len(part))
        elif len(part) == 1:
            batch.fail(part.start, "refused")
        else:
            batch.split(part)
    results = batch.results()
    failed = {i for i, result in enumerate(results) if isinstance(result, PictureError)}
    assert failed == bad & set(range(count))
    assert sorted(taken) == sorted(set(range(count)) - bad), "paid twice, or not at all"
    assert batch.too_many() == []


@given(st.integers(1, 40), st.integers(1, 20))
def test_a_server_that_takes_fewer_is_found_out(count: int, limit: int) -> None:
    batch = SplitBatch(count, 16)
    while (part := batch.next_part()) is not None:
        if len(part) > limit:
            batch.split(part)
        else:
            batch.answered(part, [VECTOR] * len(part))
    assert len(batch.results()) == count
    assert all(size > limit for size in batch.too_many())
    assert bool(batch.too_many()) == (min(count, 16) > limit)


def test_a_picture_without_a_vector_is_asked_for_once_more_and_alone() -> None:
    batch = SplitBatch(3, 3)
    part = batch.next_part()
    assert part is not None
    batch.answered(part, [VECTOR, None, VECTOR])
    again = batch.next_part()
    assert again == range(1, 2)
    batch.answered(range(1, 2), [None])
    assert batch.next_part() is None
    first, second, third = batch.results()
    assert isinstance(second, PictureError)
    assert first is VECTOR
    assert third is VECTOR
