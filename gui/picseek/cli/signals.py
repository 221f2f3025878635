"""Ctrl-C and SIGTERM while a job of the engine runs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from picseek.cli.exit_codes import EXIT_INTERRUPTED
from picseek.engine.cancel import CancelToken


@contextmanager
def cancelled_by_signals(token: CancelToken) -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM stop a job cleanly, and further ones more and more harshly.

    A job with calls under way that are paid for awaits them; the next Ctrl-C drops these. Once
    there is nothing left to drop, another Ctrl-C ends the program at once.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        if token.paid_calls.cancelled and number == signal.SIGINT:
            os._exit(EXIT_INTERRUPTED)
        if token.cancelled:
            token.paid_calls.cancel()
        token.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals; then nobody else does
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
