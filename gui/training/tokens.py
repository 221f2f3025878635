"""States of texts' tokens, stored so that each text is read once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.arrays import Floats, Halves
from training.attention import TokenEncoder
from training.sentences import WIDTH, key_of

_log = logging.getLogger(__name__)
_BATCH = 32
_PART = 4096
"""Texts a file."""


def compute(encoder: TokenEncoder, texts: Iterable[str], folder: Path) -> None:
    """Compute and store what is missing, in parts; a text of a stored part is not read again."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = {key.tobytes() for file in _files(folder) for key in np.load(file)["keys"]}
    missing = [text for text in dict.fromkeys(texts) if key_of(text) not in stored]
    for start in range(0, len(missing), _PART):
        part = sorted(missing[start : start + _PART], key=len)
        batches = [part[at : at + _BATCH] for at in range(0, len(part), _BATCH)]
        _store(part, [states for batch in batches for states in encoder(batch)], folder)
        _log.info("tokens: %d of %d", start + len(part), len(missing))


def _store(texts: Sequence[str], states: Sequence[Halves], folder: Path) -> None:
    keys = b"".join(key_of(text) for text in texts)
    target = folder / f"{hashlib.blake2b(keys, digest_size=8).hexdigest()}.npz"
    passing = target.with_suffix(".new.npz")
    np.savez(
        passing,
        keys=np.frombuffer(keys, np.uint8).reshape(len(texts), -1),
        lengths=np.array([len(each) for each in states]),
        states=np.concatenate(states),
    )
    passing.replace(target)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.npz") if ".new" not in file.name)


class Tokens:
    """Texts as the text side takes them: their vectors, and the states of their tokens.

    Args:
        states: float16 [tokens, WIDTH], of one text after the other.
        lengths: Tokens of each text, int [texts].
        numbers: Number of each text, by its key.
        vectors: Of each text, less their mean, of unit length, float32 [texts, WIDTH].
    """

    def __init__(
        self, states: Halves, lengths: Floats, numbers: dict[bytes, int], vectors: Floats
    ) -> None:
        self._states, self._vectors = torch.from_numpy(states), torch.tensor(vectors)
        self._lengths = torch.tensor(lengths)
        self._starts = self._lengths.cumsum(0) - self._lengths
        self._numbers = numbers

    def __contains__(self, text: str) -> bool:
        return key_of(text) in self._numbers

    def numbers(self, texts: Iterable[str]) -> Tensor:
        """Numbers of texts, int64 [texts]."""
        return torch.tensor([self._numbers[key_of(text)] for text in texts], dtype=torch.int64)

    def of(self, numbers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors [n, WIDTH], states [n, most tokens, WIDTH], and which of them are there."""
        lengths = self._lengths[numbers]
        places = torch.arange(int(lengths.max()))
        there = places[None] < lengths[:, None]
        rows = (self._starts[numbers][:, None] + places).clamp(max=len(self._states) - 1)
        states = self._states[rows].float() * there[..., None]
        return self._vectors[numbers], states, there


def read(folder: Path, vectors: dict[bytes, Floats]) -> Tokens:
    """All that has been computed of texts whose vectors are given, by key."""
    parts = [np.load(file) for file in _files(folder)]
    keys = [key.tobytes() for part in parts for key in part["keys"]]
    rows = np.stack([vectors.get(key, np.zeros(WIDTH, np.float32)) for key in keys])
    numbers = {key: number for number, key in enumerate(keys) if key in vectors}
    states, lengths = (
        np.concatenate([part[name] for part in parts]) for name in ("states", "lengths")
    )
    return Tokens(states, lengths, numbers, rows)
