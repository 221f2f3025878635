"""Jobs on the open library: what becomes of their results and errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from picseek.engine.errors import LibraryError
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Task, TaskRunner
from tests.support.ui.fake_library import FakeLibrary
from tests.support.ui.gate import Gate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from picseek.engine.library import Library


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    tasks = TaskRunner()
    made = Session(tmp_path, tasks)
    made.library = FakeLibrary(tmp_path)
    yield made
    tasks.close()


def run(session: Session, qtbot: QtBot, job: object, seen: list[object]) -> None:
    """Run a job until it has ended, and record what is called back."""
    assert callable(job)
    session.run(job, seen.append, seen.append, ended=lambda: seen.append("ended"))
    qtbot.waitUntil(lambda: "ended" in seen)


def test_a_result_arrives_after_the_end_of_its_job(session: Session, qtbot: QtBot) -> None:
    seen: list[object] = []
    run(session, qtbot, lambda library, _task: library is session.library, seen)
    assert seen == ["ended", True]


def test_an_error_arrives_as_its_message(session: Session, qtbot: QtBot) -> None:
    def job(_library: Library, _task: Task) -> NoReturn:
        raise LibraryError("The disk is full.")

    seen: list[object] = []
    run(session, qtbot, job, seen)
    assert seen == ["ended", "The disk is full."]


def test_a_bug_is_reported_in_a_sentence_and_to_the_developers(
    session: Session, qtbot: QtBot
) -> None:
    seen: list[object] = []
    with qtbot.captureExceptions() as bugs:
        run(session, qtbot, lambda _library, _task: 1 / 0, seen)
    assert seen == ["ended", "An unexpected error occurred."]
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


def test_a_job_that_is_stopped_ends_without_a_message(session: Session, qtbot: QtBot) -> None:
    gate = Gate()
    gate.close()
    seen: list[object] = []
    task = session.run(
        lambda _library, task: gate.wait(task.control),
        seen.append,
        seen.append,
        ended=lambda: seen.append("ended"),
    )
    assert task is not None
    task.control.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["ended"]


def test_nothing_runs_while_no_library_is_open(session: Session) -> None:
    session.library = None
    seen: list[object] = []
    job = session.run(lambda _library, _task: 1, seen.append, seen.append)
    assert job is None
    assert seen == []
