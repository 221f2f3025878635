"""ONNX Runtime as the shipped models use it: one thread, since one process per core runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.errors import ModelError
from picseek.engine.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    import onnxruntime as ort

_ONLY_ERRORS = 3  # of ONNX Runtime's severities, 0 to 4


def open_session(model: Path | bytes, *, arena: bool = True) -> ort.InferenceSession:
    """Load a model.

    Args:
        model: Path or content of its file.
        arena: Whether memory is reused between runs: faster, if they need the same.

    Raises:
        ModelError: ONNX Runtime cannot be used, or cannot run it.
    """
    try:
        import onnxruntime as ort
    except ImportError as error:  # on Windows it needs a system library that may be missing
        text = message(
            "The built-in model needs ONNX Runtime, which can't be loaded "
            "({error}). Reinstall Picseek.",
            error=error,
        )
        raise ModelError(text) from error
    ort.disable_telemetry_events()  # Windows builds send usage data otherwise
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_ERRORS
    options.enable_cpu_mem_arena = arena
    try:
        graph = model if isinstance(model, bytes) else str(model)
        return ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's exceptions share no class of their own
        text = message(
            "ONNX Runtime {version} can't run the built-in model ({error}). Reinstall Picseek.",
            version=ort.__version__,
            error=error,
        )
        raise ModelError(text) from error
