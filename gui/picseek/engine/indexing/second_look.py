"""The second look: some models compute a better vector of each picture later, in idle time.

The first look is quick, so that new pictures are soon found. The second takes several times as
long; it can be paused and stopped at any moment, and continues where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.embed.base import DescribesRegions, LooksTwice, PictureInput
from picseek.engine.errors import EngineError, PictureError
from picseek.engine.store import RefinedVector
from picseek.engine.types import OnIndexEvent, PicturesChanged, Progress, SecondLookReport
from picseek.engine.workers.pool import WorkerPool

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.indexing.run_lock import RunLock
    from picseek.engine.models.open_models import OpenModel
    from picseek.engine.store import Store
    from picseek.engine.types import PictureRow

_AT_ONCE = 64  # pictures in one transaction
_WAIT_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The second look at all pictures that had none yet. Use once: ``SecondLook(...).run()``.

    Attributes:
        opened: The model.
        run_lock: Held while a batch is committed, so that no index run saves in between.
        workers: Processes that read pictures.
    """

    store: Store
    opened: OpenModel
    thumbnails: ThumbnailFolder
    run_lock: RunLock
    workers: int
    job: JobControl
    on_event: OnIndexEvent

    def run(self) -> SecondLookReport:
        """Analyze all of them; blocks. Does nothing for models without a second look.

        Raises:
            Cancelled: Through the job; committed pictures stay.
            EngineError: It cannot continue; committed pictures stay.
        """
        started = time.monotonic()
        embedder = self.opened.embedder
        if not isinstance(embedder, LooksTwice):
            return SecondLookReport(0, 0, 0.0)
        model = self.store.vectors.ensure_set(embedder.spec)
        total, looked, failed = self.store.second_looks.count(model), 0, 0
        decoder = Decoder(embedder.closer_preparer, self.thumbnails)
        with WorkerPool(decoder, workers=self.workers, writable=self.thumbnails.root) as pool:
            for batch in self._batches(model):
                results = self._refine(pool, batch)
                self._commit(model, results)
                failed += len(batch) - sum(each.vector is not None for each in results)
                looked += len(batch)
                self.on_event(Progress(looked, max(total, looked), looked - failed, failed))
        if looked:
            self._save_index(model)
        return SecondLookReport(looked - failed, failed, time.monotonic() - started)

    def _batches(self, model: int) -> Iterator[list[PictureRow]]:
        last = 0
        while len(ids := self.store.second_looks.waiting(model, last, _AT_ONCE)):
            self.job.wait_while_paused()
            last = int(ids[-1])
            yield self.store.pictures.rows(ids.tolist())

    def _refine(
        self, pool: WorkerPool[DecodeTask, Decoded], rows: list[PictureRow]
    ) -> list[RefinedVector]:
        """The results of the pictures' second looks, in no particular order.

        Pictures that cannot be read now are missing from it, for another time.
        """
        waiting, found = list(rows), list[RefinedVector]()
        while waiting or pool.in_flight:
            if not pool.in_flight:
                self.job.wait_while_paused()
            self.job.raise_if_cancelled()
            while waiting and not self.job.paused and pool.in_flight < pool.capacity:
                row = waiting.pop()
                pool.submit(row.id, DecodeTask(str(row.path)))
            for picture_id, result in pool.results(_WAIT_SECONDS):
                if isinstance(result, EngineError) and not isinstance(result, PictureError):
                    raise result
                if isinstance(result, PictureError) and result.code.temporary:
                    continue
                found.append(self._refined(picture_id, result))
        return found

    def _refined(self, picture_id: int, result: Decoded | PictureError) -> RefinedVector:
        if isinstance(result, PictureError) or result.content_hash != self.store.pictures.hash_of(
            picture_id
        ):
            return RefinedVector(picture_id, None)  # the next index run handles the change
        embedder = self.opened.embedder
        (vector,) = embedder.embed_pictures([PictureInput(result.prepared)], self.job)
        if isinstance(vector, PictureError):
            return RefinedVector(picture_id, None)
        if not isinstance(embedder, DescribesRegions):
            return RefinedVector(picture_id, vector)
        return RefinedVector(picture_id, vector, embedder.regions_of(result.prepared))

    def _commit(self, model: int, looked: list[RefinedVector]) -> None:
        with self.run_lock:
            self.store.second_looks.save(model, looked)
            better = {each.picture_id: each.vector for each in looked if each.vector is not None}
            if better:
                ids = np.fromiter(better, np.int64, len(better))
                self.opened.vectors.add(ids, np.stack(list(better.values())))
        self.on_event(PicturesChanged())

    def _save_index(self, model: int) -> None:
        with self.run_lock:
            generation = self.store.vectors.generation(model)
            self.store.vectors.set_saved_generation(model, generation)
            self.opened.vectors.save(generation)
