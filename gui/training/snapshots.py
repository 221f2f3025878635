"""Fits from which score on a match for a word is a strong one, on snapshots with captions.

    PYTHONPATH=gui python -m training.snapshots FOLDER --captioned FOLDER

The first FOLDER holds a trained model, and gets `strong.json`; the other `captions.txt` and
`images/` of photos that nothing was learnt from. A photo counts as right if one of its captions
mentions the word, so that what nobody mentions counts as wrong: the cut-offs err on the safe side.
A word gets one if enough photos above it are right at both looks, for pictures are found after the
first and, by the mean of both, after the second; the others never have strong matches.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from picseek.engine.decoding.opening import open_picture
from picseek.engine.embed.builtin.description import read_description
from picseek.engine.embed.builtin.interpreter import Term, interpret
from picseek.engine.embed.builtin.meanings import Meanings, Names, read_meanings
from picseek.engine.embed.builtin.model_files import STRONG, Shipped
from picseek.engine.embed.builtin.picture_model import PictureModel
from picseek.engine.embed.builtin.vocabulary import Things, Vocabulary
from picseek.engine.text.query_parser import parse
from training.ship import shipped_in

LEVEL = 0.8
"""Share of right ones among strong matches of the photos that are fitted to; of others it is less,
and is to be .75 at least."""

FEWEST = 8
"""Strong matches that a cut-off has to have."""

MOST_COMMON = 0.1
"""Share of photos that show a word at most: where it is commoner here, it is not so everywhere."""

LOWEST = 1.5
"""Standard score that a strong match has at least."""

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


def cut_off(scores: Floats, right: Bools) -> float:
    """The least score from which on enough photos are right; infinite: there is none.

    Args:
        scores: Standard scores, [photos].
        right: Which photos show the word, [photos].
    """
    share = float(right.mean())
    if not 0 < share < 1 or right.sum() < FEWEST:
        return float("inf")
    worth = min(1.0, MOST_COMMON / (1 - MOST_COMMON) * (1 - share) / share)
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    misses = np.arange(1, len(order) + 1) - hits
    good = worth * hits >= LEVEL * (worth * hits + misses)
    enough = np.flatnonzero(good & (hits + misses >= FEWEST))
    return max(float(scores[order[enough[-1]]]), LOWEST) if len(enough) else float("inf")


def cut_off_of_looks(scores: Floats, right: Bools) -> float:
    """The same for several looks at the photos, [looks, photos]: it holds for each of them."""
    return max(cut_off(look, right) for look in scores)


def held(scores: Floats, right: Bools, halves: Bools) -> list[tuple[int, int]]:
    """Strong matches of each half by cut-offs of the other, and how many of them are right.

    Args:
        scores: [looks, photos, words].
        right: [photos, words].
        halves: Which photos are of the first half, [photos].

    Returns:
        For each look.
    """
    called, good = np.zeros((2, len(scores)), int)
    for half in (halves, ~halves):
        for word in range(scores.shape[2]):
            cut = cut_off_of_looks(scores[:, half, word], right[half, word])
            strong = scores[:, ~half, word] >= cut
            called += strong.sum(axis=1)
            good += (strong & right[~half, word]).sum(axis=1)
    return list(zip(called.tolist(), good.tolist(), strict=True))


def mentioned(captions: Sequence[Sequence[str]], found: Meanings) -> Bools:
    """Which words the captions of each photo mention, [photos, meanings]."""
    table = np.zeros((len(captions), len(found.numbers)), bool)
    for row, texts in enumerate(captions):
        for names in _named(" . ".join(texts), found.vocabulary):
            table[row, found.numbers[names]] = True
    return table


def _named(text: str, vocabulary: Vocabulary) -> set[Names]:
    entries = interpret(parse(text).tokens, vocabulary).entries
    terms = (each.meaning for each in entries if isinstance(each, Term))
    return {meaning.names for meaning in terms if isinstance(meaning, Things)}


def read_captions(file: Path) -> Mapping[str, list[str]]:
    """Captions by the names of photos: a table with a heading, `image,caption`."""
    found: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for name, *caption in list(csv.reader(lines))[1:]:
            found.setdefault(name, []).append(",".join(caption))
    return found


def look(shipped: Shipped, photos: Sequence[Path]) -> Floats:
    """Content of the photos after the first and the second look, [looks, photos, content]."""
    model, side = PictureModel(shipped), read_description(shipped).second_side
    pictures = (open_picture(each, min_side=side)[0] for each in photos)
    looks = (model.first_look, model.second_look)
    seen = [[look(each).content for look in looks] for each in pictures]
    return np.swapaxes(np.array(seen, np.float32), 0, 1)


def fit(folder: Path, captioned: Path) -> None:
    """Fit the cut-offs of the model in a folder and write them there."""
    _write(folder, {"cut_offs": {}})  # a model without them cannot be read
    shipped = shipped_in(folder)
    captions = read_captions(captioned / "captions.txt")
    found = read_meanings(shipped)
    content = look(shipped, [captioned / "images" / name for name in captions])
    scores = content @ found.directions.astype(np.float32).T - found.means
    right = mentioned(list(captions.values()), found)
    halves = np.random.default_rng(0).permutation(len(right)) < len(right) // 2
    first, second = (_share(*each) for each in held(scores, right, halves))
    cuts = {
        ",".join(names): round(cut, 2)
        for names, row in found.numbers.items()
        if np.isfinite(cut := cut_off_of_looks(scores[..., row], right[:, row]))
    }
    result = {
        "photos": len(right),
        "of other photos": second,
        "of other photos, first look": first,
        "cut_offs": cuts,
    }
    _write(folder, result)


def main(arguments: list[str]) -> int:
    """Fit the cut-offs of a model."""
    parser = argparse.ArgumentParser(prog="python -m training.snapshots", description=__doc__)
    parser.add_argument("folder", type=Path, help="with the trained model")
    parser.add_argument("--captioned", type=Path, required=True, help="with the photos")
    options = parser.parse_args(arguments)
    fit(options.folder, options.captioned)
    return 0


def _share(called: int, good: int) -> Mapping[str, float]:
    return {"strong": called, "right": round(good / max(called, 1), 3)}


def _write(folder: Path, result: Mapping[str, object]) -> None:
    text = json.dumps(result, indent=1)
    (folder / STRONG).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
