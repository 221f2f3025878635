"""One index run of a library: with its model or, where that cannot be used, without."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import ConsentNeeded, ModelError
from picseek.engine.indexing.run import IndexRun, rebuilding
from picseek.engine.indexing.tools import IndexTools
from picseek.engine.indexing.without_model import NoEmbedder, OpenIndexes
from picseek.engine.messages import sentence_of, what_of
from picseek.engine.models.wait_status import Waits
from picseek.engine.paths import plain_path, without_nested
from picseek.engine.sending.budget import Allowance
from picseek.engine.types import SEND_NOTHING, SendLimits

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder
    from picseek.engine.indexing.options import LibraryOptions
    from picseek.engine.indexing.run_lock import RunLock
    from picseek.engine.indexing.tools import VectorSink
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.sending.outgoing import Outgoing
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store
    from picseek.engine.types import IndexReport, OnIndexEvent


@dataclass(frozen=True, slots=True)
class IndexBench:
    """What all runs of a library work with; `exclude`: folders never looked into."""

    store: Store
    models: OpenModels
    outgoing: Outgoing
    options: LibraryOptions
    ledger: Ledger
    thumbnails: ThumbnailFolder
    exclude: frozenset[Path]
    one_run: RunLock


@dataclass(frozen=True, slots=True)
class IndexJob:
    """A run that is wanted, as `Library.index` is told."""

    bench: IndexBench
    folders: tuple[Path, ...]
    model: str
    retry_failed: bool
    full: bool
    limits: SendLimits
    agreed: bool
    job: JobControl
    tell: OnIndexEvent

    def run(self) -> IndexReport:
        """Run to the end. Where the model fails, the other files are recorded all the same.

        Raises:
            Cancelled: Through the job.
            ConsentNeeded: A picture would be sent away, and the user has not agreed.
            ModelError: There is no such model; or it cannot be used, and what can be done without
                it is done.
            EngineError: The run cannot go on.
        """
        self.bench.models.spec(self.model)
        try:
            return self._embed()
        except ConsentNeeded:
            raise
        except ModelError as error:
            self._record(sentence_of(error))
            raise

    def _embed(self) -> IndexReport:
        bench = self.bench
        opened = bench.models.get(self.model, self.job, rebuilding(self.tell))
        allowance = bench.outgoing.allowance(
            opened.embedder.spec.id, self.limits, agreed=self.agreed
        )
        return self._run(opened.embedder, opened.vectors, opened.waits, allowance)

    def _record(self, trouble: str) -> None:
        """Record files, while the trouble with the model is shown."""
        bench = self.bench
        spec = bench.models.spec(self.model)
        dim = bench.store.dim(spec) or spec.dim
        waits = Waits()
        waits.tell(what_of(trouble), math.inf)  # no full stop: no notice of a model that works
        embedder = NoEmbedder(replace(spec, dim=dim, calls_in_flight=0, described=False))
        self._run(embedder, OpenIndexes(bench.models), waits, Allowance(SEND_NOTHING))

    def _run(
        self, embedder: Embedder, vectors: VectorSink, waits: Waits, allowance: Allowance
    ) -> IndexReport:
        bench = self.bench
        with bench.one_run, bench.store.database.in_place():
            recovered = bench.ledger.recover()
            if len(recovered):
                bench.models.relist(recovered)
            roots = without_nested(list(map(plain_path, self.folders)) or bench.store.roots())
            tools = IndexTools(
                store=bench.store,
                vectors=vectors,
                embedder=embedder,
                thumbnails=bench.thumbnails,
                exclude=bench.exclude,
                workers=bench.options.workers,
                low_priority=bench.options.indexing.low_priority,
                rules=bench.options.rules(roots),
                ledger=bench.ledger,
                waits=waits,
                allowance=allowance,
            )
            run = IndexRun(
                tools,
                roots,
                retry_failed=self.retry_failed,
                full=self.full,
                job=self.job,
                on_event=self.tell,
            )
            try:
                return run.run()
            finally:
                bench.ledger.flush()
