"""Downloads a model's missing files: can be paused and resumed, and verifies them."""

from __future__ import annotations

import os
import time
from contextlib import closing
from typing import TYPE_CHECKING

from picseek.engine.embed.clip.cancellable_calls import CancellableCalls
from picseek.engine.embed.clip.hub import CannotResume, Hub, HubError, RemoteFile
from picseek.engine.embed.clip.model_files import changing_files, require_space, sha256_of
from picseek.engine.errors import ModelError
from picseek.engine.messages import error_message, join_messages, message
from picseek.engine.types.models import FetchProgress, OnFetchProgress

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from picseek.engine.cancel import JobControl
    from picseek.engine.embed.clip.catalog import ClipModel, ModelFile
    from picseek.engine.embed.clip.model_folder import ModelFolder

_PROGRESS_SECONDS = 0.1
_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0)  # seconds between attempts that receive nothing


class Download:
    """Downloads one model. Use once: ``Download(...).run()``. Partial files are never deleted."""

    def __init__(
        self,
        folder: ModelFolder,
        model: ClipModel,
        hub: Hub,
        job: JobControl,
        on_progress: OnFetchProgress,
        *,
        waits: tuple[float, ...] = _WAITS,
    ) -> None:
        self._folder = folder
        self._model = model
        self._hub = hub
        self._calls = CancellableCalls(job)
        self._job = job
        self._on_progress = on_progress
        self._waits = waits
        self._reported_at = 0.0
        self._finished = 0  # bytes of the files that are complete

    def run(self) -> None:
        """Download what is missing, verify all files, and mark the model as verified.

        Raises:
            Cancelled: Through the job.
            ModelError: It cannot be downloaded; the message has reason and advice.
        """
        folder, model = self._folder, self._model
        try:
            with changing_files(folder.root, folder.path(model), model.title):
                require_space(folder.root, model.size - folder.present(model), model.title)
                folder.clear_verified(model)
                for file in model.files:
                    self._get(file)
                    self._finished += file.size
                folder.mark_verified(model)
        finally:
            if self._calls.idle:  # else an abandoned call still uses the connections
                self._hub.close()
        self._report(0, force=True)

    def _get(self, file: ModelFile) -> None:
        """Download a file; if it is damaged, download it once more from the beginning."""
        whole, part = self._folder.file(self._model, file), self._folder.part(self._model, file)
        if whole.exists() and self._is_intact(whole, file):
            return
        whole.unlink(missing_ok=True)
        for _ in range(2):
            self._fill(part, file)
            if self._is_intact(part, file):
                part.replace(whole)
                return
            part.unlink()
        raise ModelError(
            message(
                "“{path}” was damaged in two downloads, so it wasn't kept. Try "
                "again later, or add the model from a folder with its files.",
                path=file.path,
            )
        )

    def _fill(self, part: Path, file: ModelFile) -> None:
        """Download until the partial file is complete, across pauses and lost connections."""
        part.parent.mkdir(parents=True, exist_ok=True)
        tries = 0
        while (have := _length(part, file)) < file.size:
            self._wait_while_paused(have)
            self._report(have, force=True)
            try:
                self._receive(part, file, have)
            except HubError as error:
                if isinstance(error, CannotResume):
                    part.unlink(missing_ok=True)
                tries = 0 if _length(part, file) > have else tries
                if not error.is_transient or tries >= len(self._waits):
                    raise self._failure(error) from error
                self._report(
                    _length(part, file),
                    force=True,
                    note=join_messages(error_message(error), message("Retrying.")),
                )
                self._job.wait(self._waits[tries])
                tries += 1

    def _receive(self, part: Path, file: ModelFile, have: int) -> None:
        """Use one connection until the file is complete, the job pauses, or the connection ends."""
        model, start = self._model, have
        remote = self._calls.call(
            lambda: self._hub.look_up(model.repository, model.revision, file.path)
        )
        _require_same(remote, file)

        def read() -> Generator[bytes]:
            with self._hub.read(remote, start) as pieces:
                yield from pieces

        # It ends with a pause, so that no connection is kept open.
        with closing(self._calls.stream(read)) as pieces, part.open("ab") as out:
            for piece in pieces:
                have += len(piece)
                if have > file.size:
                    raise HubError(message("The server sent more data than expected."))
                out.write(piece)
                self._report(have)
            out.flush()
            os.fsync(out.fileno())
        if have < file.size and not self._job.paused:
            raise HubError(message("The connection was lost."), is_transient=True)

    def _failure(self, error: HubError) -> ModelError:
        if not self._folder.present(self._model):
            return ModelError(
                message(
                    "“{title}” couldn't be downloaded. {error}",
                    title=self._model.title,
                    error=error,
                )
            )
        return ModelError(
            message(
                "“{title}” isn't fully downloaded. {error} The next attempt "
                "continues where this one stopped.",
                title=self._model.title,
                error=error,
            )
        )

    def _is_intact(self, path: Path, file: ModelFile) -> bool:
        if path.stat().st_size != file.size:
            return False
        self._report(file.size, force=True, note=message("Verifying the file."))
        return sha256_of(path, self._job) == file.sha256

    def _wait_while_paused(self, have: int) -> None:
        if self._job.paused:
            self._report(have, force=True, note=message("Paused."))
        self._job.wait_while_paused()

    def _report(self, have: int, *, force: bool = False, note: str = "") -> None:
        now = time.monotonic()
        if force or now - self._reported_at >= _PROGRESS_SECONDS:
            self._reported_at = now
            self._on_progress(FetchProgress(self._finished + have, self._model.size, note))


def _length(part: Path, file: ModelFile) -> int:
    """Bytes received so far; a partial file that is too long is deleted."""
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
                "“{path}” on the server isn't the file that Picseek expects. "
                "Update Picseek, or add the model from a folder with its files.",
                path=file.path,
            )
        )
