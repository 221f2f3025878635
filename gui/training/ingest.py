"""Reads the pictures of a source out of a bare git repository into a store of 64-pixel arrays."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from training.sources import Source

SIDE = 64
MAX_ASPECT = 1.8


def squashed(picture: Image.Image) -> npt.NDArray[np.uint8]:
    """The picture as the model sees it: uint8 [64, 64, 3].

    A side longer than 1.8 times the other is cut evenly at both ends; then the picture is brought
    to a square by area average, its aspect is not kept.
    """
    wide, high = picture.size
    most_wide, most_high = round(MAX_ASPECT * high), round(MAX_ASPECT * wide)
    if wide > most_wide:
        left = (wide - most_wide) // 2
        picture = picture.crop((left, 0, left + most_wide, high))
    elif high > most_high:
        top = (high - most_high) // 2
        picture = picture.crop((0, top, wide, top + most_high))
    small = min(picture.size) < SIDE
    kind = Image.Resampling.BICUBIC if small else Image.Resampling.BOX
    return np.asarray(picture.resize((SIDE, SIDE), kind))


def decoded(data: bytes) -> Image.Image:
    """A file's picture, upright, on white where it is transparent, as RGB.

    Raises:
        OSError: The bytes are no picture, or a broken one.
        ValueError: It is too small to show anything.
    """
    opened = Image.open(io.BytesIO(data))
    if opened.format == "JPEG":
        opened.draft("RGB", (2 * SIDE, 2 * SIDE))
    picture: Image.Image = ImageOps.exif_transpose(opened)
    if picture.mode in {"RGBA", "LA", "P", "PA"}:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        ground.alpha_composite(picture)
        picture = ground
    if min(picture.size) < 16:
        raise ValueError("too small")
    return picture.convert("RGB")


def _git() -> str:
    found = shutil.which("git")
    if found is None:
        raise FileNotFoundError("git is not installed")
    return found


def blobs_of(repository: Path) -> list[tuple[str, str]]:
    """Hash and path of all files of the whole history whose content is there."""
    git = [_git(), "-C", str(repository)]
    listing = subprocess.run(  # noqa: S603
        [*git, "cat-file", "--batch-all-objects", "--batch-check", "--unordered"],
        capture_output=True,
        check=True,
    ).stdout
    present = {row.split()[0] for row in listing.splitlines() if row.split()[1] == b"blob"}
    history = subprocess.run(  # noqa: S603
        [*git, "rev-list", "--all", "--objects", "--missing=allow-any"],
        capture_output=True,
        check=True,
    ).stdout
    rows = (row.split(b" ", 1) for row in history.splitlines())
    return [
        (row[0].decode(), row[1].decode("utf-8", "replace"))
        for row in rows
        if len(row) == 2 and row[0] in present
    ]


def contents(repository: Path, hashes: Sequence[str]) -> Iterator[bytes]:
    """The contents of the files with these hashes, in their order."""
    with subprocess.Popen(  # noqa: S603
        [_git(), "-C", str(repository), "cat-file", "--batch", "--buffer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        feed = process.stdin

        def ask() -> None:
            with feed:
                for each in hashes:
                    feed.write(f"{each}\n".encode())

        asking = threading.Thread(target=ask)
        asking.start()
        for _ in hashes:
            size = int(process.stdout.readline().split()[2])
            yield process.stdout.read(size)
            process.stdout.read(1)
        asking.join()


def ingest(source: Source, repository: Path, folder: Path) -> int:
    """Writes `<name>.npy` and `<name>.paths.txt` into a folder.

    Args:
        source: What to take.
        repository: A bare git repository.
        folder: Where the store goes.

    Returns:
        How many pictures there are; broken ones are left out.
    """
    wanted = re.compile(source.paths, re.IGNORECASE)
    once = {each: path for each, path in blobs_of(repository) if wanted.search(path)}
    pictures, paths = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path, data in zip(once.values(), contents(repository, list(once)), strict=True):
            try:
                pictures.append(squashed(decoded(data)))
            except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
                continue
            paths.append(path.replace("\n", " "))
    if pictures:
        np.save(folder / f"{source.name}.npy", np.stack(pictures))
        (folder / f"{source.name}.paths.txt").write_text("\n".join(paths), encoding="utf-8")
    return len(pictures)
