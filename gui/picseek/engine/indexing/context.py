"""What one index run works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from picseek.engine.cancel import JobControl
from picseek.engine.indexing.scan import Scanner
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance
from picseek.engine.types import OnIndexEvent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store


class VectorSink(Protocol):
    """What a run needs of a `VectorIndex`."""

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32], /) -> None:
        """Add vectors, or replace those whose id is present."""

    def remove(self, ids: NDArray[np.int64], /) -> None:
        """Remove vectors; unknown ids are ignored."""

    def save(self, generation: int, /) -> None:
        """Write it to disk, stamped with the store's generation."""


@dataclass(frozen=True, slots=True)
class RunModel:
    """The model of a run.

    Attributes:
        vectors: Gets its vectors.
        status: Where it reports what it waits for.
    """

    embedder: Embedder
    vectors: VectorSink
    status: WaitStatus = field(default_factory=WaitStatus)


@dataclass(frozen=True, slots=True)
class RunContext:
    """What one index run works with: the library, the model, the request, and the caller.

    Attributes:
        roots: The folders to bring in step with the disk, none inside another.
        workers: Decode processes, and cores for a model on this computer.
        low_priority: Whether these run at low priority.
        retry_failed: Try again what failed before and has not changed since.
        full: Read every file, also those that seem unchanged.
        ledger: Where the embedder's calls are recorded, if it makes any.
        allowance: How much may be sent.
        job: Pauses and stops the run.
    """

    store: Store
    thumbnails: ThumbnailFolder
    model: RunModel
    roots: tuple[Path, ...]
    workers: int
    low_priority: bool = True
    scanner: Scanner = field(default_factory=Scanner)
    retry_failed: bool = False
    full: bool = False
    ledger: Ledger | None = None
    allowance: Allowance = field(default_factory=Allowance)
    job: JobControl = field(default_factory=JobControl)
    on_event: OnIndexEvent = lambda _event: None
