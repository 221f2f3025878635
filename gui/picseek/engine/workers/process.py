"""The child's side of a `WorkerPool`: one process that answers tasks in the order they come.

Everything here runs in a spawned process. Imports are few: each worker pays for them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import connection as mp_connection
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.messages import say
from picseek.engine.types import ProblemCode

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import resource

READY = b"ready"
"""A worker's first message: it is set up and waits for tasks."""

RETIRED = 70
"""Exit status of a worker that ends itself between two tasks: no task is to blame."""

_NICENESS = 5
_BELOW_NORMAL = 0x4000  # Windows' BELOW_NORMAL_PRIORITY_CLASS
# There are processes enough; matrix libraries starting threads in each would slow all down.
_THREAD_COUNTS = (
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_ADDRESS_SPACE = Path("/proc/self/statm")


def serve(function: bytes, connection: Connection, memory_limit: int | None, modest: bool) -> None:
    """Answer tasks until the pipe is closed. Never returns: ends the process.

    First it sends READY, or the traceback of what keeps it from working. Then a task comes as
    one pickled message, and its answer goes back as one: a pickled pair of what the function
    returned (or the EngineError it raised) and a traceback for the log.
    """
    _settle(modest=modest)
    status = 0
    with contextlib.suppress(EOFError, OSError):  # The pool was closed, or its process is gone.
        call = _loaded(function, connection)
        if memory_limit is not None:
            _limit_memory(memory_limit)
        connection.send_bytes(READY)
        while not status:
            message, spent = _answer(call, connection.recv_bytes())
            connection.send_bytes(message)
            status = RETIRED if spent else 0
    os._exit(status)  # Nothing to flush, and quicker than an orderly end.


def _loaded(function: bytes, connection: Connection) -> Callable[[Any], Any]:
    """Only now are heavy libraries imported: after the process was settled."""
    try:
        call: Callable[[Any], Any] = pickle.loads(function)  # noqa: S301 - our parent's
    except Exception:
        connection.send_bytes(traceback.format_exc().encode(errors="backslashreplace"))
        raise
    return call


def _answer(call: Callable[[Any], Any], task: bytes) -> tuple[bytes, bool]:
    """Returns: the message to send, and whether this process should not go on after it."""
    try:
        return pickle.dumps((call(pickle.loads(task)), "")), False  # noqa: S301 - our parent's
    except EngineError as error:
        return pickle.dumps((error, "")), False
    except MemoryError:
        # What was left allocated would fail the next pictures too.
        return pickle.dumps((out_of_memory(), "")), True
    except Exception as error:  # noqa: BLE001 - one picture must never end the run
        return pickle.dumps((_unexpected(error), traceback.format_exc())), False


def out_of_memory() -> PictureError:
    """A picture that may not have all the memory it asks for."""
    return PictureError(
        ProblemCode.OUT_OF_MEMORY, say("This picture needs more memory than one picture may use.")
    )


def _unexpected(error: Exception) -> PictureError:
    return PictureError(
        ProblemCode.DAMAGED,
        say(
            "This picture could not be read; it is probably damaged ({name}).",
            name=type(error).__name__,
        ),
    )


def _settle(*, modest: bool) -> None:
    """Make this process a quiet one that goes when its parent goes."""
    # The terminal's Ctrl-C is for the parent, which then closes the pool.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    _silence_decoders()
    for variable in _THREAD_COUNTS:
        os.environ.setdefault(variable, "1")
    if sys.platform == "win32":
        if modest:
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        msvcrt.SetErrorMode(  # A crash must not open a dialog and wait for its button.
            msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX
        )
    else:
        if modest:
            os.nice(_NICENESS)
        _limit(resource.RLIMIT_CORE, 0)


def _end_with_parent() -> None:
    """End even in the middle of a decode: the pipe is looked at only between two."""
    parent = parent_process()
    if parent is not None:
        mp_connection.wait([parent.sentinel])
        os._exit(1)


def _silence_decoders() -> None:
    """Keep what C libraries print about odd files out of the user's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _limit_memory(extra: int) -> None:
    """Allow `extra` bytes of address space beyond what the libraries have mapped already.

    Where the system does not tell what is mapped (macOS, BSD, Windows) there is no limit.
    """
    if sys.platform != "win32" and _ADDRESS_SPACE.exists():
        pages = int(_ADDRESS_SPACE.read_text().split()[0])
        _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + extra)


if sys.platform != "win32":

    def _limit(what: int, value: int) -> None:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, hard))
