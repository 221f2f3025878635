"""Decoding single pictures on demand, as guarded as an index run decodes thousands."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.workers.single import SingleWorker


class SingleDecoder:
    """Decodes for thumbnails and models, one picture at a time. Safe to call from any thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._worker = SingleWorker(decoder, writable=decoder.thumbnails.root)

    def decode(self, path: Path, known: tuple[bytes, ...] = ()) -> Decoded:
        """Decode one picture: its thumbnail is made, and the model's input.

        Args:
            path: Its file.
            known: Hashes of contents that need not be decoded: hash and captions will do.

        Raises:
            PictureError: It cannot be decoded.
            EngineError: Nothing can be decoded now (disk full, closed).
        """
        return self._worker.run(DecodeTask(str(path.absolute()), known))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
