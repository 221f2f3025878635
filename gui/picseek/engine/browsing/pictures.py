"""Single pictures: their files, their pixels for the screen, and their details."""

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
from picseek.engine.filesystem.volumes import (
    PresentFiles,
    Volumes,
    nearest_existing,
    system_volumes,
)
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
"""The picture on screen never waits for pictures decoded ahead or for a grid of large ones."""

_POLL_SECONDS = 0.1  # how often a wait checks whether it was cancelled


class Pictures:
    """Decodes and describes single pictures. Safe to use from any thread.

    Each worker starts at its first use.
    """

    def __init__(self, store: Store, volumes: Volumes | None = None) -> None:
        """Args: volumes: Finds the volume of a folder; None: the system's."""
        self._store = store
        self._volumes = volumes or system_volumes()
        self._renderers = [SingleWorker(render) for _ in range(_RENDERERS)]
        self._idle: LifoQueue[SingleWorker[RenderTask, Rendering]] = LifoQueue()
        for renderer in reversed(self._renderers):  # the first one is the first to be taken
            self._idle.put(renderer)
        self._reader: SingleWorker[str, CameraDetails] = SingleWorker(read_details)
        self._player: SingleWorker[FrameTask, Frame] = SingleWorker(FrameReader())

    def locations(self, picture_id: int) -> list[Path]:
        """All files that hold a picture, the one known longest first; some may not exist."""
        return [file.path for file in self._store.files.of_pictures([picture_id])]

    def file_of(self, picture_id: int, shown: ShownFiles = ANY_FILE) -> Path:
        """A file that holds the picture and is available; the one shown, if it is.

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
                ProblemCode.VANISHED, message("This picture is no longer in the library.")
            )
        path, volume = files[0].path, files[0].volume
        found = nearest_existing(self._volumes, str(path.parent))
        if found is None or found.path != str(path.parent) or volume not in ("", found.volume):
            raise PictureError(
                ProblemCode.VANISHED,
                message(
                    "The folder {folder} is unavailable. Its drive may be disconnected.",
                    folder=path.parent,
                ),
            )
        raise PictureError(
            ProblemCode.VANISHED,
            message("The file was moved or deleted: {place}", place=path),
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

        After the last one the first follows. Only one file can be played at a time.

        Args:
            path: Of a file whose `Rendering.animated` is true.
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
                return self._idle.get(timeout=_POLL_SECONDS)

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
        return PictureDetails(path, _without_links(path, self.locations(picture_id)), camera)

    def close(self) -> None:
        """End the workers."""
        for renderer in self._renderers:
            renderer.close()
        self._reader.close()
        self._player.close()


def _without_links(path: Path, locations: list[Path]) -> tuple[Path, ...]:
    """Files without other names (links) of the first one: these are not copies of it."""
    identity = identity_of(path)
    others = (each for each in locations if each != path)
    return (path, *(each for each in others if identity_of(each) != identity))
