"""Why a picture was found: where in it a query matches, and what the model recognizes in it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.opening import open_picture
from picseek.engine.embed.base import Explains, Locator, Wanted
from picseek.engine.types import Explanation, Located, MatchBox
from picseek.engine.workers.single import SingleWorker

if TYPE_CHECKING:
    from picseek.engine.browsing.pictures import Pictures
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.search.request import QueryReader
    from picseek.engine.store import Store


@dataclass(frozen=True, slots=True)
class LocateTask:
    """Things to locate in a picture.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        wanted: The things.
    """

    path: str
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class LocateJob:
    """Runs in a worker process."""

    locator: Locator

    def __call__(self, task: LocateTask) -> tuple[MatchBox, ...]:
        """Locate them. May crash or hang on a hostile file.

        Raises:
            PictureError: It cannot be decoded, or not be read.
            ModelError: The model is missing, damaged or cannot be run.
        """
        picture = open_picture(Path(task.path), min_side=self.locator.min_side).image
        return self.locator(picture, task.wanted)


class Explainer:
    """Explains the search results of one library. Safe to use from any thread."""

    def __init__(
        self, store: Store, models: OpenModels, pictures: Pictures, reader: QueryReader
    ) -> None:
        self._store = store
        self._reader = reader
        self._models = models
        self._pictures = pictures
        self._lock = threading.Lock()
        self._workers: dict[str, SingleWorker[LocateTask, tuple[MatchBox, ...]]] = {}

    def explain(
        self,
        picture_id: int,
        text: str,
        model: str,
        token: CancelToken | None = None,
        *,
        locate: bool = True,
        language: str = "en",
    ) -> Explanation:
        """Find out what a picture shows, and where in it the things of a query are; blocks.

        Args:
            picture_id: As in a row.
            text: The query.
            model: Which model answered it (`SearchResult.model`).
            token: Gives up waiting.
            locate: Decode the picture and locate the things; else only use its vector.
            language: ISO 639-1 code of what the picture shows; English where it has no name.

        Raises:
            Cancelled: Through the token.
            ModelError: The model cannot be asked.
            PictureError: The picture no longer exists, or cannot be read.
        """
        token = token or CancelToken()
        embedder = self._models.get(model, token).embedder
        if not isinstance(embedder, Explains):
            return Explanation()
        vector = self._store.vectors.get(self._store.vectors.ensure_set(embedder.spec), picture_id)
        seen = () if vector is None else embedder.seen(vector, language)
        if not locate:
            return Explanation(seen=seen, located=Located.NOT_LOOKED)
        wanted = embedder.things_in(self._reader.read(text).words)
        if not wanted:
            return Explanation(seen=seen, located=Located.NO_THINGS)
        task = LocateTask(str(self._pictures.file_of(picture_id).absolute()), wanted)
        boxes = self._worker(model, embedder.locator).run(task, token)
        return Explanation(boxes, seen, Located.FOUND if boxes else Located.NOWHERE)

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            for worker in self._workers.values():
                worker.close()

    def _worker(
        self, model: str, locator: Locator
    ) -> SingleWorker[LocateTask, tuple[MatchBox, ...]]:
        with self._lock:
            return self._workers.setdefault(model, SingleWorker(LocateJob(locator)))
