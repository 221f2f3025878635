"""What sentences and labels say about which things a photo shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from training.sources import Photo
from training.words.concepts import Concept

SHOWN, ABSENT, UNSURE = 1, 0, -1
Labels = npt.NDArray[np.int8]

_ABOVE: Mapping[str, str] = {
    "man": "people, person",
    "woman": "people, person",
    "boy": "child, people, person",
    "girl": "child, people, person",
    "baby": "child, people, person",
    "child": "people, person",
    "person": "people",
    "crowd": "people, group of people, group",
    "group of people": "people, group",
    "group": "people, group of people",
    "family": "people, group of people, group",
    "couple": "people",
    "clouds": "sky, cloud",
    "cloud": "sky, clouds",
    "sunset": "sky",
    "glacier": "snow, ice",
    "skiing": "snow, skis, sport, winter",
    "skis": "snow, skiing, sport, winter",
    "snowboard": "snow, snowboarding, sport, winter",
    "snowboarding": "snow, snowboard, sport, winter",
    "surfing": "water, sea, wave, surfboard, sport",
    "surfboard": "water, sea, surfing, sport",
    "beach": "coast, sand",
    "sea": "water, ocean",
    "ocean": "water, sea",
    "lake": "water",
    "river": "water",
    "waterfall": "water",
    "swimming pool": "water",
    "wave": "water, sea, ocean",
    "palm tree": "tree, plant",
    "forest": "tree",
    "tree": "plant",
    "rose": "flower, plant",
    "tulip": "flower, plant",
    "sunflower": "flower, plant",
    "dandelion": "flower, plant",
    "daisy": "flower, plant",
    "skateboard": "skateboarding, sport",
    "skateboarding": "skateboard, sport",
    "football": "sport, ball",
    "basketball": "sport, ball",
    "baseball": "sport",
    "volleyball": "sport, ball",
    "tennis": "sport, tennis racket",
    "american football": "sport",
    "hockey": "sport",
    "climbing": "sport",
    "swimming": "sport, water",
    "pizza": "food",
    "cake": "food, dessert",
    "bread": "food",
    "salad": "food",
    "soup": "food",
    "fruit": "food",
    "vegetables": "food, vegetable",
    "meat": "food",
    "hamburger": "food",
    "receipt": "document, text",
    "skyscraper": "building, city",
    "house": "building",
    "church": "building",
    "castle": "building",
    "tower": "building",
    "city": "building",
    "street": "road",
    "kitchen": "room, indoors",
    "bedroom": "room, indoors",
    "living room": "room, indoors",
    "bathroom": "room, indoors",
    "dining room": "room, indoors",
    "office": "room, indoors",
    "classroom": "room, indoors",
    "shirt": "clothing",
    "trousers": "clothing",
    "skirt": "clothing",
    "shoes": "shoe, clothing",
    "jacket": "clothing, coat",
    "concert": "people",
    "wedding": "people",
}

_MAYBE = frozenset(
    [
        "clothing",
        "shirt",
        "trousers",
        "jacket",
        "coat",
        "shoes",
        "shoe",
        "hat",
        "hair",
        "eye",
        "face",
        "hand",
        "smile",
        "sky",
        "tree",
        "grass",
        "plant",
        "water",
        "wall",
        "window",
        "door",
        "floor",
        "road",
        "street",
        "building",
        "outdoors",
        "indoors",
        "room",
        "landscape",
        "scenery",
        "nature",
        "summer",
        "winter",
        "wheel",
        "text",
        "sign",
        "fence",
        "leaf",
        "rock",
        "sand",
        "table",
        "chair",
        "bottle",
        "cup",
        "glass",
        "people",
        "person",
        "portrait",
        "group",
        "path",
    ]
)
"""Things that many photos show and few sentences mention."""


class Reader:
    """Finds the things that words name.

    Args:
        concepts: The things.
        surfaces: Words and phrases, lower case, with the names of the things they mean.
    """

    def __init__(self, concepts: Sequence[Concept], surfaces: Mapping[str, Sequence[str]]) -> None:
        self._number = {each.name: n for n, each in enumerate(concepts)}
        self._surfaces = surfaces
        self._up = [self._upwards(each, concepts) for each in concepts]
        self._maybe = np.array([each.name in _MAYBE for each in concepts])

    def _upwards(self, concept: Concept, concepts: Sequence[Concept]) -> frozenset[int]:
        """The thing itself and all that it is a kind of."""
        own = set(concept.classes)
        named = _ABOVE.get(concept.name, "").split(", ")
        found = {self._number[each] for each in (concept.name, *named) if each in self._number}
        if own and concept.synset is not None:
            found |= {
                n
                for n, each in enumerate(concepts)
                if each.synset is not None and own <= set(each.classes)
            }
        return frozenset(found)

    def things(self, text: str) -> frozenset[int]:
        """Numbers of the things that a sentence or label names, and of what they are kinds of."""
        words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower())
        found: set[int] = set()
        at = 0
        while at < len(words):
            for length in (3, 2, 1):
                meaning = self._surfaces.get(" ".join(words[at : at + length]))
                if meaning is not None and at + length <= len(words):
                    for name in meaning if len(meaning) == 1 else ():
                        found |= self._up[self._number[name]]
                    at += length - 1
                    break
            at += 1
        return frozenset(found)

    def photo(self, photo: Photo) -> Labels:
        """What is known of each thing, int8 [things].

        With sentences: shown if two, or the only one, name it; unsure if one of several does, or
        if people rarely mention it. With labels only: what is not named is unsure.
        """
        labels = np.full(len(self._number), UNSURE, np.int8)
        if photo.sentences:
            counts = np.zeros(len(self._number), np.int64)
            for sentence in photo.sentences:
                counts[list(self.things(sentence))] += 1
            enough = min(2, len(photo.sentences))
            labels[(counts == 0) & ~self._maybe] = ABSENT
            labels[counts >= enough] = SHOWN
        for label in photo.labels:
            labels[list(self.things(label))] = SHOWN
        return labels

    def table(self, photos: Sequence[Photo]) -> Labels:
        """All photos, int8 [photos, things]."""
        return np.stack([self.photo(each) for each in photos])
