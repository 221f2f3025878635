"""How much faster the built-in model indexes than rclip 4 does the same pictures.

    python -m tests.bench.bench_beside_rclip --rclip PROGRAM [--photos DIR] [--pictures 400]

PROGRAM is rclip's command, installed anywhere (4.0.8 was measured). Its model cannot be had from a
package registry: its encoder, ViT-B/32 at 256 pixels in float32, is drawn here at full size with
random weights, which costs the same arithmetic. Both programs index the same photos from the
command line, start included, into new folders: Picseek with its thumbnails, rclip has none. rclip
indexes only with a search, so it is asked for pictures like the first one: one picture more, and no
text. Without photos some are drawn. Target: at least 8 times as many pictures a second. Both are
run in turn; ratios are medians of the rounds. On a busy machine rates say little, as Picseek gives
way to others: `cpu_ratio` compares processor time.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from onnx import TensorProto, helper

from tests.bench.facts import report
from tests.bench.pictures import draw_photos
from tests.support.clip.graphs import VIT_B32, Graph, add_vision, output, save

ENCODER = replace(VIT_B32, size=256)
MODEL_FOLDER = "ViT-B-32-256-datacomp_s34b_b86k"
UNUSED = (  # rclip only checks that they are there
    f"{MODEL_FOLDER}/textual.onnx",
    "tokenizer/bpe_simple_vocab_16e6.txt.gz",
    "LICENSE",
    "OPENAI-CLIP-MIT.txt",
    "README.md",
    "THIRD_PARTY_NOTICES.md",
)


class Cost(NamedTuple):
    """What a run took: seconds by the clock, and of processors."""

    wall: float
    cpu: float


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rclip", required=True)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = _photos(folder / "photos", arguments.photos, arguments.pictures)
        model = _draw_model(folder / "model")
        theirs, ours = [], []
        for number in range(arguments.rounds):
            theirs.append(_rclip(arguments.rclip, photos, model, folder / f"rclip {number}"))
            ours.append(_picseek(photos, folder / f"library {number}"))
    pairs = list(zip(theirs, ours, strict=True))
    report(
        "beside_rclip",
        target={"ratio": 8.0},
        ratio=statistics.median(its.wall / mine.wall for its, mine in pairs),
        cpu_ratio=statistics.median(its.cpu / mine.cpu for its, mine in pairs),
        rclip_seconds=[its.wall for its in theirs],
        picseek_seconds=[mine.wall for mine in ours],
        rclip_cpu_seconds=[its.cpu for its in theirs],
        picseek_cpu_seconds=[mine.cpu for mine in ours],
        pictures=arguments.pictures,
    )


def _photos(folder: Path, source: Path | None, count: int) -> Path:
    """Copy or draw pictures into a new folder."""
    if source is None:
        draw_photos(folder, count)
        return folder
    folder.mkdir()
    found = sorted(path for path in source.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    assert len(found) >= count, f"{source} has only {len(found)} photos"
    for path in found[:count]:
        shutil.copy(path, folder)
    return folder


def _draw_model(folder: Path) -> Path:
    """Write an encoder of random weights, and empty files in place of the others."""
    graph = Graph(seed=1)
    graph.named("Identity", "pixel_values", "input")
    add_vision(graph, ENCODER, "output")
    shape: list[str | int | None] = ["batch", 3, ENCODER.size, ENCODER.size]
    pixels = helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)
    vectors = output("output", "batch", ENCODER.dim)
    save(folder / MODEL_FOLDER / "visual.onnx", graph, [pixels], [vectors])
    for name in UNUSED:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return folder


def _rclip(program: str, photos: Path, model: Path, data: Path) -> Cost:
    shutil.copytree(model, data, copy_function=os.link)
    first = min(photos.iterdir())
    command = [program, str(first), "--top", "1", "--filepath-only"]
    return _measure(command, {"RCLIP_DATADIR": str(data)}, photos)


def _picseek(photos: Path, library: Path) -> Cost:
    command = [sys.executable, "-m", "picseek", "index", str(photos), "--library", str(library)]
    return _measure(command, {}, Path.cwd())


def _measure(command: Sequence[str], settings: Mapping[str, str], folder: Path) -> Cost:
    started, spent = time.perf_counter(), _cpu_seconds()
    subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, check=True, capture_output=True
    )
    return Cost(time.perf_counter() - started, _cpu_seconds() - spent)


def _cpu_seconds() -> float:
    """Of all child processes that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
