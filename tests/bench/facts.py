"""What every bench says about the machine, and how it reports: one JSON object on stdout."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

Figure = int | float | str | bool | None | Mapping[str, "Figure"] | Iterable["Figure"]

LIBRARIES = (
    "hnswlib",
    "numpy",
    "Pillow",
    "pillow-heif",
    "PySide6-Essentials",
    "cohere",
    "onnxruntime",
)


def machine_facts() -> dict[str, Figure]:
    """Python, processor, system and library versions: what a figure depends on."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": platform.platform(),
        "cpu": _cpu_model(),
        "cpu_count": os.cpu_count(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def report(name: str, **figures: Figure) -> None:
    """Print one bench's result as one JSON object on stdout.

    Args:
        name: The bench, e.g. ``vectors``.
        figures: What was measured. Ratios carry over to other machines, milliseconds do not:
            give both. Floats are rounded to four significant digits.
    """
    rounded = {key: _rounded(value) for key, value in figures.items()}
    json.dump({"bench": name, **rounded, "machine": machine_facts()}, sys.stdout, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _rounded(value: Figure) -> Figure:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_rounded(inner) for inner in value]
    return value


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _cpu_model() -> str:
    """The processor's name; Linux does not give it through `platform`."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
