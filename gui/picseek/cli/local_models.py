"""``picseek models``: the actions for models on this computer."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from contextlib import closing
from typing import TextIO

from picseek.cli.confirm import can_ask, confirm
from picseek.cli.exit_codes import EXIT_OK
from picseek.cli.signals import cancelled_by_signals
from picseek.cli.status_line import StatusLine
from picseek.cli.units import amount_of_data, duration
from picseek.engine.cancel import JobControl
from picseek.engine.errors import ModelError
from picseek.engine.library import LocalModels
from picseek.engine.types.models import FetchProgress, LocalModel, LocalModelState


def get(options: Namespace) -> int:
    """``picseek models get ID``."""
    local = LocalModels()
    model = local.model(options.model)
    if model.state is LocalModelState.READY:
        return _report(f"“{model.id}” is already on this computer: {model.folder}")
    _confirm_download(model, yes=options.yes)
    job = JobControl()
    with cancelled_by_signals(job), closing(FetchPrinter()) as progress:
        local.download(model.id, agreed=True, job=job, on_progress=progress)
    return _report(_ready(model.id))


def add(options: Namespace) -> int:
    """``picseek models add FOLDER``."""
    job = JobControl()
    with cancelled_by_signals(job), closing(FetchPrinter()) as progress:
        added = LocalModels().add(options.folder, name=options.name, job=job, on_progress=progress)
    for model in added:
        _report(_ready(model.id))
    return EXIT_OK


def remove(options: Namespace) -> int:
    """``picseek models remove ID``."""
    local = LocalModels()
    model = local.model(options.model)
    if model.state is LocalModelState.MISSING:
        return _report(f"“{model.id}” has no files on this computer.")
    local.remove(model.id)
    return _report(
        f"The files of “{model.id}” were deleted. Its search index stays in the library."
    )


def show_license(options: Namespace) -> int:
    """``picseek models license ID``."""
    local = LocalModels()
    model = local.model(options.model)
    text = local.license_text(model.id) or f"{model.license} {model.license_url}".strip()
    sys.stdout.write((text or "The license of this model is unknown.").rstrip() + "\n")
    return EXIT_OK


def runs_on(options: Namespace) -> int:
    """``picseek models runs-on [NAME]``."""
    local = LocalModels()
    if options.accelerator:
        local.set_accelerator(options.accelerator)
    for each in local.accelerators():
        mark = "*" if each.id == local.accelerator else " "
        state = "" if each.available else " (not supported by the installed ONNX Runtime)"
        sys.stdout.write(f"{mark} {each.id}: {each.title}{state}\n")
    return EXIT_OK


def _confirm_download(model: LocalModel, *, yes: bool) -> None:
    """Describe the download and ask; raises: ModelError, unless the user agrees."""
    _report(_offer(model))
    if yes:
        return
    if not can_ask():
        raise ModelError("Nothing was downloaded. Add --yes, or run this command in a terminal.")
    if not confirm("Download it?"):
        raise ModelError("Nothing was downloaded.")


def _offer(model: LocalModel) -> str:
    lines = [
        f"“{model.title}”: {model.about}",
        f"  Download: {amount_of_data(model.missing)} from {model.source}",
        f"  License:  {model.license} (full text: picseek models license {model.id})",
        f"  Folder:   {model.folder}",
    ]
    if model.good_at:
        lines.append(f"  Good at:  {model.good_at}")
    return "\n".join([*lines, model.notice] if model.notice else lines)


def _ready(model_id: str) -> str:
    return f"“{model_id}” is ready. To use it: picseek models use {model_id}"


def _report(text: str) -> int:
    sys.stderr.write(text + "\n")
    return EXIT_OK


class FetchPrinter:
    """Prints the progress of a download to stderr.

    Use as `on_progress`, and call `close` at the end.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._line = StatusLine(stream)
        self._started = time.monotonic()
        self._first: int | None = None

    def __call__(self, progress: FetchProgress) -> None:
        """Show one step."""
        if self._first is None:
            self._first = progress.done
        self._line.show(lambda: self._describe(progress))

    def close(self) -> None:
        """Remove the line of progress."""
        self._line.clear()

    def _describe(self, progress: FetchProgress) -> str:
        elapsed = max(time.monotonic() - self._started, 1e-6)
        rate = (progress.done - (self._first or 0)) / elapsed
        text = f"{amount_of_data(progress.done)} of {amount_of_data(progress.total)}"
        if rate > 0:
            left = duration((progress.total - progress.done) / rate)
            text += f" · {amount_of_data(round(rate))}/s · {left} left"
        return f"{text} · {progress.note}" if progress.note else text
