"""What counts as deleted and what does not; drives that fail while a run reads from them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from picseek.engine.indexing.drives import Drives
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.types import (
    IndexEvent,
    IndexReport,
    PictureFacts,
    PicturesChanged,
    Problem,
    ProblemCode,
)
from picseek.engine.types.settings import Exclusions
from tests.engine.indexing.bench import Bench, draw, draw_many
from tests.support.embedders import CountingEmbedder, TinyPreparer
from tests.support.picture_files import age
from tests.support.volumes import LabelledVolumes

if TYPE_CHECKING:
    from PIL import Image


class Desk(Bench):
    """A library of pictures on a disk, and on a drive mounted in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.drive = self.pictures / "drive"
        self.on = LabelledVolumes({folder: "disk"})
        self.volumes = self.on

    def plug_in(self, volume: str = "drive") -> None:
        moved = self.folder / volume
        if self.drive.exists():
            self.drive.rmdir()
        moved.rename(self.drive)
        self.on.labels[self.drive] = volume

    def pull_out(self, *, leaves_folder: bool = True) -> None:
        self.drive.rename(self.folder / self.on.labels.pop(self.drive))
        if leaves_folder:
            self.drive.mkdir()

    @property
    def here_and_absent(self) -> tuple[int, int]:
        counts = self.store.pictures.counts()
        return counts.pictures - counts.absent, counts.absent


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    draw(desk.pictures / "own.png", (1, 2, 3))
    draw_many(tmp_path / "drive", 3)
    draw(tmp_path / "drive" / "deep" / "x.png", (8, 8, 8))
    desk.plug_in()
    assert desk.run().indexed == 5
    yield desk
    desk.store.close()


@pytest.mark.parametrize("leaves_folder", [True, False])
def test_a_drive_that_is_gone_keeps_its_pictures(desk: Desk, leaves_folder: bool) -> None:
    desk.pull_out(leaves_folder=leaves_folder)
    report = desk.run()
    assert (report.removed, report.absent, report.failed) == (0, 4, ())
    assert desk.here_and_absent == (1, 4)
    assert len(desk.store.pictures.newest_first()) == 5
    desk.plug_in()
    report = desk.run()
    assert (report.indexed, report.unchanged, report.absent) == (0, 5, 0)
    assert len(desk.embedder.sent) == 5


def test_deletions_on_a_drive_that_is_there_take_effect_at_once(desk: Desk) -> None:
    shutil.rmtree(desk.drive / "deep")
    (desk.drive / "000.png").unlink()
    report = desk.run()
    assert (report.removed, report.absent) == (2, 0)


def test_all_may_be_deleted(desk: Desk) -> None:
    shutil.rmtree(desk.drive)
    (desk.pictures / "own.png").unlink()
    del desk.on.labels[desk.drive]  # nobody can say whether the drive is gone or was emptied
    report = desk.run()
    assert (report.removed, report.absent) == (1, 4)


def test_a_drive_that_was_emptied_is_empty(desk: Desk) -> None:
    shutil.rmtree(desk.drive)
    desk.drive.mkdir()
    assert desk.run().removed == 4
    assert desk.here_and_absent == (1, 0)


def test_a_drive_that_goes_between_the_scan_and_its_end_loses_nothing(desk: Desk) -> None:
    """All of a folder was deleted, as it seems; but then the drive is no longer there."""
    for picture in desk.drive.glob("*.png"):
        picture.unlink()
    draw(desk.pictures / "new.png", (77, 0, 0))

    def on_event(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged):
            desk.on.labels[desk.drive] = "another"

    desk.on_event = on_event
    assert desk.run().removed == 0
    assert desk.here_and_absent[0] >= 2


def test_a_folder_that_is_found_though_it_was_not_listed_stays(desk: Desk) -> None:
    """It came while the run was under way."""
    desk.pull_out()
    draw(desk.pictures / "new.png", (77, 0, 0))

    def on_event(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged) and desk.drive not in desk.on.labels:
            desk.plug_in()

    desk.on_event = on_event
    assert desk.run().removed == 0
    desk.on_event = desk.events.append
    report = desk.run()
    assert (report.removed, report.absent, report.unchanged) == (0, 0, 6)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_whose_target_is_gone_keeps_its_picture(desk: Desk) -> None:
    elsewhere = draw(desk.folder / "elsewhere" / "far.png", (3, 200, 3))
    (desk.pictures / "link.png").symlink_to(elsewhere)
    (desk.pictures / "NAS").symlink_to(elsewhere.parent)
    assert desk.run().indexed == 2
    elsewhere.parent.rename(desk.folder / "unplugged")
    report = desk.run()
    assert (report.removed, report.absent) == (0, 0)  # of the picture, one file may be here
    (desk.pictures / "link.png").unlink()
    assert desk.run().removed == 1
    assert desk.here_and_absent == (5, 1)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_that_has_another_name_now_is_known_by_that_one(desk: Desk) -> None:
    far = draw(desk.folder / "far" / "far.png", (3, 200, 3)).parent
    (desk.pictures / "b").symlink_to(far)
    assert desk.run().indexed == 1
    (desk.pictures / "a").symlink_to(far)  # comes first now
    report = desk.run()
    assert (report.indexed, report.removed) == (1, 1)


def test_what_the_user_excludes_goes_also_from_a_drive_that_is_gone(desk: Desk) -> None:
    desk.pull_out()
    desk.rules = Rules(Exclusions(("drive/",)), [desk.pictures])
    report = desk.run()
    assert (report.removed, report.absent) == (4, 0)


def test_what_the_user_excludes_goes_though_it_is_there(desk: Desk) -> None:
    desk.rules = Rules(Exclusions(("00*.png",)), [desk.pictures])
    assert desk.run().removed == 3


def test_a_chosen_folder_that_is_gone_is_not_here(desk: Desk) -> None:
    desk.pictures.rename(desk.folder / "renamed")
    report = desk.run()
    assert (report.removed, report.absent, len(report.failed)) == (0, 5, 1)
    (desk.folder / "renamed").rename(desk.pictures)
    assert (desk.run().absent, desk.run().unchanged) == (0, 5)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_chosen_link_to_a_drive_that_is_gone_is_not_here(desk: Desk) -> None:
    away = desk.folder / "away"
    desk.pictures.rename(away)
    desk.pictures.symlink_to(away)
    assert desk.run().unchanged == 5
    away.rename(desk.folder / "unplugged")
    report = desk.run()
    assert (report.removed, report.absent, len(report.failed)) == (0, 5, 1)


def test_a_chosen_folder_of_which_nothing_is_here_is_not_connected(desk: Desk) -> None:
    desk.store.folders.add_root(desk.drive)
    assert [row.available for row in desk.store.folders.root_rows()] == [True, True]
    desk.pull_out()
    desk.run()
    rows = desk.store.folders.root_rows()
    assert [(row.available, row.absent) for row in rows] == [(True, 4), (False, 4)]


# Drives that fail during a run


def test_files_that_vanish_are_reported_and_tried_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    pictures = draw_many(bench.pictures, 60)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def on_event(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged) and pictures[-1].exists():
            for picture in pictures[-9:]:
                picture.rename(elsewhere / picture.name)

    bench.on_event = on_event
    report = bench.run(workers=1)
    assert {problem.code for problem in report.failed} == {ProblemCode.VANISHED}
    assert (report.indexed, len(report.failed)) == (51, 9)
    assert bench.store.files.problems() == []
    bench.on_event = bench.events.append
    for file in elsewhere.iterdir():
        file.rename(bench.pictures / file.name)
    again = bench.run()
    assert (again.indexed, again.unchanged, again.failed) == (9, 51, ())
    bench.store.close()


@pytest.fixture
def problems() -> list[Problem]:
    return []


@pytest.fixture
def drives(tmp_path: Path, problems: list[Problem]) -> Drives:
    (tmp_path / "nas").mkdir()
    made = Drives(LabelledVolumes({tmp_path: "disk", tmp_path / "nas": "nas"}), problems.append)
    made.met(tmp_path / "nas", "nas")
    return made


def fail(drives: Drives, folder: Path, code: ProblemCode, times: int) -> int:
    """How many times it was tried until the drive was given up."""
    for number in range(times):
        if drives.is_lost("nas"):
            return number
        drives.failed(folder, "nas", code)
    return times


def test_a_drive_that_hangs_is_given_up_after_a_few_files(
    drives: Drives, problems: list[Problem], tmp_path: Path
) -> None:
    assert fail(drives, tmp_path / "nas", ProblemCode.TIMEOUT, 1000) == 3
    (problem,) = problems
    assert problem.path == tmp_path / "nas"
    assert "isn't responding" in problem.message
    assert problem.code.temporary


def test_a_drive_that_fails_is_given_up_later(drives: Drives, tmp_path: Path) -> None:
    assert fail(drives, tmp_path / "nas", ProblemCode.IO_ERROR, 1000) == 20


def test_a_drive_that_answers_now_and_then_is_not(drives: Drives, tmp_path: Path) -> None:
    for _ in range(30):
        fail(drives, tmp_path / "nas", ProblemCode.IO_ERROR, 10)
        drives.answered("nas")
    assert not drives.is_lost("nas")


def test_files_that_may_not_be_read_say_nothing_of_their_drive(
    drives: Drives, problems: list[Problem], tmp_path: Path
) -> None:
    fail(drives, tmp_path / "nas", ProblemCode.UNREADABLE, 1000)
    fail(drives, tmp_path / "nas" / "deleted", ProblemCode.VANISHED, 1000)
    assert problems == []


def test_a_drive_that_is_pulled_out_is_reported_once(
    drives: Drives, problems: list[Problem], tmp_path: Path
) -> None:
    (tmp_path / "nas").rmdir()
    assert fail(drives, tmp_path / "nas" / "a", ProblemCode.VANISHED, 1000) == 1
    assert [problem.message for problem in problems] == [
        f"The drive of “{tmp_path / 'nas'}” is no longer connected."
    ]


# Decoders that die


@dataclass(frozen=True)
class Dying(TinyPreparer):
    """Kills its process for one colour, as often as files say so that lie in a folder.

    Attributes:
        folder: One of its files goes with each time.
        by: The signal.
    """

    folder: Path = Path()
    by: int = signal.SIGABRT

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        lives = sorted(self.folder.glob("life*"))
        if picture.getpixel((0, 0)) == (250, 0, 250) and lives:
            lives[0].unlink()
            os.kill(os.getpid(), self.by)
        return super().__call__(picture, facts)


@dataclass
class DyingEmbedder(CountingEmbedder):
    """Prepares pictures so."""

    prepare: Dying = field(default_factory=Dying)

    @property
    def preparer(self) -> TinyPreparer:
        return self.prepare


@pytest.fixture
def dying(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    draw(bench.pictures / "a.png", (1, 2, 3))
    draw(bench.pictures / "deadly.png", (250, 0, 250))
    age(*bench.pictures.iterdir())
    yield bench
    bench.store.close()


def run_dying(bench: Bench, times: int, by: int) -> IndexReport:
    lives = bench.thumbnails.root / "lives"  # the one place where a decoder may write
    lives.mkdir(parents=True, exist_ok=True)
    for number in range(times):
        (lives / f"life{number}").touch()
    report = bench.run(workers=1, embedder=DyingEmbedder(prepare=Dying(folder=lives, by=by)))
    for life in lives.iterdir():
        life.unlink()
    return report


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_a_decoder_that_died_once_is_given_another_chance(dying: Bench) -> None:
    report = run_dying(dying, 1, signal.SIGABRT)
    assert (report.indexed, report.failed) == (2, ())


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_a_picture_that_brings_it_down_twice_is_to_blame(dying: Bench) -> None:
    report = run_dying(dying, 2, signal.SIGABRT)
    assert [problem.code for problem in report.failed] == [ProblemCode.CRASHED]
    assert len(dying.store.files.problems()) == 1
    assert run_dying(dying, 0, signal.SIGABRT).indexed == 0


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_want_of_memory_is_tried_again_and_the_picture_found_by_its_name(dying: Bench) -> None:
    report = run_dying(dying, 1, signal.SIGKILL)
    assert [problem.code for problem in report.failed] == [ProblemCode.OUT_OF_MEMORY]
    assert dying.store.files.problems() == []
    assert dying.store.pictures.counts()[:3] == (1, 1, 0)
    found = list(dying.store.text.match(["deadly"], every=True, limit=5))
    assert [row.path.name for row in dying.store.pictures.rows(found)] == ["deadly.png"]
    again = run_dying(dying, 0, signal.SIGKILL)
    assert (again.indexed, again.unchanged, again.failed) == (1, 1, ())
