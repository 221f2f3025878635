"""How much of the machine the pipeline wastes: its rate against a bare decode loop.

    python -m tests.bench.bench_pipeline [--pictures 2000] [--rounds 3]

The bare loop runs in as many processes and only reads, hashes, decodes (draft) and saves the
thumbnail. Both are run in turn over the same drawn 1600x1200 JPEGs; the ratio is of medians.
Target: pipeline >= 0.85 of the bare loop. `--flat` measures memory instead: resident memory
while many pictures are indexed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from PIL import Image

from picseek.engine.decoding.thumbnail_files import THUMBNAIL_SIDE, ThumbnailFolder, thumbnail_size
from picseek.engine.indexing.context import RunContext, RunModel
from picseek.engine.indexing.run import IndexRun
from picseek.engine.models.open_models import StoredVectors
from picseek.engine.store import Store
from picseek.engine.types import IndexEvent, IndexRequest, Progress
from picseek.engine.vectors import VectorIndex
from picseek.engine.workers.cores import usable_cores
from tests.bench.facts import report
from tests.bench.null_model import NullEmbedder
from tests.bench.pictures import draw_photos


def bare_loop(paths: list[Path], out: Path) -> None:
    """Read, hash, draft-decode and save a thumbnail of each, in this process."""
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        data = path.read_bytes()
        name = blake2b(data, digest_size=16).hexdigest()
        with Image.open(BytesIO(data)) as picture:
            picture.draft("RGB", thumbnail_size(*picture.size))
            picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            picture.save(out / f"{name}.jpg", quality=80)


def run_bare(paths: list[Path], work: Path) -> float:
    """Pictures per second of the bare loop on all cores, start of the processes included."""
    cores = usable_cores()
    context = multiprocessing.get_context("spawn")
    started = time.perf_counter()
    processes = [
        context.Process(target=bare_loop, args=(paths[n::cores], work / "bare"))
        for n in range(cores)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - started
    assert len(list((work / "bare").iterdir())) == len(paths)
    shutil.rmtree(work / "bare")
    return len(paths) / seconds


def run_pipeline(
    pictures: Path, work: Path, on_event: Callable[[IndexEvent], None] | None = None
) -> float:
    """Pictures per second of a first index run, start of the processes included."""
    library = work / "library"
    library.mkdir()
    thumbnails = ThumbnailFolder(library / "thumbnails")
    store = Store.open(library / "library.sqlite", thumbnail_of=thumbnails.path_of)
    store.folders.add_root(pictures)
    embedder = NullEmbedder()
    source = StoredVectors(store, store.vectors.ensure_set(embedder.spec))
    vectors = VectorIndex.open(library / "vectors", embedder.spec.dim, source=source)
    context = RunContext(
        store,
        thumbnails,
        RunModel(embedder, vectors),
        IndexRequest((pictures,)),
        usable_cores(),
        on_event=on_event or (lambda event: None),
    )
    started = time.perf_counter()
    done = IndexRun(context).run()
    seconds = time.perf_counter() - started
    assert not done.failed
    vectors.close()
    store.close()
    shutil.rmtree(library)
    return done.indexed / seconds


def resident_bytes() -> int:
    """Resident memory of this process and its decode workers (Linux)."""
    children = [
        child
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return sum(_resident(process) for process in ("self", *children))


def _resident(process: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:  # it has just ended
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) * 1024 if lines else 0


def measure_memory(pictures: Path, work: Path, count: int) -> None:
    """Resident memory of the coordinator and its workers at tenths of a run."""
    marks: dict[int, int] = {}

    def note(event: IndexEvent) -> None:
        if isinstance(event, Progress):
            marks.setdefault(event.indexed * 10 // count, resident_bytes())

    rate = run_pipeline(pictures, work, note)
    early, late = marks[2], marks[9]  # before, workers start; after, they are gone
    report(
        "pipeline-memory",
        pictures=count,
        ratio=late / early,
        megabytes_by_tenths={str(tenth): size / 1e6 for tenth, size in sorted(marks.items())},
        pictures_per_second=rate,
    )


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flat", action="store_true", help="measure memory instead")
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if options.flat:  # what the coordinator holds does not depend on the pictures' size
            # Drawn by another process, whose memory is not ours to count.
            draw = context.Process(
                target=draw_photos, args=(work / "pictures", options.pictures, (320, 240))
            )
            draw.start()
            draw.join()
            measure_memory(work / "pictures", work, options.pictures)
            return
        paths = draw_photos(work / "pictures", options.pictures)
        bare, pipeline = [], []
        for _ in range(options.rounds):
            bare.append(run_bare(paths, work))
            pipeline.append(run_pipeline(work / "pictures", work))
        report(
            "pipeline",
            pictures=len(paths),
            kilobytes=statistics.mean(path.stat().st_size for path in paths) / 1000,
            ratio=statistics.median(pipeline) / statistics.median(bare),
            target=0.85,
            pipeline_per_second=pipeline,
            bare_per_second=bare,
        )


if __name__ == "__main__":
    main()
