"""What the engine costs around a CLIP model: against bare `session.run` on the same cores.

    python -m tests.bench.bench_clip [--pictures 240] [--rounds 2] [--size 640x480] [--graphs DIR]

The graphs are ViT-B/32 and its text tower at full size, with random weights: the arithmetic of
the real model. The bare loop runs over tensors that are ready, in the fastest of some ways to
split them into batches and threads; an index run reads, decodes and stores besides. Rates are
those of the later three quarters of a run, when all processes have started. Each figure is
measured in a separate process, in turn. Targets: indexing >= 0.95 of the bare loop, a question
<= 1.2 of the bare text session over the same rows: the question in each template. On a machine
that is busy with other things rates mean little: `cpu_ratio` is the processor time of a picture in
the bare loop by that of one in a run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.clip.catalog import ClipModel, PicturePlan, TokenPlan, Tower, table
from picseek.engine.embed.clip.embedder import ClipEmbedder
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.embed.clip.onnx_runtime import Runtime
from picseek.engine.embed.clip.tokenizer import Tokens
from picseek.engine.indexing.context import RunContext, RunModel
from picseek.engine.indexing.run import IndexRun
from picseek.engine.models.open_models import StoredVectors
from picseek.engine.store import Store
from picseek.engine.text.query_parser import parse
from picseek.engine.types import IndexEvent, IndexRequest, Progress
from picseek.engine.vectors import VectorIndex
from picseek.engine.workers.cores import usable_cores
from tests.bench.bench_pipeline import resident_bytes
from tests.bench.facts import Figure, report
from tests.bench.pictures import draw_photos
from tests.support.clip.graphs import CLIP_TEXT, VIT_B32, quantise, save_text, save_vision
from tests.support.clip.models import file_at, install
from tests.support.clip.words import save_clip_tokenizer

_T = TypeVar("_T")

# Batch, threads inside a run, runs side by side (0: as many as there are cores).
BARE_WAYS = ((1, 0, 1), (4, 0, 1), (16, 0, 1), (1, 1, 0), (4, 1, 0))
QUESTION = "two dogs on a beach at sunset"


def make_graphs(folder: Path) -> None:
    """The four graphs and a tokenizer, unless they are there."""
    if not (folder / "text8.onnx").exists():
        save_vision(folder / "vision.onnx", VIT_B32)
        save_text(folder / "text.onnx", CLIP_TEXT)
        quantise(folder / "vision.onnx", folder / "vision8.onnx")
        quantise(folder / "text.onnx", folder / "text8.onnx")
    save_clip_tokenizer(folder / "tokenizer.json")


def model_of(graphs: Path, kind: str) -> ClipModel:
    """The model as an entry of the table; `kind` is ``fp32`` or ``int8``."""
    mark = "8" if kind == "int8" else ""
    pad = save_clip_tokenizer(graphs / "tokenizer.json")
    tokens = TokenPlan(file_at(graphs, "tokenizer.json"), 77, pad, fixed=False, lower=False)
    grey = (0.5, 0.5, 0.5)
    return ClipModel(
        *(kind, f"Bench {kind}", "", "MIT", "", "", ("en",), "", "", "bench/bench", "0" * 40),
        dim=VIT_B32.dim,
        quantised=kind == "int8",
        templates=table()[0].templates,
        picture=PicturePlan(224, "crop", "bicubic", grey, grey),
        vision=Tower(file_at(graphs, f"vision{mark}.onnx"), "image_embeds"),
        text=Tower(file_at(graphs, f"text{mark}.onnx"), "text_embeds"),
        tokens=tokens,
    )


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """With the defaults of ONNX Runtime but for the threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or usable_cores()
    return onnxruntime.InferenceSession(os.fspath(path), options, ["CPUExecutionProvider"])


def bare_pictures(path: Path, way: tuple[int, int, int], count: int) -> tuple[float, float]:
    """Pictures per second of `session.run` over ready tensors, and processor seconds of one."""
    batch, threads, beside = way
    runner = session(path, threads)
    tensors = np.random.default_rng(0).normal(size=(16, 3, 224, 224)).astype(np.float32)
    runner.run(None, {"pixel_values": tensors[:batch]})

    def run(start: int) -> None:
        first = start % (16 - batch + 1)
        runner.run(None, {"pixel_values": tensors[first : first + batch]})

    starts = range(0, count, batch)
    began, spent = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(beside or usable_cores()) as executor:
        for _ in executor.map(run, starts):
            pass
    done = len(starts) * batch
    return done / (time.perf_counter() - began), (time.process_time() - spent) / done


def indexed(graphs: Path, kind: str, pictures: Path, work: Path) -> dict[str, float]:
    """Pictures per second of an index run once it is under way, and the peak of its memory."""
    library = work / "library"
    library.mkdir()
    embedder = open_embedder(graphs, kind, work)
    thumbnails = ThumbnailFolder(library / "thumbnails")
    store = Store.open(library / "library.sqlite", thumbnail_of=thumbnails.path_of)
    store.folders.add_root(pictures)
    source = StoredVectors(store, store.vectors.ensure_set(embedder.spec))
    vectors = VectorIndex.open(library / "vectors", embedder.spec.dim, source=source)
    marks: list[tuple[float, int, float]] = []
    peak = 0

    def note(event: IndexEvent) -> None:
        nonlocal peak
        if isinstance(event, Progress):
            marks.append((time.perf_counter(), event.indexed, processor_seconds()))
            peak = max(peak, resident_bytes())

    model = RunModel(embedder, vectors)
    request = IndexRequest((pictures,))
    context = RunContext(store, thumbnails, model, request, usable_cores(), on_event=note)
    done = IndexRun(context).run()
    assert not done.failed
    vectors.close()
    store.close()
    embedder.close()
    shutil.rmtree(library)
    began, first, spent = next(mark for mark in marks if mark[1] >= done.indexed / 4)
    ended, last, _ = next(mark for mark in marks if mark[1] == done.indexed)
    # When the workers have ended, what they spent is no longer counted.
    _, seen, spent_then = max(marks, key=lambda mark: mark[2])
    return {
        "rate": (last - first) / (ended - began),
        "cpu_seconds_each": (spent_then - spent) / max(1, seen - first),
        "whole_run": done.indexed / done.seconds,
        "peak_megabytes": peak / 1e6,
    }


def processor_seconds() -> float:
    """What this process and its decode workers have spent (Linux)."""
    ticks = os.sysconf("SC_CLK_TCK")
    spent = time.process_time()
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            try:
                stat = Path(f"/proc/{child}/stat").read_text(encoding="ascii", errors="replace")
            except OSError:  # it has just ended
                continue
            user, system = stat.rpartition(")")[2].split()[11:13]
            spent += (int(user) + int(system)) / ticks
    return spent


def open_embedder(graphs: Path, kind: str, work: Path) -> ClipEmbedder:
    """The engine's own, over these graphs."""
    folder, model = ModelFolder(work / "models"), model_of(graphs, kind)
    if folder.needs(model):
        install(model, graphs, folder)
    return ClipEmbedder(model, folder, Runtime("cpu"), on_notice=lambda _: None)


def asked(graphs: Path, kind: str, work: Path) -> dict[str, float]:
    """Milliseconds of a question once the model is loaded, of the first, and memory with it."""
    embedder = open_embedder(graphs, kind, work)

    def ask() -> None:
        embedder.embed_query(QueryInput(parse(QUESTION)), CancelToken())

    began = time.perf_counter()
    ask()
    first = time.perf_counter() - began
    memory = own_peak_bytes() / 1e6
    found = {**timed(ask), "first_ms": first * 1e3, "peak_megabytes_words_alone": memory}
    embedder.close()
    return found


def bare_words(graphs: Path, kind: str) -> dict[str, float]:
    """Milliseconds of the bare session over the same rows: the question in each template."""
    model = model_of(graphs, kind)
    texts = [template.replace("{}", QUESTION) for template in model.templates]
    ids, _ = Tokens(graphs / "tokenizer.json", model.tokens).ids(texts)
    runner = session(graphs / model.text.file.path, 0)
    return timed(lambda: runner.run(None, {"input_ids": ids}))


def timed(call: Callable[[], object], count: int = 60) -> dict[str, float]:
    """Median milliseconds, the least, and those of the processor, once it is warm."""
    call()
    walls, spent = [], []
    for _ in range(count):
        began, began_spending = time.perf_counter(), time.process_time()
        call()
        spent.append(time.process_time() - began_spending)
        walls.append(time.perf_counter() - began)
    return {
        "ms": statistics.median(walls) * 1e3,
        "least_ms": min(walls) * 1e3,
        "cpu_ms": statistics.median(spent) * 1e3,
    }


def questions(graphs: Path, kind: str, work: Path, rounds: int) -> dict[str, Figure]:
    """A question against the bare session, in turn, each in a separate process.

    Two sessions of one process would wake each other's threads.
    """
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(apart(bare_words, graphs, kind))
        ours.append(apart(asked, graphs, kind, work))
    ms, bare_ms = (statistics.median(each["ms"] for each in found) for found in (ours, bare))
    least, bare_least = (min(each["least_ms"] for each in found) for found in (ours, bare))
    return {
        "ratio": ms / bare_ms,
        "ratio_of_least": least / bare_least,
        "question": [dict(each) for each in ours],
        "bare": [dict(each) for each in bare],
    }


def own_peak_bytes() -> int:
    """The most resident memory this process had (Linux); `ru_maxrss` counts its parent's too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def apart(call: Callable[..., _T], *arguments: object) -> _T:
    """Call in a separate process: what another measurement left behind does not count."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        return executor.submit(call, *arguments).result()


def measure(kind: str, graphs: Path, pictures: Path, work: Path, rounds: int) -> dict[str, Figure]:
    """All figures of one kind of weights, round by round."""
    path = graphs / ("vision8.onnx" if kind == "int8" else "vision.onnx")
    # 8-bit models must see each picture alone: batches would change its vector.
    ways = [way for way in BARE_WAYS if kind == "fp32" or way[0] == 1]
    count = max(96, 2 * max(way[0] for way in ways))
    bare: dict[tuple[int, int, int], list[tuple[float, float]]] = {way: [] for way in ways}
    runs: list[dict[str, float]] = []
    for _ in range(rounds):
        for way in ways:
            bare[way].append(apart(bare_pictures, path, way, count))
        runs.append(apart(indexed, graphs, kind, pictures, work))
    best = max(statistics.median(rate for rate, _ in each) for each in bare.values())
    cheapest = min(statistics.median(spent for _, spent in each) for each in bare.values())
    return {
        "indexing_to_bare": statistics.median(run["rate"] for run in runs) / best,
        "cpu_ratio": cheapest / statistics.median(run["cpu_seconds_each"] for run in runs),
        "cpu_seconds_each": [run["cpu_seconds_each"] for run in runs],
        "indexing_per_second": [run["rate"] for run in runs],
        "whole_runs_per_second": [run["whole_run"] for run in runs],
        "peak_megabytes": max(run["peak_megabytes"] for run in runs),
        "bare_per_second": {
            f"batch {batch}, {threads or 'all'} threads, {beside or 'as many'} beside": {
                "per_second": [rate for rate, _ in found],
                "cpu_seconds_each": [spent for _, spent in found],
            }
            for (batch, threads, beside), found in bare.items()
        },
        "questions": questions(graphs, kind, work, rounds),
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--size", default="640x480")
    parser.add_argument("--graphs", type=Path, help="where graphs are stored between runs")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        graphs: Path = options.graphs or work / "graphs"
        graphs.mkdir(parents=True, exist_ok=True)
        make_graphs(graphs)
        draw_photos(work / "pictures", options.pictures, (width, height))
        figures = {
            kind: measure(kind, graphs, work / "pictures", work, options.rounds)
            for kind in ("fp32", "int8")
        }
        report(
            "clip",
            pictures=options.pictures,
            size=options.size,
            targets={"indexing_to_bare": 0.95, "question_to_bare": 1.2},
            **figures,
        )


if __name__ == "__main__":
    main()
