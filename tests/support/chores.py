"""What test pools do in their worker processes: light to import, and as nasty as asked."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from picseek.engine.errors import DiskFull, PictureError
from picseek.engine.types import ProblemCode
from picseek.engine.workers.answers import Answer, codec_of, encode


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


def look_up(question: str) -> str:
    """What a worker finds in its surroundings, as a text."""
    if question == "environment":
        return str(dict(os.environ))
    own = Path("/proc/self/fd")
    names = [str(link.readlink()) for link in own.iterdir() if link.exists() or link.is_symlink()]
    return " ".join(name.split(":")[0] for name in names if not name.startswith("/proc/"))


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
        case "seize":
            hang(rest, ctypes.PyDLL(None).pause)  # with Python's lock: no other thread runs
        case "nap":
            threading.Event().wait(float(rest))
        case "eat":
            return str(len(bytearray(int(rest))))
        case "hold":
            hang("", functools.partial(bytearray, b"x" * int(rest)))
        case "forge" | "repeat" | "flood" | "stall":
            misuse_pipe(word, rest)
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


def unsendable(task: object) -> str:
    return threading.Lock()  # type: ignore[return-value]


def hang(sign: str, wait: Callable[[], object] | None = None) -> None:
    """Leave a file named like this process in the folder `sign`, then never come back."""
    if sign:
        (Path(sign) / str(os.getpid())).touch()
    while True:
        wait() if wait else threading.Event().wait(3600)


def misuse_pipe(how: str, folder: str) -> None:
    """Write into the pipe for answers what does not belong there, as a picture might."""
    pipe = Connection(int(sys.argv[1]))  # see picseek.engine.workers.launch
    match how:
        case "forge":
            pipe.send_bytes(pickle.dumps(Intruder(folder)))
        case "repeat":
            answer = Answer(0, "the answer to another task")
            pipe.send_bytes(encode(answer, codec_of(chore)))
        case "flood":
            os.write(pipe.fileno(), struct.pack("!iQ", -1, 1 << 40))
        case "stall":
            os.write(pipe.fileno(), struct.pack("!i", 100))
            hang("")
    os._exit(0)


class Intruder:
    """Makes a file in a folder when it is unpickled."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (f"{self.folder}/intruder",)


class DeadOnArrival:
    """A function whose process dies while it is unpickled there."""

    def __call__(self, task: object) -> None:
        return None

    def __reduce__(self) -> tuple[object, tuple[int, ...]]:
        return os._exit, (3,)


class Unloadable(DeadOnArrival):
    """A function that raises while it is unpickled there."""

    def __reduce__(self) -> tuple[object, tuple[int, ...]]:
        return divmod, (1, 0)


def attempts(targets: Targets) -> tuple[str, ...]:
    """Names of what a worker should not be able to do, and can."""
    victim = Path(targets.victim)
    tries: dict[str, Callable[[], object]] = {
        "connect": lambda: socket.create_connection(("127.0.0.1", targets.port), timeout=5).close(),
        "bind": lambda: socket.create_server(("127.0.0.1", 0)).close(),
        "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "local socket": lambda: socket.socket(socket.AF_UNIX).close(),
        "fork": lambda: os._exit(0) if not os.fork() else None,
        "run": lambda: subprocess.run(["true"], check=True),
        "write": lambda: victim.write_text("changed"),
        "append": lambda: victim.open("ab").close(),
        "truncate": lambda: os.truncate(victim, 1),
        "delete": victim.unlink,
        "rename": lambda: victim.rename(victim.with_name("renamed")),
        "link": lambda: os.link(victim, victim.with_name("linked")),
        "make": lambda: victim.with_name("new").mkdir(),
        "permit": lambda: victim.chmod(0o777),
        "date": lambda: os.utime(victim, (0, 0)),
        "own": lambda: os.chown(victim, os.getuid(), os.getgid()),
        "mark": lambda: os.setxattr(victim, "user.mark", b"x"),
        "move in": lambda: victim.rename(Path(targets.writable) / "moved"),
        "signal": lambda: os.kill(targets.parent, 0),
        "spy": lambda: Path(f"/proc/{targets.parent}/environ").read_bytes(),
        "memory": lambda: Path(f"/proc/{targets.parent}/mem").open("rb").close(),
        "adopt": lambda: os.pidfd_open(targets.parent),
    }
    found = []
    for name, attempt in tries.items():
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            attempt()
            found.append(name)
    return tuple(found)


@dataclass(frozen=True)
class Targets:
    """What `attempts` are made on."""

    port: int
    victim: str
    writable: str
    parent: int


def needs(targets: Targets) -> tuple[str, ...]:
    """What a worker must be able to do, and finds: texts of a thread, a file, its own folder."""
    found: list[str] = []
    thread = threading.Thread(target=found.append, args=("thread",))
    thread.start()
    thread.join()
    written = Path(targets.writable) / "ab" / "unfinished"
    written.parent.mkdir()
    written.write_text("written again")
    written.write_text("written")
    written.replace(written.with_name("done"))
    (Path(targets.writable) / "gone").touch()
    (Path(targets.writable) / "gone").unlink()
    states = {status.split("Seccomp:")[1].split()[0] for status in statuses_of_threads()}
    return (*found, Path(targets.victim).read_text(), *states)


def statuses_of_threads() -> list[str]:
    """The status of each thread of this process; one that ends meanwhile has none."""
    statuses = []
    for file in Path("/proc/self/task").glob("*/status"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            statuses.append(file.read_text())
    return statuses
