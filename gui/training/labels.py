"""From the classes of the sources to the concepts: shown, not shown, or not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.data import Store
from training.wordnet import Nouns, offset_of

Labels = npt.NDArray[np.int8]
SHOWN, ABSENT, UNSURE = 1, 0, -1

OBJECTS = ("tiny", "caltech", "cifar10", "natural", "catdog", "imagenetsample")
SCENES = (
    "places",
    "rooms",
    "intel",
    "sun1",
    "sun2",
    "sun3",
    "sun4",
    "sun5",
    "houses",
    "falls",
    "parks",
)
CLOSE = ("food", "grocery", "flowers", "sea")
PAPER = ("drawn", "receipts", "receiptslv")
OTHERS = ("flickr8k", "sports", "clothing", "weather", "faces")
# Where the authors of a source would have labelled a thing of the group had it been there.
COMPLETE: Mapping[str, frozenset[str]] = {
    "thing": frozenset(OBJECTS + SCENES + CLOSE + PAPER + OTHERS),
    "activity": frozenset(OBJECTS + SCENES + CLOSE + PAPER + OTHERS),
    "drawn": frozenset(OBJECTS + SCENES + CLOSE + PAPER + OTHERS),
    "people": frozenset(
        (
            *CLOSE,
            *PAPER,
            "flickr8k",
            "cifar10",
            "natural",
            "catdog",
            "rooms",
            "houses",
            "weather",
            "intel",
        )
    ),
    "context": frozenset(
        ("food", "grocery", *PAPER, "flickr8k", "clothing", "faces", "rooms", "houses")
    ),
    "scene": frozenset((*SCENES, *CLOSE, *PAPER, "flickr8k", "faces", "clothing", "weather")),
    "clutter": frozenset((*OBJECTS, *CLOSE, *PAPER, "intel", "weather", "faces", "flickr8k")),
}
# Its classes are words; a picture shows its word, and nothing is known of the rest.
NAMED = "web"
# Too wide to say what a class is near to.
BROAD = frozenset(
    (
        *("people", "animal", "vehicle", "food", "indoors", "outdoors", "sport", "building"),
        *("plant", "clothing", "furniture", "water", "tree", "grass", "sky", "group", "text"),
        "document",
    )
)
# Sources whose classes become concepts of their own where no concept names them yet.
FINE_SOURCES = ("tiny", "places", "sports", "sea", "caltech", "grocery", "food")
NOT_FINE = frozenset(
    {
        "BACKGROUND_Google",
        "Faces_easy",
        "gaga",
        "cougar_body",
        "crocodile_head",
        "flamingo_head",
        "Faces",
        "Leopards",
    }
)
FINE_GROUP = {"places": "scene", "sports": "activity"}


@dataclass(frozen=True)
class Concept:
    """Something the model can be asked for.

    Attributes:
        name: What it is called; unique.
        group: Key of `COMPLETE`.
        aliases: More words for it.
        shown: Patterns of the labels that show it, see `concepts.txt`.
        unsure: Patterns of the labels that may or may not show it.
        synset: Its WordNet synset, where a source states it.
        fine: Whether it is one class of one source, and no everyday word.
    """

    name: str
    group: str
    aliases: tuple[str, ...]
    shown: tuple[str, ...]
    unsure: tuple[str, ...]
    synset: str | None = None
    fine: bool = False


def read_concepts(file: Path) -> list[Concept]:
    """Reads `concepts.txt`.

    Raises:
        ValueError: A line has not five parts, or its group is unknown.
    """
    concepts = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 5 or parts[1] not in COMPLETE:
            raise ValueError(f"not a concept: {line}")
        aliases = tuple(word.strip() for word in parts[2].split(",") if word.strip())
        concepts.append(
            Concept(parts[0], parts[1], aliases, tuple(parts[3].split()), tuple(parts[4].split()))
        )
    return concepts


def _readable(name: str) -> str:
    return name.split("/")[0].replace("_", " ").replace("-", " ").lower().strip()


def _lemma(name: str, nouns: Nouns) -> str:
    synset = nouns.synsets.get(offset_of(name) or 0)
    return synset.words[0] if synset else name


def fine_concepts(
    stores: Sequence[Store], everyday: Sequence[Concept], nouns: Nouns
) -> list[Concept]:
    """One concept for each class of `FINE_SOURCES` that no concept names yet."""
    taken = {concept.name for concept in everyday}
    taken |= {alias for concept in everyday for alias in concept.aliases}
    found = []
    for store in stores:
        source = store.source.name
        if source not in FINE_SOURCES:
            continue
        trained = set(np.unique(store.labels[store.training]))
        for number, name in enumerate(store.classes):
            synset = name if source == "tiny" else None
            word = _lemma(name, nouns) if synset else _readable(name)
            if word in taken or name in NOT_FINE or number not in trained:
                continue
            taken.add(word)
            shown = (f"{source}:{name.replace('[', '?')}",) + ((f"wn:{synset}",) if synset else ())
            found.append(
                Concept(word, FINE_GROUP.get(source, "thing"), (), shown, (), synset, True)
            )
    return found


def _matches(patterns: Sequence[str], source: str, name: str, nouns: Nouns) -> bool:
    synset = offset_of(name)
    for pattern in patterns:
        where, _, what = pattern.partition(":")
        if where == "wn":
            ancestor = offset_of(what)
            if synset is not None and ancestor is not None and nouns.is_a(synset, ancestor):
                return True
        elif fnmatchcase(source, where) and fnmatchcase(name, what):
            return True
    return False


def class_labels(
    source: str, classes: Sequence[str], concepts: Sequence[Concept], nouns: Nouns
) -> Labels:
    """What each class of a source says about each concept: int8 [classes, concepts]."""
    source = source.removesuffix("test")
    table = np.full((len(classes), len(concepts)), UNSURE, np.int8)
    if source == NAMED:
        for column, concept in enumerate(concepts):
            names = {concept.name, *concept.aliases}
            table[[name in names for name in classes], column] = SHOWN
        return table
    for column, concept in enumerate(concepts):
        complete = source in COMPLETE[concept.group]
        for row, name in enumerate(classes):
            if _matches(concept.shown, source, name, nouns):
                table[row, column] = SHOWN
            elif complete and not _matches(concept.unsure, source, name, nouns):
                table[row, column] = ABSENT
    _doubt_relatives(source, table, concepts, nouns)
    return table


def _doubt_relatives(source: str, table: Labels, concepts: Sequence[Concept], nouns: Nouns) -> None:
    """A photo that may show a relative of a fine concept in another source may show it too."""
    everyday = [column for column, concept in enumerate(concepts) if not concept.fine]
    for column, concept in enumerate(concepts):
        if not concept.fine:
            continue
        own, _, name = concept.shown[0].partition(":")
        if own == source:
            continue
        parents = [other for other in everyday if _matches(concepts[other].shown, own, name, nouns)]
        close = [other for other in parents if concepts[other].name not in BROAD] or parents
        for other in close:
            doubtful = (table[:, other] != ABSENT) & (table[:, column] == ABSENT)
            table[doubtful, column] = UNSURE


def caption_labels(counts: Labels, words: Sequence[str], concepts: Sequence[Concept]) -> Labels:
    """What the sentences of photos say about each concept.

    Args:
        counts: How many sentences use each word, [photos, words].
        words: The words.
        concepts: The concepts; those without a `cap:` label are `UNSURE` for people's
            surroundings and `ABSENT` for things.

    Returns:
        int8 [photos, concepts].
    """
    column_of = {word: number for number, word in enumerate(words)}

    def mentioned(patterns: Sequence[str]) -> npt.NDArray[np.bool_]:
        columns = [
            column_of[p[4:]] for p in patterns if p.startswith("cap:") and p[4:] in column_of
        ]
        return np.asarray((counts[:, columns] > 0).sum(axis=1) > 0)

    table = np.full((len(counts), len(concepts)), UNSURE, np.int8)
    for column, concept in enumerate(concepts):
        named = any(pattern.startswith("cap:") for pattern in concept.shown)
        if named or (concept.group in {"thing", "drawn", "scene", "activity"} and not concept.fine):
            table[:, column] = ABSENT
            table[mentioned(concept.unsure), column] = UNSURE
            table[mentioned(concept.shown), column] = SHOWN
    return table
