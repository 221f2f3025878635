"""What the commands of the command line do: ask the engine, print the answer."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from picseek.cli import EXIT_INCOMPLETE, EXIT_OK
from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.embed.registry import DEFAULT_MODEL
from picseek.engine.errors import PictureError, UsageError
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.models import known_models
from picseek.engine.types import IndexReport, LibraryStatus, Query, SearchResult
from picseek.terminal import ProgressPrinter, duration


@contextmanager
def opened(path: Path, *, writable: bool) -> Iterator[Library]:
    """A library that is closed at the end."""
    library = Library.open(path, writable=writable)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def cancelled_by_signals(token: CancelToken) -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM stop a job cleanly; a second Ctrl-C ends at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        if token.cancelled and number == signal.SIGINT:
            os._exit(130)
        token.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals; then nobody else does
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_index(
    library: Library, folders: list[Path], *, model: str = "", retry_failed: bool = False
) -> IndexReport:
    """Index with progress on stderr and Ctrl-C handled."""
    job = JobControl()
    progress = ProgressPrinter()
    with cancelled_by_signals(job):
        try:
            return library.index(
                folders, model=model, retry_failed=retry_failed, job=job, on_event=progress
            )
        finally:
            progress.close()


def index(options: Namespace) -> int:
    """``picseek index FOLDER ...``."""
    with opened(options.library, writable=True) as library:
        report = run_index(
            library, options.folders, model=options.model, retry_failed=options.retry
        )
    if options.json:
        _print_json(_report_json(report))
    else:
        print(_report_text(report))
    return EXIT_INCOMPLETE if report.failed else EXIT_OK


def search(options: Namespace) -> int:
    """``picseek search QUERY``."""
    query = Query(options.query, tuple(options.like), options.limit, options.model)
    token = CancelToken()
    with opened(options.library, writable=False) as library, cancelled_by_signals(token):
        try:
            result = library.search(query, token)
        except PictureError as error:
            raise UsageError(f"The example cannot be used: {error}") from error
    if options.json:
        _print_json(_result_json(result))
    else:
        _print_result(result)
    return EXIT_OK if result.hits else EXIT_INCOMPLETE


def status(options: Namespace) -> int:
    """``picseek status``."""
    with opened(options.library, writable=False) as library:
        state = library.status()
    if options.json:
        _print_json(
            {
                "library": os.fspath(state.path),
                "folders": [os.fspath(folder.path) for folder in state.folders],
                "pictures": state.pictures,
                "models": state.models,
            }
        )
    else:
        print(_status_text(state))
    return EXIT_OK


def models(options: Namespace) -> int:
    """``picseek models``."""
    if (options.library / DATABASE_NAME).exists():
        with opened(options.library, writable=False) as library:
            rows, current = library.models(), library.current_model
    else:
        rows, current = known_models(), DEFAULT_MODEL
    if options.json:
        _print_json({"current": current, "models": [asdict(row) for row in rows]})
    else:
        for row in rows:
            mark = "*" if row.id == current else " "
            state = "ready" if row.ready else row.needs
            print(f"{mark} {row.id}: {row.title} ({state}; {row.vectors:,} vectors)")
    return EXIT_OK


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


# Texts


def _report_json(report: IndexReport) -> dict[str, object]:
    return {
        "model": report.model,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": [
            {"path": os.fspath(p.path), "code": p.code.value, "message": p.message}
            for p in report.failed
        ],
        "seconds": round(report.seconds, 3),
    }


def _report_text(report: IndexReport) -> str:
    return (
        f"{report.indexed:,} indexed, {report.unchanged:,} unchanged, {report.removed:,} removed, "
        f"{len(report.failed):,} failed, in {duration(report.seconds)}."
    )


def _result_json(result: SearchResult) -> dict[str, object]:
    return {
        "query": result.query.text,
        "model": result.model,
        "seconds": round(result.seconds, 6),
        "hits": [
            {"rank": rank, "path": os.fspath(hit.picture.path), "score": round(hit.score, 6)}
            for rank, hit in enumerate(result.hits, 1)
        ],
        "unknown": list(result.unknown),
    }


def _print_result(result: SearchResult) -> None:
    if result.unknown:
        words = ", ".join(result.unknown)
        _tell(f"The model “{result.model}” does not know: {words}. Names and dates were searched.")
    if not result.hits:
        _tell("Nothing found.")
    for hit in result.hits:
        print(os.fspath(hit.picture.path))


def _status_text(state: LibraryStatus) -> str:
    lines = [f"Library: {state.path}"]
    for folder in state.folders:
        note = "" if folder.available else ", out of reach now"
        lines.append(f"Folder:  {folder.path} ({folder.pictures:,} files{note})")
    lines.append(f"Pictures: {state.pictures:,} in {state.files:,} files")
    lines.append(f"Problems: {state.problems:,}")
    lines += [f"Model {name}: {count:,} vectors" for name, count in state.models.items()]
    return "\n".join(lines)
