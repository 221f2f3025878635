"""How much faster the built-in model indexes than a bare ViT-B/32 sees the same pictures.

    python -m tests.bench.bench_beside_vit [--pictures 200] [--rounds 3] [--size 1600x1200]

ViT-B/32 in float32 is what rclip 4 runs by default; its graph is drawn here at full size with
random weights, which costs the same arithmetic. The bare loop decodes each JPEG at a reduced size
(`draft`), scales it, and runs the graph on all cores, and stores nothing. An index run of Picseek
does all it does for a user: first look, thumbnails, metadata, database. Target: at least 8 times
as many pictures a second. Both are measured in turn; ratios are medians of the rounds. Rates say
little on a busy machine, as Picseek gives way to others: `cpu_ratio` compares processor time.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from picseek.engine.library import Library
from tests.bench.bench_clip import session
from tests.bench.facts import report
from tests.bench.pictures import draw_photos
from tests.support.clip.graphs import VIT_B32, save_vision

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray

SIDE = 224
BATCH = 8


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="1600x1200")
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = draw_photos(folder / "pictures", arguments.pictures, (width, height))
        save_vision(folder / "vision.onnx", VIT_B32)
        runner = session(folder / "vision.onnx", 0)
        count, bare, ours = len(paths), [], []
        for number in range(arguments.rounds):
            bare.append(_rates(partial(_bare, runner, paths), count))
            ours.append(_rates(partial(_index, folder / f"library {number}", paths), count))
    pairs = list(zip(ours, bare, strict=True))
    report(
        "beside_vit",
        target={"ratio": 8.0},
        ratio=statistics.median(mine[0] / its[0] for mine, its in pairs),
        cpu_ratio=statistics.median(mine[1] / its[1] for mine, its in pairs),
        picseek_pictures_per_second=[rate for rate, _ in ours],
        vit_pictures_per_second=[rate for rate, _ in bare],
        pictures=count,
        size=arguments.size,
    )


def _rates(work: Callable[[], None], pictures: int) -> tuple[float, float]:
    """Pictures a second by the clock, and by the processor time of this process and its workers."""
    began, spent = time.perf_counter(), _processor_seconds()
    work()
    return (
        pictures / (time.perf_counter() - began),
        pictures / (_processor_seconds() - spent),
    )


def _processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _bare(runner: onnxruntime.InferenceSession, paths: list[Path]) -> None:
    for start in range(0, len(paths), BATCH):
        pixels = np.stack([_pixels(path) for path in paths[start : start + BATCH]])
        runner.run(None, {"pixel_values": pixels})


def _pixels(path: Path) -> NDArray[np.float32]:
    """Float32, shape (3, 224, 224)."""
    with Image.open(path) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        square = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return (np.asarray(square, np.float32) / np.float32(255)).transpose(2, 0, 1)


def _index(library_folder: Path, paths: list[Path]) -> None:
    """A whole index run into a new library, its start included."""
    library = Library.open(library_folder)
    try:
        assert library.index([paths[0].parent]).indexed == len(paths)
    finally:
        library.close()


if __name__ == "__main__":
    main()
