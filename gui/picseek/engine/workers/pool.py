"""Run one function over many tasks in processes that may crash, hang or eat memory.

Decoders written in C meet every damaged file there is. What such a file does to its process
costs that file and nothing else: the process is replaced and the tasks that waited behind it
go to others. (`concurrent.futures.ProcessPoolExecutor` breaks as a whole when a process dies.)
"""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing import connection as mp_connection
from multiprocessing import resource_tracker
from typing import Generic, NamedTuple, TypeVar

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.messages import say
from picseek.engine.types import ProblemCode
from picseek.engine.workers.process import READY, RETIRED, out_of_memory, serve

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)

_SPAWN = multiprocessing.get_context("spawn")
_START_SECONDS = 60.0  # until a new process must have said that it is ready
_FAILED_STARTS = 3  # in a row, before the pool gives up
_GRACE_SECONDS = 0.25  # for tasks under way when the pool is closed
_REAP_SECONDS = 2.0  # for a killed process to go; one stuck in a dead network disk may not
_PIPE_BYTES = 4096  # what a pipe takes in without a reader on every system (macOS: 8 KiB)
_KILLED = -9  # exit code of a process that got SIGKILL


class _Job(NamedTuple):
    key: int
    payload: bytes


class _Worker:
    """One process, its pipe, and the line of jobs it was given; it works on the head."""

    def __init__(self, function: bytes, memory_limit: int | None, *, modest: bool) -> None:
        self.connection, theirs = _SPAWN.Pipe(duplex=True)
        self.process = _SPAWN.Process(
            target=serve,
            args=(function, theirs, memory_limit, modest),
            name="picseek-worker",
            daemon=True,
        )
        with _interrupts_held(), theirs:
            self.process.start()
        self.line: deque[_Job] = deque()
        self.ready = False
        self.broken = False  # nothing more can be sent to it
        self.ended = False  # by us, because of `accused` if that is not None
        self.accused: _Job | None = None
        self.since = time.monotonic()  # when it began what it does now, or later

    def takes(self, job: _Job, prefetch: int) -> bool:
        """Whether it can be given the job without waiting."""
        if not self.ready or self.broken or self.ended or len(self.line) >= prefetch:
            return False
        # Sending more than the pipe holds blocks, and is a deadlock if the other side sends too.
        # With no job in line the other side is reading.
        waiting = sum(len(other.payload) for other in self.line)
        return not waiting or waiting + len(job.payload) <= _PIPE_BYTES

    def give(self, job: _Job) -> bool:
        """Returns: whether it was sent; if not, the process is gone."""
        try:
            self.connection.send_bytes(job.payload)
        except OSError:
            self.broken = True  # Answers may still be in the pipe: reading finds its end.
            return False
        if not self.line:
            self.since = time.monotonic()
        self.line.append(job)
        return True

    def receive(self) -> bytes | None:
        """The next message, or None when the process is gone."""
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return None
        self.since = time.monotonic()
        return message

    def end(self) -> None:
        """Kill it for taking too long; what it has sent can still be read."""
        self.accused = self.line[0] if self.line else None
        self.ended = True
        self.since = time.monotonic()
        self.process.kill()

    def deadline(self, timeout: float) -> float:
        """When what it does now has taken too long."""
        if self.ended:
            return self.since + _REAP_SECONDS
        if not self.ready:
            return self.since + _START_SECONDS
        return self.since + timeout if self.line else math.inf

    def reap(self) -> int | None:
        """Wait for the process's end and free what it holds here. Returns: its exit code."""
        self.connection.close()
        self.process.join(_REAP_SECONDS)
        code = self.process.exitcode
        if code is None:
            _log.warning("worker %s cannot be ended", self.process.pid)
        else:
            self.process.close()
        return code


class WorkerPool(Generic[T, R]):
    """A function run over tasks in warm processes. Use it from one thread at a time.

    A context manager. Processes start as tasks come, at most `workers` of them. They print
    nothing, never see Ctrl-C, and end when this process ends.

    Args:
        function: Picklable, and importable in a new process. Runs in one thread there.
        workers: The most processes.
        prefetch: Tasks a process may have, the one it works on included.
        timeout: Seconds one task may take.
        memory_limit: Bytes a process may allocate beyond what it starts with (Linux), or None.
        modest: Let other programs go before these processes.

    Attributes:
        capacity: How many tasks keep all processes busy: more only wait here.
    """

    def __init__(
        self,
        function: Callable[[T], R],
        *,
        workers: int,
        prefetch: int = 4,
        timeout: float = 60.0,
        memory_limit: int | None = 4 << 30,
        modest: bool = True,
    ) -> None:
        if workers < 1 or prefetch < 1:
            raise ValueError("a pool needs at least one worker, and one task for it")
        self.capacity = workers * prefetch
        self._function = pickle.dumps(function)
        self._limit = workers
        self._prefetch = prefetch
        self._timeout = timeout
        self._memory_limit = memory_limit
        self._modest = modest
        self._workers: list[_Worker] = []
        self._waiting: deque[_Job] = deque()  # given to no worker, or taken back from a dead one
        self._answers: list[tuple[int, R | EngineError]] = []
        self._in_flight = 0
        self._failed_starts = 0
        self._closed = False

    def __enter__(self) -> WorkerPool[T, R]:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @property
    def in_flight(self) -> int:
        """Tasks submitted whose answers `results` has not returned yet."""
        return self._in_flight

    def submit(self, key: int, task: T) -> None:
        """Queue a task; never waits for a worker. Keep `in_flight` below `capacity`.

        Args:
            key: Comes back with the answer.
            task: Picklable.

        Raises:
            EngineError: No process can be started.
        """
        if self._closed:
            raise ValueError("submit on a closed pool")
        self._waiting.append(_Job(key, pickle.dumps(task)))
        self._in_flight += 1
        self._feed()

    def results(self, timeout: float) -> list[tuple[int, R | EngineError]]:
        """Wait until there is an answer or the time is over; return all there are.

        Call it often enough: a task's time is looked at here only. With nothing in flight it
        waits the time out.

        Returns:
            Key and answer of each task done, in no particular order: what the function
            returned, or the EngineError it raised. A task that crashed its process, took too
            long, ran out of memory or raised anything else is answered by a PictureError.

        Raises:
            EngineError: No process can be started, or they die before they are ready.
        """
        left = timeout
        deadline = time.monotonic() + timeout
        while True:
            found = len(self._answers)
            self._feed()
            self._look(0.0 if found else max(0.0, left))
            left = deadline - time.monotonic()
            if len(self._answers) == found and (found or left <= 0):
                break
        answers, self._answers = self._answers, []
        self._in_flight -= len(answers)
        return answers

    def close(self) -> None:
        """End all processes; what was not answered is dropped. Quick, also while tasks run."""
        self._closed = True
        self._waiting.clear()
        self._answers.clear()
        self._in_flight = 0
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.connection.close()  # It ends by itself after the task under way.
            if not worker.ready:
                worker.process.kill()
        deadline = time.monotonic() + _GRACE_SECONDS
        for worker in workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.reap()

    # Giving work

    def _feed(self) -> None:
        """Hand waiting jobs to the shortest lines, and start processes for the rest."""
        while self._waiting:
            job = self._waiting[0]
            takers = [worker for worker in self._workers if worker.takes(job, self._prefetch)]
            if not takers:
                break
            taker = min(takers, key=lambda worker: len(worker.line))
            if taker.line and len(self._waiting) <= self._starting:
                break  # Rather than wait in a line it is for a process that is ready soon.
            if taker.give(job):
                self._waiting.popleft()
        self._start_workers()

    @property
    def _starting(self) -> int:
        return sum(not worker.ready for worker in self._workers)

    def _start_workers(self) -> None:
        """Start one process for each waiting job, up to the limit."""
        room = self._limit - len(self._workers)
        for _ in range(min(room, len(self._waiting) - self._starting)):
            try:
                worker = _Worker(self._function, self._memory_limit, modest=self._modest)
                self._workers.append(worker)
            except OSError as error:
                if not self._workers:
                    raise _cannot_start() from error
                _log.warning("going on with %s workers: %s", len(self._workers), error)
                self._limit = len(self._workers)
                break

    # Getting answers

    def _look(self, timeout: float) -> None:
        """Wait for news from any worker; read one message of each that has some."""
        if not self._workers:
            time.sleep(timeout)
            return
        first = min(worker.deadline(self._timeout) for worker in self._workers)
        timeout = max(0.0, min(timeout, first - time.monotonic()))
        ready = mp_connection.wait([worker.connection for worker in self._workers], timeout)
        for worker in list(self._workers):
            if worker.connection in ready:
                self._read(worker)
            elif time.monotonic() >= worker.deadline(self._timeout):
                if worker.ended:
                    self._bury(worker)  # Killed, yet not gone: do without it.
                else:
                    worker.end()

    def _read(self, worker: _Worker) -> None:
        """Take in one message, or the worker's end."""
        message = worker.receive()
        if message is None:
            self._bury(worker)
        elif message == READY:
            worker.ready = True
            self._failed_starts = 0
        elif not worker.ready:
            _log.error("a worker cannot start:\n%s", message.decode())
        else:
            key = worker.line.popleft().key
            value, trace = pickle.loads(message)  # noqa: S301 - from our own child
            if trace:
                _log.error("task %s failed unexpectedly:\n%s", key, trace)
            self._answers.append((key, value))

    def _bury(self, worker: _Worker) -> None:
        """Answer what a worker died of, and let others do what waited behind that."""
        self._workers.remove(worker)
        code = worker.reap()
        if not worker.ready:
            _log.error("a worker ended with status %s before it was ready", code)
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise _cannot_start()
        elif worker.line and (verdict := self._verdict(worker, code)):
            self._answers.append((worker.line.popleft().key, verdict))
        self._waiting.extendleft(reversed(worker.line))

    def _verdict(self, worker: _Worker, code: int | None) -> PictureError | None:
        """What to say of the head of a dead worker's line; None: it is not to blame."""
        head = worker.line[0]
        if worker.ended:
            # An answer that came in the last moment leaves another, innocent head.
            return _too_slow(self._timeout) if head is worker.accused else None
        if code == RETIRED:
            return None
        _log.warning("a worker ended with status %s at task %s", code, head.key)
        # Nobody but the system kills so: it was out of memory.
        return out_of_memory() if code == _KILLED else _crashed()


def _too_slow(seconds: float) -> PictureError:
    return PictureError(
        ProblemCode.TIMEOUT,
        say(
            "Reading this picture took more than {seconds} seconds, so it was left out.",
            seconds=f"{seconds:g}",
        ),
    )


def _crashed() -> PictureError:
    return PictureError(
        ProblemCode.CRASHED, say("The decoder crashed on this picture; it is probably damaged.")
    )


def _cannot_start() -> EngineError:
    return EngineError(
        say(
            "The processes that read pictures cannot be started; "
            "close other programs, then start Picseek again."
        )
    )


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let processes started meanwhile never see Ctrl-C: they inherit the blocked signal.

    Ignoring it in the process itself comes too late for one that is just starting.
    """
    if sys.platform == "win32":
        yield
    else:
        # Started on demand by the first process, it would unblock the signal again.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
