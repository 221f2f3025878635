"""One worker process for one task at a time."""

from __future__ import annotations

import subprocess
import threading

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.workers.single import SingleWorker
from tests.support.chores import chore


def test_waiting_for_a_worker_can_be_given_up() -> None:
    worker: SingleWorker[str, str] = SingleWorker(chore)
    token = CancelToken()
    timer = threading.Timer(0.2, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        worker.run("nap 100", token)
    timer.join()
    assert worker.run("awake again") == "awake again"
    worker.close()
    with pytest.raises(EngineError, match="closed"):
        worker.run("too late")


def test_after_a_start_that_failed_answers_belong_to_their_tasks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **_more: object) -> None:
        raise BlockingIOError("no more processes")

    worker: SingleWorker[str, str] = SingleWorker(chore)
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", refuse)
        for task in ("red", "orange"):
            with pytest.raises(EngineError, match="can't be started"):
                worker.run(task)
    assert [worker.run(task) for task in ("green", "blue")] == ["green", "blue"]
    worker.close()
