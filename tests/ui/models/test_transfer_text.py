"""How the files of a model come, in words."""

from __future__ import annotations

import pytest

from picseek.engine.types.models import FetchProgress
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.downloads import Transfer

HALF = FetchProgress(50_000_000, 100_000_000)


@pytest.mark.parametrize(
    ("transfer", "text"),
    [
        (Transfer("a", "A"), "Starting…"),
        (Transfer("a", "A", paused=True), "Paused"),
        (Transfer("a", "A", HALF), "50 MB of 100 MB"),
        (
            Transfer("a", "A", HALF, per_second=250_000.0, seconds_left=200.0),
            "50 MB of 100 MB · 250 kB/s · 3 min left",
        ),
        (Transfer("a", "A", HALF, paused=True), "Paused · 50 MB of 100 MB"),
        (Transfer("a", "A", HALF, stopping=True), "Stopping…"),
        (
            Transfer("a", "A", FetchProgress(0, 2_000_000, "Retrying.")),
            "0 bytes of 2.0 MB · Retrying.",
        ),
    ],
)
def test_what_is_read_of_a_transfer(transfer: Transfer, text: str) -> None:
    assert transfers.describe(transfer) == text


def test_where_there_is_little_room_the_title_comes_first() -> None:
    assert transfers.brief(Transfer("a", "A")) == "A: starting"
    assert transfers.brief(Transfer("a", "A", HALF)) == "A: 50 MB of 100 MB"
    assert transfers.brief(Transfer("a", "A", HALF, paused=True)) == "A: 50 MB of 100 MB (paused)"


def test_languages_have_names() -> None:
    assert transfers.languages(("en", "de")) == "English, German"
    assert transfers.languages(("many",)) == "many languages"
    assert transfers.languages(("zzzz",)) == "zzzz"
    assert transfers.languages(()) == ""
