"""Models that the user can choose, and those that run on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_MODEL = "builtin"
"""Id of the built-in model, which is used until the user chooses another."""


def is_built_in(model: str) -> bool:
    """Whether a model came with Picseek; ids of earlier versions end in a number."""
    return model.partition("-")[0] == DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Renewal:
    """An update of a model, which has to index pictures of its earlier version again.

    Attributes:
        model: Its id.
        earlier: Id of the earlier version, which answers queries until then.
        pictures: Number of pictures to index.
        room: Approximate disk space that this takes, in bytes.
    """

    model: str
    earlier: str
    pictures: int
    room: int


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that the user can choose.

    Attributes:
        ready: Whether it can be used now; if not, `needs` is a sentence about what is missing.
        dim: Length of a vector; 0: unknown until the service answers.
        vectors: Pictures of the library that it has embedded.
        remote: Whether pictures are sent to a service.
        mixed: Whether it can fuse a picture with its description (`ServiceOptions.describe`).
    """

    id: str
    title: str
    dim: int
    ready: bool
    needs: str
    vectors: int
    remote: bool = False
    mixed: bool = False


class LocalModelState(StrEnum):
    """State of a local model's files. Stable: part of the command line's JSON."""

    READY = "ready"
    MISSING = "missing"
    PARTIAL = "partial"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model that runs on this computer once its files are downloaded.

    Attributes:
        about: What it is good for, as a sentence.
        notice: What else to know before downloading it, or ``""``.
        languages: Languages of queries: ISO 639-1 codes, or ``many``.
        good_at: Its advantage for the user, or ``""``.
        recommended_for: ISO 639-1 codes of languages for which it is recommended, or ``many``.
        times_slower: Indexing time of a picture relative to the built-in model; 0: unknown.
        memory: Approximate bytes in use while it runs; 0: unknown.
        source: Where its files are downloaded from; ``""``: a custom model.
        size: Bytes of its files.
        present: Bytes that are already downloaded.
        folder: Of its files, which may not exist yet.
    """

    id: str
    title: str
    about: str
    license: str
    license_url: str
    notice: str
    languages: tuple[str, ...]
    good_at: str
    source: str
    size: int
    present: int
    state: LocalModelState
    folder: Path
    recommended_for: tuple[str, ...] = ()
    times_slower: float = 0.0
    memory: int = 0

    @property
    def missing(self) -> int:
        """Bytes that are not downloaded yet."""
        return self.size - self.present


@dataclass(frozen=True, slots=True)
class IndexSpeed:
    """How quickly a model indexes pictures on this computer.

    Attributes:
        per_minute: Pictures.
        measured: Whether it was measured on this computer; else it is an estimate.
    """

    per_minute: float
    measured: bool


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """Progress of a model's download, in bytes.

    Attributes:
        note: A sentence about a wait or a longer step, or ``""``.
    """

    done: int
    total: int
    note: str = ""


OnFetchProgress = Callable[[FetchProgress], None]


@dataclass(frozen=True, slots=True)
class Accelerator:
    """Hardware that a model can run on: the processor or a graphics card.

    Attributes:
        id: ``auto``, ``cpu``, ``cuda``, ``coreml``, ``directml`` or ``openvino``.
        available: Whether the installed ONNX Runtime supports it.
    """

    id: str
    title: str
    available: bool
