"""Ctrl-C and SIGTERM while a job of the engine runs."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from picseek.cli.exit_codes import EXIT_INTERRUPTED
from picseek.engine.cancel import CancelToken

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_END = 0  # no signal has this number


@contextmanager
def cancelled_by_signals(token: CancelToken) -> Iterator[None]:
    """Stop a job cleanly at the first Ctrl-C or SIGTERM, and more forcibly at further ones.

    After the first, a job waits for its calls in progress, which are paid for; the second Ctrl-C
    discards them. A third one ends the program at once.

    The signal handlers do nothing: they may interrupt the main thread while it holds a token's
    lock, and would deadlock. Instead, a thread reads the numbers of the signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    thread = threading.Thread(target=_handle, args=(reader, token), name="signals")
    with reader, writer, _written_to(writer):
        thread.start()
        try:
            yield
        finally:
            writer.setblocking(True)
            writer.sendall(bytes([_END]))
            thread.join()


@contextmanager
def _written_to(writer: socket.socket) -> Iterator[None]:
    """Have the numbers of signals written to a socket, without any other effect."""
    before = {each: signal.signal(each, _ignore) for each in _STOPPING}
    descriptor = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """A handler that must exist: without one, Python does not write the signal's number."""


def _handle(reader: socket.socket, token: CancelToken) -> None:
    while (number := reader.recv(1)[0]) != _END:
        if number not in _STOPPING:  # another one that Python handles
            continue
        if token.paid_calls.cancelled and number == signal.SIGINT:
            os._exit(EXIT_INTERRUPTED)
        if token.cancelled:
            token.paid_calls.cancel()
        token.cancel()
