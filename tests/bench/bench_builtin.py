"""What the built-in model costs: a picture at either look, beside decoding it; a question; memory.

Run: python -m tests.bench.bench_builtin. The targets: at most 14 ms of processor time a picture at
the first look, 15 ms a question, 150 MB more in a decode worker and 150 MB more while asking.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.opening import open_picture
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.builtin import looks
from picseek.engine.embed.builtin.description import read_description
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder, BuiltinPreparer
from picseek.engine.embed.builtin.model_files import PICTURE, PIECES, TEXT
from picseek.engine.embed.builtin.runtime import open_session
from picseek.engine.embed.builtin.shipped import SHIPPED
from picseek.engine.embed.builtin.word_pieces import Pieces
from picseek.engine.text.query_parser import parse
from tests.bench.facts import Figure, report
from tests.bench.pictures import draw_photos

T = TypeVar("T")

PICTURES = 100
FIRST = "two dogs on a beach at sunset"
QUESTIONS = {  # every one is another question: what was encoded once is remembered
    "word": ("dog", "bicycle", "sunset", "Brot", "montagne", "toddler", "brouette", "Schubkarre"),
    "color": ("red car", "blue boat -people", "white dog", "yellow flower", "rotes Auto"),
    "phrase": ("black and white portrait", "city at night", "dog on the beach", "street market"),
    "sentence": (
        "a toddler on a scooter in front of an old house",
        "a woman with an umbrella walking in the rain",
        "children playing football in the park",
    ),
    "german": (
        "ein Mann mit Hut auf einem Fahrrad",
        "Kinder spielen im Schnee",
        "Stadt bei Nacht",
        "zwei Kinder auf einer Schaukel",
    ),
}

# Run by itself, so that nothing else is in memory; prints megabytes.
_MEMORY = """
import sys
from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
import numpy, PIL.Image, onnxruntime
def held():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
before = held()
embedder = BuiltinEmbedder()
if sys.argv[1] == "picture":
    picture = PIL.Image.effect_noise((600, 400), 50).convert("RGB")
    for prepare in (embedder.preparer, embedder.closer_preparer):
        prepare(picture, PictureFacts(600, 400, "JPEG"))
else:
    embedder.embed_query(QueryInput(parse("two dogs on a beach at sunset")), CancelToken())
print(held() - before)
"""


def main() -> None:
    """Measure, and print one JSON object."""
    embedder = BuiltinEmbedder()
    target: dict[str, Figure] = {
        "first_look_ms": 14.0,
        "question_ms": 15.0,
        "worker_mb": 150.0,
        "asking_mb": 150.0,
    }
    with tempfile.TemporaryDirectory() as name:
        paths = draw_photos(Path(name), PICTURES)
        first = _looks(embedder.preparer, paths, "first_look")
        second = _looks(embedder.closer_preparer, paths, "second_look")
    started = time.process_time()
    embedder.embed_query(QueryInput(parse(FIRST)), CancelToken())
    first_question = (time.process_time() - started) * 1e3
    report(
        "builtin",
        dim=embedder.spec.dim,
        target=target,
        **first,
        **second,
        first_question_ms=first_question,
        **_questions(embedder),
        worker_mb=_memory("picture"),
        asking_mb=_memory("question"),
    )


def _looks(prepare: BuiltinPreparer, paths: list[Path], look: str) -> dict[str, Figure]:
    """Processor time of one look, beside decoding for it, and as often as the bare encoder's."""
    decoded = [open_picture(path, min_side=prepare.min_side)[:2] for path in paths]
    numbers, session = read_description(SHIPPED), open_session(SHIPPED.read(PICTURE))
    side = numbers.second_side if prepare.closer else numbers.first_side

    def bare(given: dict[str, object]) -> None:
        session.run(["vectors"], given)

    inputs = []
    for picture, _ in decoded:
        pixels, grid = looks.pixels(picture, side, numbers.stride)
        pool = looks.pooling(grid, looks.window_boxes(grid, numbers.window_share))
        inputs.append({"pixels": pixels, "pool": pool})
    whole = _milliseconds(lambda each: prepare(*each), decoded)
    alone = _milliseconds(bare, inputs)
    return {
        f"{look}_ms": whole,
        f"{look}_decode_ms": _milliseconds(
            lambda path: open_picture(path, min_side=prepare.min_side), paths
        ),
        f"{look}_session_ms": alone,
        f"{look}_ratio": whole / alone,
    }


def _questions(embedder: BuiltinEmbedder) -> dict[str, Figure]:
    """Processor time of questions not asked before, by kind, and as often as the bare encoder's.

    The encoder alone reads each text once, as it was typed.
    """
    pieces, session = Pieces(SHIPPED.read(PIECES)), open_session(SHIPPED.verified(TEXT))

    def ask(text: str) -> None:
        embedder.embed_query(QueryInput(parse(text)), CancelToken())

    def encode(text: str) -> None:
        ids = np.array([pieces.ids(text)], np.int64)
        session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})

    encode(FIRST)
    whole = {kind: [_seconds(ask, text) for text in texts] for kind, texts in QUESTIONS.items()}
    alone = [_seconds(encode, text) for texts in QUESTIONS.values() for text in texts]
    every = [seconds for each in whole.values() for seconds in each]
    return {
        **{f"question_{kind}_ms": mean(each) * 1e3 for kind, each in whole.items()},
        "question_ms": mean(every) * 1e3,
        "question_session_ms": mean(alone) * 1e3,
        "question_ratio": mean(every) / mean(alone),
    }


def _memory(what: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, what], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _milliseconds(what: Callable[[T], object], over: Iterable[T]) -> float:
    """The median of one call in processor time; the first is not counted."""
    return median([_seconds(what, each) for each in over][1:]) * 1e3


def _seconds(what: Callable[[T], object], argument: T) -> float:
    """Processor time of one call, that of all threads together."""
    started = time.process_time()
    what(argument)
    return time.process_time() - started


if __name__ == "__main__":
    main()
