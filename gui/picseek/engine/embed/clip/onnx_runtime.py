"""ONNX Runtime: creates sessions, and lists the accelerators of this computer."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from picseek.engine.errors import ModelError, UsageError
from picseek.engine.messages import message
from picseek.engine.types.models import Accelerator
from picseek.engine.workers.cores import usable_cores

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray

    Tensor = NDArray[np.generic]

AUTO, CPU = "auto", "cpu"
_PROVIDERS = {
    "cuda": ("CUDAExecutionProvider", message("NVIDIA graphics card (CUDA)")),
    "directml": ("DmlExecutionProvider", message("Graphics card (DirectML)")),
    "openvino": ("OpenVINOExecutionProvider", message("Intel processor or graphics (OpenVINO)")),
    "coreml": ("CoreMLExecutionProvider", message("Apple graphics and Neural Engine (Core ML)")),
    CPU: ("CPUExecutionProvider", message("Processor")),
}
# A runtime with one of these was installed on purpose. Core ML is only used on request: it is in
# every Mac's runtime, and leaves much of a graph to the processor (all of an 8-bit one).
_AUTOMATIC = ("cuda", "directml", "openvino", CPU)


@dataclass(frozen=True, slots=True)
class Runtime:
    """How to run models.

    Attributes:
        accelerator: One of the ids of `accelerators`.
        cores: Returns how many processor cores to use now.
    """

    accelerator: str = AUTO
    cores: Callable[[], int] = usable_cores


class Argument(Protocol):
    """An input or output of a graph."""

    name: str
    shape: Sequence[int | str | None]


class Session(Protocol):
    """What is used of `onnxruntime.InferenceSession`."""

    def get_inputs(self) -> list[Argument]:
        """The graph's inputs."""

    def get_outputs(self) -> list[Argument]:
        """Its outputs."""

    def get_providers(self) -> list[str]:
        """The execution providers in use, in order of preference."""

    def run(self, outputs: list[str], feeds: Mapping[str, Tensor]) -> list[Tensor]:
        """The outputs for some inputs."""


@dataclass(frozen=True, slots=True)
class Started:
    """A session and its accelerator: ``cpu``, ``cuda`` ..."""

    session: Session
    accelerator: str


Notice = Callable[[str], None]
"""Called with a sentence when another accelerator is used than the chosen one."""


def accelerators() -> tuple[Accelerator, ...]:
    """The known accelerators, the automatic choice first. Imports ONNX Runtime."""
    offered = set(_offered())
    known = (
        Accelerator(name, title, provider in offered)
        for name, (provider, title) in _PROVIDERS.items()
    )
    return (Accelerator(AUTO, message("Fastest available"), True), *known)


def check_accelerator(name: str) -> str:
    """Return the name, if it is one of an accelerator; raises: UsageError."""
    if name not in (AUTO, *_PROVIDERS):
        known = ", ".join((AUTO, *_PROVIDERS))
        raise UsageError(
            message(
                "“{name}” isn't valid hardware. Choose one of these: {known}.",
                name=name,
                known=known,
            )
        )
    return name


def expected(runtime: Runtime) -> str:
    """The accelerator that a graph will run on if it can be loaded there. Imports ONNX Runtime."""
    return next(iter(_wanted(runtime.accelerator, lambda _sentence: None)), CPU)


def start(path: Path, runtime: Runtime, notice: Notice, *, threads: int) -> Started:
    """Load a graph on the chosen accelerator, or on the processor if that fails.

    Args:
        path: The graph.
        runtime: The chosen accelerator.
        notice: Called if another one is used.
        threads: Processor threads for one run.

    Raises:
        ModelError: The graph cannot be loaded.
    """
    for name in _wanted(runtime.accelerator, notice):
        try:
            session = _session(path, _PROVIDERS[name][0], _options(threads))
        except Exception as error:  # noqa: BLE001 - its errors have no common base
            reason = str(error).splitlines()[0][:200]
            notice(
                message(
                    "{title} can't be used, so the processor is used instead: {reason}.",
                    title=_PROVIDERS[name][1],
                    reason=reason,
                )
            )
            continue
        if _PROVIDERS[name][0] in session.get_providers():
            return Started(session, name)
        notice(
            message(
                "{title} can't be used, so the processor is used instead.",
                title=_PROVIDERS[name][1],
            )
        )
    return Started(on_processor(path, threads=threads), CPU)


def on_processor(
    path: Path, *, threads: int, optimised: bool = True, eager: bool = False
) -> Session:
    """Load a graph on the processor.

    Args:
        path: The graph.
        threads: Processor threads for one run.
        optimised: Whether to optimise the graph. To inspect it, loading without that is faster.
        eager: Whether threads spin between the steps of a run; after it they never do.

    Raises:
        ModelError: It cannot be loaded; the message has the reason.
    """
    try:
        options = _options(threads, optimised=optimised, eager=eager)
        return _session(path, _PROVIDERS[CPU][0], options)
    except Exception as error:  # its errors have no common base
        reason = str(error).splitlines()[0][:200]
        raise ModelError(
            message(
                "{path} can't be loaded as a model ({reason}). Download or add the model again.",
                path=path,
                reason=reason,
            )
        ) from error


def _wanted(accelerator: str, notice: Notice) -> list[str]:
    """Accelerators to try before the processor."""
    offered = set(_offered())
    if accelerator == AUTO:
        names = [name for name in _AUTOMATIC if _PROVIDERS[name][0] in offered]
        return [name for name in names if name != CPU]
    if accelerator == CPU:
        return []
    provider, title = _PROVIDERS[check_accelerator(accelerator)]
    if provider in offered:
        return [accelerator]
    notice(
        message(
            "The installed ONNX Runtime doesn't support {title}, so the processor is used.",
            title=title,
        )
    )
    return []


def _options(
    threads: int, *, optimised: bool = True, eager: bool = False
) -> onnxruntime.SessionOptions:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # errors are raised, so nothing is printed
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait would take cores from the decoders.
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(eager)))
    options.add_session_config_entry("session.force_spinning_stop", str(int(eager)))
    if not optimised:
        level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.graph_optimization_level = level
    return options


def _session(path: Path, provider: str, options: onnxruntime.SessionOptions) -> Session:
    import onnxruntime

    if provider == _PROVIDERS["directml"][0]:
        options.enable_mem_pattern = False  # as DirectML wants it
    providers = [provider] if provider == _PROVIDERS[CPU][0] else [provider, _PROVIDERS[CPU][0]]
    session: Session = onnxruntime.InferenceSession(os.fspath(path), options, providers=providers)
    return session


def _offered() -> list[str]:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    offered: list[str] = onnxruntime.get_available_providers()
    return offered
