"""One worker process as its pool sees it: the line of tasks it was given, and its time."""

from __future__ import annotations

import contextlib
import errno
import logging
import math
import pickle
import time
from collections import deque
from typing import NamedTuple

from picseek.engine.errors import PictureError
from picseek.engine.workers import limits
from picseek.engine.workers.answers import LONGEST_ANSWER, InvalidAnswer
from picseek.engine.workers.launch import WorkerProcess
from picseek.engine.workers.process import READY, TASK_NUMBER, Setup

_log = logging.getLogger(__name__)

_START_SECONDS = 60.0  # until a new process must have reported that it is ready
_REAP_SECONDS = 2.0  # for a killed process to go; one stuck in a dead network disk may not
_PIPE_BYTES = 4096  # what a pipe takes in without a reader on every system (macOS: 8 KiB)


class Job(NamedTuple):
    """A task on its way.

    Attributes:
        number: Different for each task of a pool; comes back with the answer.
        key: The caller's.
        payload: The task, pickled.
    """

    number: int
    key: int
    payload: bytes


class Worker:
    """One process, its pipe, and the line of jobs it was given; it works on the head.

    Attributes:
        line: What it was given and has not answered.
        ready: Whether it was set up and takes tasks.
        ended: Whether we have killed it.
    """

    def __init__(self, setup: Setup) -> None:
        """Start the process.

        Raises:
            OSError: It cannot be started.
        """
        self._process = WorkerProcess(modest=setup.modest)
        self.connection = self._process.connection
        self.line: deque[Job] = deque()
        self.ready = False
        self.ended = False
        self._broken = False  # nothing more can be sent to it
        self._verdict: tuple[Job | None, PictureError] | None = None  # why it was killed
        self._resident_at_start = 0
        self._since = time.monotonic()  # when it began what it does now, or later
        with contextlib.suppress(OSError):  # It is gone already: reading finds its end.
            self.connection.send_bytes(pickle.dumps(setup))

    # Giving work

    def takes(self, job: Job, prefetch: int) -> bool:
        """Whether it can be given the job without waiting."""
        if not self.ready or self._broken or self.ended or len(self.line) >= prefetch:
            return False
        # Sending more than the pipe holds blocks, and is a deadlock if the other process sends too.
        # With no job in line the other process is reading.
        waiting = sum(_size(other) for other in self.line)
        return not waiting or waiting + _size(job) <= _PIPE_BYTES

    def give(self, job: Job) -> bool:
        """Returns: whether it was sent; if not, the process is gone."""
        try:
            self.connection.send_bytes(TASK_NUMBER.pack(job.number) + job.payload)
        except OSError:
            self._broken = True  # Answers may still be in the pipe: reading finds its end.
            return False
        if not self.line:
            self._since = time.monotonic()
        self.line.append(job)
        return True

    # Getting answers

    def receive(self) -> bytes | None:
        """The next message, or None when the process is gone.

        Raises:
            InvalidAnswer: It sends more than any answer has, or stops in the middle.
        """
        try:
            message = self.connection.recv_bytes(LONGEST_ANSWER)
        except EOFError:
            return None
        except OSError as error:
            if error.errno in (None, errno.EAGAIN):
                raise InvalidAnswer(str(error)) from error
            return None
        self._since = time.monotonic()
        if message == READY and not self.ready:
            self.ready = True
            self._resident_at_start = limits.resident_bytes(self._process.pid) or 0
        return message

    def deadline(self, timeout: float) -> float:
        """When what it does now has taken too long, by the monotonic clock."""
        if self.ended:
            return self._since + _REAP_SECONDS
        if not self.ready:
            return self._since + _START_SECONDS
        return self._since + timeout if self.line else math.inf

    def grown(self) -> int:
        """Bytes of RAM it takes beyond what it started with."""
        return (limits.resident_bytes(self._process.pid) or 0) - self._resident_at_start

    # Ending

    def end(self, verdict: PictureError) -> None:
        """Kill it because of the task it works on; what it has sent can still be read."""
        self._verdict = self.line[0] if self.line else None, verdict
        self.ended = True
        self._since = time.monotonic()
        self._process.kill()

    def verdict(self) -> PictureError | None:
        """What the head of its line was killed for; None: that is innocent."""
        if self._verdict is None or not self.line or self.line[0] is not self._verdict[0]:
            return None  # An answer that came in the last moment leaves another head.
        return self._verdict[1]

    def release(self) -> None:
        """Let it end after the current task, or at once if it is not ready."""
        self.connection.close()
        if not self.ready:
            self._process.kill()

    def finish(self, seconds: float) -> None:
        """Wait for its end, and kill it when that does not come in time."""
        if self._process.wait(seconds) is None:
            self._process.kill()

    def reap(self) -> int | None:
        """Wait for its end, and free what it holds here. Returns: its exit status."""
        self.connection.close()
        code = self._process.wait(_REAP_SECONDS)
        if code is None:
            _log.warning("worker %s cannot be ended", self._process.pid)
        self._process.release()
        return code


def _size(job: Job) -> int:
    return TASK_NUMBER.size + len(job.payload)
