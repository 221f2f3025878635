"""Consent that is taken back while a service asks to wait. The real library and the real SDK."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types import IndexEvent, Progress
from tests.support.cohere.environment import use_service
from tests.support.cohere.faults import rate_limited
from tests.support.cohere.server import StandIn

MODEL = "cohere/embed-v4.0"
MANY = 60


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        yield service


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Pictures that are all different."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for n in range(MANY):
        path = folder / f"{n:03}.png"
        Image.new("RGB", (64, 48), (n, n * 7 % 256, n * 31 % 256)).save(path)
    return folder


@pytest.mark.timeout(120)
def test_a_run_that_was_asked_to_wait_for_an_hour_ends_at_once(
    tmp_path: Path, service: StandIn, many: Path
) -> None:
    service.faults.play(None, rate_limited("3600"))
    library = Library.open(tmp_path / "library")

    def withdraw(event: IndexEvent) -> None:
        if isinstance(event, Progress) and "Paused by" in event.wait:
            library.outgoing.withdraw()

    try:
        quote = library.quote(folders=[many], model=MODEL)
        report = library.index([many], model=MODEL, permit=quote.permit(), on_event=withdraw)
        assert "no longer agree" in report.stopped
        assert 0 < report.indexed == service.records.paid().total() < MANY
        assert library.quote(folders=[many], model=MODEL).pictures == MANY - report.indexed
    finally:
        library.close()
