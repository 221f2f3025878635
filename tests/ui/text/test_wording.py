"""Numbers and durations in words."""

from __future__ import annotations

import pytest

from picseek.ui.text import wording


def test_one_and_many_are_worded_differently() -> None:
    assert wording.pictures(1) == "1 picture"
    assert wording.pictures(1234) == "1,234 pictures"
    assert wording.problems(1) == "1 problem"
    assert wording.problems(0) == "0 problems"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "less than a minute left"),
        (125, "2 min left"),
        (3600, "1 h 0 min left"),
        (3 * 3600 + 1799, "3 h 30 min left"),
    ],
)
def test_time_left(seconds: float, words: str) -> None:
    assert wording.time_left(seconds) == words


def test_progress_shows_what_is_known() -> None:
    assert wording.progress(1240, 12000, 85.2, 126) == "1,240 of 12,000 · 85/s · 2 min left"
    assert wording.progress(3, 12, 0.42, None) == "3 of 12 · 0.4/s"
    assert wording.progress(12, 12, 3.0, 0.0) == "12 of 12 · 3/s"
    assert wording.progress(0, None, None, None) == "Looking for pictures…"
    assert wording.progress(70, None, 5.0, None) == "Looking for pictures… 70"


def test_words_are_listed_in_quotes() -> None:
    assert wording.quoted_list(("wedding",)) == "“wedding”"
    assert wording.quoted_list(("a", "b", "c")) == "“a”, “b” and “c”"


def test_everything_found_and_the_best_of_it_are_worded_differently() -> None:
    assert wording.results(1234) == "1,234 results"
    assert wording.results(1) == "1 result"


def test_skipped_kinds_are_listed_by_how_many_there_are() -> None:
    assert wording.skipped({"psd": 1}) == "1 unsupported file skipped (PSD 1)."
    kinds = {"cr2": 1200, "psd": 12, "nef": 12, "a": 1, "b": 1, "c": 1}
    assert wording.skipped(kinds) == (
        "1,227 unsupported files skipped (CR2 1,200, NEF 12, PSD 12, A 1, B 1, …)."
    )
