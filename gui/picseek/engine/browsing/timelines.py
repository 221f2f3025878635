"""What a window needs to arrange and mark pictures, beside their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.filesystem.paths import identity_of
from picseek.engine.filesystem.volumes import PresentFiles, Volumes, system_volumes
from picseek.engine.types import PictureMarks, PicturePlace, Timeline

if TYPE_CHECKING:
    from picseek.engine.store import PictureFile, Store


class Looking:
    """Order, shapes, months, places and marks of pictures. Safe to use from any thread.

    Every method may raise a LibraryError.
    """

    def __init__(self, store: Store, volumes: Volumes | None = None) -> None:
        """Args: volumes: What tells which volume a folder lies on; None: the system."""
        self._store = store
        self._volumes = volumes or system_volumes()

    def timelines(
        self, folder: Path | None = None, token: CancelToken | None = None
    ) -> Iterator[Timeline]:
        """Yield the newest pictures (in a folder and below), where much more follows; then all.

        The newest of a million take milliseconds, all of them a third of a second. Both are as of
        one moment: the second begins with the first.

        Args:
            folder: Where; None: everywhere.
            token: Stops the reading.

        Raises:
            Cancelled: Through the token.
        """
        return self._store.pictures.timelines(folder, token or CancelToken())

    def places(self, picture_id: int) -> list[PicturePlace]:
        """All files that hold a picture, the one known longest first. Asks the disk for each."""
        files = self._store.files.of_pictures([picture_id])
        present = PresentFiles(self._volumes)
        return [PicturePlace(held.path, present.has(held.path, held.volume)) for held in files]

    def marks(self, ids: Sequence[int]) -> list[PictureMarks]:
        """What is to be said of pictures, in the order asked. Asks the disk for each.

        A disk that does not answer holds this up.
        """
        files: dict[int, list[PictureFile]] = {each: [] for each in ids}
        for held in self._store.files.of_pictures(list(files)):
            files[held.picture_id].append(held)
        present = PresentFiles(self._volumes)
        return [_marks(number, held, present) for number, held in files.items()]


def _marks(number: int, files: Sequence[PictureFile], present: PresentFiles) -> PictureMarks:
    here = [held.path for held in files if present.has(held.path, held.volume)]
    return PictureMarks(
        id=number,
        present=bool(here),
        problem=next((held.problem for held in files if held.problem), ""),
        links=len(here) - len({identity_of(path) for path in here}),
    )
