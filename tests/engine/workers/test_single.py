"""One worker process for one task at a time."""

from __future__ import annotations

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
