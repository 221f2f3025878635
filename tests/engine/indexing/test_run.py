"""The index run, with real workers, a real store and a counted model."""

from __future__ import annotations

import shutil
import threading

import pytest
from PIL import Image

from picseek.engine.cancel import JobControl
from picseek.engine.errors import Cancelled, ModelError
from picseek.engine.types import (
    IndexEvent,
    PicturesChanged,
    Problem,
    ProblemCode,
    Progress,
)
from tests.engine.indexing.bench import Bench, draw, draw_many, draw_other
from tests.support.embedders import TinyPreparer
from tests.support.picture_files import age


def test_everything_is_indexed_once(bench: Bench) -> None:
    draw_many(bench.pictures, 21)
    report = bench.run()
    assert (report.indexed, report.unchanged, report.failed) == (21, 0, ())
    assert bench.vector_count == bench.listed == len(bench.embedder.sent) == 21
    assert max(bench.embedder.calls) <= 4
    assert bench.embedder.most_running <= 2
    again = bench.run()
    assert (again.indexed, again.unchanged) == (0, 21)
    assert len(bench.embedder.sent) == 21


def test_progress_counts_what_is_committed_and_ends_complete(bench: Bench) -> None:
    draw_many(bench.pictures, 30)
    bench.run()
    progress = [event for event in bench.events if isinstance(event, Progress)]
    assert [p.done for p in progress] == sorted(p.done for p in progress)
    assert (progress[-1].done, progress[-1].total, progress[-1].indexed) == (30, 30, 30)
    assert any(isinstance(event, PicturesChanged) for event in bench.events)


def test_copies_are_embedded_once(bench: Bench) -> None:
    original = draw(bench.pictures / "a" / "one.png", (200, 10, 10))
    for n in range(5):
        shutil.copy(original, bench.pictures / f"copy {n}.png")
    report = bench.run()
    assert report.indexed == 6
    assert bench.vector_count == len(bench.embedder.sent) == 1
    shutil.copy(original, bench.pictures / "later.png")
    assert bench.run().indexed == 1
    assert len(bench.embedder.sent) == 1


def test_moved_pictures_keep_their_vectors(bench: Bench) -> None:
    draw_many(bench.pictures / "before", 8)
    bench.run()
    (bench.pictures / "before").rename(bench.pictures / "after")
    report = bench.run()
    assert (report.indexed, report.removed) == (8, 8)
    assert len(bench.embedder.sent) == 8
    assert bench.vector_count == 8
    assert all(
        row.path.parent.name == "after"
        for row in bench.store.pictures.rows(bench.store.pictures.newest_first())
    )


def test_a_picture_removed_and_put_back_is_not_embedded_again(bench: Bench) -> None:
    picture = draw(bench.pictures / "x.png", (1, 2, 3))
    bench.run()
    elsewhere = bench.folder / "elsewhere.png"
    picture.rename(elsewhere)
    assert bench.run().removed == 1
    assert len(bench.store.pictures.newest_first()) == 0
    assert bench.listed == 0
    elsewhere.rename(picture)
    assert bench.run().indexed == 1
    assert bench.listed == 1
    assert len(bench.embedder.sent) == 1


def test_damaged_files_are_recorded_once_and_retried_on_demand(bench: Bench) -> None:
    draw_many(bench.pictures, 3)
    (bench.pictures / "empty.jpg").touch()
    broken = bench.pictures / "broken.png"
    broken.write_bytes((bench.pictures / "001.png").read_bytes()[:45])
    age(*bench.pictures.iterdir())
    report = bench.run()
    assert report.indexed == 3
    codes = {problem.path.name: problem.code for problem in report.failed}
    assert codes == {"empty.jpg": ProblemCode.EMPTY, "broken.png": ProblemCode.DAMAGED}
    assert {e.path.name for e in bench.events if isinstance(e, Problem)} == set(codes)

    again = bench.run()
    assert {problem.path.name for problem in again.failed} == set(codes)
    assert again.unchanged == 3
    # Reported once, not at each start.
    assert not [event for event in bench.events if isinstance(event, Problem)]

    draw(broken, (9, 9, 9))
    assert bench.run().indexed == 1
    assert [p.path.name for p in bench.store.files.problems()] == ["empty.jpg"]
    assert len(bench.run(retry_failed=True).failed) == 1


def test_a_refused_picture_costs_only_itself(bench: Bench) -> None:
    draw_many(bench.pictures, 6)
    bad = draw(bench.pictures / "bad.png", (250, 0, 250))
    with Image.open(bad) as picture:
        bench.embedder.refuse = TinyPreparer()(picture, None)  # type: ignore[arg-type]
    report = bench.run()
    assert report.indexed == 6
    assert [(p.path.name, p.code) for p in report.failed] == [("bad.png", ProblemCode.REFUSED)]


def test_a_model_that_goes_away_ends_the_run_and_keeps_what_is_paid(bench: Bench) -> None:
    draw_many(bench.pictures, 20)
    bench.embedder.fail_after = 8
    with pytest.raises(ModelError):
        bench.run()
    stored = bench.vector_count
    assert 0 <= stored <= 8
    bench.embedder.fail_after = None
    bench.embedder.sent.clear()
    report = bench.run()
    assert report.indexed == 20 - stored
    assert len(bench.embedder.sent) == 20 - stored
    assert bench.vector_count == 20


def test_cancel_keeps_what_is_done_and_sweeps_nothing(bench: Bench) -> None:
    pictures = draw_many(bench.pictures, 40)
    bench.run()
    for picture in pictures[:10]:
        picture.unlink()
    draw_other(bench.pictures / "more", 300)
    job = JobControl()

    def cancel_soon(event: IndexEvent) -> None:
        if isinstance(event, Progress) and event.indexed >= 5:
            job.cancel()

    bench.on_event = cancel_soon
    with pytest.raises(Cancelled):
        bench.run(job=job)
    stored = bench.vector_count
    assert 45 <= stored < 340  # the ten that are gone are not swept by a run that was stopped
    bench.on_event = bench.events.append
    report = bench.run()
    assert report.removed == 10
    assert report.indexed == 340 - stored  # also what was decoded but not embedded
    assert bench.listed == len(bench.store.pictures.newest_first()) == 330


def test_pause_holds_and_resume_goes_on(bench: Bench) -> None:
    draw_many(bench.pictures, 12)
    job = JobControl()
    job.pause()
    threading.Timer(0.05, job.resume).start()
    assert bench.run(job=job).indexed == 12


def test_an_empty_folder_is_fine(bench: Bench) -> None:
    report = bench.run()
    assert (report.indexed, report.unchanged, report.failed) == (0, 0, ())


def test_a_folder_that_cannot_be_reached_keeps_its_pictures(bench: Bench) -> None:
    draw_many(bench.pictures, 4)
    bench.run()
    bench.pictures.rename(bench.folder / "unplugged")
    report = bench.run()
    assert report.removed == 0
    assert len(report.failed) == 1
    assert len(bench.store.pictures.newest_first()) == 4
