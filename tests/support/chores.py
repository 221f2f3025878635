"""What test pools do in their worker processes: light to import, and as nasty as asked."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

from picseek.engine.errors import DiskFull, PictureError
from picseek.engine.types import ProblemCode


def echo(task: bytes) -> bytes:
    return task


def own_pid(task: object) -> int:
    return os.getpid()


@dataclass(frozen=True)
class Surroundings:
    """What a worker process finds itself in."""

    niceness: int
    interrupts_blocked: bool


def surroundings(task: object) -> Surroundings:
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return Surroundings(os.nice(0), signal.SIGINT in blocked)


def chore(task: str) -> str:
    """Do what the task's first word says; anything else is answered with itself."""
    word, _, rest = task.partition(" ")
    match word:
        case "abort":
            os.abort()
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            raise SystemExit(3)
        case "hang":
            hang(rest)
        case "nap":
            threading.Event().wait(float(rest))
        case "eat":
            return str(len(bytearray(int(rest))))
        case "raise":
            raise ZeroDivisionError("a bug")
        case "refuse":
            raise PictureError(ProblemCode.EMPTY, "This file is empty.")
        case "full":
            raise DiskFull("The disk is full.")
        case "noise":
            os.write(1, b"noise on stdout")
            os.write(2, b"noise on stderr")
            print("printed")
    return task


def unpicklable(task: object) -> object:
    return threading.Lock()


def hang(sign: str) -> None:
    """Leave a file named like this process in the folder `sign`, then never come back."""
    if sign:
        (Path(sign) / str(os.getpid())).touch()
    while True:
        threading.Event().wait(3600)


class DeadOnArrival:
    """A function whose process dies while it is unpickled there."""

    def __call__(self, task: object) -> object:
        return task

    def __reduce__(self) -> tuple[object, tuple[int, ...]]:
        return os._exit, (3,)


class Unloadable(DeadOnArrival):
    """A function that raises while it is unpickled there."""

    def __reduce__(self) -> tuple[object, tuple[int, ...]]:
        return divmod, (1, 0)
