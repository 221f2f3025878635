"""Sentences as vectors: a pretrained encoder of many languages, run by ONNX Runtime.

`gui/training/text_encoder.py` creates its files, and describes them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin.model_files import PIECES, TEXT, damaged
from picseek.engine.embed.builtin.runtime import open_session
from picseek.engine.embed.builtin.word_pieces import Pieces
from picseek.engine.embed.lazy_resource import LazyResource

if TYPE_CHECKING:
    import onnxruntime as ort
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

WIDTH = 384
"""Numbers of a sentence's vector, and of what each head of attention reads from its tokens."""

_AT_ONCE = 16  # texts in one run: more would take memory, and save no time


class SentenceEncoder:
    """Turns sentences into vectors that are near each other where they mean the same.

    Loaded when first used. Safe to use from any thread.
    """

    def __init__(self, shipped: Shipped, idle_seconds: float = math.inf) -> None:
        """Load nothing yet.

        Args:
            shipped: The files, `text.onnx` and `pieces.json` among them.
            idle_seconds: Unused for so long, it is released; the next use loads it again.
        """
        self._shipped = shipped
        self._model = LazyResource(self._load, idle_seconds)

    @property
    def is_loaded(self) -> bool:
        """Whether it is in memory."""
        return self._model.is_loaded

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encode some texts.

        Args:
            texts: In any of the languages, as people write them.

        Returns:
            float32, (texts, one or several times `WIDTH`): the vector, of unit length, then what
            each head of attention reads.

        Raises:
            ModelError: A file is missing or damaged, or ONNX Runtime cannot be used.
        """
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        found: dict[int, Floats] = {}
        with self._model.use() as (pieces, session):
            read = [pieces.ids(text) for text in texts]
            # A run takes time by its tokens, so that padding costs more than another run.
            for same_length in _grouped_by_length(read):
                for start in range(0, len(same_length), _AT_ONCE):
                    rows = same_length[start : start + _AT_ONCE]
                    vectors = self._run(session, [read[row] for row in rows])
                    found |= zip(rows, vectors, strict=True)
        return np.stack([found[row] for row in range(len(texts))])

    def close(self) -> None:
        """Release it for good, once it is unused."""
        self._model.close()

    def _load(self) -> tuple[Pieces, ort.InferenceSession]:
        session = open_session(self._shipped.verified(TEXT), arena=False)
        return Pieces(self._shipped.read(PIECES)), session

    def _run(self, session: ort.InferenceSession, read: Sequence[Sequence[int]]) -> Floats:
        ids = np.array(read, np.int64)
        try:
            vectors: Floats = session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})[0]
        except Exception as error:  # ONNX Runtime's exceptions share no class of their own
            raise damaged(TEXT) from error  # it loaded, so it is another graph
        if not _fits(vectors, len(read)) or not np.isfinite(vectors).all():
            raise damaged(TEXT)
        return vectors


def _fits(vectors: Floats, texts: int) -> bool:
    """Whether there is a row for each text, one or several times `WIDTH` long."""
    shape: tuple[int, ...] = vectors.shape
    return len(shape) == 2 and shape[0] == texts and shape[1] > 0 and shape[1] % WIDTH == 0


def _grouped_by_length(read: Sequence[Sequence[int]]) -> Iterable[list[int]]:
    """Row numbers of the texts with equally many tokens, together."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for row, ids in enumerate(read):
        groups[len(ids)].append(row)
    return groups.values()
