"""What one index run works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from picseek.engine.cancel import JobControl
from picseek.engine.indexing.scan import Scanner
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance
from picseek.engine.types import IndexRequest, OnIndexEvent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store


class VectorSink(Protocol):
    """The part of `VectorIndex` that a run uses."""

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
        vectors: The index that its vectors are added to.
        status: Reports what it waits for.
    """

    embedder: Embedder
    vectors: VectorSink
    status: WaitStatus = field(default_factory=WaitStatus)


@dataclass(frozen=True, slots=True)
class RunContext:
    """What one index run works with: the library, the model, the request, and the caller.

    Attributes:
        request: Its folders are those to scan, none inside another.
        workers: Number of decode processes, and of cores for a model on this computer.
        low_priority: Whether these run at low priority.
        ledger: Logs the embedder's calls, if it makes any.
        allowance: How much may be sent.
        job: Pauses and stops the run.
    """

    store: Store
    thumbnails: ThumbnailFolder
    model: RunModel
    request: IndexRequest
    workers: int
    low_priority: bool = True
    scanner: Scanner = field(default_factory=Scanner)
    ledger: Ledger | None = None
    allowance: Allowance = field(default_factory=Allowance)
    job: JobControl = field(default_factory=JobControl)
    on_event: OnIndexEvent = lambda _event: None
