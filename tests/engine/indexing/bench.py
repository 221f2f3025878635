"""A library for index runs, without its facade: real workers, a real store, a counted model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from picseek.engine.cancel import JobControl
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.embed.base import Embedder
from picseek.engine.filesystem.volumes import system_volumes
from picseek.engine.indexing.context import RunContext, RunModel
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.indexing.run import IndexRun
from picseek.engine.indexing.scan import Scanner
from picseek.engine.models.open_models import StoredVectors
from picseek.engine.store import Store
from picseek.engine.types import (
    IndexEvent,
    IndexReport,
    IndexRequest,
)
from picseek.engine.vectors import VectorIndex
from tests.support.embedders import CountingEmbedder
from tests.support.stores import vector_counts


def draw(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (64, 48)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def draw_many(folder: Path, count: int) -> list[Path]:
    return [draw(folder / f"{n:03}.png", (n * 7 % 256, n * 31 % 256, n)) for n in range(count)]


def draw_other(folder: Path, count: int) -> None:
    for n in range(count):
        draw(folder / f"{n}.png", (n % 256, 255, n // 256))


class Bench:
    """A library without its facade."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures = folder / "pictures"
        self.pictures.mkdir()
        self.thumbnails = ThumbnailFolder(folder / "thumbnails")
        self.store = Store.open(folder / "l.sqlite", thumbnail_of=self.thumbnails.path_of)
        self.store.folders.add_root(self.pictures)
        self.embedder: CountingEmbedder = CountingEmbedder()
        self.events: list[IndexEvent] = []
        self.on_event: Callable[[IndexEvent], None] = self.events.append
        self.volumes = system_volumes()
        self.rules = Rules()

    def run(
        self,
        *,
        retry_failed: bool = False,
        full: bool = False,
        job: JobControl | None = None,
        embedder: Embedder | None = None,
        workers: int = 2,
    ) -> IndexReport:
        model = embedder or self.embedder
        spec = model.spec
        source = StoredVectors(self.store, self.store.vectors.ensure_set(spec))
        self.vectors = VectorIndex.open(self.folder / "vectors", spec.dim, source=source)
        context = RunContext(
            self.store,
            self.thumbnails,
            RunModel(model, self.vectors),
            IndexRequest((self.pictures,), retry_failed, full=full),
            workers,
            scanner=Scanner(rules=self.rules, volumes=self.volumes),
            job=job or JobControl(),
            on_event=self.on_event,
        )
        self.events.clear()
        try:
            return IndexRun(context).run()
        finally:
            self.listed = len(self.vectors)
            self.vectors.close()

    @property
    def vector_count(self) -> int:
        return vector_counts(self.store).get("tests/counting", 0)
