"""Scans the folders of a run, and plans what to do with each file."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from picseek.engine.indexing.plan import FileTask, plan_folder
from picseek.engine.indexing.sweep import RootScan

if TYPE_CHECKING:
    from picseek.engine.indexing.commit import Committer
    from picseek.engine.indexing.context import RunContext
    from picseek.engine.indexing.drives import Drives
    from picseek.engine.indexing.scan import ScannedFolder
    from picseek.engine.types import Problem

BACKLOG_FILES = 100_000


class Planning:
    """Fills the backlog of a run, one folder a step, so that decoding starts at once.

    Attributes:
        scans: The result for each folder of the request.
        not_read: Number of pictures and films of unsupported formats, by suffix.
    """

    def __init__(
        self,
        context: RunContext,
        model: int,
        drives: Drives,
        committer: Committer,
        backlog: deque[FileTask],
    ) -> None:
        """Args: backlog: Files to decode are appended to it."""
        self.scans: list[RootScan] = []
        self.not_read = Counter[str]()
        self._context = context
        self._model = model
        self._drives = drives
        self._committer = committer
        self._backlog = backlog

    def steps(self) -> Iterator[ScannedFolder]:
        """Plan one folder a step; while the backlog is long, a step does nothing.

        Raises:
            Cancelled: Through the job.
        """
        for root in self._context.request.folders:
            seen = RootScan(root)
            self.scans.append(seen)
            for folder in self._context.scanner.scan(root, self._context.job):
                self._plan(folder, seen)
                if self._drives.is_lost(seen.visited.get(root, "")):
                    break
                yield folder
                while len(self._backlog) > BACKLOG_FILES:
                    yield folder

    def _plan(self, folder: ScannedFolder, seen: RootScan) -> None:
        if folder.problem is not None:
            self._report_unreadable(folder.problem, seen)
            return
        request, store = self._context.request, self._context.store
        self._drives.met(folder.path, folder.volume)
        store.presence.mark_present(folder.path, folder.volume, folder.files)
        known = store.files.known(folder.path, self._model, folder.volume)
        plan = plan_folder(folder, known, retry_failed=request.retry_failed, full=request.full)
        seen.add(folder, plan.gone)
        self.not_read.update(folder.not_read)
        self._backlog += plan.todo + plan.uncaptioned
        self._committer.tally.unchanged += plan.unchanged
        self._committer.tally.failed += plan.still_failed

    def _report_unreadable(self, problem: Problem, seen: RootScan) -> None:
        """Report a folder that cannot be listed, unless its drive is to blame."""
        seen.unreadable.append(problem.path)
        above = problem.path.parent
        volume = seen.visited.get(above)
        if volume is not None:
            self._drives.failed(above, volume, problem.code)
        if volume is None or not self._drives.is_lost(volume):
            self._committer.report(problem)
