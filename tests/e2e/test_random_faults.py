"""A library beside a plain model of it: files change, drives vanish, disks fill, kills strike.

Hypothesis draws the order of events. After each run that was not disturbed, the library has to
hold what the model says; after a disturbed one it must be intact, and the next run make it right.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PIL import Image

from picseek.engine.cancel import JobControl
from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import Progress, Query
from tests.e2e.program import Program
from tests.support import mounts

if TYPE_CHECKING:
    from picseek.engine.types import IndexEvent

CONTENTS = st.integers(0, 9)
NAMES = st.sampled_from(["anna", "bruno", "clara", "dora", "emil", "frida", "gustav", "hanna"])
FOLDERS = st.sampled_from(["", "album", "usb", "usb/trip"])
DRIVE = "usb"
DAMAGED = -1


def content(number: int) -> bytes:
    """The bytes of a picture, always the same for a number; of DAMAGED, of none."""
    if number == DAMAGED:
        return b"\xff\xd8\xff\xe0 no picture at all"
    with tempfile.SpooledTemporaryFile() as file:
        colour = (25 * number, 255 - 25 * number, 60 + 15 * number)
        Image.new("RGB", (60 + number, 50), colour).save(file, "PNG")
        file.seek(0)
        return file.read()


class LivingLibrary(RuleBasedStateMachine):
    """What may happen to a library and its pictures.

    Attributes:
        files: What is on the disks: a content's number for each path, also on the pulled drive.
        expected: What the library holds after the last undisturbed run.
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="picseek-faults-"))
        self.pictures, self.drive = self.base / "pictures", self.base / "drive"
        self.pictures.mkdir()
        self.program = Program(self.base / "disk" / "library")
        self.files: dict[Path, int] = {}
        self.expected: dict[Path, int] = {}
        self.plugged = False
        mounts.mount_small(self.drive, 8)
        mounts.mount_small(self.base / "disk", 16)
        self._plug_in()
        self.library = Library.open(self.program.library)
        self.library.add_folder(self.pictures)

    def teardown(self) -> None:
        """Take everything away again."""
        self.library.close()
        if self.plugged:
            mounts.pull_out(self.pictures / DRIVE)
        mounts.pull_out(self.drive)
        mounts.pull_out(self.base / "disk")
        shutil.rmtree(self.base)

    # What people do to their pictures

    @initialize(numbers=st.lists(CONTENTS, min_size=2, max_size=5, unique=True))
    def begin(self, numbers: list[int]) -> None:
        """Some pictures are there from the start, also on the drive."""
        for at, number in enumerate(numbers):
            self._write(self.pictures / ("", DRIVE)[at % 2] / f"first{at}.png", number)
        self.index()

    @rule(folder=FOLDERS, name=NAMES, number=CONTENTS | st.just(DAMAGED))
    def put(self, folder: str, name: str, number: int) -> None:
        """A picture is added, or another one takes its place; some are damaged."""
        if self._here(path := self.pictures / folder / f"{name}.png"):
            self._write(path, number)

    @precondition(lambda self: self._here())
    @rule(data=st.data(), folder=FOLDERS, name=NAMES)
    def move(self, data: st.DataObject, folder: str, name: str) -> None:
        """A picture is renamed or moved."""
        source, target = self._one(data), self.pictures / folder / f"{name}.png"
        if self._here(target) and source != target:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source, target)
            self.files[target] = self.files.pop(source)

    @precondition(lambda self: self._here())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """A picture is deleted."""
        path = self._one(data)
        path.unlink()
        del self.files[path]

    @rule()
    def change_drive(self) -> None:
        """The drive is pulled out, or plugged in again."""
        if self.plugged:
            mounts.pull_out(self.pictures / DRIVE)
            self.plugged = False
        else:
            self._plug_in()

    # What runs do

    @rule()
    def index(self) -> None:
        """An undisturbed run: afterwards the library holds what the disks hold."""
        self.library.index()
        away = {path: number for path, number in self.expected.items() if self._away(path)}
        self.expected = {path: number for path, number in self.files.items() if self._here(path)}
        self.expected |= away
        self._compare()

    @rule(full=st.booleans())
    def read_everything(self, full: bool) -> None:
        """A second run over the same files changes nothing, whether it reads them again or not."""
        self.index()
        report = self.library.index(full=full)
        assert report.removed == 0
        assert report.indexed == 0
        self._compare()

    @rule(after=st.integers(0, 6))
    def stop(self, after: int) -> None:
        """The user stops a run."""
        job = JobControl()

        def stop_soon(event: IndexEvent) -> None:
            if isinstance(event, Progress) and event.done >= after:
                job.cancel()

        with suppress(Cancelled):
            self.library.index(job=job, on_event=stop_soon)
        self._intact()

    @rule(thumbnails=st.integers(0, 4))
    def kill(self, thumbnails: int) -> None:
        """The program is killed during a run."""
        self.library.close()
        process = self.program.start("index", self.pictures)
        before = self._count_thumbnails()
        while process.poll() is None and self._count_thumbnails() < before + thumbnails:
            time.sleep(0.002)  # polls for a state of another process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        self.library = Library.open(self.program.library)
        self._intact()

    @rule(leave=st.sampled_from([0, 5_000, 40_000, 200_000]))
    def fill_disk(self, leave: int) -> None:
        """The library's disk has no room left during a run."""
        filler = mounts.fill(self.base / "disk", leave=leave)
        with suppress(EngineError):
            self.library.index()
        filler.unlink()
        self._intact()

    # Looking

    def _compare(self) -> None:
        """Compare the library with the model."""
        readable = {p: number for p, number in self.expected.items() if number != DAMAGED}
        rows = self.library.rows(self.library.browse())
        copies = Counter(readable.values())
        assert Counter({readable[row.path]: row.copies for row in rows}) == copies
        damaged = {path for path, number in self.expected.items() if number == DAMAGED}
        assert {problem.path for problem in self.library.problems()} == damaged
        assert self.library.status().models.get("builtin", 0) == len(copies)
        assert all(self.library.thumbnail(row.id).exists() for row in rows)
        for path in readable:
            found = self.library.search(Query(path.stem)).hits
            assert any(readable.get(hit.picture.path) == readable[path] for hit in found)
        self._intact()

    def _intact(self) -> None:
        """The database is sound, and nothing is recorded that never was on a disk."""
        with closing(sqlite3.connect(self.program.library / DATABASE_NAME)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        known = self.files.keys() | self.expected.keys()
        rows = self.library.rows(self.library.browse())
        assert all(row.path in known or not row.path.exists() for row in rows)

    def _count_thumbnails(self) -> int:
        return sum(1 for _ in (self.program.library / "thumbnails").rglob("*.jpg"))

    # The disks

    def _here(self, path: Path | None = None) -> bool:
        """Whether a path can be reached now; of None, whether any picture can."""
        if path is None:
            return any(map(self._here, self.files))
        return not self._away(path)

    def _away(self, path: Path) -> bool:
        return path.is_relative_to(self.pictures / DRIVE) and not self.plugged

    def _one(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(sorted(filter(self._here, self.files))))

    def _plug_in(self) -> None:
        mounts.plug_in(self.drive, self.pictures / DRIVE)
        self.plugged = True

    def _write(self, path: Path, number: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(number))
        self.files[path] = number


def live(folder: Path) -> None:
    """Let everything happen, in a process that may mount."""
    tempfile.tempdir = os.fspath(folder)
    several = settings(
        max_examples=8,
        stateful_step_count=12,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],  # shrinking would take many minutes
        print_blob=True,
    )
    run_state_machine_as_test(LivingLibrary, settings=several)


@mounts.needs_mounts
@pytest.mark.timeout(600)
def test_library_agrees_with_the_disks_whatever_happens(tmp_path: Path) -> None:
    mounts.in_mount_namespace(live, tmp_path)
