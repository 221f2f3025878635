"""One index run of a library: with its model or, where that cannot be used, without."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.indexing.chosen_folders import ChosenFolders
from picseek.engine.indexing.estimate import count_missing
from picseek.engine.indexing.run import IndexRun, rebuilding
from picseek.engine.indexing.tools import IndexTools
from picseek.engine.indexing.without_model import NoEmbedder, OpenIndexes
from picseek.engine.messages import error_message, message, without_advice
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance
from picseek.engine.types import SEND_NOTHING, Permit

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken, JobControl
    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder
    from picseek.engine.indexing.options import LibraryOptions
    from picseek.engine.indexing.run_lock import RunLock
    from picseek.engine.indexing.tools import VectorSink
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.sending.outgoing import Outgoing
    from picseek.engine.sending.quote import Counted
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store
    from picseek.engine.types import IndexReport, IndexRequest, OnIndexEvent


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

    def roots(self, folders: Sequence[Path]) -> list[Path]:
        """The folders of a run, none inside another; given none: all that are remembered."""
        return ChosenFolders(self.store).among(folders)


def count(bench: IndexBench, request: IndexRequest, token: CancelToken) -> Counted:
    """Count what a run would send, at most.

    Raises:
        Cancelled: Through `token`.
        ModelError: There is no such model.
    """
    roots = bench.roots(request.folders)
    return count_missing(
        bench.store,
        roots,
        bench.store.vectors.find_set(bench.models.spec(request.model)),
        exclude=bench.exclude,
        rules=bench.options.rules(roots),
        retry_failed=request.retry_failed,
        token=token,
    )


@dataclass(frozen=True, slots=True)
class IndexJob:
    """A run that is wanted, as `Library.index` is told."""

    bench: IndexBench
    folders: tuple[Path, ...]
    permit: Permit
    retry_failed: bool
    full: bool
    agreed: bool
    job: JobControl
    tell: OnIndexEvent

    def run(self) -> IndexReport:
        """Run to the end. Where the model fails, the other files are recorded all the same.

        Raises:
            Cancelled: Through the job.
            ModelError: There is no such model; or it cannot be used, and what can be done without
                it is done.
            EngineError: The run cannot go on.
        """
        self.bench.models.spec(self.permit.model)
        try:
            return self._embed()
        except ModelError as error:
            self._record(error_message(error))
            raise

    def _embed(self) -> IndexReport:
        bench = self.bench
        opened = bench.models.get(self.permit.model, self.job, rebuilding(self.tell))
        if opened.embedder.spec.remote and bench.options.exclusions_lost:
            raise ModelError(
                message(
                    "Nothing is sent, as the exclusions of this library cannot be read. Set them "
                    "again in the preferences, under Folders."
                )
            )
        permit = replace(self.permit, model=opened.embedder.spec.id)
        chosen = [*bench.store.folders.roots(), *bench.roots(self.folders)]
        allowance = bench.outgoing.allowance(permit, agreed=self.agreed, chosen=chosen)
        return self._run(opened.embedder, opened.vectors, opened.waits, allowance)

    def _record(self, trouble: str) -> None:
        """Record files, while the trouble with the model is shown."""
        bench = self.bench
        spec = bench.models.spec(self.permit.model)
        dim = bench.store.vectors.dim(spec) or spec.dim
        waits = WaitStatus()
        waits.report_wait(without_advice(trouble), math.inf)
        embedder = NoEmbedder(replace(spec, dim=dim, calls_in_flight=0, described=False))
        self._run(embedder, OpenIndexes(bench.models), waits, Allowance(SEND_NOTHING))

    def _run(
        self, embedder: Embedder, vectors: VectorSink, waits: WaitStatus, allowance: Allowance
    ) -> IndexReport:
        bench = self.bench
        with bench.one_run, bench.store.database.in_place():
            recovered = bench.ledger.recover()
            if len(recovered):
                bench.models.relist(recovered)
            roots = bench.roots(self.folders)
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
