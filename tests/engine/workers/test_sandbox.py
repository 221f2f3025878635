"""What a picture that takes a worker over can still do there."""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import Targets, attempts, needs

R = TypeVar("R")


def landlock() -> int:
    """The version that this system has."""
    if sys.platform != "linux":
        return 0
    return int(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1))


pytestmark = pytest.mark.skipif(
    landlock() < 6 or platform.machine() not in ("x86_64", "aarch64"),
    reason="needs Landlock with scopes (Linux 6.12)",
)


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[Targets]:
    victim = tmp_path / "victim"
    victim.write_text("as it was")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        yield Targets(port, str(victim), str(tmp_path / "writable"), os.getpid())


def answer(function: Callable[[Targets], R], targets: Targets, writable: Path | None) -> R:
    with WorkerPool(function, workers=1, writable=writable) as pool:
        pool.submit(0, targets)
        while not (answers := pool.results(timeout=1.0)):
            pass
    ((_, value),) = answers
    assert not isinstance(value, Exception)
    return value


def test_a_worker_can_do_no_harm(targets: Targets, tmp_path: Path) -> None:
    root_may = {"spy"} if os.geteuid() == 0 else set()  # it looks at any process (CAP_PERFMON)
    for writable in (tmp_path / "writable", None):
        assert set(answer(attempts, targets, writable)) <= root_may
    assert Path(targets.victim).read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["victim", "writable"]


def test_each_of_these_attempts_would_succeed_elsewhere(targets: Targets) -> None:
    """Else the test above would prove nothing."""
    Path(targets.writable).mkdir()
    found = attempts(targets)
    assert {"connect", "bind", "local socket", "fork", "run", "write", "delete"} <= set(found)


def test_a_worker_can_do_its_work(targets: Targets, tmp_path: Path) -> None:
    assert answer(needs, targets, tmp_path / "writable") == ("thread", "as it was", "2")
    assert (tmp_path / "writable" / "ab" / "done").read_text() == "written"
