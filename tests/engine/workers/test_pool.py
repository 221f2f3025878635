from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from picseek.engine.errors import DiskFull, EngineError, PictureError
from picseek.engine.types import ProblemCode
from picseek.engine.workers import launch, limits
from picseek.engine.workers.pool import WorkerPool
from tests.support import chores
from tests.support.processes import children_of, is_alive, state_of, wait_for

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and priorities of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(autouse=True)
def no_worker_left() -> Iterator[None]:
    before = children_of(os.getpid())
    yield
    assert children_of(os.getpid()) <= before


def drive(pool: WorkerPool[Any, Any], tasks: list[Any]) -> dict[int, Any]:
    """Run all tasks; every key must be answered exactly once."""
    answers: dict[int, Any] = {}
    waiting = list(enumerate(tasks))
    while waiting or pool.in_flight:
        while waiting and pool.in_flight < pool.capacity:
            pool.submit(*waiting.pop(0))
        for key, answer in pool.results(timeout=1.0):
            assert key not in answers
            answers[key] = answer
    assert sorted(answers) == list(range(len(tasks)))
    return answers


def code_of(answer: object) -> ProblemCode:
    assert isinstance(answer, PictureError)
    assert str(answer).endswith(".")
    return answer.code


def test_every_task_is_answered_once() -> None:
    with WorkerPool(chores.chore, workers=2) as pool:
        assert pool.capacity == 8
        answers = drive(pool, [f"task {n}" for n in range(100)])
        assert pool.in_flight == 0
    assert answers == {n: f"task {n}" for n in range(100)}


def test_processes_stay_warm_and_are_used_by_need() -> None:
    with WorkerPool(chores.own_pid, workers=2) as pool:
        assert len(set(drive(pool, [None] * 50).values())) <= 2
    with WorkerPool(chores.own_pid, workers=4) as pool:
        assert len({pid for _ in range(5) for pid in drive(pool, [None]).values()}) == 1


def test_a_task_that_goes_wrong_costs_itself_only() -> None:
    wrong = {
        7: ("abort", ProblemCode.CRASHED),
        11: ("raise", ProblemCode.DAMAGED),
        12: ("abort", ProblemCode.CRASHED),
        13: ("segfault", ProblemCode.CRASHED),
        14: ("refuse", ProblemCode.EMPTY),
        20: ("exit", ProblemCode.CRASHED),
        39: ("abort", ProblemCode.CRASHED),
    }
    tasks = [wrong[n][0] if n in wrong else f"good {n}" for n in range(40)]
    with WorkerPool(chores.chore, workers=2) as pool:
        answers = drive(pool, tasks)
    for key, answer in answers.items():
        if key in wrong:
            assert code_of(answer) == wrong[key][1], tasks[key]
        else:
            assert answer == tasks[key]


def test_a_task_that_hangs_costs_itself_only() -> None:
    tasks = [f"good {n}" for n in range(12)]
    tasks[1] = tasks[5] = "hang"
    with WorkerPool(chores.chore, workers=2, timeout=2.0) as pool:
        answers = drive(pool, tasks)
    assert [key for key, answer in answers.items() if answer != tasks[key]] in ([1, 5], [5, 1])
    assert code_of(answers[1]) == code_of(answers[5]) == ProblemCode.TIMEOUT
    assert "2 seconds" in str(answers[1])


def test_each_task_has_the_whole_time() -> None:
    with WorkerPool(chores.chore, workers=1, timeout=4.0) as pool:
        answers = drive(pool, ["nap 0.6"] * 7)
    assert set(answers.values()) == {"nap 0.6"}


def test_answers_left_unread_do_not_count_as_hanging() -> None:
    with WorkerPool(chores.chore, workers=1) as pool:
        drive(pool, ["warm"])
        for key in range(4):
            pool.submit(key, "good")
        wait_for(pool._workers[0].connection.poll)
        pool._workers[0]._since -= 3600.0  # the caller was away for an hour
        answers: list[tuple[int, str | EngineError]] = []
        while pool.in_flight:
            answers += pool.results(timeout=5.0)
    assert sorted(answers) == [(key, "good") for key in range(4)]


@LINUX
def test_a_task_that_eats_memory_costs_itself_only() -> None:
    tasks = ["good 0", f"eat {1 << 29}", "good 1", f"eat {1 << 20}", "kill", "good 2"]
    with WorkerPool(chores.chore, workers=1, memory_limit=1 << 28) as pool:
        answers = drive(pool, tasks)
    assert code_of(answers.pop(1)) == ProblemCode.OUT_OF_MEMORY
    assert code_of(answers.pop(4)) == ProblemCode.OUT_OF_MEMORY  # as the system would kill it
    assert answers == {0: "good 0", 2: "good 1", 3: str(1 << 20), 5: "good 2"}


def test_an_error_that_ends_the_run_reaches_the_caller_as_itself() -> None:
    with WorkerPool(chores.chore, workers=1) as pool:
        answer = drive(pool, ["full"])[0]
    assert isinstance(answer, DiskFull)
    assert str(answer) == "The disk is full."


@pytest.mark.parametrize("function", [chores.chore, chores.unsendable])
def test_a_bug_is_logged_with_its_traceback(
    function: Callable[[str], object], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), WorkerPool(function, workers=1) as pool:
        answer = drive(pool, ["raise"])[0]
    assert code_of(answer) == ProblemCode.DAMAGED
    assert "Error" in str(answer)
    assert "Traceback" in caplog.text


def test_messages_larger_than_a_pipe_do_not_block() -> None:
    tasks = [bytes([n]) * 1_000_000 for n in range(24)]
    with WorkerPool(chores.echo, workers=2) as pool:
        for key, task in enumerate(tasks[:8]):
            pool.submit(key, task)  # nothing is read meanwhile
        answers = dict(pool.results(timeout=30.0))
        while pool.in_flight:
            answers.update(pool.results(timeout=30.0))
        assert answers == dict(enumerate(tasks[:8]))
        assert drive(pool, tasks) == dict(enumerate(tasks))


def test_without_tasks_there_are_no_answers() -> None:
    with WorkerPool(chores.chore, workers=1) as pool:
        assert pool.results(timeout=0.01) == []


def test_a_function_that_kills_new_processes_ends_the_run() -> None:
    with (
        WorkerPool(chores.DeadOnArrival(), workers=2) as pool,
        pytest.raises(EngineError, match="can't be started"),
    ):
        drive(pool, [None])


def test_a_function_that_cannot_be_loaded_ends_the_run_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with (
        WorkerPool(chores.Unloadable(), workers=1) as pool,
        pytest.raises(EngineError, match="can't be started"),
    ):
        drive(pool, [None])
    assert "ZeroDivisionError" in caplog.text


def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **_more: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)


def test_without_processes_the_run_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    no_processes(monkeypatch)
    with (
        WorkerPool(chores.chore, workers=1) as pool,
        pytest.raises(EngineError, match="can't be started"),
    ):
        pool.submit(0, "good")


@pytest.mark.parametrize("failures", [1, 3])
def test_a_refused_task_is_not_stored(failures: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with WorkerPool(chores.chore, workers=1) as pool:
        with monkeypatch.context() as patched:
            no_processes(patched)
            for key in range(failures):
                with pytest.raises(EngineError, match="can't be started"):
                    pool.submit(key, "refused")
        assert pool.in_flight == 0
        assert drive(pool, ["first", "second"]) == {0: "first", 1: "second"}


def test_pool_that_is_forgotten_ends_its_processes() -> None:
    pool: WorkerPool[str, str] = WorkerPool(chores.chore, workers=1)
    drive(pool, ["good"])
    del pool  # and `no_worker_left` looks


def test_needs_a_worker_and_a_task_for_it() -> None:
    with pytest.raises(ValueError, match="at least one"):
        WorkerPool(chores.chore, workers=0)


def test_close_does_not_wait_for_tasks(tmp_path: Path) -> None:
    pool = WorkerPool(chores.chore, workers=2, writable=tmp_path)
    for key in range(8):
        pool.submit(key, f"hang {tmp_path}")
    wait_for(lambda: pool.results(timeout=0.0) or len(list(tmp_path.iterdir())) == 2)
    assert pool.in_flight == 8
    workers = [int(path.name) for path in tmp_path.iterdir()]
    pool.close()
    assert not any(map(is_alive, workers))
    assert pool.in_flight == 0
    pool.close()
    with pytest.raises(ValueError, match="closed"):
        pool.submit(9, "good")


def test_close_while_processes_start() -> None:
    with WorkerPool(chores.chore, workers=2) as pool:
        pool.submit(0, "good")
        pool.submit(1, "good")


@pytest.mark.parametrize("word", ["forge", "repeat", "flood", "stall"])
def test_what_is_no_answer_costs_one_task_and_runs_no_code(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "SILENCE_SECONDS", 1)
    with WorkerPool(chores.chore, workers=1, prefetch=1) as pool:
        answers = drive(pool, ["first", f"{word} {tmp_path}", "second", "third"])
    assert list(tmp_path.iterdir()) == []
    wrong = [key for key, answer in answers.items() if isinstance(answer, EngineError)]
    assert [code_of(answers.pop(key)) for key in wrong] == [ProblemCode.CRASHED]
    tasks = {0: "first", 1: f"{word} {tmp_path}", 2: "second", 3: "third"}
    assert answers == {key: tasks[key] for key in answers}


@LINUX
def test_a_parent_may_watch_the_memory_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system holds nobody to a limit."""
    monkeypatch.setattr(limits, "enforced_by_system", lambda: False)
    tasks = ["good 0", f"hold {1 << 29}", "good 1", f"eat {1 << 20}"]
    with WorkerPool(chores.chore, workers=1, memory_limit=1 << 28) as pool:
        answers = drive(pool, tasks)
    assert code_of(answers.pop(1)) == ProblemCode.OUT_OF_MEMORY
    assert answers == {0: "good 0", 2: "good 1", 3: str(1 << 20)}


@pytest.mark.parametrize(
    ("ram", "share"), [(2 << 30, 1 << 30), (8 << 30, 2 << 30), (64 << 30, 4 << 30)]
)
def test_each_worker_has_its_share_of_the_memory(
    ram: int, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": ram // 4096}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
    assert limits.fair_share() == share


@LINUX
def test_nothing_is_left_behind() -> None:
    gc.collect()  # what earlier tests forgot
    files, threads = open_files(), threading.active_count()
    with WorkerPool(chores.chore, workers=2, timeout=0.5) as pool:
        drive(pool, ["good", "abort", "hang", "kill", "good", "exit"])
        assert threading.active_count() == threads
        # On a busy machine a process may be ended for a task that it has just answered.
        wait_for(lambda: not pool.results(timeout=0.0) and zombies() == [])
        pool.submit(0, "hang")
    assert open_files() <= files
    assert zombies() == []


def open_files() -> set[tuple[str, str]]:
    """Numbers of open files, and what they are."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of this look itself is closed by now
            found.add((entry.name, str(entry.readlink())))
    return found


def zombies() -> list[int]:
    return [pid for pid in children_of(os.getpid()) if state_of(pid) == "Z"]


def test_decoders_cannot_write_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with WorkerPool(chores.chore, workers=1) as pool:
        assert drive(pool, ["noise", "good"]) == {0: "noise", 1: "good"}
    assert capfd.readouterr() == ("", "")


@POSIX
def test_workers_are_modest_and_deaf_to_ctrl_c() -> None:
    with WorkerPool(chores.surroundings, workers=1) as pool:
        found = drive(pool, [None])[0]
    assert found == chores.Surroundings(min(19, os.nice(0) + 5), interrupts_blocked=True)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


CTRL_C = """
import os, signal, sys
from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import own_pid

def pids(pool):
    found = set()
    for key in range(8):
        pool.submit(key, None)
    while pool.in_flight:
        found.update(pid for _, pid in pool.results(1.0))
    return found

signal.signal(signal.SIGINT, lambda *_: None)
with WorkerPool(own_pid, workers=1) as pool:
    before = pids(pool)
    os.killpg(0, signal.SIGINT)
    assert pids(pool) == before, "a worker was interrupted"
"""


@POSIX
def test_ctrl_c_in_the_terminal_reaches_no_worker(pytestconfig: pytest.Config) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C],
        cwd=pytestconfig.rootpath,
        start_new_session=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


PARENT = """
import sys
from pathlib import Path
from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import chore

pool = WorkerPool(chore, workers=3, writable=Path(sys.argv[1]))
pool.submit(0, "hang " + sys.argv[1])
pool.submit(1, "seize " + sys.argv[1])
pool.submit(2, "good")
while True:
    pool.results(1.0)
"""


@LINUX
def test_workers_end_with_a_parent_that_is_killed(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=pytestconfig.rootpath
    )
    try:
        wait_for(lambda: parent.poll() is not None or len(list(tmp_path.iterdir())) == 2)
        workers = children_of(parent.pid)
    finally:
        parent.kill()
        parent.wait()
    assert len(workers) == 3
    wait_for(lambda: not any(map(is_alive, workers)))
