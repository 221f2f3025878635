"""Readers that turn the files of a repository into photos with sentences and labels."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.ingest.label_names import COCO_NAMES, MSRC_NAMES, MSRC_PLAIN, PLACES
from training.ingest.repository import Repository


@dataclass(frozen=True)
class Item:
    """One photo as a repository has it, with what is said about it."""

    name: str
    content: bytes
    sentences: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


Opener = Callable[[str], Repository]
Reader = Callable[[Repository, Opener], Iterator[Item]]


def flat_name(path: str) -> str:
    """A path as a file name that is unique in its repository."""
    return re.sub(r"[^\w.-]+", "_", path)[-120:]


def clean(sentence: str) -> str:
    """A sentence without the spaces that tokenizing left before marks."""
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(sentence.split())).strip('" ')


def named(repository: Repository, texts: dict[str, list[str]], pattern: str) -> Iterator[Item]:
    """Photos whose base name (without ending) has sentences in `texts`."""
    paths = {Path(path).stem: path for path in repository.paths(pattern)}
    wanted = [path for stem, path in sorted(paths.items()) if stem in texts]
    for path, content in repository.read(wanted):
        said = tuple(dict.fromkeys(filter(None, map(clean, texts[Path(path).stem]))))
        yield Item(Path(path).name, content, said)


def folders(
    pattern: str,
    label: str,
    names: dict[str, str] | None = None,
    limit: int = 10**9,
    more: tuple[str, ...] = (),
) -> Reader:
    """A reader of photos that lie in a folder for each class.

    Args:
        pattern: Regular expression of the paths that are taken.
        label: Regular expression whose first group is the class.
        names: What a class is called in plain words ("a|b" for several labels, "" to leave it
            out); a class that is not in it keeps its name with spaces for marks.
        limit: So many photos of a class at most, spread over its files.
        more: Labels that all photos get beside it.
    """

    def read(repository: Repository, _: Opener) -> Iterator[Item]:
        of_class: dict[str, list[str]] = defaultdict(list)
        for path in repository.paths(pattern):
            found = re.search(label, path)
            if found:
                of_class[found.group(1)].append(path)
        for kind, paths in sorted(of_class.items()):
            plain = (names or {}).get(kind, plain_words(kind))
            said = tuple(filter(None, plain.split("|")))
            step = max(1, -(-len(paths) // limit))
            if said:
                for path, content in repository.read(paths[::step]):
                    yield Item(flat_name(path), content, labels=(*said, *more))

    return read


def plain_words(kind: str) -> str:
    """A class name such as `123.living_room` as plain words."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind)
    return re.sub(r"^\d+[ .]*", "", re.sub(r"[_\-./]+", " ", split)).strip().lower()


def flickr8k(repository: Repository, opener: Opener) -> Iterator[Item]:
    """Flickr8k's photos with all their sentences."""
    lists = opener("prakhar-dhakar/Image-Captioning")
    said: dict[str, list[str]] = defaultdict(list)
    for line in lists.text("Flickr8k.token.txt").splitlines():
        name, _, sentence = line.partition("\t")
        said[Path(name.split("#")[0]).stem].append(sentence)
    return named(repository, said, r"data/images/.*\.jpg$")


def table_sentences(
    table: str, pictures: str, name: str = "image", sentence: str = "caption"
) -> Reader:
    """A reader of photos whose sentences stand in a CSV file with a head line.

    Args:
        table: Path of the CSV file.
        pictures: Regular expression of the photos' paths.
        name: Head of the column with the photo's file name.
        sentence: Head of the column with a sentence.
    """

    def read(repository: Repository, _: Opener) -> Iterator[Item]:
        said: dict[str, list[str]] = defaultdict(list)
        for row in csv.DictReader(io.StringIO(repository.text(table))):
            said[Path(row[name] or "").stem].append(row[sentence] or "")
        return named(repository, said, pictures)

    return read


def headless_sentences(table: str, pictures: str) -> Reader:
    """A reader of photos whose sentences stand in a CSV file `name,sentence` without a head."""

    def read(repository: Repository, _: Opener) -> Iterator[Item]:
        said: dict[str, list[str]] = defaultdict(list)
        for row in csv.reader(io.StringIO(repository.text(table))):
            if len(row) > 1:
                said[Path(row[0]).stem].append(row[1])
        return named(repository, said, pictures)

    return read


def places_objects(repository: Repository, _: Opener) -> Iterator[Item]:
    """MiniPlaces photos with the things in them that annotators drew round."""
    kinds: dict[str, str] = {}
    for line in repository.text("object_categories.txt").splitlines():
        word, _space, number = line.rpartition(" ")
        kinds[number.strip()] = plain_words(word)
    photos = {p.removeprefix("data/images/")[:-4]: p for p in repository.paths(r"images/.*\.jpg$")}
    notes = {p: p.removeprefix("data/objects/")[:-4] for p in repository.paths(r"objects/.*xml$")}
    said: dict[str, tuple[str, ...]] = {}
    for path, content in repository.read(path for path in notes if notes[path] in photos):
        drawn = re.findall(r"<objects>\s*<class>(\d+)</class>", content.decode(errors="replace"))
        scene = PLACES.get(Path(notes[path]).parent.name, "")
        words = {kinds.get(number, "") for number in drawn} | set(scene.split("|"))
        said[photos[notes[path]]] = tuple(sorted(words - {""}))
    for path, content in repository.read(sorted(path for path in said if said[path])):
        yield Item(flat_name(path), content, labels=said[path])


def coco40k(repository: Repository, _: Opener) -> Iterator[Item]:
    """40,000 COCO photos with one sentence each, 30,000 of them with up to 18 labels."""
    said: dict[str, tuple[str, str]] = {}
    for table in ("data/train.csv", "data/test.csv"):
        for line in repository.text(table).splitlines():
            found = re.match(r"(\d+\.jpg),(?:([\d ]+),)?(.+)$", line)
            if found:
                said[f"data/data/{found.group(1)}"] = (found.group(2) or "", found.group(3))
    wanted = [path for path in repository.paths(r"^data/data/\d+\.jpg$") if path in said]
    for path, content in repository.read(wanted):
        numbers, sentence = said[path]
        labels = tuple(filter(None, (COCO_NAMES.get(int(n), "") for n in numbers.split())))
        yield Item(Path(path).name, content, (clean(sentence),), labels)


def msrc(repository: Repository, _: Opener) -> Iterator[Item]:
    """Microsoft Research Cambridge's photos with what annotators saw anywhere in them."""
    names = repository.text("MSRC_v2/list_newsegmentations_mats.txt").split()
    said: dict[str, tuple[str, ...]] = {}
    for block in repository.text("MSRC_v2/MSRC_v2_label").split("t # ")[1:]:
        lines = [line.split() for line in block.splitlines()]
        seen = [MSRC_NAMES[int(line[1])] for line in lines[1:] if line[2:] == ["1"]]
        words = {word for name in seen for word in MSRC_PLAIN.get(name, (name,))}
        stem = names[int(lines[0][0])].removesuffix("_GT.mat")
        said[f"MSRC_v2/Images/{stem}.bmp"] = tuple(sorted(words))
    there = [path for path in said if said[path] and path in repository.blobs]
    for path, content in repository.read(there):
        yield Item(Path(path).name, content, labels=said[path])


def labelled_table(
    table: str, pictures: str, names: dict[str, str], name: str = "filename", label: str = "label"
) -> Reader:
    """A reader of photos whose classes stand in a CSV file with a head line.

    Args:
        table: Path of the CSV file.
        pictures: Regular expression of the photos' paths.
        names: What a class is called in plain words ("a|b" for several labels).
        name: Head of the column with the photo's file name.
        label: Head of the column with the class.
    """

    def read(repository: Repository, _: Opener) -> Iterator[Item]:
        rows = csv.DictReader(io.StringIO(repository.text(table)))
        kinds = {row[name]: row[label] for row in rows}
        paths = [path for path in repository.paths(pictures) if Path(path).name in kinds]
        for path, content in repository.read(paths):
            plain = names.get(kinds[Path(path).name], kinds[Path(path).name])
            yield Item(flat_name(path), content, labels=tuple(plain.split("|")))

    return read


def food_tags(repository: Repository, _: Opener) -> Iterator[Item]:
    """Photos of food with their tags and, out of the credits, their titles."""
    paths = repository.paths(r"^images/\d+\.jpg$")
    for path, content in repository.read(paths):
        name = Path(path).name
        tags = repository.text(f"tags/{name}.txt")
        title = re.search(r">([^<]+)</a>", repository.text(f"attributions/{name}.txt"))
        labels = tuple(filter(None, (tag.strip() for tag in tags.split(","))))
        sentences = (clean(title.group(1)),) if title and len(title.group(1).split()) > 2 else ()
        if labels or sentences:
            yield Item(name, content, sentences, labels)
