"""Paid answers are stored, however a run ends. The real program and the real SDK."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.errors import LibraryError
from picseek.engine.library import Library
from tests.e2e.program import Program
from tests.support.cohere.environment import use_service
from tests.support.cohere.server import StandIn

MODEL = "cohere/embed-v4.0"
MANY = 200


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn(latency=0.5) as service:
        use_service(monkeypatch, service.url)
        yield service


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Pictures that are all different."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for n in range(MANY):
        Image.new("RGB", (64, 48), (n % 256, n * 7 % 256, n * 31 % 256)).save(
            folder / f"{n:03}.png"
        )
    return folder


def vectors_in(program: Program) -> int:
    with suppress(LibraryError):
        library = Library.open(program.library, writable=False)
        try:
            return library.status().models.get(MODEL, 0)
        finally:
            library.close()
    return 0


def test_ctrl_c_keeps_every_answer_that_was_paid_for(
    service: StandIn, program: Program, many: Path
) -> None:
    process = program.start("index", many, "--model", MODEL, "--yes")
    try:
        service.records.wait_for(
            lambda calls: any(c.answered for c in calls) and not calls[-1].answered, 100
        )
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, shown = process.communicate(timeout=100)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 128 + signal.SIGINT
    assert "already paid for. Press Ctrl-C again to discard" in shown
    paid = service.records.paid().total()
    assert 0 < paid < MANY
    assert vectors_in(program) == paid
