"""What looking for changes costs, against the least it can: os.walk and one os.stat a file.

Run: python -m tests.bench.bench_scan [--library]. With `--library`, an unchanged library is
indexed again in this process: scan, comparison with the store, report. The target for that is
twice the bare walk; for the scan alone, the bare walk.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

from picseek.engine.indexing.scan import Scanner
from picseek.engine.library import Library
from tests.bench.facts import Figure, report

ROUNDS = 7


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folders", type=int, default=200)
    parser.add_argument("--files", type=int, default=100, help="in each folder")
    parser.add_argument("--library", action="store_true", help="measure Library.index, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "Pictures"
        make_tree(root, options.folders, options.files)
        ways: dict[str, Callable[[], int]] = {
            "bare": lambda: bare(root),
            "scan": lambda: sum(len(folder.files) for folder in Scanner().scan(root)),
        }
        if not options.library:
            measure(ways, options.folders * options.files)
            return
        with_library(Path(name) / "library", root, ways, options.folders * options.files)


def with_library(folder: Path, root: Path, ways: dict[str, Callable[[], int]], files: int) -> None:
    """Index once, then measure indexing again what did not change."""
    library = Library.open(folder)
    try:
        started = time.perf_counter()
        first = library.index([root])
        sys.stderr.write(f"first run: {first.indexed} in {time.perf_counter() - started:.1f} s\n")
        ways["rescan"] = lambda: library.index().unchanged
        measure(ways, files)
    finally:
        library.close()


def measure(ways: dict[str, Callable[[], int]], files: int) -> None:
    """Time the ways in turns, so that what else the machine does falls on all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            met = way()
            seconds[name].append(time.perf_counter() - started)
            if met != files:
                raise SystemExit(f"{name} met {met} of {files} files")
    figures: dict[str, Figure] = {
        f"{name}_seconds": median(times) for name, times in seconds.items()
    }
    ratios: dict[str, Figure] = {
        f"{name}_times_bare": median(times) / median(seconds["bare"])
        for name, times in seconds.items()
        if name != "bare"
    }
    targets: dict[str, Figure] = {"scan_times_bare": 1.0, "rescan_times_bare": 2.0}
    report("scan", files=files, target=targets, **ratios, **figures)


def make_tree(root: Path, folders: int, files: int) -> None:
    """Small pictures, another one in each folder; a folder's files are copies of one."""
    for number in range(folders):
        folder = root / f"{2000 + number // 12}-{number % 12 + 1:02}"
        folder.mkdir(parents=True)
        content = io.BytesIO()
        colour = (number % 256, 64 + number // 256, 128)
        Image.new("RGB", (32, 32), colour).save(content, "PNG")
        for file in range(files):
            (folder / f"IMG_{file:04}.png").write_bytes(content.getvalue())


def bare(root: Path) -> int:
    """The least that finds out what changed: every folder listed, every file asked for."""
    met = 0
    for folder, _, names in os.walk(root):
        for name in names:
            os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - the bare way
            met += 1
    return met


if __name__ == "__main__":
    main()
