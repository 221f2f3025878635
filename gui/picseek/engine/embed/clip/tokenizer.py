"""The tokenizer of a model, with truncation and padding as it was trained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.embed.clip.catalog import TokenPlan
from picseek.engine.errors import ModelError
from picseek.engine.messages import message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]


class Tokens:
    """Turns texts into ids. Safe to use from any thread."""

    def __init__(self, path: Path, plan: TokenPlan) -> None:
        """Load it.

        Args:
            path: A ``tokenizer.json``.
            plan: How the model expects its ids.

        Raises:
            ModelError: The file is not a tokenizer.
        """
        from tokenizers import Tokenizer, normalizers

        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # `tokenizers` raises bare Exceptions
            raise ModelError(
                message(
                    "{path} can't be read as a tokenizer. Download or add the model again.",
                    path=path,
                )
            ) from error
        if plan.lower:
            steps = [normalizers.Lowercase(), self._tokenizer.normalizer]
            self._tokenizer.normalizer = normalizers.Sequence([each for each in steps if each])
        self._tokenizer.enable_truncation(plan.length)
        length = plan.length if plan.fixed else None
        token = self._tokenizer.id_to_token(plan.pad) or ""
        self._tokenizer.enable_padding(pad_id=plan.pad, pad_token=token, length=length)

    def ids(self, texts: Sequence[str]) -> tuple[Ids, Ids]:
        """Ids and mask of some texts.

        Returns:
            Two int64 arrays of shape (texts, tokens): the ids, and 1 where one is not padding.
        """
        import numpy as np

        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([each.ids for each in encoded], np.int64)
        return ids, np.array([each.attention_mask for each in encoded], np.int64)
