"""The child of a `WorkerPool`: one process that answers tasks in the order they arrive.

Everything here runs in a process of its own. Imports are few: each worker pays for them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import connection as mp_connection
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode
from picseek.engine.workers import limits
from picseek.engine.workers.answers import Answer, Codec, codec_of, encode
from picseek.engine.workers.sandbox import confine

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

READY = b"ready"
"""A worker's first message: it is set up and waits for tasks."""

RETIRED = 70
"""Exit status of a worker that ends itself between two tasks: no task is to blame."""

TASK_NUMBER = struct.Struct(">Q")
"""What a task's message begins with; the pickled task follows."""

_NICENESS = 5


class Setup(NamedTuple):
    """The first message to a worker.

    Attributes:
        function: Pickled. It is called with each task.
        memory: Bytes the process may take beyond what it starts with; None: without a limit.
        modest: Let other programs go first.
        writable: The one folder it may write to.
    """

    function: bytes
    memory: int | None
    modest: bool
    writable: Path | None


def main(connection: str, lifeline: str) -> NoReturn:
    """Be a worker: answer tasks until the pipe is closed.

    First a pickled `Setup` comes. READY goes back, or the traceback of what prevents it from
    working. Then each task comes as one message, and its answer goes back as one.

    Args:
        connection: Number of the inherited pipe for messages (on Windows, of its handle).
        lifeline: Of the one that the system closes when the parent ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent; it closes the pool.
    end = _lifeline(int(lifeline))
    status = 0
    with (
        contextlib.suppress(EOFError, OSError),  # The pool was closed, or its process is gone.
        Pipe(int(connection)) as pipe,
    ):
        setup: Setup = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our parent's
        _set_up(modest=setup.modest)
        call, codec = _loaded(setup.function, pipe)
        if setup.memory is not None:
            limits.hold(setup.memory)
        confine(setup.writable)  # from here on, nothing is to be trusted
        _watch(end)
        pipe.send_bytes(READY)
        while not status:
            message, spent = _answer(call, codec, pipe.recv_bytes())
            pipe.send_bytes(message)
            status = RETIRED if spent else 0
    os._exit(status)  # Nothing to flush, and quicker than an orderly end.


def _loaded(function: bytes, pipe: Pipe) -> tuple[Callable[[Any], object], Codec]:
    """Import heavy libraries only now, after the process has set its limits."""
    try:
        call: Callable[[Any], object] = pickle.loads(function)  # noqa: S301 - our parent's
        return call, codec_of(call)
    except Exception:
        pipe.send_bytes(traceback.format_exc().encode(errors="backslashreplace"))
        raise


def _answer(call: Callable[[Any], object], codec: Codec, task: bytes) -> tuple[bytes, bool]:
    """Returns: the message to send, and whether this process should end after it."""
    (number,) = TASK_NUMBER.unpack_from(task)
    answer, spent = Answer(number, None), False
    try:
        value = call(pickle.loads(task[TASK_NUMBER.size :]))  # noqa: S301 - our parent's
        return encode(answer._replace(value=value), codec), False
    except EngineError as error:
        answer = answer._replace(value=error)
    except MemoryError:
        # What was left allocated would fail the next pictures too.
        answer, spent = answer._replace(value=out_of_memory()), True
    except Exception as error:  # noqa: BLE001 - one picture must never end the run
        answer = answer._replace(value=_unexpected(error), trace=traceback.format_exc())
    return encode(answer, codec), spent


def out_of_memory() -> PictureError:
    """A picture that may not have all the memory it asks for."""
    return PictureError(
        ProblemCode.OUT_OF_MEMORY,
        message("This picture needs too much memory."),
    )


def _unexpected(error: Exception) -> PictureError:
    return PictureError(
        ProblemCode.DAMAGED,
        message(
            "This picture couldn't be read ({name}). The file is probably damaged.",
            name=type(error).__name__,
        ),
    )


if sys.platform == "win32":
    Pipe = mp_connection.PipeConnection

    def _set_up(*, modest: bool) -> None:  # noqa: ARG001 - it was started so
        """Let a crash open no dialog and wait for its button."""
        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)

    def _lifeline(handle: int) -> int:
        return msvcrt.open_osfhandle(handle, os.O_RDONLY)

else:
    Pipe = mp_connection.Connection

    def _set_up(*, modest: bool) -> None:
        """Be a quiet process."""
        if modest:
            os.nice(_NICENESS)
        limits.limit(resource.RLIMIT_CORE, 0)

    def _lifeline(descriptor: int) -> int:
        """Let the system kill this process at the pipe's end: see F_SETSIG in fcntl(2).

        A decoder that does not let go of Python's lock lets no thread check (see `_watch`).
        """
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
                fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
                flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
                fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
        return descriptor


def _watch(lifeline: int) -> None:
    """End when the parent ends, even in the middle of a decode: the system closes the pipe."""

    def wait() -> None:
        os.read(lifeline, 1)
        os._exit(1)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()
