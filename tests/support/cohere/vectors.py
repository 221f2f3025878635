"""The stand-in's model: vectors from the pixels of pictures and from a few words it knows.

It sees three things: which colours stand in the foreground, the foreground's silhouette on a
grid of 8x8, and whether the ground is paper white. Words name the same three, so "red car"
lies near pictures of red cars; other words get a direction of their own, so that a title
fused with a picture is found by its words. As in real cross-modal models, pictures and texts
keep to separate cones: cosines between them are low and only rank.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

Content = NDArray[np.float64]
Vector = NDArray[np.float32]

SIDE, GRID, OTHER_WORDS = 64, 8, 48
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "red": (205, 35, 35),
    "orange": (240, 140, 30),
    "yellow": (240, 220, 50),
    "green": (45, 150, 55),
    "blue": (40, 80, 200),
    "purple": (130, 60, 170),
    "pink": (245, 150, 185),
    "brown": (120, 75, 40),
    "black": (15, 15, 15),
    "white": (250, 250, 250),
    "grey": (128, 128, 128),
}
SYNONYMS = {"gray": "grey", "graph": "chart", "plot": "chart", "diagram": "chart", "cars": "car"}
PAPER_WORDS = frozenset({"chart", "paper", "document"})
# Silhouettes as drawn into the box that bounds them: blank, half, full.
GLYPHS: Mapping[str, str] = {
    "car": "........ ..####.. .######. ######## ######## ######## .##..##. .##..##.",
    "house": "...##... ..####.. .######. ######## ######## ######## ######## ########",
    "tree": "..####.. .######. ######## ######## .######. ...##... ...##... ...##...",
    "boat": "...#.... ...##... ...###.. ...####. ...#.... ######## .######. .######.",
    "heart": ".##..##. ######## ######## ######## .######. ..####.. ...##... ...##...",
    "ball": "..####.. .######. ######## ######## ######## ######## .######. ..####..",
    "bar": "-....... -....#.. -....#-- -.#..#-- -.#--#-- #-#--#-- #-#--#-- #-#--#--",
    "line": "-.....-# -.....#. -....#-. -...#... -.-##... -.#..... -#-..... #-------",
    "pie": ".-####-. -######- ######## ######## ######## ######## -######- .-####-.",
    "scatter": "-#...... #.-..... #-.-.... -.-##... -..-.#.. -...-#-. -.....#- #------#",
}
_COLOUR_AXES = slice(0, len(COLOURS))
_SHAPE_AXES = slice(_COLOUR_AXES.stop, _COLOUR_AXES.stop + GRID * GRID)
_PAPER_AXIS = _SHAPE_AXES.stop
_WORD_AXES = slice(_PAPER_AXIS + 1, _PAPER_AXIS + 1 + OTHER_WORDS)
_PICTURE_AXIS, _TEXT_AXIS = _WORD_AXES.stop, _WORD_AXES.stop + 1
_AXES = _TEXT_AXIS + 1
_FOREGROUND_DISTANCE = 60
_PALETTE = np.array(list(COLOURS.values()), np.float64)


def content_of_pixels(pixels: NDArray[np.uint8]) -> Content:
    """What a picture of SIDE x SIDE x 3 shows."""
    values = pixels.astype(np.float64)
    border = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    ground = np.median(border, axis=0)
    foreground = np.linalg.norm(values - ground, axis=2) > _FOREGROUND_DISTANCE
    if not foreground.any():
        foreground[:] = True
    content = np.zeros(_AXES)
    content[_COLOUR_AXES] = 0.8 * _unit(_colour_shares(values[foreground]))
    content[_SHAPE_AXES] = 0.9 * _shape(foreground)
    content[_PAPER_AXIS] = 0.5 if ground.min() > 235 else 0.0
    return content


def _colour_shares(values: Content) -> Content:
    """How much of some pixels, shape (n, 3), is each named colour; ink and paper count less."""
    red, green, blue = (values.astype(np.int64) >> 3).T
    nearest = _nearest_colours()[red, green, blue]
    shares = np.bincount(nearest, minlength=len(COLOURS)) / len(values)
    for name in ("black", "white", "grey"):
        shares[list(COLOURS).index(name)] *= 0.5
    return shares


@cache
def _nearest_colours() -> NDArray[np.int64]:
    """Which named colour is nearest, for each of 32x32x32 colours."""
    levels = np.stack(np.meshgrid(*[np.arange(4, 256, 8)] * 3, indexing="ij"), axis=-1)
    nearest: NDArray[np.int64] = np.linalg.norm(levels[..., None, :] - _PALETTE, axis=-1).argmin(-1)
    return nearest


def _shape(foreground: NDArray[np.bool_]) -> Content:
    """The silhouette in its bounding box on the grid: zero mean, unit length, flattened."""
    rows, columns = np.flatnonzero(foreground.any(axis=1)), np.flatnonzero(foreground.any(axis=0))
    box = foreground[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    down = np.arange(GRID * 8) * box.shape[0] // (GRID * 8)
    across = np.arange(GRID * 8) * box.shape[1] // (GRID * 8)
    cells = box[np.ix_(down, across)].reshape(GRID, 8, GRID, 8).mean(axis=(1, 3))
    return _unit((cells - cells.mean()).ravel())


def content_of_text(text: str) -> Content:
    """What a text says, as far as the stand-in knows its words."""
    content = np.zeros(_AXES)
    for word in re.findall(r"\w+", text.lower()):
        name = SYNONYMS.get(word, word)
        if name in COLOURS:
            content[_COLOUR_AXES][list(COLOURS).index(name)] += 0.8
        elif name in GLYPHS:
            content[_SHAPE_AXES] += 0.9 * _glyph(name)
        elif name in PAPER_WORDS:
            content[_PAPER_AXIS] = 0.5
        else:
            content[_WORD_AXES] += 0.6 * _word(name)
    return content


@cache
def _glyph(name: str) -> Content:
    marks = {".": 0.0, "-": 0.5, "#": 1.0}
    cells = np.array([marks[each] for each in GLYPHS[name].replace(" ", "")])
    return _unit(cells - cells.mean())


@cache
def _word(word: str) -> Content:
    return _unit(_random("word", word).standard_normal(OTHER_WORDS))


def embed(
    texts: Iterable[str], pictures: Sequence[Content], *, space: str, dim: int, whole: bool
) -> Vector:
    """The vector of one input: float32, shape (dim,).

    Args:
        whole: The model's default dimension, whose vectors have length 1. Those of other
            dimensions do not, as in truncated Matryoshka vectors: clients must normalise.
    """
    said = sum((content_of_text(text) for text in texts), start=np.zeros(_AXES))
    shown = sum((_unit(content) for content in pictures), start=np.zeros(_AXES))
    vector = 0.5 * _unit(_unit(said) + shown)
    vector[_PICTURE_AXIS if pictures else _TEXT_AXIS] = 0.87
    length = 1.0 if whole else 0.8
    return (_basis(space, dim) @ _unit(vector) * length).astype(np.float32)


@cache
def _basis(space: str, dim: int) -> Content:
    """Shape (dim, axes), columns orthonormal: cosines are those of the contents."""
    random = _random(space, str(dim)).standard_normal((dim, _AXES))
    return np.linalg.qr(random).Q if dim >= _AXES else random / np.sqrt(dim)


def _random(*seed: str) -> np.random.Generator:
    digest = sha256("\0".join(seed).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _unit(values: Content) -> Content:
    length = float(np.linalg.norm(values))
    return values / length if length else values


def _int8(rows: Vector) -> NDArray[np.int64]:
    return np.clip(np.rint(rows * 127), -128, 127).astype(np.int64)


def _bits(rows: Vector) -> NDArray[np.int64]:
    return np.packbits(rows >= 0, axis=1).astype(np.int64)


_WRITERS: Mapping[str, Callable[[Vector], list[Any]]] = {
    "float": lambda rows: [[float(each) for each in row] for row in rows],
    "int8": lambda rows: _int8(rows).tolist(),
    "uint8": lambda rows: (_int8(rows) + 128).tolist(),
    "binary": lambda rows: (_bits(rows) - 128).tolist(),
    "ubinary": lambda rows: _bits(rows).tolist(),
    "base64": lambda rows: [base64.b64encode(row.astype("<f4").tobytes()).decode() for row in rows],
}


def written(rows: Vector, types: Iterable[str]) -> dict[str, list[Any]]:
    """Vectors, shape (n, dim), as the `embeddings` of an answer; base64 is little-endian
    float32, binary is offset by -128."""
    return {name: _WRITERS[name](rows) for name in types}
