"""What happens to real drives, for `test_drives`: each function runs where it may mount."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picseek.engine.types import IndexEvent, PicturesChanged
from tests.engine.indexing.bench import Bench, draw
from tests.support.mounts import mount_empty, plug_in, pull_out


class Desk(Bench):
    """A library whose pictures lie partly on drives."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.disks = folder / "disks"
        self.disks.mkdir()
        mount_empty(self.disks)  # so that drives are not on the file system of the folder

    def disk(self, name: str, count: int = 4, shade: int = 0) -> Path:
        """A drive with as many pictures, half of them in a folder."""
        for number in range(count):
            place = self.disks / name / ("", "trip")[number % 2]
            draw(place / f"IMG_{number}.png", (number * 11 % 256, shade, number))
        return self.disks / name

    def names(self) -> list[str]:
        return sorted(
            row.path.name for row in self.store.pictures.rows(self.store.pictures.newest_first())
        )

    def expect(self, *, here: int, absent: int, removed: int = 0, indexed: int = 0) -> None:
        """Run, and see that so many pictures are in the library."""
        report = self.run(workers=1)
        assert report.failed == (), report.failed
        counts = self.store.pictures.counts()
        seen = (counts.pictures - counts.absent, counts.absent, report.removed, report.indexed)
        assert seen == (here, absent, removed, indexed)
        assert report.absent == absent


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(folder)
    yield made
    made.store.close()


def below_a_chosen_folder(folder: Path) -> None:
    with desk(folder) as at:
        draw(at.pictures / "own.png", (1, 2, 3))
        usb, place = at.disk("usb"), at.pictures / "usb"
        plug_in(usb, place)
        at.expect(here=5, absent=0, indexed=5)
        pull_out(place)
        at.expect(here=1, absent=4)
        assert len(at.names()) == 5
        rows = at.store.pictures.rows(at.store.pictures.newest_first())
        assert sorted(row.path.name for row in rows if row.absent_since is None) == ["own.png"]
        (absence,) = at.store.presence.absent_folders()
        assert (absence.path, absence.pictures) == (place, 4)
        at.expect(here=1, absent=4)
        plug_in(usb, place)
        at.expect(here=5, absent=0)
        assert len(at.embedder.sent) == 5
        assert at.store.presence.absent_folders() == []


def an_empty_one_in_its_place(folder: Path) -> None:
    with desk(folder) as at:
        usb, place = at.disk("usb"), at.pictures / "usb"
        plug_in(usb, place)
        at.expect(here=4, absent=0, indexed=4)
        pull_out(place)
        mount_empty(place)
        at.expect(here=0, absent=4)
        pull_out(place)
        plug_in(usb, place)
        at.expect(here=4, absent=0)


def a_stray_picture_below_the_mount_point(folder: Path) -> None:
    with desk(folder) as at:
        usb, place = at.disk("usb"), at.pictures / "usb"
        draw(place / "stray.png", (9, 9, 9))
        plug_in(usb, place)
        at.expect(here=4, absent=0, indexed=4)
        pull_out(place)
        at.expect(here=1, absent=4, indexed=1)
        plug_in(usb, place)
        at.expect(here=4, absent=1)


def two_cards_in_turn(folder: Path) -> None:
    """With the same names in the same folders, as cameras write them."""
    with desk(folder) as at:
        one, two, place = at.disk("one"), at.disk("two", shade=200), at.pictures / "card"
        plug_in(one, place)
        at.expect(here=4, absent=0, indexed=4)
        for card, indexed in ((two, 4), (one, 0), (two, 0)):
            pull_out(place)
            plug_in(card, place)
            at.expect(here=4, absent=4, indexed=indexed)
        assert len(at.embedder.sent) == 8
        (place / "IMG_0.png").unlink()
        at.expect(here=3, absent=4, removed=1)


def pulled_during_the_first_run(folder: Path) -> None:
    """The chosen folder is the drive itself."""
    with desk(folder) as at:
        usb = at.disk("usb", 300)
        plug_in(usb, at.pictures)
        _pull_out_soon(at)
        report = at.run(workers=1)
        assert [problem.message for problem in report.failed] == [
            f"The drive of “{at.pictures}” is no longer connected."
        ]
        assert at.store.files.problems() == []
        found = at.store.pictures.counts().pictures
        assert 0 < found < 300
        at.on_event = at.events.append
        at.expect(here=0, absent=found)  # the empty mount point
        plug_in(usb, at.pictures)
        at.expect(here=300, absent=0, indexed=300 - found)


def _pull_out_soon(at: Desk) -> None:
    def on_event(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged) and at.pictures.is_mount():
            pull_out(at.pictures)

    at.on_event = on_event


def the_chosen_folder_itself(folder: Path) -> None:
    with desk(folder) as at:
        usb = at.disk("usb")
        plug_in(usb, at.pictures)
        at.expect(here=4, absent=0, indexed=4)
        pull_out(at.pictures)
        at.expect(here=0, absent=4)
        at.expect(here=0, absent=4)
        plug_in(usb, at.pictures)
        at.expect(here=4, absent=0)


def a_link_to_a_drive(folder: Path) -> None:
    with desk(folder) as at:
        usb, media = at.disk("usb"), folder / "media"
        draw(at.pictures / "own.png", (1, 2, 3))
        plug_in(usb, media)
        (at.pictures / "NAS").symlink_to(media)
        (at.pictures / "one.png").symlink_to(media / "IMG_0.png")
        at.expect(here=5, absent=0, indexed=6)
        pull_out(media)
        at.expect(here=2, absent=3)  # the link to one file stays as it is
        media.rmdir()
        at.expect(here=2, absent=3)
        plug_in(usb, media)
        at.expect(here=5, absent=0)


def another_part_of_the_same_file_system(folder: Path) -> None:
    """Where the mount point lies on the very disk of which a folder is mounted there."""
    with desk(folder) as at:
        usb, place = folder / "elsewhere", at.pictures / "usb"
        draw(usb / "a" / "1.png", (7, 7, 7))
        plug_in(usb, place)
        at.expect(here=1, absent=0, indexed=1)
        pull_out(place)
        at.expect(here=0, absent=1)


def deletions_on_a_drive_that_is_there(folder: Path) -> None:
    with desk(folder) as at:
        usb, place = at.disk("usb", 40), at.pictures / "usb"
        plug_in(usb, place)
        at.expect(here=40, absent=0, indexed=40)
        shutil.rmtree(place / "trip")
        at.expect(here=20, absent=0, removed=20)
        for picture in place.glob("*.png"):
            picture.unlink()
        at.expect(here=0, absent=0, removed=20)


def forgotten_by_the_user(folder: Path) -> None:
    with desk(folder) as at:
        usb, place = at.disk("usb"), at.pictures / "usb"
        draw(at.pictures / "own.png", (1, 2, 3))
        plug_in(usb, place)
        at.expect(here=5, absent=0, indexed=5)
        pull_out(place)
        at.expect(here=1, absent=4)
        assert at.store.presence.remove_absent(at.pictures).files == 4
        assert at.names() == ["own.png"]
        plug_in(usb, place)
        at.expect(here=5, absent=0, indexed=4)
        assert len(at.embedder.sent) == 5
