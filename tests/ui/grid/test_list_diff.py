from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from picseek.ui.grid.list_diff import Change, changes

lists_of_ids = st.lists(st.integers(0, 60), unique=True)


def taken(old: array[int], steps: list[Change]) -> array[int]:
    ids = old[:]
    for step in steps:
        ids[step.at : step.at + step.removed] = array("q", step.inserted)
    return ids


@given(lists_of_ids, lists_of_ids)
def test_the_steps_lead_from_old_to_new(old: list[int], new: list[int]) -> None:
    before, after = array("q", old), array("q", new)
    steps = changes(before, after, limit=1000)
    kept_before = [each for each in old if each in new]
    kept_after = [each for each in new if each in old]
    if steps is None:
        assert kept_before != kept_after, "nothing moved"
        return
    assert kept_before == kept_after
    assert taken(before, steps) == after
    assert all(step.removed or step.inserted for step in steps)


@settings(max_examples=30)
@given(st.sets(st.integers(0, 20_000), max_size=20), st.sets(st.integers(0, 20_000), max_size=20))
def test_few_changes_in_a_long_list_are_few_steps(removed: set[int], added: set[int]) -> None:
    every = range(20_000)
    before = array("q", (2 * each for each in every if each not in added))
    after = array("q", (2 * each for each in every if each not in removed))
    steps = changes(before, after, limit=60)
    assert steps is not None
    assert taken(before, steps) == after
    assert len(steps) <= len(removed ^ added)


def test_a_block_is_one_step() -> None:
    old, new = array("q", range(10_000)), array("q", range(10_000))
    new[5000:5000] = array("q", range(20_000, 20_500))
    assert changes(old, new, limit=1) == [Change(5000, 0, array("q", range(20_000, 20_500)))]
    assert changes(new, old, limit=1) == [Change(5000, 500, array("q"))]


def test_equal_lists_need_no_step() -> None:
    assert changes(array("q", range(9000)), array("q", range(9000)), limit=0) == []


def test_too_many_changes_are_given_up() -> None:
    old = array("q", range(0, 200, 2))
    new = array("q", range(200))
    assert changes(old, new, limit=20) is None
