"""The photos to learn from and to test with, as they lie on the disk.

A source is a folder with `images/` and `items.jsonl`, one photo a line:

    {"file": "a.jpg", "sentences": ["..."], "labels": ["..."], "held_out": false}

Photos that are held out are never learnt from.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from training import looks

CAPTIONED = "captioned"
"""Name of the test set of captioned snapshots: `captions.txt` and `images/`."""

_LARGE = frozenset(("flickr8k", "cocosample"))
"""Sources with sentences whose photos have more pixels than a first look sees."""

MOST = 1600
"""Photos without sentences that are taken of a source: more of one kind teach little."""


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo and what is said about it.

    Attributes:
        path: The file.
        sentences: English, by people who saw it.
        labels: Words for what it shows; nothing is said of other words.
        held_out: Test only.
    """

    path: Path
    sentences: tuple[str, ...]
    labels: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One collection of photos."""

    name: str
    photos: tuple[Photo, ...]

    @property
    def second_look(self) -> bool:
        """Whether its photos are worth a second look: large ones with sentences, and tests."""
        return self.held_out or self.name in _LARGE

    @property
    def held_out(self) -> bool:
        """Whether it is for tests."""
        return any(photo.held_out for photo in self.photos)

    @property
    def copies(self) -> int:
        """Degraded copies to look at, too: of large photos that are trained on."""
        return looks.COPIES if self.second_look and not self.held_out else 0


def read_source(folder: Path) -> Source:
    """Read a source.

    Raises:
        OSError: It cannot be read.
        ValueError: A line is not as it should be.
    """
    lines = (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    photos = [_photo(folder / "images", json.loads(line)) for line in lines if line.strip()]
    return Source(folder.name, tuple(_spread(photos)))


def _spread(photos: list[Photo]) -> list[Photo]:
    """All photos with sentences or held out; evenly spread ones of the others."""
    plain = [n for n, photo in enumerate(photos) if not (photo.sentences or photo.held_out)]
    step = max(len(plain) / MOST, 1.0)
    kept = {plain[int(n * step)] for n in range(int(len(plain) / step))}
    left_out = set(plain) - kept
    return [photo for n, photo in enumerate(photos) if n not in left_out]


def _photo(images: Path, item: dict[str, object]) -> Photo:
    return Photo(
        path=images / str(item["file"]),
        sentences=_texts(item.get("sentences")),
        labels=_texts(item.get("labels")),
        held_out=bool(item.get("held_out")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each).strip() for each in value) if isinstance(value, list) else ()


def read_sources(data: Path) -> list[Source]:
    """Read all sources in a folder that are complete."""
    folders = sorted(each.parent for each in data.glob("*/items.jsonl"))
    return [read_source(folder) for folder in folders]


def read_captioned(folder: Path) -> Source:
    """Read the test set of captioned snapshots: a table `image,caption` and the photos."""
    sentences: dict[str, list[str]] = {}
    with (folder / "captions.txt").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if row and row[0].endswith(".jpg"):
                sentences.setdefault(row[0], []).append(",".join(row[1:]).strip())
    photos = [
        Photo(folder / "images" / name, tuple(said), (), held_out=True)
        for name, said in sentences.items()
    ]
    return Source(CAPTIONED, tuple(photos))
