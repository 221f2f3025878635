"""Timelines, locations and badges of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.filesystem.paths import identity_of
from picseek.engine.filesystem.volumes import PresentFiles, Volumes, system_volumes
from picseek.engine.types import PictureBadges, PictureLocation, Timeline

if TYPE_CHECKING:
    from picseek.engine.store import PictureFile, Store


class Browsing:
    """Order, shapes, months, locations and badges of pictures. Safe to use from any thread.

    Every method may raise a LibraryError.
    """

    def __init__(self, store: Store, volumes: Volumes | None = None) -> None:
        """Args: volumes: Finds the volume of a folder; None: the system's."""
        self._store = store
        self._volumes = volumes or system_volumes()

    def timelines(
        self, folder: Path | None = None, token: CancelToken | None = None
    ) -> Iterator[Timeline]:
        """Yield the newest pictures (in a folder and its subfolders) if there are many; then all.

        The newest of a million take milliseconds, all of them a third of a second. Both are as of
        one moment: the second begins with the first.

        Args:
            folder: Where; None: everywhere.
            token: Stops the reading.

        Raises:
            Cancelled: Through the token.
        """
        return self._store.pictures.timelines(folder, token or CancelToken())

    def locations(self, picture_id: int) -> list[PictureLocation]:
        """All files that hold a picture, the one known longest first. Reads the disk for each."""
        files = self._store.files.of_pictures([picture_id])
        present = PresentFiles(self._volumes)
        return [PictureLocation(held.path, present.has(held.path, held.volume)) for held in files]

    def badges(self, ids: Sequence[int]) -> list[PictureBadges]:
        """The badges of pictures, in the order asked. Reads the disk for each.

        A disk that does not respond delays this.
        """
        files: dict[int, list[PictureFile]] = {each: [] for each in ids}
        for held in self._store.files.of_pictures(list(files)):
            files[held.picture_id].append(held)
        present = PresentFiles(self._volumes)
        return [_badges(number, held, present) for number, held in files.items()]


def _badges(number: int, files: Sequence[PictureFile], present: PresentFiles) -> PictureBadges:
    here = [held.path for held in files if present.has(held.path, held.volume)]
    return PictureBadges(
        id=number,
        present=bool(here),
        problem=next((held.problem for held in files if held.problem), ""),
        links=len(here) - len({identity_of(path) for path in here}),
    )
