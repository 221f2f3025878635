"""Runs a program with nothing but itself to talk to, and says what it tried to reach and wrote.

In a network namespace every address leads back to it, so each attempt to look up a name or to
connect is a packet that can be seen. In a mount namespace, folders that all programs may write to
are empty, and the sockets by which names are looked up in other processes are out of sight. Takes
root, or a system that lets everybody make namespaces.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.privileges import NEEDS_ROOT

_INNER = Path(__file__).with_name("isolated.py")
_SECONDS = 240


@dataclass(frozen=True)
class Observed:
    """What a program did.

    Attributes:
        status: Its exit status.
        output: What it wrote to stdout and stderr.
        contacts: What it tried to reach.
        files: What it left in the folders that everybody may write to.
    """

    status: int
    output: str
    contacts: tuple[str, ...]
    files: tuple[str, ...]


def observe(command: Sequence[str], env: Mapping[str, str], folder: Path) -> Observed:
    """Run a command in this environment and current folder, and nothing around it.

    Raises:
        PermissionError: It cannot be isolated here; the message begins with `NEEDS_ROOT`.
    """
    reason = _why_not()
    if reason:
        raise PermissionError(f"{NEEDS_ROOT}: no namespaces can be made here ({reason})")
    inner = [sys.executable, str(_INNER), *command]
    process = subprocess.Popen(
        [*_unshare(), *inner],
        env={**env, "PYTHONPATH": os.pathsep.join(_import_path())},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # all that it started, too
        process.communicate()
        raise
    assert process.returncode == 0, err
    seen = json.loads(out)
    return Observed(seen["status"], seen["output"], tuple(seen["contacts"]), tuple(seen["files"]))


def _import_path() -> list[str]:
    import picseek

    return [str(Path(picseek.__file__).parents[1]), str(Path(__file__).parents[2])]


def _unshare() -> list[str]:
    map_user = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *map_user, "--net", "--mount"]


def _why_not() -> str:
    """Why nothing can be isolated here, by trying; ``""``: it can."""
    trial = (
        "mount -t tmpfs none /var/tmp && ip link set lo up && ip route add local 0.0.0.0/0 dev lo"
    )
    try:
        done = subprocess.run(
            [*_unshare(), "sh", "-c", trial],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.strip() or f"status {done.returncode}"
