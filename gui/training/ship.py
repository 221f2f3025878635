"""Puts a trained model where Picseek looks for it, and writes `shipped.py`.

    PYTHONPATH=gui python -m training.ship FOLDER

FOLDER holds what the other steps wrote, `strong.json` (`training.snapshots`) among it. Beside
copying, this reduces the model's content to the few
numbers that each window of a picture is stored with (`regions.npz`): those from which the scores of
all listed words follow best, over everyday photos.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from picseek.engine.embed.builtin import model_files
from picseek.engine.embed.builtin.model_files import Shipped, digest_of

NUMBERS = 128
"""Of each window."""

MODULE = Path(model_files.__file__).with_name("shipped.py")
RESOURCES = Path(__file__).parents[2] / "resources" / "models" / "builtin"
NOTICES = (
    "MODEL_CARD.md",
    "figures.json",
    "NOTICE.picture.md",
    "NOTICE.text.md",
    "VOCABULARY.md",
    "WORDNET-LICENSE.txt",
)
FILES = (
    model_files.PICTURE,
    model_files.DESCRIPTION,
    model_files.REGIONS,
    model_files.WORDS,
    model_files.MEANINGS,
    model_files.STRONG,
    model_files.ASKING,
    model_files.TEXT,
    model_files.PIECES,
)
_DECIDING = ("first_side", "second_side", "stride", "window_share")

_TEXT = '''"""What `resources/models/builtin` holds. Written by `python -m training.ship`."""

from __future__ import annotations

from picseek.engine.embed.builtin.model_files import Shipped

SHIPPED = Shipped(
    revision="{revision}",
    content={content},
    digests=(
{digests}
    ),
)
'''

Floats = npt.NDArray[np.float32]


def reduction(directions: Floats, covariance: Floats, numbers: int = NUMBERS) -> Floats:
    """Which numbers to keep of a model's content.

    Args:
        directions: Of all meanings, [meanings, content].
        covariance: Of the content of everyday photos, [content, content].
        numbers: How many to keep.

    Returns:
        [numbers, content]; over everyday photos the numbers are uncorrelated and of spread one.
    """
    strengths, axes = np.linalg.eigh(covariance.astype(np.float64))
    kept = strengths > strengths[-1] * 1e-5
    roots = np.sqrt(strengths[kept])
    spread = axes[:, kept] * roots  # content = mean + spread @ (uncorrelated numbers)
    _, _, telling = np.linalg.svd(directions @ spread, full_matrices=False)
    return np.asarray(telling[:numbers] @ (axes[:, kept] / roots).T, np.float32)


def write_regions(folder: Path, numbers: int = NUMBERS) -> None:
    """Write `regions.npz` beside the other files of a model."""
    with (
        np.load(folder / model_files.MEANINGS) as words,
        np.load(folder / model_files.ASKING) as asking,
    ):
        directions = words["directions"].astype(np.float32)
        covariance = asking["background_covariance"].astype(np.float32)
        mean = asking["background_mean"].astype(np.float32)
    rows = reduction(directions, covariance, numbers)
    np.savez(folder / model_files.REGIONS, mean=mean, rows=rows.astype(np.float16))


def revision(folder: Path) -> str:
    """Ten hexadecimal digits that change when a picture's vector or regions would be others."""
    numbers: dict[str, Any] = json.loads((folder / model_files.DESCRIPTION).read_text("utf-8"))
    telling = [digest_of((folder / model_files.PICTURE).read_bytes())]
    regions = folder / model_files.REGIONS
    telling.append(digest_of(regions.read_bytes()) if regions.exists() else "")
    telling += [str(numbers[name]) for name in _DECIDING]
    return digest_of(json.dumps(telling).encode())[:10]


def shipped_in(folder: Path) -> Shipped:
    """A model in a folder as its files are now."""
    content = int(json.loads((folder / model_files.DESCRIPTION).read_text("utf-8"))["content"])
    there = [name for name in FILES if (folder / name).exists()]
    digests = tuple((name, digest_of((folder / name).read_bytes())) for name in there)
    return Shipped(revision(folder), content, digests, str(folder))


def module_text(folder: Path) -> str:
    """`shipped.py` for the files in a folder."""
    found = shipped_in(folder)
    digests = [f'        ("{name}", "{digest}"),' for name, digest in found.digests]
    return _TEXT.format(revision=found.revision, content=found.content, digests="\n".join(digests))


def main(arguments: list[str]) -> int:
    """Ship a model."""
    parser = argparse.ArgumentParser(prog="python -m training.ship", description=__doc__)
    parser.add_argument("folder", type=Path, help="with the trained model")
    parser.add_argument("--target", type=Path, default=RESOURCES, help="where it goes")
    parser.add_argument("--module", type=Path, default=MODULE, help="the module to write")
    options = parser.parse_args(arguments)
    options.target.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, *NOTICES):
        if (options.folder / name).exists():
            shutil.copyfile(options.folder / name, options.target / name)
    write_regions(options.target)
    options.module.write_text(module_text(options.target), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
