"""One worker process of a pool: its queue of tasks, its deadlines, and its end."""

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

_START_SECONDS = 60.0  # within which a new process must report that it is ready
_REAP_SECONDS = 2.0  # within which a killed process ends, unless it waits for a network drive
_PIPE_BYTES = 4096  # a pipe holds as many without a reader on every system (macOS: 8 KiB)


class Job(NamedTuple):
    """A task that was submitted.

    Attributes:
        number: Unique in the pool; returned with the answer.
        key: The caller's key.
        payload: The task, pickled.
    """

    number: int
    key: int
    payload: bytes


class Worker:
    """One process, its pipe, and its queue of jobs; it works on the first one.

    Attributes:
        queue: Jobs that were sent to it, but not answered.
        ready: Whether it is set up and accepts tasks.
        killed: Whether it was killed.
    """

    def __init__(self, setup: Setup) -> None:
        """Start the process.

        Raises:
            OSError: It cannot be started.
        """
        self._process = WorkerProcess(modest=setup.modest)
        self.connection = self._process.connection
        self.queue: deque[Job] = deque()
        self.ready = False
        self.killed = False
        self._broken = False  # nothing can be sent to it any longer
        self._kill_reason: tuple[Job | None, PictureError] | None = None
        self._resident_at_start = 0
        self._since = time.monotonic()  # when it began its current task, or later
        with contextlib.suppress(OSError):  # it has ended already, which reading will notice
            self.connection.send_bytes(pickle.dumps(setup))

    # Giving work

    def can_take(self, job: Job, prefetch: int) -> bool:
        """Whether the job can be sent without blocking."""
        if not self.ready or self._broken or self.killed or len(self.queue) >= prefetch:
            return False
        # Sending more than the pipe holds blocks, and deadlocks if the process sends as well. With
        # an empty queue, the process is reading.
        waiting = sum(_size(other) for other in self.queue)
        return not waiting or waiting + _size(job) <= _PIPE_BYTES

    def give(self, job: Job) -> bool:
        """Send a job; return whether that worked. If not, the process has ended."""
        try:
            self.connection.send_bytes(TASK_NUMBER.pack(job.number) + job.payload)
        except OSError:
            self._broken = True  # answers may still be in the pipe
            return False
        if not self.queue:
            self._since = time.monotonic()
        self.queue.append(job)
        return True

    # Getting answers

    def receive(self) -> bytes | None:
        """The next message; None: the process has ended.

        Raises:
            InvalidAnswer: The message is too long, or the process pauses in the middle of it.
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
        """When its current task (or its start or end) takes too long, by the monotonic clock."""
        if self.killed:
            return self._since + _REAP_SECONDS
        if not self.ready:
            return self._since + _START_SECONDS
        return self._since + timeout if self.queue else math.inf

    def growth(self) -> int:
        """Bytes of RAM that it uses in addition to those it started with."""
        return (limits.resident_bytes(self._process.pid) or 0) - self._resident_at_start

    # Ending

    def kill(self, reason: PictureError) -> None:
        """Kill it because of its current task; messages that it has sent can still be read."""
        self._kill_reason = self.queue[0] if self.queue else None, reason
        self.killed = True
        self._since = time.monotonic()
        self._process.kill()

    def kill_reason(self) -> PictureError | None:
        """Why it was killed; None if the first task in the queue is not the cause."""
        if self._kill_reason is None or not self.queue or self.queue[0] is not self._kill_reason[0]:
            return None  # the task that caused it was answered at the last moment
        return self._kill_reason[1]

    def release(self) -> None:
        """Let it end after the current task, or at once if it is not ready."""
        self.connection.close()
        if not self.ready:
            self._process.kill()

    def finish(self, seconds: float) -> None:
        """Wait for its end; kill it if it takes longer."""
        if self._process.wait(seconds) is None:
            self._process.kill()

    def reap(self) -> int | None:
        """Wait for its end, release its resources, and return its exit status."""
        self.connection.close()
        code = self._process.wait(_REAP_SECONDS)
        if code is None:
            _log.warning("worker %s does not end", self._process.pid)
        self._process.release()
        return code


def _size(job: Job) -> int:
    return TASK_NUMBER.size + len(job.payload)
