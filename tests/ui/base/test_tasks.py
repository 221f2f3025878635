"""The bridge from threads to Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.types import Progress
from picseek.ui.base import tasks as module
from picseek.ui.base.lane_thread import LaneThread
from picseek.ui.base.tasks import Lane, Task, TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(Executor):
    """Runs a job at once, on the caller's thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def divide_by(number: int) -> None:
    """Fail on 0."""
    assert 1 // number


class Listener(QObject):
    """Records what is reported to it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, what: object) -> None:
        self.heard.append(what)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    assert runner.close()


@pytest.fixture
def inline(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner(lambda _lane: InlineExecutor())
    yield runner
    assert runner.close()


def test_a_result_comes_back_on_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    runner.submit(
        lambda _task: threading.current_thread(),
        on_done=lambda ran_on: seen.append((ran_on, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    ran_on, told_on = seen[0]
    assert told_on is threading.main_thread()
    assert ran_on is not told_on


def test_nothing_is_delivered_before_the_event_loop_runs(inline: TaskRunner, qtbot: QtBot) -> None:
    heard: list[int] = []
    inline.submit(lambda _task: 7, on_done=heard.append)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [7])


def test_jobs_of_a_lane_run_one_after_the_other(runner: TaskRunner, qtbot: QtBot) -> None:
    order: list[int] = []
    done: list[None] = []

    def note(number: int, _task: Task) -> None:
        order.append(number)

    for number in range(20):
        runner.submit(partial(note, number), on_done=done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert order == list(range(20))


def test_a_held_lane_does_not_hold_another(runner: TaskRunner, qtbot: QtBot) -> None:
    go_on = threading.Event()
    heard: list[str] = []

    def held(_task: Task) -> str:
        assert go_on.wait(10)
        return "held"

    runner.submit(held, on_done=heard.append, lane=Lane.INDEX)
    runner.submit(lambda _task: "free", on_done=heard.append, lane=Lane.SEARCH)
    qtbot.waitUntil(lambda: heard == ["free"])
    go_on.set()
    qtbot.waitUntil(lambda: heard == ["free", "held"])


def test_an_error_for_the_user_reaches_on_error_only(inline: TaskRunner, qtbot: QtBot) -> None:
    error = EngineError("The disk is full.")

    def fail(_task: Task) -> None:
        raise error

    heard: list[object] = []
    inline.submit(fail, on_done=heard.append, on_error=heard.append)
    qtbot.waitUntil(lambda: heard == [error])


def test_a_bug_reaches_on_error_and_the_excepthook(
    inline: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: hooked.append(args[1]))
    heard: list[object] = []
    inline.submit(lambda _task: 1 // 0, on_error=heard.append)
    qtbot.waitUntil(lambda: len(hooked) == 1)
    assert heard == hooked
    assert isinstance(heard[0], ZeroDivisionError)


def test_a_bug_in_a_callback_does_not_hold_what_follows(inline: TaskRunner, qtbot: QtBot) -> None:
    heard: list[int] = []
    with qtbot.captureExceptions() as caught:
        inline.submit(lambda _task: 0, on_done=divide_by)
        inline.submit(lambda _task: 1, on_done=heard.append)
        qtbot.waitUntil(lambda: heard == [1])
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_a_cancelled_task_stays_silent(runner: TaskRunner, qtbot: QtBot) -> None:
    started = threading.Event()
    heard: list[object] = []

    def job(task: Task) -> None:
        started.set()
        task.control.wait(10)

    task = runner.submit(job, on_done=heard.append, on_error=heard.append)
    assert started.wait(10)
    task.cancel()
    after: list[int] = []
    runner.submit(lambda _task: 1, on_done=after.append)
    qtbot.waitUntil(lambda: after == [1])
    assert heard == []


def test_a_task_cancelled_in_the_queue_never_runs(runner: TaskRunner, qtbot: QtBot) -> None:
    go_on = threading.Event()
    ran: list[str] = []
    runner.submit(lambda _task: go_on.wait(10))
    runner.submit(lambda _task: ran.append("cancelled")).cancel()
    last: list[None] = []
    runner.submit(lambda _task: ran.append("last"), on_done=last.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(last) == 1)
    assert ran == ["last"]


def test_a_stopped_job_reports_that_it_was(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[Exception] = []
    task = runner.submit(lambda task: task.control.wait(10), on_error=heard.append)
    task.control.cancel()
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(heard[0], Cancelled)


def test_a_dead_listener_is_not_called(inline: TaskRunner, qtbot: QtBot) -> None:
    listener = Listener()
    inline.submit(lambda _task: 1, on_done=listener.hear)
    delete(listener)
    after: list[int] = []
    inline.submit(lambda _task: 2, on_done=after.append)
    qtbot.waitUntil(lambda: after == [2])
    assert listener.heard == []


def test_of_many_reports_the_last_comes_before_the_result(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EVENT_INTERVAL_S", 3600.0)
    heard: list[object] = []

    def job(task: Task) -> str:
        for done in range(1000):
            task.report(Progress(done, 1000))
        return "done"

    runner.submit(job, on_event=heard.append, on_done=heard.append)
    qtbot.waitUntil(lambda: heard[-1:] == ["done"])
    assert heard[-2] == Progress(999, 1000)
    # At once, at most one more by the clock, and what was left at the end.
    assert len(heard) <= 4


def test_reports_of_a_running_job_arrive(runner: TaskRunner, qtbot: QtBot) -> None:
    heard: list[object] = []
    go_on = threading.Event()

    def job(task: Task) -> None:
        task.report(Progress(1, 2))
        task.report("another kind")
        assert go_on.wait(10)

    runner.submit(job, on_event=heard.append)
    qtbot.waitUntil(lambda: heard == [Progress(1, 2), "another kind"])
    go_on.set()


def test_close_stops_jobs_and_drops_their_results(qtbot: QtBot) -> None:
    runner = TaskRunner()
    heard: list[object] = []
    started = threading.Event()

    def job(task: Task) -> None:
        started.set()
        task.control.wait(30)

    runner.submit(job, on_done=heard.append, on_error=heard.append)
    assert started.wait(10)
    assert runner.close()
    runner.submit(lambda _task: 1, on_done=heard.append)
    qtbot.waitUntil(lambda: heard == [])


def test_close_says_when_a_job_does_not_stop(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    runner = TaskRunner()
    begun, go_on = threading.Event(), threading.Event()

    def job(_task: Task) -> None:
        begun.set()
        go_on.wait(30)

    runner.submit(job, lane=Lane.INDEX)
    assert begun.wait(30)
    assert not runner.close(seconds=0.01)
    assert "lane index" in caplog.text
    go_on.set()


def test_a_job_may_outlive_its_runner(qtbot: QtBot) -> None:
    runner = TaskRunner()
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def job(_task: Task) -> None:
        begun.set()
        go_on.wait(30)
        ended.set()

    runner.submit(job)
    assert begun.wait(30)
    runner.close(seconds=0.01)
    delete(runner)
    go_on.set()
    assert ended.wait(10)


_STUCK = """
import os, sys
from PySide6.QtCore import QCoreApplication
from picseek.ui.base.tasks import Lane, TaskRunner

application = QCoreApplication([])
runner = TaskRunner()
reader, writer = os.pipe()
begun = []
runner.submit(lambda task: (begun.append(1), os.read(reader, 1)), lane=Lane.BADGES)
while not begun:
    application.processEvents()
print("closed", runner.close(0.1), flush=True)
"""


def test_a_job_that_hangs_in_the_system_does_not_keep_the_process_alive() -> None:
    """As in a network disk that is gone: nothing can stop such a call."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _STUCK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("closed False", 0), done.stderr


def test_a_lane_takes_nothing_once_it_is_shut_down() -> None:
    lane = LaneThread("test")
    assert lane.submit(lambda: 6 * 7).result() == 42
    failed = lane.submit(divide_by, 0)
    with pytest.raises(ZeroDivisionError):
        failed.result()
    lane.shutdown()
    with pytest.raises(RuntimeError):
        lane.submit(lambda: None)
