"""Pictures that exist only as rows, and thumbnails drawn with code."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QColor, QPixmap

from picseek.engine.types import ANY_FILE, Hit, PictureFacts, PictureRow, ShownFiles
from picseek.ui.grid.results_model import ResultsModel

FACTS = PictureFacts(640, 480, "JPEG", datetime(2024, 3, 9, 14, 5))


def row_of(picture_id: int, name: str = "", facts: PictureFacts = FACTS) -> PictureRow:
    path = Path("/pictures") / (name or f"IMG_{picture_id:05}.jpg")
    thumbnail = Path("/thumbnails") / f"{picture_id}.jpg"
    return PictureRow(picture_id, path, thumbnail, 123_456, 1_700_000_000.0, facts)


def rows_of(ids: Iterable[int]) -> list[PictureRow]:
    return [row_of(each) for each in ids]


def ids(count: int, first: int = 0) -> array[int]:
    return array("q", range(first, first + count))


class Engine:
    """Answers `fetch`, and remembers what it was asked."""

    def __init__(self, gone: Sequence[int] = ()) -> None:
        self.asked: list[list[int]] = []
        self._gone = set(gone)

    def fetch(self, picture_ids: Sequence[int], _shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        self.asked.append(list(picture_ids))
        return rows_of(each for each in picture_ids if each not in self._gone)


def hits(*picture_ids: int) -> list[Hit]:
    return [Hit(row_of(each), 0.5 - each / 1000) for each in picture_ids]


def browsing(count: int) -> ResultsModel:
    model = ResultsModel(Engine().fetch)
    model.set_ids(ids(count))
    return model


def draw_thumbnail(file: Path, size: tuple[int, int], colour: str = "red") -> Path:
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file


class FakeThumbnails:
    """Thumbnails in one colour, at once, but for those not there yet or broken."""

    def __init__(self, missing: Sequence[int] = (), broken: Sequence[int] = ()) -> None:
        self.missing = set(missing)
        self.broken = set(broken)
        self.asked: list[tuple[int, int]] = []
        self.prefetched: list[tuple[int, int]] = []

    def pixmap(self, row: PictureRow, side: int) -> QPixmap | None:
        self.asked.append((row.id, side))
        if row.id in self.missing or row.id in self.broken:
            return None
        scale = side / max(row.facts.width, row.facts.height)
        pixmap = QPixmap(round(row.facts.width * scale), round(row.facts.height * scale))
        pixmap.fill(QColor("red"))
        return pixmap

    def prefetch(self, row: PictureRow, side: int) -> None:
        self.prefetched.append((row.id, side))

    def is_broken(self, picture_id: int) -> bool:
        return picture_id in self.broken
