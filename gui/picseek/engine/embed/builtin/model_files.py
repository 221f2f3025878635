"""The files of a shipped model: their paths, and whether they are intact."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from picseek.engine.errors import ModelError
from picseek.engine.messages import message
from picseek.resources import resource_path

MODEL = "builtin"

PICTURE = "picture.onnx"
DESCRIPTION = "model.json"
REGIONS = "regions.npz"
WORDS = "words.tsv"
MEANINGS = "words.npz"
STRONG = "strong.json"
ASKING = "asking.npz"
TEXT = "text.onnx"
PIECES = "pieces.json"


@dataclass(frozen=True)
class Shipped:
    """A model's files in a folder, as known before any is opened.

    Attributes:
        revision: Changes with all that decides on a picture's vector.
        content: Length of the vectors of the picture encoder.
        digests: Of each file, by its name.
        folder: Absolute path; ``""``: the one in `resources/`.
    """

    revision: str
    content: int
    digests: tuple[tuple[str, str], ...]
    folder: str = ""

    @cached_property
    def _expected(self) -> dict[str, str]:
        return dict(self.digests)

    def require(self) -> None:
        """Raises: ModelError, if a file is missing. None is opened."""
        for name in self._expected:
            find(name, folder=self.folder)

    def verified(self, name: str) -> Path:
        """Path of one of the files, whose content is as shipped.

        Opening a large graph by its path takes half the memory of passing its bytes.

        Raises:
            ModelError: It is missing, cannot be read, or is damaged.
        """
        path = find(name, folder=self.folder)
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, _hash).hexdigest()
        except OSError as error:
            raise damaged(name) from error
        if digest != self._expected.get(name):
            raise damaged(name)
        return path

    def read(self, name: str) -> bytes:
        """Read one of the files.

        Raises:
            ModelError: It is missing, cannot be read, or is damaged.
        """
        path = find(name, folder=self.folder)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise damaged(name) from error
        if digest_of(content) != self._expected.get(name):
            raise damaged(name)
        return content


def find(name: str, *, model: str = MODEL, folder: str = "") -> Path:
    """Find a file of a model.

    Args:
        name: Of the file.
        model: Whose folder in `resources/models` it is in.
        folder: Absolute path of another folder that it is in; ``""``: none.

    Raises:
        ModelError: It is missing.
    """
    if folder:
        path = Path(folder, name)
        if path.is_file():
            return path
        raise damaged(name, model)
    try:
        return resource_path("models", model, name)
    except FileNotFoundError as error:
        raise damaged(name, model) from error


def damaged(name: str, model: str = MODEL) -> ModelError:
    """The error for a file that is not as shipped."""
    return ModelError(
        message(
            "Picseek's file {file} is missing or damaged. Reinstall Picseek.",
            file=f"models/{model}/{name}",
        )
    )


def digest_of(content: bytes) -> str:
    """BLAKE2b-128, in hexadecimal."""
    return _hash(content).hexdigest()


_hash = partial(hashlib.blake2b, digest_size=16)
