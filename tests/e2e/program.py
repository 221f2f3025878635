"""Starting the installed program as a user does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("picseek")


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - what the program printed
        return json.loads(self.out)


class Program:
    """The `picseek` command on one library."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [
                str(PROGRAM),
                *(str(argument) for argument in arguments),
                "--library",
                os.fspath(self.library),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="surrogateescape",
            start_new_session=True,
        )

    def run(self, *arguments: str | Path) -> Finished:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=100)
        return Finished(process.returncode, out, err)

    def stop_midway(self, number: signal.Signals, *arguments: str | Path) -> Finished:
        """Start a command, and signal it once its database holds the first thumbnails."""
        process = self.start(*arguments)
        thumbnails = self.library / "thumbnails"
        deadline = time.monotonic() + 60
        while sum(1 for _ in thumbnails.rglob("*.jpg")) < 5:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.005)  # polls for a state; there is no signal to wait for
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does: to the workers too
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=60)
        return Finished(process.returncode, out, err)
