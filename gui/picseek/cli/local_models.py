"""What ``picseek models`` does with models on this computer: get, add, remove, license, runs-on."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TextIO

from picseek.cli.exit_codes import EXIT_OK
from picseek.cli.progress import amount_of_data, duration
from picseek.cli.signals import cancelled_by_signals
from picseek.engine.cancel import JobControl
from picseek.engine.errors import ConsentNeeded
from picseek.engine.types.models import FetchProgress, LocalModel, LocalModelState

_LOG_EVERY_SECONDS = 5.0


def add_local_actions(actions: _SubParsersAction[ArgumentParser]) -> list[ArgumentParser]:
    """Add the actions to ``picseek models``; returns: their parsers."""
    get = actions.add_parser("get", help="download a model for this computer, or go on with it")
    get.add_argument("model", metavar="ID")
    get.add_argument("--yes", action="store_true", help="agree to the download without being asked")
    get.set_defaults(run=_get)
    add = actions.add_parser("add", help="take a model from a folder of its files; they are copied")
    add.add_argument("folder", type=Path, metavar="FOLDER")
    add.add_argument("--name", default="", help="what to call it, if Picseek does not know it")
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", help="delete a model's files; its vectors stay")
    remove.add_argument("model", metavar="ID")
    remove.set_defaults(run=_remove)
    license_ = actions.add_parser("license", help="print the licence of a model in full")
    license_.add_argument("model", metavar="ID")
    license_.set_defaults(run=_license)
    runs_on = actions.add_parser("runs-on", help="show or choose what models compute with")
    runs_on.add_argument("accelerator", nargs="?", default="", metavar="NAME")
    runs_on.set_defaults(run=_runs_on)
    return [get, add, remove, license_, runs_on]


def _get(options: Namespace) -> int:
    from picseek.engine.library import LocalModels

    local = LocalModels()
    model = local.model(options.model)
    if model.state is LocalModelState.READY:
        return _say(f"“{model.id}” is here already: {model.folder}")
    _require_consent(model, yes=options.yes)
    job, progress = JobControl(), FetchPrinter()
    with cancelled_by_signals(job):
        try:
            local.download(model.id, agreed=True, job=job, on_progress=progress)
        finally:
            progress.close()
    return _say(_ready(model.id))


def _add(options: Namespace) -> int:
    from picseek.engine.library import LocalModels

    job, progress = JobControl(), FetchPrinter()
    with cancelled_by_signals(job):
        try:
            taken = LocalModels().add(
                options.folder, name=options.name, job=job, on_progress=progress
            )
        finally:
            progress.close()
    for model in taken:
        _say(_ready(model.id))
    return EXIT_OK


def _remove(options: Namespace) -> int:
    from picseek.engine.library import LocalModels

    local = LocalModels()
    model = local.model(options.model)
    local.remove(model.id)
    return _say(f"The files of “{model.id}” were deleted; vectors that it made stay.")


def _license(options: Namespace) -> int:
    from picseek.engine.library import LocalModels

    local = LocalModels()
    model = local.model(options.model)
    text = local.license_text(model.id) or f"{model.license} {model.license_url}".strip()
    sys.stdout.write((text or "Picseek does not know its licence.").rstrip() + "\n")
    return EXIT_OK


def _runs_on(options: Namespace) -> int:
    from picseek.engine.library import LocalModels

    local = LocalModels()
    if options.accelerator:
        local.set_accelerator(options.accelerator)
    for each in local.accelerators():
        mark = "*" if each.id == local.accelerator else " "
        state = "" if each.available else " (not offered by the ONNX Runtime installed here)"
        sys.stdout.write(f"{mark} {each.id}: {each.title}{state}\n")
    return EXIT_OK


def _require_consent(model: LocalModel, *, yes: bool) -> None:
    """Say what would be got, and ask; raises: ConsentNeeded."""
    sys.stderr.write(_offer(model) + "\n")
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConsentNeeded("Nothing was downloaded: agree with --yes, or run this in a terminal.")
    sys.stderr.write("Download it? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise ConsentNeeded("Nothing was downloaded.")


def _offer(model: LocalModel) -> str:
    lines = [
        f"“{model.title}”: {model.about}",
        f"  Download: {amount_of_data(model.missing)} from {model.source}",
        f"  Licence:  {model.license} (in full: picseek models license {model.id})",
        f"  Kept in:  {model.folder}",
    ]
    if model.good_at:
        lines.append(f"  Good at:  {model.good_at}")
    return "\n".join([*lines, model.notice] if model.notice else lines)


def _ready(model_id: str) -> str:
    return f"“{model_id}” is ready. Choose it with: picseek models use {model_id}"


def _say(text: str) -> int:
    sys.stderr.write(text + "\n")
    return EXIT_OK


class FetchPrinter:
    """Writes how a download goes to stderr: a line rewritten on a terminal, else one now and then.

    Use as `on_progress`, and call `close` at the end.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._started = self._told_at = time.monotonic()
        self._first: int | None = None
        self._width = 0

    def __call__(self, progress: FetchProgress) -> None:
        """Show one step."""
        now = time.monotonic()
        if self._first is None:
            self._first = progress.done
        if self._rewrites:
            text = self._describe(progress, now)
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
            self._stream.flush()
        elif now - self._told_at >= _LOG_EVERY_SECONDS:
            self._told_at = now
            self._stream.write(self._describe(progress, now) + "\n")
            self._stream.flush()

    def close(self) -> None:
        """Leave the terminal on a clean line."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()

    def _describe(self, progress: FetchProgress, now: float) -> str:
        rate = (progress.done - (self._first or 0)) / max(now - self._started, 1e-6)
        text = f"{amount_of_data(progress.done)} of {amount_of_data(progress.total)}"
        if rate > 0:
            left = duration((progress.total - progress.done) / rate)
            text += f" · {amount_of_data(round(rate))}/s · {left} left"
        return f"{text} · {progress.note}" if progress.note else text
