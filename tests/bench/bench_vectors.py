"""How good and how fast the vector index is. Run: python -m tests.bench.bench_vectors [--sweep].

Vectors are made to be like those of CLIP-class models, of which three things matter to a graph:
- they lie in a narrow cone: two unrelated pictures have a cosine of about 0.5, and texts lie in
  another cone: text and matching picture have 0.2 to 0.3 (Liang et al., "Mind the gap",
  https://arxiv.org/abs/2203.02053);
- they crowd: many pictures of few subjects, few of many (Zipf's law here);
- they have far fewer degrees of freedom than numbers: subjects and what varies within them span
  `SUBSPACE` directions, all others hold a little noise.
Held-out queries are drawn in the same way; texts are a subject in the other cone. Vectors uniform
on the sphere, for which no structure helps, are measured too: the worst there is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import hnswlib
import numpy as np
from numpy.typing import NDArray

from picseek.engine.vectors import VectorIndex
from picseek.engine.vectors.exact import ExactRows
from picseek.engine.vectors.graph import EF_CONSTRUCTION, EF_PER_RESULT, MIN_EF, M
from picseek.engine.vectors.index import EXACT_NUMBERS
from tests.bench.facts import Figure, report

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
SUBSPACE = 64
K = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A data set: pictures to index, and queries that are not among them."""

    name: str
    pictures: Vectors
    held_out: Vectors
    texts: Vectors | None


def clip_like(count: int, dim: int, queries: int, rng: np.random.Generator) -> Made:
    """Pictures and texts as the module's docstring says."""
    subjects = max(count // 50, 10)
    basis = rng.standard_normal((SUBSPACE, dim)) / np.sqrt(dim)
    centres = rng.standard_normal((subjects, SUBSPACE)) / np.sqrt(SUBSPACE)
    shares = 1 / np.arange(1, subjects + 1)
    cones = unit(rng.standard_normal((2, dim)))

    def drawn(number: int, cone: int, pull: float) -> Vectors:
        of = rng.choice(subjects, number, p=shares / shares.sum())
        within = 0.6 * rng.standard_normal((number, SUBSPACE)) / np.sqrt(SUBSPACE)
        noise = 0.25 * rng.standard_normal((number, dim)) / np.sqrt(dim)
        return unit(pull * cones[cone] + (centres[of] + within) @ basis + noise)

    pictures = drawn(count + queries, 0, pull=1.2)
    texts = drawn(queries, 1, pull=1.2)
    return Made(f"clip-like {count} x {dim}", pictures[queries:], pictures[:queries], texts)


def uniform(count: int, dim: int, queries: int, rng: np.random.Generator) -> Made:
    """Directions with no structure at all."""
    vectors = unit(rng.standard_normal((count + queries, dim)))
    return Made(f"uniform {count} x {dim}", vectors[queries:], vectors[:queries], None)


def unit(vectors: NDArray[np.float64]) -> Vectors:
    """Scaled to length 1."""
    scaled: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


class Source:
    """Vectors in memory, as the store gives them."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def generation(self) -> int:
        """Never changes."""
        return 1

    def ids(self) -> Ids:
        """From 1, as the store's."""
        return np.arange(1, len(self._vectors) + 1)

    def vectors(self, ids: Ids | None) -> Iterator[tuple[Ids, Vectors]]:
        """In chunks of 4,096."""
        wanted = self.ids() if ids is None else ids
        for start in range(0, len(wanted), 4096):
            part = wanted[start : start + 4096]
            yield part, self._vectors[part - 1]


def main() -> None:
    """Measure, and print one JSON object for each data set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--dim", type=int, default=512)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--sweep", action="store_true", help="what the constants were chosen by")
    options = parser.parse_args()
    rng = np.random.default_rng(20260801)
    made = clip_like(options.count, options.dim, options.queries, rng)
    if options.sweep:
        sweep(made)
        return
    measure(made)
    measure(uniform(20_000, options.dim, options.queries, rng))
    measure_exact(rng)


def measure(made: Made) -> None:
    """Recall, latency, build, save and load of one data set."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = partial(
            VectorIndex.open, folder, made.pictures.shape[1], source=Source(made.pictures)
        )
        built, graph = timed(partial(opened, on_progress=print_progress, exact_numbers=0))
        saved, _ = timed(partial(graph.save, 1))
        paused, _ = timed(graph._graph.state)
        size = sum(path.stat().st_size for path in folder.iterdir())
        loaded, _ = timed(partial(opened, exact_numbers=0))
        exact = opened(exact_numbers=made.pictures.size)
    report(
        "vectors",
        data=made.name,
        constants={
            "M": M,
            "ef_construction": EF_CONSTRUCTION,
            "ef": max(MIN_EF, EF_PER_RESULT * K),
        },
        target={"recall_at_50": 0.98, "times_faster_than_exact": 10},
        build_seconds=built,
        build_ms_per_vector=1000 * built / len(made.pictures),
        save_seconds=saved,
        save_pause_seconds=paused,
        load_seconds=loaded,
        graph_mb=size / 1e6,
        vectors_mb=made.pictures.nbytes / 1e6,
        mean_cosine_of_pictures=mean_cosine(made.pictures, made.held_out),
        held_out=compared(graph, exact, made.held_out),
        texts=None if made.texts is None else compared(graph, exact, made.texts),
        adding_ms_per_vector=adding(graph, made.held_out),
    )


def compared(graph: VectorIndex, exact: VectorIndex, queries: Vectors) -> Figure:
    """Recall@50 of the graph against exact search, and the latency of both."""
    right = [exact.search(query, K)[1] for query in queries]
    walked = [graph.search(query, K)[1] for query in queries]
    fast = median_ms(lambda query: graph.search(query, K), queries)
    slow = median_ms(lambda query: exact.search(query, K), queries)
    return {
        "recall_at_50": recall(walked, right),
        "graph_ms": fast,
        "exact_ms": slow,
        "times_faster_than_exact": slow / fast,
        "best_cosine": float(np.mean([cosines[0] for cosines in right])),
    }


def recall(found: list[Vectors], right: list[Vectors]) -> float:
    """Share of results that are as near as the true ones; equal ones count as either."""
    hits = [np.count_nonzero(f >= r[-1] - 1e-6) for f, r in zip(found, right, strict=True)]
    return float(np.mean(np.minimum(hits, K))) / K


def measure_exact(rng: np.random.Generator) -> None:
    """What bounds `EXACT_NUMBERS`: latency of exact search by size."""
    figures: dict[str, Figure] = {}
    for count, dim in ((20_000, 128), (100_000, 128), (EXACT_NUMBERS // 512, 512)):
        made = uniform(count, dim, 50, rng)
        rows = ExactRows(dim)
        rows.add(np.arange(len(made.pictures)), made.pictures)
        search = partial(rows.search, k=K, within=None)
        figures[f"{count} x {dim}"] = median_ms(search, made.held_out)
    report("vectors exact", exact_numbers=EXACT_NUMBERS, milliseconds=figures)


def sweep(made: Made) -> None:
    """Recall against latency, for each way to build and to ask."""
    queries = {"held_out": made.held_out, "texts": made.texts}
    rows: list[Figure] = []
    for m in (12, 16, 24):
        for ef_construction in (100, 200):
            index = hnswlib.Index("cosine", made.pictures.shape[1])
            index.init_index(len(made.pictures), M=m, ef_construction=ef_construction)
            built, _ = timed(partial(index.add_items, made.pictures))
            build: dict[str, Figure] = {
                "M": m,
                "ef_construction": ef_construction,
                "build_s": built,
            }
            for name, asked in queries.items():
                if asked is not None:
                    rows += [build | row for row in asked_with(index, name, asked, made)]
            print_progress(len(rows), 0)
    report("vectors sweep", data=made.name, rows=rows)


def asked_with(
    index: hnswlib.Index, name: str, queries: Vectors, made: Made
) -> Iterator[dict[str, Figure]]:
    """Recall@50 and latency at several widths of search."""
    right = [np.sort(made.pictures @ query)[::-1][:K] for query in queries]
    for width in (100, 180, 250, 400):
        index.set_ef(width)
        walked = [1 - index.knn_query(query, K, num_threads=1)[1][0] for query in queries]
        milliseconds = median_ms(lambda query: index.knn_query(query, K, num_threads=1), queries)
        figure = recall(walked, right)
        yield {"queries": name, "ef": width, "recall_at_50": figure, "ms": milliseconds}


def adding(index: VectorIndex, vectors: Vectors) -> float:
    """Milliseconds to add one vector while in use: one thread, searches let in between."""
    ids = np.arange(len(vectors)) + 10_000_000
    seconds, _ = timed(lambda: index.add(ids, vectors))
    return 1000 * seconds / len(vectors)


def mean_cosine(pictures: Vectors, others: Vectors) -> float:
    """How narrow the cone is."""
    return float(np.mean(pictures[:2000] @ others.T))


def median_ms(ask: Callable[[Vectors], object], queries: Vectors) -> float:
    """Median milliseconds of one call."""
    return 1000 * float(np.median([timed(partial(ask, query))[0] for query in queries]))


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds that a call took, and what it returned."""
    started = time.perf_counter()
    result = call()
    return time.perf_counter() - started, result


def print_progress(done: int, total: int) -> None:
    """Show that it goes on."""
    sys.stderr.write(f"\r{done} / {total}  ")


if __name__ == "__main__":
    main()
