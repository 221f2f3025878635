"""What the commands of the command line do: ask the engine, print the answer."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from picseek.cli.consent_prompt import permit_to_send
from picseek.cli.exit_codes import EXIT_INCOMPLETE, EXIT_OK
from picseek.cli.key_prompt import manage_key, set_service
from picseek.cli.output import one_line, write_paths
from picseek.cli.progress import ProgressPrinter, TimeLeft, duration, moment
from picseek.cli.signals import cancelled_by_signals
from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.errors import ModelError, PictureError, UsageError
from picseek.engine.library import DATABASE_NAME, Library, models_without_library
from picseek.engine.types import (
    DEFAULT_MODEL,
    AbsentFolder,
    IndexReport,
    LibraryStatus,
    Permit,
    Query,
    SearchResult,
    SecondLookReport,
    SendLimits,
    SentRow,
)


@contextmanager
def opened(path: Path, *, writable: bool) -> Iterator[Library]:
    """A library that is closed at the end."""
    library = Library.open(path, writable=writable)
    try:
        for note in filter(None, (*library.options.notes, library.service.note)):
            _tell(note)
        yield library
    finally:
        library.close()


def run_index(
    library: Library,
    folders: list[Path],
    permit: Permit,
    *,
    retry_failed: bool = False,
    full: bool = False,
) -> IndexReport:
    """Index with progress on stderr and Ctrl-C handled."""
    job = JobControl()
    progress = ProgressPrinter(TimeLeft(permit.pace))
    with cancelled_by_signals(job):
        try:
            return library.index(
                folders,
                retry_failed=retry_failed,
                full=full,
                permit=permit,
                job=job,
                on_event=progress,
            )
        finally:
            progress.close()


def run_second_look(library: Library, model: str) -> SecondLookReport:
    """Look closer with progress on stderr and Ctrl-C handled."""
    job = JobControl()
    progress = ProgressPrinter()
    with cancelled_by_signals(job):
        try:
            return library.second_look(model=model, job=job, on_event=progress)
        finally:
            progress.close()


def index(options: Namespace) -> int:
    """``picseek index FOLDER ...``."""
    limits = SendLimits(options.max_pictures, options.max_money)
    with opened(options.library, writable=True) as library:
        if options.allow_http:
            library.service.allow_http(options.allow_http, remember=False)
        try:
            permit = permit_to_send(library, options, limits)
        except ModelError:  # the run raises it too, and records what needs no model
            permit = Permit(options.model or library.current_model, limits)
        report = run_index(
            library, options.folders, permit, retry_failed=options.retry, full=options.full
        )
        closer = run_second_look(library, permit.model) if options.second_look else None
        if library.backups.problem:
            _tell(f"No backup was made: {library.backups.problem}")
    if options.json:
        _print_json(_report_json(report, closer))
    else:
        print(_report_text(report, closer))
    return EXIT_INCOMPLETE if report.failed else EXIT_OK


def search(options: Namespace) -> int:
    """``picseek search QUERY``."""
    examples = tuple(options.like)
    query = Query(" ".join(options.query), examples, options.limit, options.model, options.yes)
    token = CancelToken()
    with opened(options.library, writable=False) as library, cancelled_by_signals(token):
        if options.allow_http:
            library.service.allow_http(options.allow_http, remember=False)
        try:
            result = library.search(query, token)
        except PictureError as error:
            raise UsageError(f"The example cannot be used: {error}") from error
    if result.note and not result.hits:
        raise ModelError(f"{result.note} Agree with --yes." if result.unsent else result.note)
    if options.json:
        _print_json(_result_json(result))
    else:
        _print_result(result, nul=options.nul)
    return EXIT_OK if result.hits else EXIT_INCOMPLETE


def status(options: Namespace) -> int:
    """``picseek status``."""
    with opened(options.library, writable=False) as library:
        state, absences = library.status(), library.absences.list()
    if options.json:
        _print_json(
            {
                "library": os.fspath(state.path),
                "folders": [os.fspath(folder.path) for folder in state.folders],
                "pictures": state.pictures,
                "absent": state.absent,
                "models": state.models,
                "other_sets": [asdict(each) for each in state.other_sets],
            }
        )
    else:
        print(_status_text(state, absences))
    return EXIT_OK


def forget(options: Namespace) -> int:
    """``picseek forget FOLDER``."""
    with opened(options.library, writable=True) as library:
        forgotten = library.absences.forget(options.folder)
    if options.json:
        _print_json({"forgotten": forgotten})
    else:
        print(f"{forgotten:,} files forgotten.")
    return EXIT_OK if forgotten else EXIT_INCOMPLETE


def models(options: Namespace) -> int:
    """``picseek models``."""
    if (options.library / DATABASE_NAME).exists():
        with opened(options.library, writable=False) as library:
            rows, current = library.models(), library.current_model
    else:
        rows, current = models_without_library(), DEFAULT_MODEL
    if options.json:
        _print_json({"current": current, "models": [asdict(row) for row in rows]})
    else:
        for row in rows:
            mark = "*" if row.id == current else " "
            state = "ready" if row.ready else row.needs
            print(f"{mark} {row.id}: {row.title} ({state}; {row.vectors:,} vectors)")
    return EXIT_OK


def use_model(options: Namespace) -> int:
    """``picseek models use ID``."""
    with opened(options.library, writable=True) as library:
        before = library.current_model
        library.use_model(options.model)
        if options.describe is not None:
            _describe(library, before, on=options.describe)
        info = next(row for row in library.models() if row.id == library.current_model)
        pictures = library.status().pictures
    _tell(f"“{info.id}” indexes and searches from now on.")
    if info.needs:
        _tell(info.needs)
    if info.vectors < pictures:
        _tell(f"{info.vectors:,} of {pictures:,} pictures are indexed with it: index the folders.")
    return EXIT_OK


def _describe(library: Library, before: str, *, on: bool) -> None:
    """Turn the switch of the current model.

    Raises:
        UsageError: It has none; the model that was current before is so again.
    """
    info = next(row for row in library.models() if row.id == library.current_model)
    if on and not info.mixed:
        library.use_model(before)
        raise UsageError(f"{info.title} takes pictures without text only.")
    library.service.set_options(replace(library.service.options, describe=on))


def set_price(options: Namespace) -> int:
    """``picseek models price ID [DOLLARS]``."""
    with opened(options.library, writable=True) as library:
        library.outgoing.set_price(options.model, options.price)
    return EXIT_OK


def stop_sending(options: Namespace) -> int:
    """``picseek models stop-sending``; works beside a run, which then sends nothing more."""
    with opened(options.library, writable=False) as library:
        library.outgoing.withdraw()
    _tell(
        "No more pictures are sent until you agree again; a run that is under way stops at its "
        "next call. What was sent stays with the service, and stays searchable here. To search "
        "with its models, the words of your questions are still sent."
    )
    return EXIT_OK


def sent(options: Namespace) -> int:
    """``picseek sent``."""
    with opened(options.library, writable=False) as library:
        if options.csv is not None:
            return _write_csv(library, options.csv)
        rows = library.sent(options.limit)
    if options.json:
        _print_json([_sent_json(row) for row in rows])
        return EXIT_OK
    if not rows:
        _tell("Nothing has left this computer.")
    for row in rows:
        what = "a question" if row.content is None else os.fspath(row.path or row.content)
        tokens = "" if row.tokens is None else f", {row.tokens:,} tokens"
        vain = "" if row.answered else ", not answered"
        about = f"{row.model} at {row.host}, {row.size:,} bytes{tokens}{vain}"
        print(one_line(f"{moment(row.at)}  {what} ({about})", sys.stdout))
    return EXIT_OK


def key(options: Namespace) -> int:
    """``picseek key``."""
    given = (options.server, options.pictures_per_minute, options.allow_http)
    changes = any(each is not None for each in given)
    exists = (options.library / DATABASE_NAME).exists()
    with opened(options.library, writable=changes or not exists) as library:
        if changes:
            set_service(library, *given)
        _tell(manage_key(library, options.action))
    return EXIT_OK


def _write_csv(library: Library, path: Path) -> int:
    count = library.outgoing.export(path)
    _tell(f"{count:,} rows written to {path}.")
    return EXIT_OK


def _tell(text: str) -> None:
    print(one_line(text, sys.stderr), file=sys.stderr)


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


# Texts


def _report_json(report: IndexReport, closer: SecondLookReport | None) -> dict[str, object]:
    return {
        "model": report.model,
        "indexed": report.indexed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "absent": report.absent,
        "failed": [
            {"path": os.fspath(p.path), "code": p.code.value, "message": p.message}
            for p in report.failed
        ],
        "seconds": round(report.seconds, 3),
        **({"stopped": report.stopped} if report.stopped else {}),
        **({"skipped": dict(report.skipped)} if report.skipped else {}),
        **({"outside": report.outside} if report.outside else {}),
        **({"second_look": {"looked": closer.looked, "failed": closer.failed}} if closer else {}),
    }


def _report_text(report: IndexReport, closer: SecondLookReport | None) -> str:
    lines = [
        f"{report.indexed:,} indexed, {report.unchanged:,} unchanged, {report.removed:,} removed, "
        f"{len(report.failed):,} failed, in {duration(report.seconds)}."
    ]
    if report.absent:
        lines.append(
            f"{report.absent:,} pictures are not here now, because their drives are not connected; "
            "they stay in the library. “picseek status” says where they were."
        )
    if report.skipped:
        kinds = ", ".join(f"{count:,} .{kind}" for kind, count in report.skipped.items())
        lines.append(f"Not read, because Picseek does not read these kinds: {kinds}.")
    if report.stopped:
        lines.append(report.stopped)
    if report.outside:
        lines.append(
            f"Not sent: {report.outside:,} outside the chosen folders that links lead to. To send "
            "them too, add --send-linked."
        )
    if closer is not None:
        lines.append(
            f"{closer.looked:,} looked at more closely, {closer.failed:,} failed, "
            f"in {duration(closer.seconds)}."
        )
    return "\n".join(lines)


def _result_json(result: SearchResult) -> dict[str, object]:
    return {
        "query": result.query.text,
        "model": result.model,
        "seconds": round(result.seconds, 6),
        "hits": [
            {
                "rank": rank,
                "path": os.fspath(hit.picture.path),
                "score": round(hit.score, 6),
                **({"caption": hit.caption} if hit.caption else {}),
                **({} if hit.picture.absent_since is None else {"absent": True}),
            }
            for rank, hit in enumerate(result.hits, 1)
        ],
        "unknown": list(result.unknown),
        **({} if result.strong is None else {"strong": result.strong}),
        **({"partly": True} if result.partly else {}),
        **({"near": result.near} if result.near else {}),
        **({"note": result.note} if result.note else {}),
    }


def _sent_json(row: SentRow) -> dict[str, object]:
    return {
        "time": moment(row.at),
        "picture": None if row.path is None else os.fspath(row.path),
        "content": row.content,
        "model": row.model,
        "host": row.host,
        "bytes": row.size,
        "tokens": row.tokens,
        "answered": row.answered,
    }


def _print_result(result: SearchResult, *, nul: bool) -> None:
    if result.note:
        _tell(f"{result.note} Agree with --yes." if result.unsent else result.note)
    if result.unknown:
        words = ", ".join(result.unknown)
        _tell(f"Not understood: {words}. Only names, dates and captions were searched for that.")
    if result.partly:
        _tell("No exact matches. Closest pictures:")
    if not result.hits:
        _tell("Nothing found.")
    write_paths((hit.picture.path for hit in result.hits), nul=nul)


def _status_text(state: LibraryStatus, absences: list[AbsentFolder]) -> str:
    lines = [one_line(f"Library: {state.path}", sys.stdout)]
    for folder in state.folders:
        note = "" if folder.available else ", out of reach now"
        path = one_line(str(folder.path), sys.stdout)
        lines.append(f"Folder:  {path} ({folder.pictures:,} pictures{note})")
    lines.append(f"Pictures: {state.pictures:,} in {state.files:,} files")
    lines += [
        f"Not here now: {one_line(str(each.path), sys.stdout)} "
        f"({each.pictures:,} pictures, since {moment(each.since)})"
        for each in absences
    ]
    lines.append(f"Problems: {state.problems:,}")
    lines += [f"Model {name}: {count:,} vectors" for name, count in state.models.items()]
    return "\n".join(lines)
