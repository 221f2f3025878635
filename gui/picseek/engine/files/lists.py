r"""Lists of pictures as files: CSV, JSON, M3U-like, or one path a line.

Names on disk are bytes. CSV, M3U and plain text get them as they are, so such a file is UTF-8
only where all names are. JSON cannot hold them: there each byte that is no UTF-8 is written as
``\udcXX``, which Python's `os.fsencode` turns back. Where a line break in a path would break a
list of lines, its ``file:`` URL stands there instead.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from picseek.engine.errors import UsageError
from picseek.engine.files.targets import TargetError, target_trouble
from picseek.engine.filesystem.atomic_files import text_output
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import error_message, message
from picseek.engine.types import PictureRow

COLUMNS = ("rank", "path", "score", "date", "size")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list. `score` is None for pictures that were not searched for."""

    rank: int
    picture: PictureRow
    score: float | None

    @property
    def date(self) -> str:
        """When it was taken, else when the file was changed; local time, ISO 8601."""
        taken = self.picture.facts.taken_at
        if taken is not None:
            return taken.isoformat(timespec="seconds")
        try:
            when = datetime.fromtimestamp(self.picture.modified_at)
        except (OSError, OverflowError, ValueError):  # a file's time may be any number
            return ""
        return when.isoformat(timespec="seconds")


Writer = Callable[[Iterable[Entry], TextIO], None]


def write_list(file: Path, entries: Iterable[Entry]) -> None:
    """Write the kind of list that a file's name asks for; plain paths unless it is known.

    A file of that name is replaced, once the new one is whole.

    Raises:
        UsageError: The file cannot be written.
    """
    write = _WRITERS.get(file.suffix.lower(), _write_paths)
    try:
        with target_trouble(file.parent), text_output(file) as stream:
            write(entries, stream)
    except TargetError as error:
        raise UsageError(error_message(error)) from error
    except OSError as error:
        raise UsageError(
            message(
                "{file} can't be saved ({reason}). Choose another location.",
                file=file,
                reason=os_reason(error),
            )
        ) from error


def _write_csv(entries: Iterable[Entry], stream: TextIO) -> None:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for each in entries:
        score = "" if each.score is None else each.score
        writer.writerow((each.rank, each.picture.path, score, each.date, each.picture.size))


def _write_json(entries: Iterable[Entry], stream: TextIO) -> None:
    before = "[\n"
    for each in entries:
        values = (each.rank, str(each.picture.path), each.score, each.date, each.picture.size)
        stream.write(before + json.dumps(dict(zip(COLUMNS, values, strict=True))))
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def _write_m3u(entries: Iterable[Entry], stream: TextIO) -> None:
    stream.write("#EXTM3U\n")
    for each in entries:
        title = " ".join(each.picture.path.name.splitlines())
        stream.write(f"#EXTINF:-1,{title}\n{_line(each.picture.path)}\n")


def _write_paths(entries: Iterable[Entry], stream: TextIO) -> None:
    stream.writelines(f"{_line(each.picture.path)}\n" for each in entries)


def _line(path: Path) -> str:
    text = str(path)
    return path.as_uri() if "\n" in text or "\r" in text else text


_WRITERS: dict[str, Writer] = {
    ".csv": _write_csv,
    ".json": _write_json,
    ".m3u": _write_m3u,
    ".m3u8": _write_m3u,
}
