"""``python -m tests.bench.bench_vectors`` and the keys of what it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench import bench_vectors

if TYPE_CHECKING:
    import pytest

OPTIONS = ("--count", "--dim", "--queries", "--sweep")
COMMON = {"bench", "machine"}
KEYS = COMMON | {
    "adding_ms_per_vector",
    "build_ms_per_vector",
    "build_seconds",
    "constants",
    "data",
    "graph_mb",
    "held_out",
    "load_seconds",
    "mean_cosine_of_pictures",
    "save_pause_seconds",
    "save_seconds",
    "target",
    "texts",
    "vectors_mb",
}
COMPARED = {
    "recall_at_50",
    "graph_ms",
    "exact_ms",
    "times_faster_than_exact",
    "best_cosine",
}


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_vectors", "--help"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert all(option in done.stdout for option in OPTIONS)


def test_the_keys_of_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(1)
    bench_vectors.measure(bench_vectors.clip_like(200, 8, 10, rng))
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == KEYS
    assert printed["bench"] == "vectors"
    assert set(printed["held_out"]) == set(printed["texts"]) == COMPARED


def test_the_keys_of_exact_search(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uniform = bench_vectors.uniform
    monkeypatch.setattr(
        bench_vectors, "uniform", lambda _count, dim, queries, rng: uniform(100, dim, queries, rng)
    )
    bench_vectors.measure_exact(np.random.default_rng(1))
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == COMMON | {"exact_numbers", "milliseconds"}
