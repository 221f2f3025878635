"""Decodes single pictures on demand, in a worker process as index runs do."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.workers.single import SingleWorker


class SingleDecoder:
    """Decodes for thumbnails and models, one picture at a time. Safe to call from any thread."""

    def __init__(self, decoder: Decoder) -> None:
        self._worker = SingleWorker(decoder, writable=decoder.thumbnails.root)

    def decode(self, path: Path, known: tuple[bytes, ...] = ()) -> Decoded:
        """Decode one picture: make its thumbnail and the model's input.

        Args:
            path: Its file.
            known: Hashes of contents of which only the hash and the captions are needed.

        Raises:
            PictureError: It cannot be decoded.
            EngineError: Nothing can be decoded now: the disk is full, or this was closed.
        """
        return self._worker.run(DecodeTask(str(path.absolute()), known))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
