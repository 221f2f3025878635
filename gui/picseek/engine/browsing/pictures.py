"""Looking at single pictures: their files, their pixels for the screen, and all that is known."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.details import read_details
from picseek.engine.decoding.frames import FrameReader, FrameTask
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import PictureError
from picseek.engine.filesystem.paths import identity_of
from picseek.engine.filesystem.volumes import PresentFiles, Volumes, nearest, system_volumes
from picseek.engine.messages import message
from picseek.engine.store import Store
from picseek.engine.types import (
    ANY_FILE,
    CameraDetails,
    Frame,
    PictureDetails,
    ProblemCode,
    Rendering,
    ShownFiles,
)
from picseek.engine.workers.single import SingleWorker

_RENDERERS = 2
"""What is looked at never waits for what is decoded ahead or for a grid of large pictures."""

_LOOK_UP_SECONDS = 0.1  # how often a wait checks whether it is still wanted


class Pictures:
    """What a viewer needs. Safe to use from any thread; each worker starts at its first use."""

    def __init__(self, store: Store, volumes: Volumes | None = None) -> None:
        """Args: volumes: What tells which volume a folder lies on; None: the system."""
        self._store = store
        self._volumes = volumes or system_volumes()
        self._renderers = [SingleWorker(render) for _ in range(_RENDERERS)]
        self._idle: LifoQueue[SingleWorker[RenderTask, Rendering]] = LifoQueue()
        for renderer in reversed(self._renderers):  # the first one is the first to be taken
            self._idle.put(renderer)
        self._reader: SingleWorker[str, CameraDetails] = SingleWorker(read_details)
        self._player: SingleWorker[FrameTask, Frame] = SingleWorker(FrameReader())

    def places(self, picture_id: int) -> list[Path]:
        """All files that hold a picture, the one known longest first; some may be gone."""
        return [file.path for file in self._store.files.of_pictures([picture_id])]

    def file_of(self, picture_id: int, shown: ShownFiles = ANY_FILE) -> Path:
        """A file that holds the picture and can be reached now; if it can, the one shown.

        Raises:
            PictureError: There is none.
        """
        files = self._store.files.of_pictures([picture_id])
        first = {row.path for row in self._store.pictures.rows([picture_id], shown)}
        present = PresentFiles(self._volumes)
        for held in sorted(files, key=lambda held: held.path not in first):
            if present.has(held.path, held.volume):
                return held.path
        if not files:
            raise PictureError(
                ProblemCode.VANISHED, message("The picture is not in the library any more.")
            )
        path, volume = files[0].path, files[0].volume
        place = nearest(self._volumes, str(path.parent))
        if place is None or place.path != str(path.parent) or volume not in ("", place.volume):
            raise PictureError(
                ProblemCode.VANISHED,
                message("The folder {folder} cannot be reached now.", folder=path.parent),
            )
        raise PictureError(
            ProblemCode.VANISHED,
            message("The file is gone; it was moved or deleted: {place}", place=path),
        )

    def rendering(self, path: Path, short_side: int, token: CancelToken | None = None) -> Rendering:
        """Decode a file for the screen, in a worker process; blocks.

        Args:
            path: Of any format that Picseek indexes.
            short_side: Pixels wanted of the shorter side; the original's, if it has fewer.
            token: Gives up waiting.

        Raises:
            Cancelled: Through the token.
            PictureError: It cannot be decoded, or not be read.
        """
        token = token or CancelToken()
        renderer = self._idle_renderer(token)
        try:
            return renderer.run(RenderTask(str(path.absolute()), short_side), token)
        finally:
            self._idle.put(renderer)

    def frame(
        self, path: Path, short_side: int, token: CancelToken | None = None, *, first: bool = False
    ) -> Frame:
        """Decode the next frame of an animated picture, in a worker process; blocks.

        After the last one the first comes again. Only one file can be played at a time.

        Args:
            path: As `Rendering.animated` says of it.
            short_side: Pixels wanted of the shorter side; the original's, if it has fewer.
            token: Gives up waiting.
            first: Begin with the first frame.

        Raises:
            Cancelled: Through the token.
            PictureError: No frame can be decoded, or the file cannot be read.
        """
        return self._player.run(FrameTask(str(path.absolute()), short_side, first), token)

    def _idle_renderer(self, token: CancelToken) -> SingleWorker[RenderTask, Rendering]:
        while True:
            token.raise_if_cancelled()
            with suppress(Empty):
                return self._idle.get(timeout=_LOOK_UP_SECONDS)

    def details(
        self,
        picture_id: int,
        token: CancelToken | None = None,
        shown: ShownFiles = ANY_FILE,
    ) -> PictureDetails:
        """Read from the picture's file what its camera and its owner wrote; blocks.

        Args:
            picture_id: As in a row.
            token: Gives up waiting.
            shown: Which of its files is read, if it can be reached.

        Raises:
            Cancelled: Through the token.
            PictureError: No file of it can be read now.
        """
        path = self.file_of(picture_id, shown)
        camera = self._reader.run(str(path.absolute()), token)
        return PictureDetails(path, _without_links(path, self.places(picture_id)), camera)

    def close(self) -> None:
        """End the workers."""
        for renderer in self._renderers:
            renderer.close()
        self._reader.close()
        self._player.close()


def _without_links(path: Path, places: list[Path]) -> tuple[Path, ...]:
    """Files without those that are other names of the first one: they are no copies of it."""
    identity = identity_of(path)
    others = (each for each in places if each != path)
    return (path, *(each for each in others if identity_of(each) != identity))
