"""The files of the shipped picture model: where they are, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from picseek.engine.errors import ModelError
from picseek.engine.messages import say
from picseek.resources import resource_path

PICTURE = "picture.onnx"
CONCEPTS = "concepts.json"
WORDS = "words.tsv"
STRONG = "strong.json"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A picture model and its words in a folder, as known before a file of it is opened.

    Attributes:
        digest: Of the picture model's file.
        revision: Changes with all that decides on a picture's vector.
        concepts: How many concepts can be searched by.
        features: Length of the features by which two pictures are compared.
        folder: Absolute path; ``""``: the one in `resources/`.
    """

    digest: str
    revision: str
    concepts: int
    features: int
    folder: str = ""

    def path(self, name: str) -> Path:
        """Find one of its files.

        Raises:
            ModelError: It is not there.
        """
        if self.folder:
            path = Path(self.folder, name)
            if path.is_file():
                return path
            raise damaged(name)
        try:
            return resource_path("models", "builtin", name)
        except FileNotFoundError as error:
            raise damaged(name) from error

    def read(self, name: str) -> bytes:
        """Read one of its files.

        Raises:
            ModelError: It cannot be read, or it is the picture model and damaged.
        """
        try:
            content = self.path(name).read_bytes()
        except OSError as error:
            raise damaged(name) from error
        if name == PICTURE and _digest(content) != self.digest:
            raise damaged(name)
        return content


def damaged(name: str) -> ModelError:
    """What to raise when a file is not what it was when it was shipped."""
    return ModelError(
        say(
            "Picseek's own file models/builtin/{name} is missing or damaged; "
            "install Picseek again.",
            name=name,
        )
    )


def digest(picture: Path) -> str:
    """BLAKE2b-128 of a file, in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    return _digest(picture.read_bytes())


def revision(picture: Path, concepts: Path) -> str:
    """Ten hexadecimal digits that change when a picture's vector would be another.

    Raises:
        OSError: One of the files cannot be read.
    """
    listed = json.loads(concepts.read_text(encoding="utf-8"))
    telling = [listed["input"]]
    telling += [[c["name"], c["claimed"], c["threshold"]] for c in listed["concepts"]]
    return _digest((digest(picture) + json.dumps(telling)).encode())[:10]


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
