"""What the built-in model costs: a picture, beside decoding it; and a question.

Run: python -m tests.bench.bench_builtin. The target: at most 3 ms a picture on one core.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import TypeVar

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.opening import open_picture
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from tests.bench.facts import Figure, report
from tests.bench.pictures import draw_photos

T = TypeVar("T")

PICTURES = 200
ASKED = ("dog", "two dogs on a beach at sunset", "red car -people", "Hunde am Strand")


def main() -> None:
    """Measure, and print one JSON object."""
    with tempfile.TemporaryDirectory() as name:
        paths = draw_photos(Path(name), PICTURES)
        decoded = [open_picture(path) for path in paths]
        decode_ms = _milliseconds(open_picture, paths)
    embedder = BuiltinEmbedder()
    started = time.perf_counter()
    embedder.preparer(*decoded[0])
    load_ms = (time.perf_counter() - started) * 1e3
    target: dict[str, Figure] = {"picture_ms": 3.0}
    report(
        "builtin",
        dim=embedder.spec.dim,
        target=target,
        picture_ms=_milliseconds(lambda each: embedder.preparer(*each), decoded),
        decode_ms=decode_ms,
        load_ms=load_ms,
        question_ms=_milliseconds(
            lambda text: embedder.embed_query(QueryInput(text), CancelToken()), ASKED * 50
        ),
    )


def _milliseconds(what: Callable[[T], object], over: Iterable[T]) -> float:
    """The median of one call; the first is not counted."""
    times = []
    for each in over:
        started = time.perf_counter()
        what(each)
        times.append(time.perf_counter() - started)
    return median(times[1:]) * 1e3


if __name__ == "__main__":
    main()
