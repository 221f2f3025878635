"""Vectors of sentences by the shipped sentence encoder, stored so that each is computed once.

The encoder is multilingual-e5-small (Liang Wang et al., "Multilingual E5 Text Embeddings", 2024,
https://arxiv.org/abs/2402.05672), MIT, as `training.text_encoder` writes it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from training.arrays import Floats

_log = logging.getLogger(__name__)
PREFIX = "query: "
_BATCH = 64
LONGEST = 64
"""Tokens of a sentence that the encoder takes."""
_SAVED_EVERY = 512
_KEY = 16
WIDTH = 384


class SentenceEncoder:
    """`text.onnx` and `tokenizer.json` of a folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = ort.InferenceSession(
            str(folder / "text.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def __call__(self, sentences: Sequence[str]) -> Floats:
        """Unit vectors, float32 [sentences, 384]; wider where heads of attention read more."""
        found = self._tokenizer.encode_batch([PREFIX + each for each in sentences])
        ids = np.array([each.ids for each in found], np.int64)
        mask = np.array([each.attention_mask for each in found], np.int64)
        given = dict(zip(self._inputs, (ids, mask), strict=False))
        return np.asarray(self._session.run(None, given)[0], np.float32)


class SentenceStore:
    """Computes vectors once and stores them in a folder.

    Args:
        folder: One file for each part.
        encoder: Computes missing vectors; None if none may be missing.
    """

    def __init__(self, folder: Path, encoder: SentenceEncoder | None) -> None:
        self._folder, self._encoder = folder, encoder
        self._places: dict[bytes, int] = {}
        self._rows: npt.NDArray[np.float16] = np.zeros((0, WIDTH), np.float16)
        folder.mkdir(parents=True, exist_ok=True)
        parts = [np.load(file) for file in sorted(folder.glob("*.npz")) if ".new" not in file.name]
        if parts:
            self._rows = np.concatenate([part["rows"] for part in parts])
            keys = np.concatenate([part["keys"] for part in parts])
            self._places = {key.tobytes(): place for place, key in enumerate(keys)}

    def __contains__(self, sentence: str) -> bool:
        return key_of(sentence) in self._places

    def __call__(self, sentences: Sequence[str]) -> Floats:
        """Vectors of sentences, as the encoder returns them."""
        self.compute(sentences)
        places = [self._places[key_of(each)] for each in sentences]
        return self._rows[places].astype(np.float32)

    def by_key(self) -> dict[bytes, Floats]:
        """All stored vectors."""
        rows = self._rows.astype(np.float32)
        return {key: rows[place] for key, place in self._places.items()}

    def compute(self, sentences: Iterable[str]) -> None:
        """Compute and keep what is missing."""
        missing = list(dict.fromkeys(s for s in sentences if s not in self))
        for start in range(0, len(missing), _SAVED_EVERY):
            part = sorted(missing[start : start + _SAVED_EVERY], key=len)
            assert self._encoder is not None
            batches = [part[at : at + _BATCH] for at in range(0, len(part), _BATCH)]
            self._keep(part, np.concatenate([self._encoder(batch) for batch in batches]))
            _log.info("sentences: %d of %d", start + len(part), len(missing))

    def _keep(self, sentences: Sequence[str], rows: Floats) -> None:
        keys = [key_of(each) for each in sentences]
        self._places |= {key: place for place, key in enumerate(keys, len(self._rows))}
        new = rows.astype(np.float16)
        self._rows = np.concatenate([self._rows, new]) if len(self._rows) else new
        joined = b"".join(keys)
        target = self._folder / f"{hashlib.blake2b(joined, digest_size=8).hexdigest()}.npz"
        passing = target.with_suffix(".new.npz")
        table = np.frombuffer(joined, np.uint8).reshape(-1, _KEY)
        np.savez(passing, keys=table, rows=rows.astype(np.float16))
        passing.replace(target)


def key_of(sentence: str) -> bytes:
    """What a sentence is stored by."""
    return hashlib.blake2b(sentence.encode(), digest_size=_KEY).digest()
