"""Runs one function over many tasks in processes that may crash, hang or use up memory.

Decoders written in C may crash on damaged files. Only that file fails: its process is replaced, and
the tasks that waited for the process go to others. (`concurrent.futures.ProcessPoolExecutor` breaks
as a whole when a process dies.)
"""

from __future__ import annotations

import logging
import pickle
import time
import weakref
from collections import deque
from collections.abc import Callable
from itertools import count
from multiprocessing import connection as mp_connection
from pathlib import Path
from typing import Generic, TypeVar, cast

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode
from picseek.engine.workers import limits
from picseek.engine.workers.answers import InvalidAnswer, codec_of, decode
from picseek.engine.workers.process import READY, RETIRED, Setup, out_of_memory
from picseek.engine.workers.worker import Job, Worker

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)

FAILED_STARTS = 3
"""Consecutive failed starts after which a pool gives up."""

_GRACE_SECONDS = 0.25  # for tasks in progress when the pool is closed
_MEMORY_SECONDS = 0.25  # between two checks of the workers' memory, where that is needed
_KILLED = -9  # exit status of a process that got SIGKILL


class WorkerPool(Generic[T, R]):
    """Runs a function over tasks in reused processes. Use it from one thread at a time.

    A context manager; a pool that is garbage-collected closes itself. Processes start when tasks
    are submitted, at most `workers` of them. They print nothing, do not receive Ctrl-C, and end
    with this process. They do not import the caller's main module, and their environment has no
    keys.

    Args:
        function: Picklable, importable in a new process, and annotated with a return type that has
            a codec (see `answers`). Runs in one thread there.
        workers: Maximum number of processes.
        prefetch: How many tasks a process may have, including the one it works on.
        timeout: Seconds that one task may take.
        memory_limit: Bytes that a process may use in addition to those it starts with; None: a
            fair share of the RAM.
        modest: Lower the priority of the processes.
        writable: The one folder that the function may write to, where the system can enforce that;
            see `sandbox`.

    Attributes:
        capacity: How many tasks occupy all processes: more would only wait in this process.

    Raises:
        TypeError: The function's answers cannot be sent.
    """

    def __init__(
        self,
        function: Callable[[T], R],
        *,
        workers: int,
        prefetch: int = 4,
        timeout: float = 60.0,
        memory_limit: int | None = None,
        modest: bool = True,
        writable: Path | None = None,
    ) -> None:
        if workers < 1 or prefetch < 1:
            raise ValueError("a pool needs at least one worker, and one task for it")
        self.capacity = workers * prefetch
        self._codec = codec_of(function)
        self._limit = workers
        self._prefetch = prefetch
        self._timeout = timeout
        self._memory = limits.fair_share() if memory_limit is None else memory_limit
        self._watches_memory = not limits.enforced_by_system()
        enforced = None if self._watches_memory else self._memory
        self._setup = Setup(pickle.dumps(function), enforced, modest, writable)
        self._numbers = count()
        self._workers: list[Worker] = []
        self._waiting: deque[Job] = deque()  # not given to a worker yet, or taken from a dead one
        self._answers: list[tuple[int, R | EngineError]] = []
        self._in_flight = 0
        self._failed_starts = 0
        self._closed = False
        self._end_workers = weakref.finalize(self, _end_all, self._workers)

    def __enter__(self) -> WorkerPool[T, R]:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @property
    def in_flight(self) -> int:
        """The number of tasks whose answers `results` has not returned yet."""
        return self._in_flight

    def submit(self, key: int, task: T) -> None:
        """Queue a task without waiting for a worker. Submit only while `in_flight` < `capacity`.

        Args:
            key: Returned with the answer.
            task: Picklable.

        Raises:
            EngineError: No process can be started; the task is dropped.
        """
        if self._closed:
            raise ValueError("submit on a closed pool")
        job = Job(next(self._numbers), key, pickle.dumps(task))
        self._waiting.append(job)
        self._in_flight += 1
        try:
            self._feed()
        except BaseException:
            if job in self._waiting:
                self._waiting.remove(job)
                self._in_flight -= 1
            raise

    def results(self, timeout: float) -> list[tuple[int, R | EngineError]]:
        """Return all answers; wait for the first one, but no longer than `timeout`.

        Call it frequently: only here, tasks that take too long are noticed. With no task in flight
        it waits for the whole timeout.

        Returns:
            Key and answer of each completed task, in any order: what the function returned, or
            the EngineError that it raised. A task that crashed its process, took too long, ran out
            of memory or raised anything else is answered by a PictureError.

        Raises:
            EngineError: No process can be started, or they die before they are ready.
        """
        left = timeout
        deadline = time.monotonic() + timeout
        while True:
            found = len(self._answers)
            self._feed()
            self._receive(0.0 if found else max(0.0, left))
            left = deadline - time.monotonic()
            if len(self._answers) == found and (found or left <= 0):
                break
        answers, self._answers = self._answers, []
        self._in_flight -= len(answers)
        return answers

    def close(self) -> None:
        """End all processes, and drop their tasks. Returns quickly, even while tasks run."""
        self._closed = True
        self._waiting.clear()
        self._answers.clear()
        self._in_flight = 0
        self._end_workers()

    # Giving work

    def _feed(self) -> None:
        """Give waiting jobs to the workers with the shortest queues; start workers for the rest."""
        while self._waiting:
            job = self._waiting[0]
            free = [worker for worker in self._workers if worker.can_take(job, self._prefetch)]
            if not free:
                break
            chosen = min(free, key=lambda worker: len(worker.queue))
            if chosen.queue and len(self._waiting) <= self._starting:
                break  # a worker that is starting will be ready before this queue is empty
            if chosen.give(job):
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
                self._workers.append(Worker(self._setup))
            except OSError as error:
                if not self._workers:
                    raise _cannot_start() from error
                _log.warning("continuing with %s workers: %s", len(self._workers), error)
                self._limit = len(self._workers)
                break

    # Getting answers

    def _receive(self, timeout: float) -> None:
        """Wait until a worker sends a message; read one from each that has sent any."""
        if not self._workers:
            time.sleep(timeout)
            return
        first = min(worker.deadline(self._timeout) for worker in self._workers)
        timeout = max(0.0, min(timeout, first - time.monotonic()))
        if self._watches_memory:
            timeout = min(timeout, _MEMORY_SECONDS)
        ready = mp_connection.wait([worker.connection for worker in self._workers], timeout)
        for worker in list(self._workers):
            if worker.connection in ready:
                self._read(worker)
            elif time.monotonic() >= worker.deadline(self._timeout):
                if worker.killed:
                    self._remove(worker)  # it was killed, but has not ended
                else:
                    worker.kill(_too_slow(self._timeout))
            elif self._watches_memory and worker.queue and worker.growth() > self._memory:
                worker.kill(out_of_memory())

    def _read(self, worker: Worker) -> None:
        """Handle one message, or the worker's end."""
        was_ready = worker.ready
        try:
            message = worker.receive()
            if message is None:
                self._remove(worker)
            elif was_ready:
                self._take_answer(worker, message)
            elif message == READY:
                self._failed_starts = 0
            else:
                _log.error("a worker cannot start:\n%s", message.decode(errors="replace"))
        except InvalidAnswer as error:
            # A decoder has corrupted its memory, or a hostile picture has taken over the process.
            _log.error("a worker sent an invalid answer: %s", error)
            worker.kill(_crashed())
            self._remove(worker)

    def _take_answer(self, worker: Worker, message: bytes) -> None:
        """Raises: InvalidAnswer, if it does not answer the task that the worker works on."""
        answer = decode(message, self._codec)
        if not worker.queue or answer.task != worker.queue[0].number:
            raise InvalidAnswer(f"task {answer.task} is not in progress")
        key = worker.queue.popleft().key
        if answer.trace:
            _log.error("task %s failed unexpectedly:\n%s", key, answer.trace)
        self._answers.append((key, cast("R | EngineError", answer.value)))

    def _remove(self, worker: Worker) -> None:
        """Remove a dead worker: its current task gets an error, its other tasks wait again."""
        self._workers.remove(worker)
        code = worker.reap()
        if not worker.ready:
            _log.error("a worker ended with status %s before it was ready", code)
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                raise _cannot_start()
        elif worker.queue and (error := self._error_of_task(worker, code)):
            self._answers.append((worker.queue.popleft().key, error))
        self._waiting.extendleft(reversed(worker.queue))

    def _error_of_task(self, worker: Worker, code: int | None) -> PictureError | None:
        """The error of a dead worker's current task; None: the task did not cause the end."""
        if worker.killed:
            return worker.kill_reason()
        if code == RETIRED:
            return None
        _log.warning("a worker ended with status %s at task %s", code, worker.queue[0].key)
        # Only the system kills in this way, when it is out of memory.
        return out_of_memory() if code == _KILLED else _crashed()


def _end_all(workers: list[Worker]) -> None:
    """End all processes; those that work on a task have a moment to complete it."""
    for worker in workers:
        worker.release()
    deadline = time.monotonic() + _GRACE_SECONDS
    for worker in workers:
        worker.finish(max(0.0, deadline - time.monotonic()))
    for worker in workers:
        worker.reap()
    workers.clear()


def _too_slow(seconds: float) -> PictureError:
    return PictureError(
        ProblemCode.TIMEOUT,
        message(
            "This picture took longer than {seconds} seconds to read, so it was skipped.",
            seconds=f"{seconds:g}",
        ),
    )


def _crashed() -> PictureError:
    return PictureError(
        ProblemCode.CRASHED,
        message("The decoder crashed on this picture. The file is probably damaged."),
    )


def _cannot_start() -> EngineError:
    return EngineError(
        message(
            "The processes that read pictures can't be started. Quit other "
            "apps, then start Picseek again."
        )
    )
