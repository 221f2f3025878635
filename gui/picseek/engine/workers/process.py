"""The main program of a worker process, which answers tasks in the order in which they arrive.

It imports little, because each worker has to.
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
"""A worker's first message: it is set up, and waits for tasks."""

RETIRED = 70
"""Exit status of a worker that ends itself between two tasks."""

TASK_NUMBER = struct.Struct(">Q")
"""The first bytes of a task's message; the pickled task follows."""

_NICENESS = 5


class Setup(NamedTuple):
    """The first message to a worker.

    Attributes:
        function: Called with each task; pickled.
        memory: Bytes that the process may use in addition to those it starts with; None: no limit.
        modest: Lower its priority.
        writable: The one folder that it may write to.
    """

    function: bytes
    memory: int | None
    modest: bool
    writable: Path | None


def main(connection: str, lifeline: str) -> NoReturn:
    """Answer tasks until the pipe is closed.

    The first message is a pickled `Setup`, which is answered with READY or a traceback. Then each
    message is a task, and is answered with one message.

    Args:
        connection: Number of the inherited pipe for messages (on Windows, of its handle).
        lifeline: Number of the pipe that the system closes when the parent ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C, and closes the pool
    end = _lifeline(int(lifeline))
    status = 0
    with (
        contextlib.suppress(EOFError, OSError),  # the pool was closed, or its process has ended
        Pipe(int(connection)) as pipe,
    ):
        setup: Setup = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our parent's
        _set_up(modest=setup.modest)
        call, codec = _loaded(setup.function, pipe)
        if setup.memory is not None:
            limits.limit_memory(setup.memory)
        confine(setup.writable)  # from here on, untrusted files are read
        _watch(end)
        pipe.send_bytes(READY)
        while not status:
            message, retires = _answer(call, codec, pipe.recv_bytes())
            pipe.send_bytes(message)
            status = RETIRED if retires else 0
    os._exit(status)  # there is nothing to flush, and an orderly end is slower


def _loaded(function: bytes, pipe: Pipe) -> tuple[Callable[[Any], object], Codec]:
    """Load the function, which imports heavy libraries."""
    try:
        call: Callable[[Any], object] = pickle.loads(function)  # noqa: S301 - our parent's
        return call, codec_of(call)
    except Exception:
        pipe.send_bytes(traceback.format_exc().encode(errors="backslashreplace"))
        raise


def _answer(call: Callable[[Any], object], codec: Codec, task: bytes) -> tuple[bytes, bool]:
    """Return the message to send, and whether this process should end then."""
    (number,) = TASK_NUMBER.unpack_from(task)
    answer, retires = Answer(number, None), False
    try:
        value = call(pickle.loads(task[TASK_NUMBER.size :]))  # noqa: S301 - our parent's
        return encode(answer._replace(value=value), codec), False
    except EngineError as error:
        answer = answer._replace(value=error)
    except MemoryError:
        # Memory that is still allocated could make the next pictures fail, too.
        answer, retires = answer._replace(value=out_of_memory()), True
    except Exception as error:  # noqa: BLE001 - one picture must never end the run
        answer = answer._replace(value=_unexpected(error), trace=traceback.format_exc())
    return encode(answer, codec), retires


def out_of_memory() -> PictureError:
    """The error for a picture that needs more memory than the limit."""
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
        """Disable the system's crash dialogs, which would wait for a click."""
        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)

    def _lifeline(handle: int) -> int:
        return msvcrt.open_osfhandle(handle, os.O_RDONLY)

else:
    Pipe = mp_connection.Connection

    def _set_up(*, modest: bool) -> None:
        """Lower the priority, and write no core dumps."""
        if modest:
            os.nice(_NICENESS)
        limits.limit(resource.RLIMIT_CORE, 0)

    def _lifeline(descriptor: int) -> int:
        """Let the system kill this process when the pipe is closed: see F_SETSIG in fcntl(2).

        While a decoder holds the GIL, the thread of `_watch` cannot run.
        """
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
                fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
                flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
                fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
        return descriptor


def _watch(lifeline: int) -> None:
    """End this process when the parent ends, even while it decodes: the system closes the pipe."""

    def wait() -> None:
        os.read(lifeline, 1)
        os._exit(1)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()
