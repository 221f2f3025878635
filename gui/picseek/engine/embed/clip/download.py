"""Getting a model's files: what is missing of them, held and resumed, and looked through."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from picseek.engine.embed.clip.cancellable_calls import CancellableCalls
from picseek.engine.embed.clip.hub import CannotResume, Hub, HubError, RemoteFile
from picseek.engine.errors import ModelError
from picseek.engine.filesystem.os_errors import is_disk_full, os_reason
from picseek.engine.messages import error_message, join_messages, message
from picseek.engine.types.models import FetchProgress, OnFetchProgress

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from picseek.engine.cancel import CancelToken, JobControl
    from picseek.engine.embed.clip.catalog import ClipModel, ModelFile
    from picseek.engine.embed.clip.model_folder import ModelFolder

_TELL_SECONDS = 0.1
_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)  # seconds between tries that bring nothing
_SPARE = 64 << 20  # bytes that stay free
_PIECE = 4 << 20


class Download:
    """Gets one model. Use once: ``Download(...).run()``. What came is kept, however it ends."""

    def __init__(
        self,
        folder: ModelFolder,
        model: ClipModel,
        hub: Hub,
        job: JobControl,
        tell: OnFetchProgress,
        *,
        waits: tuple[float, ...] = _WAITS,
    ) -> None:
        self._folder = folder
        self._model = model
        self._hub = hub
        self._calls = CancellableCalls(job)
        self._job = job
        self._tell = tell
        self._waits = waits
        self._told_at = 0.0
        self._of_others = 0  # bytes of the files before the one under way

    def run(self) -> None:
        """Get what is missing, look all of it through, and note that the model is ready.

        Raises:
            Cancelled: Through the job.
            ModelError: It cannot be got now; the text says why and what to do.
        """
        try:
            with writing(self._folder.root), alone(self._folder, self._model):
                require_room(self._folder, self._model)
                self._folder.unseal(self._model)
                for file in self._model.files:
                    self._get(file)
                    self._of_others += file.size
                self._folder.seal(self._model)
        finally:
            if self._calls.idle:  # otherwise an abandoned call still uses the connections
                self._hub.close()
        self._report(0, force=True)

    def _get(self, file: ModelFile) -> None:
        """Twice at most: what came damaged is got once more from the beginning."""
        whole, part = self._folder.file(self._model, file), self._folder.part(self._model, file)
        if whole.exists() and self._is_right(whole, file):
            return
        whole.unlink(missing_ok=True)
        for _ in range(2):
            self._fill(part, file)
            if self._is_right(part, file):
                part.replace(whole)
                return
            part.unlink()
        raise ModelError(
            message(
                "“{path}” came damaged twice, so it was not kept; try again later, or add the "
                "model from a folder with its files.",
                path=file.path,
            )
        )

    def _fill(self, part: Path, file: ModelFile) -> None:
        """Read on until the part has its size, over pauses and cut connections."""
        part.parent.mkdir(parents=True, exist_ok=True)
        tries = 0
        while (have := _length(part, file)) < file.size:
            self._wait_while_paused(have)
            self._report(have, force=True)
            try:
                self._read_on(part, file, have)
            except HubError as error:
                if isinstance(error, CannotResume):
                    part.unlink(missing_ok=True)
                tries = 0 if _length(part, file) > have else tries
                if not error.passing or tries >= len(self._waits):
                    raise self._given_up(error) from error
                self._report(
                    _length(part, file),
                    force=True,
                    note=join_messages(error_message(error), message("Trying again.")),
                )
                self._job.wait(self._waits[tries])
                tries += 1

    def _read_on(self, part: Path, file: ModelFile, have: int) -> None:
        """One connection, until the end of the file, a pause, or its own end."""
        model, start = self._model, have
        remote = self._calls.call(
            lambda: self._hub.look_up(model.repository, model.revision, file.path)
        )
        _require_same(remote, file)

        def read() -> Generator[bytes]:
            with self._hub.read(remote, start) as pieces:
                yield from pieces

        # It ends with a pause: nobody keeps a connection open for that.
        with closing(self._calls.stream(read)) as pieces, part.open("ab") as out:
            for piece in pieces:
                have += len(piece)
                if have > file.size:
                    raise HubError(message("More came than the file has; something else answered."))
                out.write(piece)
                self._report(have)
            out.flush()
            os.fsync(out.fileno())
        if have < file.size and not self._job.paused:
            raise HubError(message("The connection was cut."), passing=True)

    def _given_up(self, error: HubError) -> ModelError:
        if not self._folder.present(self._model):
            return ModelError(
                message(
                    "“{title}” cannot be got now: {error}", title=self._model.title, error=error
                )
            )
        return ModelError(
            message(
                "“{title}” is not whole yet: {error} What came is kept, and the next try "
                "goes on from there.",
                title=self._model.title,
                error=error,
            )
        )

    def _is_right(self, path: Path, file: ModelFile) -> bool:
        if path.stat().st_size != file.size:
            return False
        self._report(file.size, force=True, note=message("Looking the file through."))
        return sha256_of(path, self._job) == file.sha256

    def _wait_while_paused(self, have: int) -> None:
        if self._job.paused:
            self._report(have, force=True, note=message("Held."))
        self._job.wait_while_paused()

    def _report(self, have: int, *, force: bool = False, note: str = "") -> None:
        now = time.monotonic()
        if force or now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            self._tell(FetchProgress(self._of_others + have, self._model.size, note))


@contextmanager
def alone(folder: ModelFolder, model: ClipModel) -> Iterator[None]:
    """Keep other processes from the files of a model; raises: ModelError, if one is at them."""
    with alone_in(folder.path(model), model.title):
        yield


@contextmanager
def alone_in(path: Path, title: str) -> Iterator[None]:
    """Keep other processes from a model's folder; raises: ModelError, if one is at it."""
    path.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path / ".lock", timeout=0):
            yield
    except Timeout:
        raise ModelError(
            message("Another Picseek is at the files of “{title}” now.", title=title)
        ) from None


def require_room(folder: ModelFolder, model: ClipModel) -> None:
    """Raises: ModelError, if what is missing of a model does not fit on the disk."""
    require_space(folder.root, model.size - folder.present(model), model.title)


def require_space(root: Path, missing: int, title: str) -> None:
    """Raises: ModelError, if so many bytes of a model do not fit on the disk."""
    free = shutil.disk_usage(root).free
    if missing and missing + _SPARE > free:
        raise ModelError(
            message(
                "“{title}” needs {missing} MB more, and the disk of {root} has {free} MB left: "
                "make room, or set PICSEEK_MODELS to another disk.",
                title=title,
                missing=round(missing / 1e6),
                root=root,
                free=round(free / 1e6),
            )
        )


def sha256_of(path: Path, token: CancelToken) -> str:
    """The SHA-256 of a file in hexadecimal digits; raises: Cancelled."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            token.raise_if_cancelled()
            digest.update(piece)
    return digest.hexdigest()


def _length(part: Path, file: ModelFile) -> int:
    """Bytes that came; a part that is too long can only be wrong."""
    if not part.exists():
        return 0
    length = part.stat().st_size
    if length > file.size:
        part.unlink()
        return 0
    return length


def _require_same(remote: RemoteFile, file: ModelFile) -> None:
    if (remote.size is not None and remote.size != file.size) or (
        remote.sha256 and remote.sha256 != file.sha256
    ):
        raise HubError(
            message(
                "What the server has as “{path}” is not the file that Picseek knows; update "
                "Picseek, or add the model from a folder with its files.",
                path=file.path,
            )
        )


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Say in words why files cannot be written."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        if is_disk_full(error):
            raise ModelError(
                message("The disk of {root} is full; make room, then try again.", root=root)
            ) from error
        raise ModelError(
            message(
                "The model's files cannot be kept in {root} ({reason}): check its "
                "permissions, or set PICSEEK_MODELS to another folder.",
                root=root,
                reason=os_reason(error),
            )
        ) from error
