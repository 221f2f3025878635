"""Ctrl-C and SIGTERM while a job runs."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from picseek.cli.exit_codes import EXIT_INTERRUPTED
from picseek.cli.signals import cancelled_by_signals
from picseek.engine.cancel import CancelToken, JobControl

LONG = 60.0


class LockedToken(CancelToken):
    """A token whose lock is held by the main thread, as while it waits or is cancelled there."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.Lock()
        self.done = threading.Event()

    def cancel(self) -> None:
        with self.lock:
            super().cancel()
        self.done.set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_never_waits_for_a_lock_that_it_interrupted(number: signal.Signals) -> None:
    token = LockedToken()
    with cancelled_by_signals(token):
        with token.lock:
            signal.raise_signal(number)
        assert token.done.wait(LONG)
    assert token.cancelled


def test_a_second_one_drops_what_is_paid_for() -> None:
    job = JobControl()
    with cancelled_by_signals(job):
        signal.raise_signal(signal.SIGINT)
        for _ in range(int(LONG / 0.01)):
            if job.cancelled:
                break
            threading.Event().wait(0.01)  # polls for a state
        assert not job.paid_calls.cancelled
        signal.raise_signal(signal.SIGINT)
    assert job.paid_calls.cancelled, "all that came before the end was obeyed"


def test_a_third_one_ends_a_program_that_hangs() -> None:
    code = (
        "import signal, threading\n"
        "from picseek.cli.signals import cancelled_by_signals\n"
        "from picseek.engine.cancel import JobControl\n"
        "with cancelled_by_signals(JobControl()):\n"
        "    for _ in range(3): signal.raise_signal(signal.SIGINT)\n"
        "    threading.Event().wait()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], timeout=LONG, check=False)
    assert done.returncode == EXIT_INTERRUPTED


def test_afterwards_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with cancelled_by_signals(CancelToken()):
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    descriptor = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(descriptor)
    assert descriptor == -1
