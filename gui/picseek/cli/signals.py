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
    """Let the first Ctrl-C or SIGTERM stop a job cleanly, and further ones more and more harshly.

    A job with calls under way that are paid for awaits them; the next Ctrl-C drops these. Once
    there is nothing left to drop, another Ctrl-C ends the program at once.

    Nothing is done in a signal's handler: it may interrupt the main thread where that holds a
    token's lock, and would then wait for itself. The numbers go to a thread instead.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals; then nobody else does
        return
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    thread = threading.Thread(target=_obey, args=(reader, token), name="signals")
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
    """Have the numbers of signals written to a socket, and nothing else done about them."""
    before = {each: signal.signal(each, _ignore) for each in _STOPPING}
    descriptor = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """A handler of Python's, without which nothing would be written."""


def _obey(reader: socket.socket, token: CancelToken) -> None:
    while (number := reader.recv(1)[0]) != _END:
        if number not in _STOPPING:  # another one that Python handles
            continue
        if token.paid_calls.cancelled and number == signal.SIGINT:
            os._exit(EXIT_INTERRUPTED)
        if token.cancelled:
            token.paid_calls.cancel()
        token.cancel()
