"""The files of the shipped picture model: their paths, and whether they are intact."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from picseek.engine.embed.builtin import model_files
from picseek.engine.embed.builtin.model_files import digest_of
from picseek.engine.errors import ModelError

MODEL = "builtin-1"
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
        return model_files.find(name, model=MODEL, folder=self.folder)

    def read(self, name: str) -> bytes:
        """Read one of its files.

        Raises:
            ModelError: It cannot be read, or it is the picture model and damaged.
        """
        try:
            content = self.path(name).read_bytes()
        except OSError as error:
            raise damaged(name) from error
        if name == PICTURE and digest_of(content) != self.digest:
            raise damaged(name)
        return content


def damaged(name: str) -> ModelError:
    """The error for a file that is not as shipped."""
    return model_files.damaged(name, MODEL)


def digest(picture: Path) -> str:
    """BLAKE2b-128 of a file, in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    return digest_of(picture.read_bytes())


def revision(picture: Path, concepts: Path) -> str:
    """Ten hexadecimal digits that change when a picture's vector would be another.

    Raises:
        OSError: One of the files cannot be read.
    """
    listed = json.loads(concepts.read_text(encoding="utf-8"))
    relevant = [listed["input"]]
    relevant += [[c["name"], c["claimed"], c["threshold"]] for c in listed["concepts"]]
    return digest_of((digest(picture) + json.dumps(relevant)).encode())[:10]
