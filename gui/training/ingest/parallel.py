"""Sentences in several languages that mean the same, and more sentences about known photos."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.ingest.collections import UNSTATED
from training.ingest.readers import Opener, clean
from training.ingest.repository import Repository


@dataclass(frozen=True)
class Parallel:
    """Sentences that mean the same in English and in another language.

    Attributes:
        name: Name of the file.
        repository: `owner/name` on GitHub.
        what: What it is.
        terms: The terms of use as stated by its authors.
        reader: Makes (English, language, sentence) out of the repository.
    """

    name: str
    repository: str
    what: str
    terms: str
    reader: Callable[[Repository, Opener], Iterator[tuple[str, str, str]]]


MULTI30K = "multi30k/dataset"
FRAMED = "FrameNetBrasil/framed-multi30k"
PARTS = ("train", "val", "test_2016_flickr", "test_2017_flickr", "test_2018_flickr")


def lines_of(repository: Repository, path: str) -> list[str]:
    """The lines of a text file, without tokenizing spaces; none if it is not there."""
    return [clean(line) for line in repository.text(path).splitlines()]


def multi30k(repository: Repository, opener: Opener) -> Iterator[tuple[str, str, str]]:
    """German, French, Czech and Portuguese translations of Flickr30k's sentences."""
    framed = opener(FRAMED)
    for part in (*PARTS, "test_2017_mscoco"):
        folder = "data/task1/raw/"
        english = lines_of(repository, f"{folder}{part}.en.gz")
        for language in ("de", "fr", "cs"):
            other = lines_of(repository, f"{folder}{part}.{language}.gz")
            yield from ((e, language, o) for e, o in zip(english, other, strict=False))
        other = lines_of(framed, f"data/multi30k/task1/raw/{part}.pt.gz")
        if len(other) == len(english):
            yield from ((e, "pt", o) for e, o in zip(english, other, strict=True))


def nllb(repository: Repository, _: Opener) -> Iterator[tuple[str, str, str]]:
    """Machine translations of 2,000 sentences about photos."""
    codes = {"de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld"}
    codes |= {"pl": "pol", "cs": "ces", "sv": "swe", "da": "dan", "uk": "ukr", "tr": "tur"}
    for folder in ("data/flickr30k-200", "data/xtd200"):
        english = lines_of(repository, f"{folder}/eng_Latn.txt")
        for language, code in codes.items():
            for path in repository.paths(rf"^{folder}/{code}_"):
                other = lines_of(repository, path)
                yield from ((e, language, o) for e, o in zip(english, other, strict=False))


def xtd(repository: Repository, _: Opener) -> Iterator[tuple[str, str, str]]:
    """Translations by people of 1,000 sentences about COCO photos."""
    english = lines_of(repository, "XTD10/test_1kcaptions_en.txt")
    for path in repository.paths(r"test_1kcaptions_(es|it|pl|tr|de|fr)\.txt$"):
        other = lines_of(repository, path)
        yield from ((e, path[-6:-4], o) for e, o in zip(english, other, strict=False))


def spanish30k(repository: Repository, _: Opener) -> Iterator[tuple[str, str, str]]:
    """Spanish machine translations of Flickr30k's first sentences."""
    for path in repository.paths(r"caption_es\.csv$|translated_3k.*csv$"):
        for row in csv.DictReader(io.StringIO(repository.text(path))):
            yield clean(row["en_caption"]), "es", clean(row["caption_es"])


def dutch(repository: Repository, opener: Opener) -> Iterator[tuple[str, str, str]]:
    """What Dutch and English people say about the same photos; not translations."""
    for part, where in (("Val/val", "val"), ("Test/test", "test_2016")):
        for number in range(5):
            english = lines_of(opener(MULTI30K), f"data/task2/raw/{where}.{number + 1}.en.gz")
            other = lines_of(repository, f"Data/Dutch/{part}.{number}")
            if len(english) == len(other):
                yield from ((e, "nl", o) for e, o in zip(english, other, strict=True))


PARALLEL: list[Parallel] = [
    Parallel(
        "dutch",
        "cltl/DutchDescriptions",
        "Dutch and English descriptions of the same 2,000 photos (nl): alike, no translations",
        "see the repository's LICENSE",
        dutch,
    ),
    Parallel(
        "multi30k",
        MULTI30K,
        "Multi30k task 1 (de, fr, cs) and Framed Multi30k (pt): translated by people",
        "non-commercial research and education, as its page says",
        multi30k,
    ),
    Parallel(
        "xtd10",
        "adobe-research/Cross-lingual-Test-Dataset-XTD10",
        "XTD10: 1,000 COCO sentences translated by people (es, it, pl, tr, de, fr)",
        "Adobe Research licence: non-commercial research only",
        xtd,
    ),
    Parallel(
        "nllb",
        "visheratin/nllb-clip",
        "2,000 sentences of Flickr30k and COCO, translated by machine (12 languages)",
        UNSTATED,
        nllb,
    ),
    Parallel(
        "spanish30k",
        "AbdullahButt-00/Flickr30k-Multilingual-CaptionSuite",
        "first sentences of Flickr30k, translated by machine (es)",
        UNSTATED,
        spanish30k,
    ),
]


def test_sentences(captioned: Path) -> frozenset[str]:
    """The sentences of the captioned photos, which are kept for tests, without case or marks."""
    table = (captioned / "captions.txt").read_text(encoding="utf-8")
    return frozenset(bare(",".join(row[1:])) for row in csv.reader(io.StringIO(table)))


def bare(sentence: str) -> str:
    """A sentence's letters and digits."""
    return re.sub(r"\W+", "", sentence).lower()


def write_parallel(parallel: Parallel, data: Path, opener: Opener, captioned: Path) -> int:
    """Write one file of parallel sentences, each line once, without those kept for tests."""
    folder = data / "parallel"
    folder.mkdir(parents=True, exist_ok=True)
    kept = test_sentences(captioned)
    seen: dict[tuple[str, str, str], None] = {}
    for english, language, other in parallel.reader(opener(parallel.repository), opener):
        if english and other and english != other and bare(english) not in kept:
            seen.setdefault((english, language, other))
    part = folder / f"{parallel.name}.part"
    part.write_text("".join("\t".join(row) + "\n" for row in seen), encoding="utf-8")
    part.rename(folder / f"{parallel.name}.tsv")
    return len(seen)


def flickr_languages(data: Path, opener: Opener) -> int:
    """Write what people say in other languages about Flickr8k's photos beside items.jsonl.

    Flickr8k is a part of Flickr30k, where names are the number before the underscore.
    """
    files: dict[str, str] = {}
    for line in (data / "flickr8k" / "items.jsonl").read_text(encoding="utf-8").splitlines():
        name = str(json.loads(line)["file"])
        files[name.split("_")[0].removesuffix(".jpg")] = name
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, language, sentence in _flickr30k_sentences(opener):
        if number in files and sentence:
            said[files[number]][language].append(sentence)
    part = data / "flickr8k" / "languages.jsonl.part"
    with part.open("w", encoding="utf-8") as lines:
        for file, sentences in sorted(said.items()):
            row = {"file": file, "sentences": sentences}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.rename(data / "flickr8k" / "languages.jsonl")
    return len(said)


def _flickr30k_sentences(opener: Opener) -> Iterator[tuple[str, str, str]]:
    """(number of a photo, language, sentence) of Multi30k and Framed Multi30k."""
    multi = opener(MULTI30K)
    for part in PARTS:
        names = lines_of(multi, f"data/task1/image_splits/{part}.txt")
        for language in ("de", "fr", "cs"):
            other = lines_of(multi, f"data/task1/raw/{part}.{language}.gz")
            for name, sentence in zip(names, other, strict=False):
                yield name.split(".")[0].split("_")[0], language, sentence
    for part in ("train", "val"):
        names = lines_of(multi, f"data/task2/image_splits/{part}_images.txt")
        for number in range(1, 6):
            other = lines_of(multi, f"data/task2/raw/{part}.{number}.de.gz")
            for name, sentence in zip(names, other, strict=False):
                yield name.split(".")[0], "de", sentence
    for part, where in (("val", "Val/val"), ("test_2016", "Test/test")):
        names = lines_of(multi, f"data/task2/image_splits/{part}_images.txt")
        for number in range(5):
            other = lines_of(opener("cltl/DutchDescriptions"), f"Data/Dutch/{where}.{number}")
            for name, sentence in zip(names, other, strict=False):
                yield name.split(".")[0], "nl", sentence
    for line in opener(FRAMED).text("data/flickr30k/captions.txt.gz").splitlines():
        name, _, sentence = line.partition("\t")
        yield name.split(".")[0], "pt", clean(sentence)
