"""Decoding single pictures on demand, as guarded as an index run decodes thousands."""

from __future__ import annotations

import threading
from pathlib import Path

from picseek.engine.decode import Decoded, Decoder, DecodeTask
from picseek.engine.errors import EngineError
from picseek.engine.workers import WorkerPool


class SingleDecoder:
    """One decode worker, started at first use and kept warm. Safe to call from any thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._lock = threading.Lock()
        self._pool: WorkerPool[DecodeTask, Decoded] | None = None
        self._closed = False

    def decode(self, path: Path) -> Decoded:
        """Decode one picture: its thumbnail is made, and the model's input.

        Raises:
            PictureError: It cannot be decoded.
            EngineError: Nothing can be decoded now (disk full, closed).
        """
        with self._lock:
            if self._closed:
                raise EngineError("The library is closed.")
            if self._pool is None:
                self._pool = WorkerPool(self._decoder, workers=1)
            self._pool.submit(0, DecodeTask(str(path.absolute())))
            while not (results := self._pool.results(timeout=1.0)):
                pass  # the pool itself ends a decode that hangs
        _, result = results[0]
        if isinstance(result, EngineError):
            raise result
        return result

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._closed = True
            if self._pool is not None:
                self._pool.close()
                self._pool = None
