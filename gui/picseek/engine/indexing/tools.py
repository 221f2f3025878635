"""What an index run works with: the parts of a library that it reads from and writes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from picseek.engine.filesystem.volumes import Volumes, system_volumes
from picseek.engine.indexing.exclusions import Rules
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.embed.base import Embedder
    from picseek.engine.sending.send_log import Ledger
    from picseek.engine.store import Store


class VectorSink(Protocol):
    """What is needed of a `VectorIndex`."""

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32], /) -> None:
        """Add vectors, or replace those whose id is there."""

    def remove(self, ids: NDArray[np.int64], /) -> None:
        """Take vectors out; ids that are not there are ignored."""

    def save(self, generation: int, /) -> None:
        """Keep it on disk as that of the store's generation."""


@dataclass(frozen=True, slots=True)
class IndexTools:
    """What a run works with.

    Attributes:
        exclude: Folders never looked into: the thumbnails.
        workers: Decode processes, and cores for a model on this computer.
        low_priority: Whether these let other programs go first.
        rules: What the user leaves out.
        ledger: Where the embedder's calls are recorded, if it makes any.
        waits: Where the embedder tells what it waits for.
        allowance: How much may be sent.
        volumes: What tells which volume a folder lies on.
    """

    store: Store
    vectors: VectorSink
    embedder: Embedder
    thumbnails: ThumbnailFolder
    exclude: frozenset[Path]
    workers: int
    ledger: Ledger | None = None
    waits: WaitStatus = field(default_factory=WaitStatus)
    allowance: Allowance = field(default_factory=Allowance)
    low_priority: bool = True
    rules: Rules = field(default_factory=Rules)
    volumes: Volumes = field(default_factory=system_volumes)
