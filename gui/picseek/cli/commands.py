"""The commands: each one calls the engine and prints the result."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from picseek.cli.consent_prompt import permit_to_send
from picseek.cli.exit_codes import EXIT_INCOMPLETE, EXIT_OK
from picseek.cli.explanation import (
    explanation_json,
    explanation_lines,
    problem_lines,
    problems_json,
    without_lines,
)
from picseek.cli.key_prompt import manage_key, set_service
from picseek.cli.output import one_line, write_paths
from picseek.cli.progress import ProgressPrinter, TimeLeft
from picseek.cli.signals import cancelled_by_signals
from picseek.cli.units import amount_of_data, counted, dollars, duration, moment
from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.errors import ModelError, PictureError, UsageError
from picseek.engine.library import DATABASE_NAME, Library, models_without_library
from picseek.engine.messages import without_advice
from picseek.engine.types import (
    DEFAULT_MODEL,
    AbsentFolder,
    IndexReport,
    LibraryStatus,
    ModelInfo,
    Permit,
    Query,
    SearchResult,
    SecondLookReport,
    SendLimits,
    SentRow,
)


@contextmanager
def opened(path: Path, *, writable: bool) -> Iterator[Library]:
    """Open a library, print its warnings, and close it at the end."""
    with closing(Library.open(path, writable=writable)) as library:
        for warning in filter(None, (*library.options.warnings, library.service.note)):
            _print_message(warning)
        yield library


def run_index(
    library: Library,
    folders: list[Path],
    permit: Permit,
    *,
    retry_failed: bool = False,
    full: bool = False,
) -> IndexReport:
    """Index with progress on stderr; Ctrl-C stops it."""
    job = JobControl()
    with cancelled_by_signals(job), closing(ProgressPrinter(TimeLeft(permit.pace))) as progress:
        return library.index(
            folders,
            retry_failed=retry_failed,
            full=full,
            permit=permit,
            job=job,
            on_event=progress,
        )


def run_second_look(library: Library, model: str) -> SecondLookReport:
    """Complete the detailed analysis with progress on stderr; Ctrl-C stops it."""
    job = JobControl()
    with cancelled_by_signals(job), closing(ProgressPrinter()) as progress:
        return library.second_look(model=model, job=job, on_event=progress)


def index(options: Namespace) -> int:
    """``picseek index FOLDER ...``."""
    limits = SendLimits(options.max_pictures, options.max_money)
    with opened(options.library, writable=True) as library:
        if options.allow_http:
            library.service.allow_http(options.allow_http, remember=False)
        try:
            permit = permit_to_send(library, options, limits)
        except ModelError:  # the run raises it again, after recording what needs no model
            permit = Permit(options.model or library.current_model, limits)
        report = run_index(
            library, options.folders, permit, retry_failed=options.retry, full=options.full
        )
        second_look = run_second_look(library, permit.model) if options.second_look else None
        if library.backups.problem:
            _print_message(f"No backup was made: {library.backups.problem}")
    if options.json:
        _print_json(_report_json(report, second_look))
    else:
        print(_report_text(report, second_look))
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
            raise UsageError(f"The picture after --like can't be used. {error}") from error
    if result.note and not result.hits:
        raise ModelError(_note(result))
    if options.json:
        explanation = {"explanation": explanation_json(result)} if options.explain else {}
        _print_json({**_result_json(result), **explanation})
    else:
        if options.explain:
            _print_lines(explanation_lines(result))
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
        print(f"{counted(forgotten, 'file')} removed from the library.")
        if not forgotten:
            _print_message(
                "Only pictures on drives that aren't connected are removed. To list them: "
                "picseek status"
            )
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
        _print_models(rows, current)
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
    _print_message(f"Picseek now uses “{info.id}” for indexing and searching.")
    if info.needs:
        _print_message(info.needs)
        if not info.remote:
            _print_message(f"To download it: picseek models get {info.id}")
    if info.vectors < pictures:
        _print_message(
            f"{info.vectors:,} of {counted(pictures, 'picture')} indexed with it. To index "
            f"{'the others' if info.vectors else 'them'}: picseek index FOLDER"
        )
    return EXIT_OK


def _describe(library: Library, before: str, *, on: bool) -> None:
    """Set whether names and captions are sent along to the current model.

    Raises:
        UsageError: It cannot combine both. The model `before` is chosen again.
    """
    info = next(row for row in library.models() if row.id == library.current_model)
    if on and not info.mixed:
        library.use_model(before)
        raise UsageError(f"{info.title} can't combine pictures with text.")
    library.service.set_options(replace(library.service.options, describe=on))


def set_price(options: Namespace) -> int:
    """``picseek models price ID [DOLLARS]``."""
    with opened(options.library, writable=True) as library:
        library.outgoing.set_price(options.model, options.price)
    price = "the price that Picseek knows" if options.price is None else dollars(options.price)
    _print_message(f"Price of “{options.model}” per million image tokens: {price}")
    return EXIT_OK


def stop_sending(options: Namespace) -> int:
    """``picseek models stop-sending``; also stops a run in another process."""
    with opened(options.library, writable=False) as library:
        library.outgoing.withdraw()
    _print_message(
        "No more pictures are sent until you agree again. If Picseek is indexing with an online "
        "model now, it stops. The service keeps the pictures that it has received, and you can "
        "still search them. When you search with an online model, your words are still sent."
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
        _print_message("Nothing has been sent from this computer.")
    for row in rows:
        what = "a search" if row.content is None else os.fspath(row.path or row.content)
        tokens = "" if row.tokens is None else f", {row.tokens:,} tokens"
        outcome = "" if row.answered else ", no response"
        size = amount_of_data(row.size)
        about = f"{row.model} at {row.host}, {size}{tokens}{outcome}"
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
        _print_message(manage_key(library, options.action))
    return EXIT_OK


def _write_csv(library: Library, path: Path) -> int:
    count = library.outgoing.export(path)
    _print_message(f"{counted(count, 'entry', 'entries')} written to {path}.")
    return EXIT_OK


def _print_message(text: str) -> None:
    print(one_line(text, sys.stderr), file=sys.stderr)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _print_message(line)


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


# Texts


def _report_json(report: IndexReport, second_look: SecondLookReport | None) -> dict[str, object]:
    found: dict[str, object] = {
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
    }
    if second_look is not None:
        found["second_look"] = {"looked": second_look.looked, "failed": second_look.failed}
    return found


def _report_text(report: IndexReport, second_look: SecondLookReport | None) -> str:
    lines = [
        f"{report.indexed:,} indexed, {report.unchanged:,} unchanged, {report.removed:,} removed, "
        f"{len(report.failed):,} failed, in {duration(report.seconds)}."
    ]
    if not (report.indexed or report.unchanged or report.failed or report.absent):
        lines.append("No pictures were found in these folders or their subfolders.")
    if report.absent:
        lines.append(
            f"{counted(report.absent, 'picture')} not available, because the drive isn't "
            "connected. They stay in the library; “picseek status” lists their folders."
        )
    if report.skipped:
        kinds = ", ".join(f"{count:,} .{kind}" for kind, count in report.skipped.items())
        lines.append(f"Skipped, because Picseek can't read these formats: {kinds}.")
    if report.stopped:
        lines.append(report.stopped)
    if report.outside:
        lines.append(
            f"Not sent: {counted(report.outside, 'picture')} outside the chosen folders, which "
            "links lead to. To send them, add --send-linked."
        )
    if second_look is not None:
        lines.append(
            f"Detailed analysis: {second_look.looked:,} done, {second_look.failed:,} failed, "
            f"in {duration(second_look.seconds)}."
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
        **problems_json(result),
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
        _print_message(_note(result))
    if result.unknown:
        words = ", ".join(result.unknown)
        _print_message(f"Not understood, so searched only in names, dates, and captions: {words}.")
    _print_lines(problem_lines(result))
    if result.partly:
        _print_message("No exact matches. Closest pictures:")
    if not result.hits:
        _print_message("No pictures found.")
        _print_lines(without_lines(result))
    write_paths((hit.picture.path for hit in result.hits), nul=nul)


def _note(result: SearchResult) -> str:
    return f"{result.note} To agree, add --yes." if result.unsent else result.note


def _print_models(rows: list[ModelInfo], current: str) -> None:
    width = max(len(row.id) for row in rows)
    for row in rows:
        mark = "*" if row.id == current else " "
        state = "Ready" if row.ready else without_advice(row.needs)
        indexed = f" {counted(row.vectors, 'picture')} indexed." if row.vectors else ""
        print(f"{mark} {row.id:<{width}}  {row.title}. {state}.{indexed}")
    needs = "\n".join(dict.fromkeys(row.needs for row in rows if row.remote and row.needs))
    if any(not (row.remote or row.ready) for row in rows):
        _print_message("To download a model: picseek models get ID")
    if needs:
        _print_message(needs)


def _status_text(state: LibraryStatus, absences: list[AbsentFolder]) -> str:
    lines = [one_line(f"Library: {state.path}", sys.stdout)]
    for folder in state.folders:
        note = "" if folder.available else ", not available"
        path = one_line(str(folder.path), sys.stdout)
        lines.append(f"Folder: {path} ({counted(folder.pictures, 'picture')}{note})")
    lines += [
        f"Not connected: {one_line(str(each.path), sys.stdout)} "
        f"({counted(each.pictures, 'picture')}, since {moment(each.since)})"
        for each in absences
    ]
    lines.append(f"Pictures: {state.pictures:,} in {counted(state.files, 'file')}")
    lines += [f"Indexed with {name}: {count:,}" for name, count in state.models.items()]
    lines.append(f"Files that couldn't be indexed: {state.problems:,}")
    return "\n".join(lines)
