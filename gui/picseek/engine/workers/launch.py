"""Starts worker processes from any program that uses the engine.

`multiprocessing` imports the caller's main module again in each process, so it fails in a script
without ``if __name__ == "__main__":``, and in a frozen program that does not prepare for it. Here
a process is this interpreter with one line of code, or the frozen program with `WORKER_OPTION`.
Of the caller, it only gets the module search path.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import connection as mp_connection
from pathlib import Path
from typing import Any

import picseek
from picseek.engine.workers import WORKER_OPTION

if sys.platform == "win32":
    import msvcrt

SILENCE_SECONDS = 30
"""How long a process may pause in the middle of a message."""

_RUN = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from picseek.engine.workers.process import main; main(*sys.argv[1:3])"
)
_MARK = "PICSEEK_WORKER"  # set in workers only
# Removed from the environment: decoders do not need them, and a hostile picture must not get them.
_SECRET = re.compile("KEY|TOKEN|SECRET|PASSW|CREDENTIAL", re.IGNORECASE)
# As many workers as cores run at the same time: more threads in each would slow all of them down.
_THREAD_COUNTS = (
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


class WorkerProcess:
    """A process that was started, and will report that it is ready.

    It prints nothing, does not receive Ctrl-C, and ends with this process, even if that crashes.

    Attributes:
        connection: For messages to and from it.
    """

    def __init__(self, *, modest: bool) -> None:
        """Start it.

        Args:
            modest: Lower its priority (on Windows; on other systems the process does that itself).

        Raises:
            OSError: It cannot be started.
        """
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            self.connection, far_end = mp_connection.Pipe()
            ours.enter_context(self.connection)
            _limit_silence(self.connection.fileno())
            theirs.enter_context(far_end)
            # Nothing is sent through it: the system closes it when this process ends.
            far_lifeline, lifeline = os.pipe()
            ours.callback(os.close, lifeline)
            theirs.callback(os.close, far_lifeline)
            handles = [far_end.fileno(), _handle_of(far_lifeline)]
            with _interrupts_blocked():
                self._process = subprocess.Popen(  # noqa: S603 - no shell, our own interpreter
                    _command(handles),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=_environment(),
                    **_inheriting(handles, modest=modest),
                )
            self._open = ours.pop_all()

    @property
    def pid(self) -> int:
        """Its id."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def wait(self, seconds: float) -> int | None:
        """Wait for its exit status; negative: the signal that ended it. None: it still runs."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def release(self) -> None:
        """Close its pipes; if it still runs, it ends now."""
        self._open.close()


def _command(handles: Sequence[int]) -> list[str]:
    """Raises: OSError, if there is nothing to start."""
    if _MARK in os.environ:
        # A frozen program that does not know the option would start itself again and again.
        raise OSError("a worker cannot start workers")
    if not sys.executable:
        raise OSError("there is no interpreter to start")
    pipes = [str(handle) for handle in handles]
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_OPTION, *pipes]
    flags = ["-X", f"utf8={sys.flags.utf8_mode}", *(["-B"] if sys.dont_write_bytecode else [])]
    return [_interpreter(), *flags, "-c", _RUN, *pipes, *_module_path()]


def _interpreter() -> str:
    """The path of the interpreter.

    On Windows, ``python.exe`` of a virtual environment only starts the real interpreter, which then
    inherits no handles (https://bugs.python.org/issue35797).
    """
    return str(getattr(sys, "_base_executable", "") if sys.platform == "win32" else sys.executable)


def _module_path() -> list[str]:
    """The module search path, which always includes Picseek."""
    entries = [os.path.abspath(entry) for entry in sys.path if isinstance(entry, str)]  # noqa: PTH100 - "" is the current folder
    return [*entries, str(Path(picseek.__file__).absolute().parents[1])]


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    environment |= {_MARK: "1", "ORT_DISABLE_TELEMETRY": "1"}
    if sys.platform == "win32" and _interpreter() != sys.executable:
        environment["__PYVENV_LAUNCHER__"] = sys.executable  # see `_interpreter`
    return dict.fromkeys(_THREAD_COUNTS, "1") | environment


if sys.platform == "win32":

    def _limit_silence(handle: int) -> None:
        """No effect: Windows has no such limit for pipes."""

    def _handle_of(descriptor: int) -> int:
        return msvcrt.get_osfhandle(descriptor)

    def _inheriting(handles: Sequence[int], *, modest: bool) -> dict[str, Any]:
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        priority = subprocess.BELOW_NORMAL_PRIORITY_CLASS if modest else 0
        return {
            "startupinfo": subprocess.STARTUPINFO(lpAttributeList={"handle_list": [*handles]}),
            # A separate console, without a window: Ctrl-C in the parent's does not reach it.
            "creationflags": subprocess.CREATE_NO_WINDOW | priority,
        }

    @contextlib.contextmanager
    def _interrupts_blocked() -> Iterator[None]:
        yield

else:

    def _limit_silence(descriptor: int) -> None:
        """Make reading fail if a process pauses in the middle of a message (see socket(7))."""
        with socket.fromfd(descriptor, socket.AF_UNIX, socket.SOCK_STREAM) as end:
            wait = struct.pack("ll", SILENCE_SECONDS, 0)  # struct timeval
            end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, wait)

    def _handle_of(descriptor: int) -> int:
        return descriptor

    def _inheriting(handles: Sequence[int], *, modest: bool) -> dict[str, Any]:  # noqa: ARG001
        return {"pass_fds": handles}

    @contextlib.contextmanager
    def _interrupts_blocked() -> Iterator[None]:
        """Block Ctrl-C in processes that are started inside: they inherit the blocked signal.

        A process that ignores the signal itself could receive it while it starts. It stays in the
        terminal's job, so that Ctrl-Z stops it with its parent.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
