"""The two towers of a model as graphs: their inputs and outputs, and running them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.messages import message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.embed.clip.catalog import ClipModel
    from picseek.engine.embed.clip.onnx_runtime import Session

    Feeds = dict[str, NDArray[np.generic]]
    Vectors = NDArray[np.float32]

PIXELS, IDS, MASK = "pixel_values", "input_ids", "attention_mask"
_KNOWN = {PIXELS, IDS, MASK}


class TowerGraph:
    """One tower of a model, loaded. Safe to use from any thread.

    Some models are one graph with both towers. Then the other tower gets a minimal input.
    """

    def __init__(
        self, session: Session, model: ClipModel, output: str, *, alone: bool = False
    ) -> None:
        """Check the graph.

        Args:
            session: The graph.
            model: The model that it belongs to.
            output: Name of the output with the vectors.
            alone: Whether to make one run at a time: DirectML crashes with two, and others are
                not faster.

        Raises:
            ModelError: It does not fit the model; the message has the reason.
        """
        self._session = session
        self._output = output
        self._dim = model.dim
        inputs = {each.name: each for each in session.get_inputs()}
        outputs = [each.name for each in session.get_outputs()]
        if unknown := sorted(set(inputs) - _KNOWN):
            raise _misfit(
                model,
                message(
                    "it expects {names}, which Picseek doesn't provide", names=", ".join(unknown)
                ),
            )
        if output not in outputs:
            raise _misfit(
                model,
                message(
                    "it returns {names}, but not {output}", names=", ".join(outputs), output=output
                ),
            )
        self._inputs = frozenset(inputs)
        self._minimal = _minimal_inputs(model)
        self._turn = threading.Lock() if alone else nullcontext()

    def run(self, feeds: Mapping[str, NDArray[np.generic]]) -> Vectors:
        """Compute the vectors of some inputs.

        Args:
            feeds: `PIXELS`, or `IDS` and `MASK`, with one entry for each input.

        Returns:
            Float32 of shape (inputs, dim), L2-normalised.

        Raises:
            ModelError: The graph fails, or returns no vectors.
        """
        import numpy as np

        given: Feeds = {name: feeds.get(name, self._minimal[name]) for name in self._inputs}
        try:
            with self._turn:
                (found,) = self._session.run([self._output], given)
        except Exception as error:  # its errors have no common base
            reason = str(error).splitlines()[0][:200]
            raise ModelError(
                message("The model stopped with an error ({reason}).", reason=reason)
            ) from error
        vectors = np.asarray(found, np.float32)
        if vectors.ndim != 2 or vectors.shape[1] != (self._dim or vectors.shape[1]):
            raise ModelError(
                message(
                    "The model returned {shape} numbers instead of vectors of {dim} numbers.",
                    shape=vectors.shape,
                    dim=self._dim,
                )
            )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(np.isfinite(norms) & (norms > 0)):
            raise ModelError(message("The model returned invalid numbers."))
        normalised: Vectors = vectors / norms
        return normalised


def _minimal_inputs(model: ClipModel) -> Feeds:
    """One empty picture and one empty text, for the tower that is not used."""
    import numpy as np

    size, length = model.picture.size, model.tokens.length if model.tokens.fixed else 2
    return {
        PIXELS: np.zeros((1, 3, size, size), np.float32),
        IDS: np.full((1, length), model.tokens.pad, np.int64),
        MASK: np.ones((1, length), np.int64),
    }


def _misfit(model: ClipModel, why: str) -> ModelError:
    return ModelError(
        message("The model file doesn't match “{title}”: {why}.", title=model.title, why=why)
    )
