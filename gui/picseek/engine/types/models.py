"""Models: those to choose from, and those that run on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_MODEL = "builtin"
"""Id of the model that searches and indexes until the user chooses one: it needs nothing."""


def is_built_in(model: str) -> bool:
    """Whether a model came with Picseek, by its id; an earlier version has a number after it."""
    return model.partition("-")[0] == DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Renewal:
    """Pictures that a model has to look at again because it took over from an earlier version.

    Attributes:
        model: Its id.
        earlier: Id of the earlier version, which answers until then.
        pictures: How many.
        room: Bytes on disk that this takes, about.
    """

    model: str
    earlier: str
    pictures: int
    room: int


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as the user chooses it.

    Attributes:
        ready: Whether it can be used now; if not, `needs` says in words what is missing.
        dim: Length of a vector; 0: only the service can tell.
        vectors: Pictures of the library that it has embedded.
        remote: Whether pictures leave this computer.
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
    """What there is of a model that works on this computer. Stable: part of the JSON."""

    READY = "ready"
    MISSING = "missing"
    PARTIAL = "partial"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model that works on this computer, once its files are here.

    Attributes:
        about: What it is good for, in a sentence.
        notice: What else to know before getting it, or ``""``.
        languages: Of questions: ISO 639-1 codes, or ``many``.
        good_at: What a person gains by it, or ``""``.
        recommended_for: ISO 639-1 codes of those it is offered to by itself, or ``many``.
        times_slower: To index a picture, beside the built-in model; 0: not known.
        memory: Bytes in use while it works, about; 0: not known.
        source: Where its files come from; ``""``: the user's own.
        size: Bytes of its files.
        present: Bytes of them that are here already.
        folder: Where they lie, or would.
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
        """Bytes that are still to be downloaded."""
        return self.size - self.present


@dataclass(frozen=True, slots=True)
class IndexSpeed:
    """How quickly a model indexes pictures on this computer.

    Attributes:
        per_minute: Pictures.
        measured: Whether it was measured here with this model; else it is an estimate.
    """

    per_minute: float
    measured: bool


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far the files of a model are, in bytes.

    Attributes:
        note: A plain sentence about a wait or a longer step, or ``""``.
    """

    done: int
    total: int
    note: str = ""


OnFetchProgress = Callable[[FetchProgress], None]


@dataclass(frozen=True, slots=True)
class Accelerator:
    """Something that pictures can be embedded on: the processor, a graphics card.

    Attributes:
        id: ``auto``, ``cpu``, ``cuda``, ``coreml``, ``directml`` or ``openvino``.
        available: Whether the installed ONNX Runtime offers it.
    """

    id: str
    title: str
    available: bool
