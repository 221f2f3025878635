"""The models as data: `resources/models/clip.toml`, and custom models."""

from __future__ import annotations

import functools
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from picseek.engine.embed.base import ModelSpec
from picseek.engine.messages import from_stored
from picseek.resources import resource_path

CUSTOM_PREFIX = "own/"
"""Prefix of the ids of custom models."""

_PREPARATION = "1"  # increased when pixels or words are prepared differently
_CHANNELS = 3


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model.

    Attributes:
        path: In the repository and in the model's folder; parts joined by ``/``.
        size: Bytes.
        sha256: Of its content, in hexadecimal digits.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """How pixels are prepared, as in the model's ``preprocessor_config.json``.

    Attributes:
        size: Pixels of each side of the model's input.
        fit: ``crop``: the shorter side is resized and the middle cut out; ``squash``: both sides
            are resized.
        resample: ``bicubic`` or ``bilinear``.
        mean: Of each channel, 0 to 1.
        std: Of each channel.
    """

    size: int
    fit: str
    resample: str
    mean: tuple[float, ...]
    std: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tower:
    """One half of a model: a graph, and the name of its output of shape (batch, dim)."""

    file: ModelFile
    output: str


@dataclass(frozen=True, slots=True)
class TokenPlan:
    """How words become numbers.

    Attributes:
        file: A ``tokenizer.json`` of the library `tokenizers`.
        length: The most tokens; longer texts are truncated, the end token stays.
        pad: Id of the padding token.
        fixed: Always padded to `length`, because the model uses the last position.
        lower: Whether texts are lower-cased first.
    """

    file: ModelFile
    length: int
    pad: int
    fixed: bool
    lower: bool


@dataclass(frozen=True, slots=True)
class ClipModel:
    """A model: its description, its source, and how to run it.

    Attributes:
        notice: What else to know before the download, or ``""``.
        languages: ISO 639-1 codes, or ``many``.
        quality: As published, with `quality_source`; not shown.
        good_at: What it is good at, in plain words, or ``""``.
        recommended_for: ISO 639-1 codes of the languages it is recommended for, or ``many``.
        times_slower: Than the built-in model, to index a picture; 0: unknown.
        memory: Approximate bytes in use while it runs; 0: unknown.
        repository: On the Hugging Face Hub; ``""``: a custom model.
        revision: The commit there.
        dim: Length of a vector; 0: unknown.
        quantised: Each picture runs alone: 8-bit models find their scales in the whole batch.
        templates: Texts made of a query, which ``{}`` stands for; several are averaged.
        license_file: The text of the license in `resources/licenses`, or ``""``.
        companions: External data files of the graphs.
    """

    id: str
    title: str
    about: str
    license: str
    license_url: str
    notice: str
    languages: tuple[str, ...]
    quality: str
    quality_source: str
    repository: str
    revision: str
    dim: int
    quantised: bool
    templates: tuple[str, ...]
    picture: PicturePlan
    vision: Tower
    text: Tower
    tokens: TokenPlan
    license_file: str = ""
    good_at: str = ""
    recommended_for: tuple[str, ...] = ()
    times_slower: float = 0.0
    memory: int = 0
    companions: tuple[ModelFile, ...] = ()

    @property
    def license_text(self) -> str:
        """The full text of the license, or ``""``."""
        if not self.license_file:
            return ""
        return resource_path("licenses", self.license_file).read_text(encoding="utf-8")

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """All files, each once."""
        files = (self.vision.file, self.text.file, self.tokens.file, *self.companions)
        return tuple({file.path: file for file in files}.values())

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def vector_revision(self) -> str:
        """Changes when vectors stop being comparable."""
        graphs = (self.vision.file, self.text.file, *self.companions)
        towers = (file.sha256[:8] for file in graphs)
        pixels = f"{zlib.crc32(repr(self.picture).encode()):08x}"
        return "-".join((_PREPARATION, *towers, pixels))

    def spec(
        self, *, batch_pictures: int = 8, batch_bytes: int = 16 << 20, calls_in_flight: int = 1
    ) -> ModelSpec:
        """The model as the engine sees it."""
        return ModelSpec(
            id=self.id,
            revision=self.vector_revision,
            title=self.title,
            dim=self.dim,
            batch_pictures=batch_pictures,
            batch_bytes=batch_bytes,
            calls_in_flight=calls_in_flight,
        )


@functools.cache
def table() -> tuple[ClipModel, ...]:
    """The models that Picseek offers for download."""
    with resource_path("models", "clip.toml").open("rb") as file:
        return tuple(parse_model(entry) for entry in tomllib.load(file)["model"])


def parse_model(entry: Mapping[str, Any]) -> ClipModel:
    """A model from its entry in TOML or JSON.

    Raises:
        KeyError, TypeError, ValueError: The entry is invalid.
    """
    simple = {name: entry[name] for name in _SIMPLE}
    simple |= {name: from_stored(entry[name]) for name in ("license", "title", "about", "notice")}
    picture = dict(entry["picture"])
    for name in ("mean", "std"):
        picture[name] = tuple(map(float, picture[name]))
        if len(picture[name]) != _CHANNELS:
            raise ValueError(name)
    return ClipModel(
        **simple,
        languages=tuple(entry["languages"]),
        templates=tuple(entry["templates"]),
        picture=PicturePlan(**picture),
        vision=_tower(entry["vision"]),
        text=_tower(entry["text"]),
        tokens=TokenPlan(**{**entry["tokens"], "file": ModelFile(**entry["tokens"]["file"])}),
        license_file=entry.get("license_file", ""),
        good_at=from_stored(entry.get("good_at", "")),
        recommended_for=tuple(entry.get("recommended_for", ())),
        times_slower=float(entry.get("times_slower", 0)),
        memory=int(entry.get("memory", 0)),
        companions=tuple(ModelFile(**each) for each in entry.get("companions", ())),
    )


TRANSLATED_FIELDS = ("title", "about", "notice", "good_at")
"""Fields whose texts are translated; of custom models the license is a message, too."""

_SIMPLE = (
    "id",
    "title",
    "about",
    "license",
    "license_url",
    "notice",
    "quality",
    "quality_source",
    "repository",
    "revision",
    "dim",
    "quantised",
)


def _tower(entry: Mapping[str, Any]) -> Tower:
    return Tower(ModelFile(**entry["file"]), entry["output"])
