"""Index runs of one library: with its model or, where that cannot be used, without."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.indexing.chosen_folders import ChosenFolders
from picseek.engine.indexing.context import RunContext, RunModel
from picseek.engine.indexing.estimate import count_missing
from picseek.engine.indexing.recent_listings import RecentListings
from picseek.engine.indexing.run import IndexRun, report_rebuilding
from picseek.engine.indexing.scan import Scanner
from picseek.engine.indexing.without_model import NoEmbedder, OpenIndexes
from picseek.engine.messages import error_message, message, without_advice
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance
from picseek.engine.types import SEND_NOTHING, Permit

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken, JobControl
    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.indexing.options import LibraryOptions
    from picseek.engine.indexing.run_lock import RunLock
    from picseek.engine.indexing.scan import ListFolder
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.sending.outgoing import Outgoing
    from picseek.engine.sending.quote import Counted
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store
    from picseek.engine.types import IndexReport, IndexRequest, OnIndexEvent


@dataclass(frozen=True, slots=True)
class Indexer:
    """Estimates and performs index runs of a library. Safe to use from any thread.

    A run may reuse the folder listings of the estimate before it.
    """

    store: Store
    models: OpenModels
    outgoing: Outgoing
    options: LibraryOptions
    ledger: Ledger
    thumbnails: ThumbnailFolder
    run_lock: RunLock
    _listings: RecentListings = field(default_factory=RecentListings)

    def count(self, request: IndexRequest, token: CancelToken) -> Counted:
        """Count the pictures that a run may have to send, at most.

        Raises:
            Cancelled: Through `token`.
            ModelError: There is no such model, or the run would refuse to send anything.
        """
        spec = self.models.spec(request.model)
        self._require_exclusions(remote=spec.remote)
        roots = self._roots(request.folders)
        self._listings.clear()
        return count_missing(
            self.store,
            self._scanner(roots, self._listings.list_and_store),
            roots,
            self.store.vectors.find_set(spec),
            retry_failed=request.retry_failed,
            token=token,
        )

    def run(
        self, request: IndexRequest, *, agreed: bool, job: JobControl, on_event: OnIndexEvent
    ) -> IndexReport:
        """Run to the end; if the model fails, files are recorded without it.

        Args:
            request: With the id of its model.
            agreed: The user agrees to send whatever the run finds, regardless of stored consent.
            job: Pauses and stops the run.
            on_event: Called on this thread.

        Raises:
            Cancelled: Through the job.
            ModelError: There is no such model, or it cannot be used; files are recorded without
                it.
            EngineError: The run cannot go on.
        """
        permit = request.permit or Permit(request.model, request.limits)
        self.models.spec(permit.model)
        try:
            opened = self.models.get(permit.model, job, report_rebuilding(on_event))
            self._require_exclusions(remote=opened.embedder.spec.remote)
            permit = replace(permit, model=opened.embedder.spec.id)
            chosen = [*self.store.folders.roots(), *self._roots(request.folders)]
            allowance = self.outgoing.allowance(permit, agreed=agreed, chosen=chosen)
            model = RunModel(opened.embedder, opened.vectors, opened.waits)
            return self._run(request, model, allowance, job, on_event)
        except ModelError as error:
            model = self._no_model(permit.model, error_message(error))
            self._run(request, model, Allowance(SEND_NOTHING), job, on_event)
            raise

    def _no_model(self, model_id: str, reason: str) -> RunModel:
        """Return a model that embeds nothing, and reports why."""
        spec = self.models.spec(model_id)
        dim = self.store.vectors.dim(spec) or spec.dim
        status = WaitStatus()
        status.report_wait(without_advice(reason), math.inf)
        embedder = NoEmbedder(replace(spec, dim=dim, calls_in_flight=0, described=False))
        return RunModel(embedder, OpenIndexes(self.models), status)

    def _run(
        self,
        request: IndexRequest,
        model: RunModel,
        allowance: Allowance,
        job: JobControl,
        on_event: OnIndexEvent,
    ) -> IndexReport:
        with self.run_lock, self.store.database.in_place():
            recovered = self.ledger.recover()
            if len(recovered):
                self.models.relist(recovered)
            roots = self._roots(request.folders)
            context = RunContext(
                self.store,
                self.thumbnails,
                model,
                replace(request, folders=roots),
                self.options.workers,
                low_priority=self.options.indexing.low_priority,
                scanner=self._scanner(roots, self._listings.use_or_list),
                ledger=self.ledger,
                allowance=allowance,
                job=job,
                on_event=on_event,
            )
            try:
                return IndexRun(context).run()
            finally:
                self.ledger.flush()
                self._listings.clear()

    def _roots(self, folders: Sequence[Path]) -> tuple[Path, ...]:
        """The folders of a run, none inside another; for none: all chosen folders."""
        return tuple(ChosenFolders(self.store).among(folders))

    def _scanner(self, roots: Sequence[Path], list_folder: ListFolder) -> Scanner:
        return Scanner(
            frozenset({self.thumbnails.root}),  # not the user's pictures
            self.options.rules(roots),
            list_folder=list_folder,
        )

    def _require_exclusions(self, *, remote: bool) -> None:
        """Raises: ModelError, if a remote model might be sent excluded pictures."""
        if remote and self.options.exclusions_lost:
            raise ModelError(
                message(
                    "Nothing is sent because this library's exclusions can't be read. "
                    "Set them again in Preferences > Folders."
                )
            )
