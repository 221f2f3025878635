"""Gathers photos with sentences and labels out of public repositories.

Each row of `SOURCES` names a repository, fetched beforehand as a bare git folder, and a reader that
turns its files into items. `ingest` shrinks the photos, drops those that resemble a test photo, and
writes `NAME/images/` and `NAME/items.jsonl` in the data folder. Flickr8k has `languages.jsonl`
beside it: what people say of its photos in five languages.
"""

from __future__ import annotations

import csv
import io
import json
import logging
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from training.arrays import Floats
from training.ingest.collections import SOURCES, Source
from training.ingest.parallel import PARALLEL, flickr_languages, write_parallel
from training.ingest.prints import Kept, look, unit
from training.ingest.readers import Item, Opener
from training.ingest.repository import Repository

_log = logging.getLogger(__name__)
SHORT_SIDE = 400
QUALITY = 90
SMALLEST = 48  # pixels on the short side; anything smaller is an icon


def shrunk(content: bytes) -> tuple[bytes, Floats] | None:
    """A photo of at most 400 pixels on the short side and its print; None if it is no picture."""
    try:
        opened = Image.open(io.BytesIO(content))
        is_jpeg = opened.format == "JPEG"
        large = min(opened.size) > SHORT_SIDE
        if large:
            opened.draft("RGB", (2 * SHORT_SIDE, 2 * SHORT_SIDE))
        picture = flattened(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if min(picture.size) < SMALLEST:
        return None
    if is_jpeg and not large:
        return content, look(picture)
    return encoded(picture), look(picture)


def encoded(picture: Image.Image) -> bytes:
    """A picture as a JPEG of at most 400 pixels on the short side."""
    factor = min(1.0, SHORT_SIDE / min(picture.size))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    if factor < 1:
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def flattened(picture: Image.Image) -> Image.Image:
    """A picture in RGB, with white behind what is transparent."""
    if picture.mode in ("RGBA", "LA", "P"):
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    return picture.convert("RGB")


def ingest(
    source: Source, data: Path, opener: Opener, captioned: Path, judging: Path | None
) -> dict[str, int]:
    """Write one source's photos and its items; the list appears when all is done."""
    folder = data / source.name
    (folder / "images").mkdir(parents=True, exist_ok=True)
    if source.held_out:
        (folder / "HELD_OUT").touch()
    kept = Kept.load(data, captioned, judging, source)
    count: dict[str, int] = defaultdict(int)
    greys: list[Floats] = []
    seen: set[bytes] = set()
    part = folder / "items.jsonl.part"
    with part.open("w", encoding="utf-8") as lines:
        for item in source.reader(opener(source.repository), opener):
            made = shrunk(item.content)
            why = kept.refuses(item.name, made[1]) if made else "not a picture"
            if made and not why and made[1].tobytes() in seen:
                why = "twice in this source"
            count[why or "pictures"] += 1
            if made and not why:
                seen.add(made[1].tobytes())
                greys.append(made[1])
                name = str(Path(item.name).with_suffix(".jpg"))
                (folder / "images" / name).write_bytes(made[0])
                lines.write(json.dumps(row_of(source, item, name), ensure_ascii=False) + "\n")
                count["sentences"] += len(item.sentences)
                count["labels"] += len(item.labels)
    if greys:
        np.save(folder / "prints.npy", unit(np.stack(greys)).astype(np.float16))
    part.rename(folder / "items.jsonl")
    (folder / "count.json").write_text(json.dumps(count))
    return dict(count)


def row_of(source: Source, item: Item, name: str) -> dict[str, object]:
    """An item as a line of items.jsonl."""
    return {
        "file": name,
        "sentences": list(item.sentences),
        "labels": list(item.labels),
        "held_out": source.held_out,
    }


def write_table(data: Path) -> None:
    """Write SOURCES.md: what there is, from where, under which terms."""
    head = "| source | repository | what | terms | pictures | sentences | labels | use |"
    lines = ["# Sources", "", head, "|" + "---|" * 8]
    for source in SOURCES:
        file = data / source.name / "count.json"
        if file.exists():
            count = json.loads(file.read_text())
            numbers = [str(count.get(key, 0)) for key in ("pictures", "sentences", "labels")]
            use = "TEST ONLY" if source.held_out else "training"
            cells = [source.name, source.repository, source.what, source.terms, *numbers, use]
            lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "| parallel sentences | repository | what | terms | lines |", "|" + "---|" * 5]
    for parallel in PARALLEL:
        file = data / "parallel" / f"{parallel.name}.tsv"
        if file.exists():
            number = file.read_text(encoding="utf-8").count("\n")
            cells = [parallel.name, parallel.repository, parallel.what, parallel.terms, str(number)]
            lines.append("| " + " | ".join(cells) + " |")
    (data / "SOURCES.md").write_text("\n".join(lines) + "\n")


def mirror(root: Path) -> Opener:
    """Opens repositories by `owner/name` among the fetched ones, each only once."""
    opened: dict[str, Repository] = {}

    def open_one(name: str) -> Repository:
        if name not in opened:
            folder = root / name.replace("/", "+") / "repo"
            if not folder.is_dir():
                raise FileNotFoundError(f"{folder}: fetch {name} first")
            inner = folder / ".git"
            opened[name] = Repository.open(inner if inner.is_dir() else folder)
        return opened[name]

    return open_one


def gather(data: Path, mirror_folder: Path, captioned: Path, judging: Path | None) -> None:
    """Gather all sources that are not there yet.

    Args:
        data: Where they are written.
        mirror_folder: Bare repositories, `OWNER+NAME/repo`.
        captioned: The test set of captioned snapshots.
        judging: Grey prints of photos set apart for judging, [n, 16, 16].

    Raises:
        FileNotFoundError: A repository is missing.
    """
    csv.field_size_limit(10**9)
    data.mkdir(parents=True, exist_ok=True)
    opener = mirror(mirror_folder)
    for parallel in PARALLEL:
        if not (data / "parallel" / f"{parallel.name}.tsv").exists():
            lines = write_parallel(parallel, data, opener, captioned)
            _log.info("%s: %d lines", parallel.name, lines)
    for source in SOURCES:
        if not (data / source.name / "items.jsonl").exists():
            count = ingest(source, data, opener, captioned, judging)
            _log.info("%s: %s", source.name, count)
    if not (data / "flickr8k" / "languages.jsonl").exists():
        flickr_languages(data, opener)
    write_table(data)
