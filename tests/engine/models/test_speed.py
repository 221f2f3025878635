"""How quick models are here: measured by the runs of a library, else estimated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from picseek.engine.cancel import JobControl
from picseek.engine.library import Library
from picseek.engine.types.models import IndexSpeed

if TYPE_CHECKING:
    import pytest


def test_nothing_is_said_before_anything_was_measured(library: Library) -> None:
    assert library.speeds.of("builtin") is None
    assert library.speeds.of("siglip2-b16-q8") is None


def test_what_was_measured_goes_before_an_estimate(library: Library) -> None:
    library.speeds.record("builtin", 100, 10.0)
    assert library.speeds.of("builtin") == IndexSpeed(600.0, measured=True)
    estimated = library.speeds.of("siglip2-b16-q8")
    assert estimated is not None
    assert not estimated.measured
    assert 0 < estimated.per_minute < 600
    library.speeds.record("siglip2-b16-q8", 100, 60.0)
    assert library.speeds.of("siglip2-b16-q8") == IndexSpeed(100.0, measured=True)


def test_a_run_of_a_few_pictures_measures_nothing(library: Library) -> None:
    library.speeds.record("builtin", 3, 10.0)
    assert library.speeds.of("builtin") is None


def test_a_run_measures_its_model(library: Library, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(24):
        Image.new("RGB", (40, 30), (10 * number, 90, 200)).save(photos / f"{number}.jpg")
    library.index([photos])
    speed = library.speeds.of("builtin")
    assert speed is not None
    assert speed.measured
    assert speed.per_minute > 0


def test_a_job_knows_how_long_it_was_held(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("picseek.engine.cancel.time.monotonic", lambda: now[0])
    job = JobControl()
    job.pause()
    now[0] += 5
    job.pause()  # held already
    assert job.paused_seconds == 5
    job.resume()
    now[0] += 7
    assert job.paused_seconds == 5
