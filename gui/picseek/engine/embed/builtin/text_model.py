"""Words and sentences as vectors; the counterpart of `picture_model`."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from picseek.engine.embed.builtin.joint_space import JointSpace, read_joint_space
from picseek.engine.embed.builtin.meanings import Meanings, read_meanings
from picseek.engine.embed.builtin.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

_CACHED_TEXTS = 1000  # while a sentence is typed, its words are looked up with every letter


class TextModel:
    """Vectors and meanings of texts. Safe to use from any thread.

    Args:
        shipped: The model's files; none is opened yet.
        idle_seconds: Unused for so long, the sentence encoder is released.

    Attributes:
        encoder: The sentence encoder, loaded or not.
    """

    def __init__(self, shipped: Shipped, idle_seconds: float) -> None:
        self._shipped = shipped
        self.encoder = SentenceEncoder(shipped, idle_seconds)
        self._lock = threading.Lock()
        self._vectors: OrderedDict[str, Floats] = OrderedDict()

    @property
    def meanings(self) -> Meanings:
        """The listed words; raises: ModelError, if a file is missing or damaged."""
        return read_meanings(self._shipped)

    @property
    def joint_space(self) -> JointSpace:
        """Maps sentences to pictures; raises: ModelError, if its file is missing or damaged."""
        return read_joint_space(self._shipped)

    def vectors(self, texts: Sequence[str]) -> list[Floats]:
        """Vectors of texts, as `SentenceEncoder.encode` returns them.

        Raises:
            ModelError: A file is missing or damaged, or ONNX Runtime cannot be used.
        """
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self.encoder.encode(new), strict=True)
        with self._lock:
            for text in known:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > _CACHED_TEXTS:
                self._vectors.popitem(last=False)
        return [known[text] for text in texts]

    def close(self) -> None:
        """Release the sentence encoder for good."""
        self.encoder.close()
