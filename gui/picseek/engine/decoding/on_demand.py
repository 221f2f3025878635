"""Decoding single pictures on demand, as guarded as an index run decodes thousands."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.workers.single import SingleWorker


class SingleDecoder:
    """Decodes for thumbnails and models, one picture at a time. Safe to call from any thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._worker = SingleWorker(decoder)

    def decode(self, path: Path) -> Decoded:
        """Decode one picture: its thumbnail is made, and the model's input.

        Raises:
            PictureError: It cannot be decoded.
            EngineError: Nothing can be decoded now (disk full, closed).
        """
        return self._worker.run(DecodeTask(str(path.absolute())))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
