"""Tries of a call that bring nothing may be billed all the same. The real SDK and the stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types import SendLimits
from tests.support.cohere import faults
from tests.support.cohere.environment import use_service
from tests.support.cohere.server import StandIn

MODEL = "cohere/embed-v4.0"
ASSUMED_TOKENS = 3_136  # of a picture, until something was measured
IN_A_CALL = 16


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        yield service


def test_every_answer_one_vector_short_does_not_cost_more_than_was_agreed(
    tmp_path: Path, library: Library, service: StandIn
) -> None:
    """C4: each batch was sent, and billed, three times, and counted by nobody."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(3 * IN_A_CALL):
        Image.new("RGB", (80, 60), (5 * number, 90, 10)).save(folder / f"{number:02}.png")
    library.outgoing.set_price(MODEL, 1.0)
    two_calls_and_a_half = 2.5 * IN_A_CALL * ASSUMED_TOKENS / 1_000_000
    service.faults.play(*[faults.SHORT] * 50)
    limits = SendLimits(money=two_calls_and_a_half, read_on=True)
    report = library.index([folder], model=MODEL, agreed=True, limits=limits)
    calls = [call for call in service.records.calls() if call.pictures]
    assert sum(len(call.pictures) for call in calls) == 2 * IN_A_CALL
    assert (report.indexed, report.waiting) == (0, 3 * IN_A_CALL)
    assert report.stopped.startswith("Stopped at the limit of $")
    assert len(library.browse()) == 3 * IN_A_CALL
