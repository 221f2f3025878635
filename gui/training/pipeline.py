"""The steps between features and the files of the model."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from training import branch, evidence, joint, material, training_data
from training.activations import Activations
from training.arrays import Floats, unit
from training.branch import Branch, BranchPlan, Examples
from training.calibration import Background, background
from training.heads import Classifier
from training.joint import TrainingData
from training.material import Paths, Pictures
from training.picture_model import Heads
from training.sentences import SentenceEncoder, SentenceStore
from training.sources import Source, read_captioned, read_sources
from training.towers import Plan, Towers, joined
from training.training_data import PhotoSentences
from training.words import phrases
from training.words.concepts import Concept, concepts
from training.words.meanings import Meanings, meanings
from training.words.names import Names, read_names
from training.words.surfaces import surfaces
from training.words.table import Meaning
from training.words.wordnet import WordNet

_log = logging.getLogger(__name__)
EVIDENCE = 256
_MOST_ROOTS = 12000
_FREQUENT = 15
_EVERYDAY = 2500
"""Photos that stand for everyday ones, about."""
SECOND_SHARE = 0.75
"""Weight of the second joint space beside the first one."""
MOST_PAIRS = 3000
"""Parallel sentences of one language, evenly spread over all that there are."""


@dataclass(frozen=True)
class Vocabulary:
    """Things and their words.

    Attributes:
        concepts: The things.
        names: Language and name of each thing.
        words: What each word means.
        found: All meanings.
    """

    concepts: Sequence[Concept]
    names: Sequence[Sequence[tuple[str, str]]]
    words: dict[str, Meaning]
    found: Meanings


def read_vocabulary(paths: Paths) -> Vocabulary:
    """Things, names and words, from WordNet, by hand and from translations."""
    from picseek.engine.embed.builtin.vocabulary import describing_words, own_words

    written: dict[str, Names] = read_names()
    wordnet = WordNet(paths.wordnet)
    classes = paths.classes.read_text(encoding="utf-8").splitlines()
    things = concepts(classes, written, wordnet)
    words = surfaces(things, written, wordnet, own_words(), describing_words())
    names = phrases.names_of(things, written, phrases.translations())
    return Vocabulary(
        things, names, words, meanings(things, words, training_data.members_of(things))
    )


class Library:
    """Photos whose features have been computed, and sentences' vectors.

    Args:
        paths: Where all is.
        encoder: Computes missing vectors; None if none may be missing.
        vectors: Folder of the vectors.
    """

    def __init__(
        self, paths: Paths, encoder: SentenceEncoder | None, vectors: str = "sentences"
    ) -> None:
        self.paths = paths
        self.store = SentenceStore(paths.work / vectors, encoder)

    @cached_property
    def classifier(self) -> Classifier:
        """The encoder's last layer."""
        return material.read_classifier(self.paths.work / "classifier.npz")

    @cached_property
    def captioned(self) -> Pictures:
        """The test set of captioned snapshots."""
        pictures = self._read(read_captioned(self.paths.captioned), None)
        return material.with_branch(pictures, self.paths.work / material.BRANCH)

    @cached_property
    def all(self) -> dict[str, Pictures]:
        """Photos of all sources that features have been computed of."""
        found = {}
        for source in read_sources(self.paths.data):
            if (self.paths.work / "features" / source.name).exists():
                found[source.name] = self._read(source, self.paths.judging)
        return found

    def _read(self, source: Source, judging: Path | None) -> Pictures:
        material.fuse(source, self.paths.work, self.classifier, judging)
        pictures = material.read_pictures(source, self.paths.work)
        _log.info("%s: %d photos", source.name, len(pictures.photos))
        return pictures

    @cached_property
    def described(self) -> Pictures:
        """Photos with sentences that may be learnt from."""
        return material.joined([p for p in self.trainable if p.photos[0].sentences])

    @cached_property
    def rich(self) -> Pictures:
        """Photos with several sentences that may be learnt from."""
        return material.joined([p for p in self.trainable if len(p.photos[0].sentences) > 1])

    @cached_property
    def single(self) -> Pictures:
        """Photos with one sentence that may be learnt from."""
        chosen = [len(photo.sentences) == 1 for photo in self.described.photos]
        return self.described.part(np.array(chosen))

    @cached_property
    def trainable(self) -> list[Pictures]:
        """Photos that may be learnt from, by source: those with sentences, those with labels."""
        parts = []
        for pictures in self.all.values():
            for sentences in (True, False):
                chosen = [
                    bool(p.sentences) == sentences and not p.held_out for p in pictures.photos
                ]
                if any(chosen):
                    parts.append(pictures.part(np.array(chosen)))
        return parts

    @cached_property
    def held_out(self) -> list[Pictures]:
        """Test photos of other sources."""
        parts = [p.part(np.array([x.held_out for x in p.photos])) for p in self.all.values()]
        folder = self.paths.work / material.BRANCH
        return [material.with_branch(part, folder) for part in parts if part.photos]

    @cached_property
    def everyday(self) -> list[Pictures]:
        """Some of the photos with sentences, by source: what scores are standardised by."""
        described = [part for part in self.trainable if part.photos[0].sentences]
        step = max(sum(len(part.photos) for part in described) // _EVERYDAY, 1)
        parts = [part.part(np.arange(len(part.photos)) % step == 0) for part in described]
        folder = self.paths.work / material.BRANCH
        return [material.with_branch(part, folder) for part in parts]

    def roots(self) -> Floats:
        """Class roots of photos of all trainable sources, float32 [n, 1000]."""
        rows = np.concatenate([part.classes[:, 0] for part in self.trainable])
        step = max(len(rows) // _MOST_ROOTS, 1)
        return rows[::step].astype(np.float32)


def all_pairs(library: Library) -> list[tuple[str, str, str]]:
    """English text, language, and a text in it that says the same; none about the test photos."""
    tested = {s for photo in library.captioned.photos for s in photo.sentences}
    found = [
        (english, language, said)
        for english, language, said in material.parallel(library.paths.data)
        if english not in tested and language in training_data.LANGUAGES
    ]
    for row in phrases.translations():
        found += [(row["en"], language, name) for language, name in row.items() if language != "en"]
    return found


def wanted_pairs(library: Library) -> list[tuple[str, str, str]]:
    """Of `all_pairs`: up to `MOST_PAIRS` of each language, evenly spread, and all names."""
    names = {row["en"] for row in phrases.translations()}
    by_language: dict[str, list[tuple[str, str, str]]] = {}
    found: list[tuple[str, str, str]] = []
    for pair in all_pairs(library):
        (found if pair[0] in names else by_language.setdefault(pair[1], [])).append(pair)
    return found + [pair for pairs in by_language.values() for pair in _spread(pairs)]


def _spread(
    pairs: Sequence[tuple[str, str, str]], most: int = MOST_PAIRS
) -> list[tuple[str, str, str]]:
    step = max(len(pairs) / most, 1.0)
    return [pairs[int(n * step)] for n in range(int(len(pairs) / step))]


def pairs(library: Library) -> list[tuple[str, str]]:
    """Of `all_pairs`: those whose vectors have been computed."""
    store, found = library.store, all_pairs(library)
    return [(english, said) for english, _, said in found if english in store and said in store]


def other_languages(library: Library) -> dict[str, list[tuple[str, str]]]:
    """Sentences in other languages, by the file of the photo that they are about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in library.all:
        found |= material.in_other_languages(library.paths.data, name)
    return found


def label_texts(library: Library) -> list[str]:
    """Labels that fifteen photos or more have, bare and in a phrase."""
    counts = Counter(
        label for part in library.trainable for photo in part.photos for label in photo.labels
    )
    frequent = [label for label, count in counts.items() if count >= _FREQUENT]
    return [text for label in frequent for text in (label, f"a photo of a {label}")]


@dataclass(frozen=True)
class Joint:
    """The learnt joint space.

    Attributes:
        towers: Both sides.
        mean: Of sentences' vectors, [384].
        projection: Of class evidence, [evidence, 1000].
    """

    towers: Towers
    mean: Floats
    projection: Floats

    def heads(self, classifier: Classifier) -> Heads:
        """The picture side, as it is written."""
        layer = self.towers.picture
        return Heads(
            classifier,
            layer.weight.detach().numpy(),
            layer.bias.detach().numpy(),
            self.projection,
            self.towers.share,
            self.towers.blocks,
        )

    def ask(self, vectors: Floats) -> Floats:
        """Directions of sentences, [n, content]; the filling is never asked for."""
        rows = joint.ask(self.towers, training_data.centred(vectors, self.mean))
        return np.pad(rows, ((0, 0), (0, 1)))


def learn_joint(
    library: Library, vocabulary: Vocabulary, plan: Plan, before: Joint | None = None
) -> Joint:
    """Learn the joint space from all photos and sentences at hand.

    Args:
        library: The photos.
        vocabulary: Names of things.
        plan: How to learn.
        before: What to go on from; sources with one sentence a photo then count half.
    """
    pictures = library.described
    said = spoken(library, pictures)
    if before is not None:
        said = _fewer_single(pictures, said)
    projection = before.projection if before else _projection(library, vocabulary)
    found, mean = _training_data(library, vocabulary, projection, pictures, said)
    return Joint(joint.learn(found, plan, before.towers if before else None), mean, projection)


def _projection(library: Library, vocabulary: Vocabulary) -> Floats:
    members = training_data.members_of(vocabulary.concepts)
    wanted = members[members.sum(axis=1) > 0]
    return evidence.projection(library.roots(), wanted, EVIDENCE)


def learn_second(library: Library, vocabulary: Vocabulary, plan: Plan, first: Joint) -> Joint:
    """Learn another joint space, from photos with several sentences.

    Args:
        library: The photos.
        vocabulary: Names of things.
        plan: How to learn.
        first: Its evidence and its mean of sentences' vectors are taken over.
    """
    said = spoken(library, library.rich)
    found, _ = _training_data(library, vocabulary, first.projection, library.rich, said, first.mean)
    return Joint(joint.learn(found, plan), first.mean, first.projection)


def learn_branch(
    library: Library,
    vocabulary: Vocabulary,
    plan: BranchPlan,
    before: Joint,
    own: Branch,
    seen: Activations,
) -> tuple[Branch, Joint]:
    """Fine-tune a branch of the encoder, and a joint space with it.

    Args:
        library: The photos.
        vocabulary: Names of things.
        plan: How to learn.
        before: The joint space by the encoder's own features.
        own: The encoder's last block.
        seen: Activations for the photos with several sentences.
    """
    said = spoken(library, library.rich)
    found, _ = _training_data(
        library, vocabulary, before.projection, library.rich, said, before.mean
    )
    looks = training_data.looks_of_rows(library.classifier, seen.rows, before.projection)
    examples = Examples(seen, looks, *training_data.by_photo(found, len(seen.rows)))
    learnt, towers = branch.learn(own, branch.widened(before.towers), examples, found, plan)
    return learnt, Joint(towers, before.mean, before.projection)


def join(library: Library, first: Joint, second: Joint) -> Joint:
    """Two joint spaces as one; the first must not see a branch."""
    texts = spoken(library, library.rich).texts[::20]
    vectors = torch.tensor(training_data.centred(library.store(texts), first.mean))
    towers = joined(first.towers, second.towers, vectors, SECOND_SHARE)
    return Joint(towers, first.mean, first.projection)


def _training_data(
    library: Library,
    vocabulary: Vocabulary,
    projection: Floats,
    pictures: Pictures,
    said: PhotoSentences,
    mean: Floats | None = None,
) -> tuple[TrainingData, Floats]:
    store = library.store
    plain = material.joined([p for p in library.trainable if not p.photos[0].sentences])
    members = training_data.members_of(vocabulary.concepts)
    named = training_data.named(vocabulary.concepts, vocabulary.names, members)
    found, mean = training_data.assembled(
        training_data.looks_at(pictures, projection),
        said,
        training_data.class_looks(library.classifier, projection),
        training_data.without(named, store),
        training_data.labelled(plain, projection, store),
        pairs(library),
        store,
        mean,
    )
    _log.info(
        "sentences %d, names %d, pairs %d", len(said.texts), len(found.names), len(found.english)
    )
    return found, mean


def spoken(library: Library, pictures: Pictures) -> PhotoSentences:
    """What is said of photos, in all languages, of which vectors have been computed."""
    return training_data.spoken(pictures, other_languages(library)).known(library.store)


def _fewer_single(pictures: Pictures, said: PhotoSentences, every: int = 2) -> PhotoSentences:
    """All sentences but of photos with a single one: of those every `every`-th."""
    chosen = [
        (text, n)
        for text, n in zip(said.texts, said.of, strict=True)
        if len(pictures.photos[n].sentences) > 1 or n % every == 0
    ]
    return PhotoSentences([text for text, _ in chosen], [n for _, n in chosen])


def save_joint(found: Joint, file: Path) -> None:
    """Store a joint space."""
    torch.save(
        {
            "plan": found.towers.plan,
            "towers": found.towers.state_dict(),
            "mean": found.mean,
            "projection": found.projection,
        },
        file,
    )


def load_joint(file: Path) -> Joint:
    """Read a stored joint space."""
    stored = torch.load(file, weights_only=False)
    seen = stored["towers"]["picture.weight"].shape[1]
    sentence = stored["towers"]["text.0.weight"].shape[1]
    towers = Towers(stored["plan"], seen, len(stored["projection"]), sentence)
    towers.load_state_dict(stored["towers"])
    return Joint(towers.eval(), stored["mean"], stored["projection"])


def vectors(heads: Heads, pictures: Pictures, look: int) -> Floats:
    """Content vectors of photos at the first (0) or second (1) look, [n, content].

    As Picseek stores them: at the second look the mean of both.
    """
    looks = [_look(heads, pictures, n) for n in range(look + 1)]
    return unit(sum(looks[1:], looks[0]))


def _look(heads: Heads, pictures: Pictures, look: int) -> Floats:
    seen = [pictures.roots, pictures.classes, *([pictures.branch] if heads.branched else [])]
    return heads.vectors(*(each[:, look].astype(np.float32) for each in seen))


def everyday(library: Library, heads: Heads) -> Background:
    """How vectors of everyday photos are spread: those with sentences, at either look."""
    parts, looks = library.everyday, (0, 1)
    return background(np.concatenate([vectors(heads, p, look) for p in parts for look in looks]))
