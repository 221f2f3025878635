"""The shipped built-in model: its files are whole, and its tables understand what they should."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from picseek.demo.catalog import SAMPLES
from picseek.demo.files import encode
from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import QueryEmbedding, QueryInput
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.meanings import read_meanings
from picseek.engine.embed.builtin.model_files import PIECES, find
from picseek.engine.embed.builtin.sentence_encoder import WIDTH, SentenceEncoder
from picseek.engine.embed.builtin.shipped import SHIPPED
from picseek.engine.embed.builtin.spec import SPEC
from picseek.engine.embed.builtin.vocabulary import Things
from picseek.engine.embed.builtin.word_pieces import Pieces
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_drawings import flat
from training.ship import FILES, module_text, revision

FOLDER = find(PIECES).parent
EVERYDAY = Path(__file__).parents[4] / "gui" / "training" / "everyday_words.txt"
FACTS = PictureFacts(240, 180, "JPEG")
MEANT = [
    ("a dog on the beach", "Hund am Strand", "a red car"),
    ("children playing in the snow", "Kinder spielen im Schnee", "a plate of pasta"),
    ("birthday cake", "gâteau d'anniversaire", "a train station"),
    ("a man riding a bicycle", "un hombre en bicicleta", "a bowl of fruit"),
    ("a cat on the sofa", "un gatto sul divano", "a city at night"),
    ("sunset over the sea", "pôr do sol sobre o mar", "a kitchen"),
    ("a girl with an umbrella", "een meisje met een paraplu", "mountains"),
    ("a boat on the lake", "łódź na jeziorze", "a wedding"),
]


@pytest.fixture(scope="module")
def embedder() -> BuiltinEmbedder:
    return BuiltinEmbedder(idle_seconds=math.inf)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(SHIPPED)


def ask(embedder: BuiltinEmbedder, text: str) -> QueryEmbedding:
    return embedder.embed_query(QueryInput(parse(text)), CancelToken())


# Files


def test_the_model_is_whole_and_of_one_piece(embedder: BuiltinEmbedder) -> None:
    assert embedder.spec == SPEC
    made = embedder.preparer(flat((250, 250, 250)), FACTS)
    vector = np.frombuffer(made[: 4 * SPEC.dim], "<f4")
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-4)
    assert 0 < len(embedder.regions_of(made)) < 1000
    assert len(embedder.closer_preparer(flat((250, 250, 250)), FACTS)) == len(made)


def test_the_module_was_written_for_these_files() -> None:
    """Run `python -m training.ship` after each training."""
    from picseek.engine.embed.builtin import shipped

    assert {name for name, _ in SHIPPED.digests} == set(FILES)
    assert SHIPPED.revision == revision(FOLDER)
    assert Path(shipped.__file__).read_text(encoding="utf-8") == module_text(FOLDER)


def test_it_is_no_larger_than_was_agreed() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    asked = ("text.onnx", "pieces.json", "asking.npz", "words.npz", "words.tsv")
    text = sum(sizes[name] for name in asked)
    assert text < 45e6
    assert sum(sizes.values()) - text < 20e6


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("NOTICE.picture.md", "EfficientNet-Lite2"),
        ("NOTICE.text.md", "multilingual-e5-small"),
        ("WORDNET-LICENSE.txt", "WordNet 3.0 Copyright 2006 by Princeton University"),
        ("MODEL_CARD.md", "If you build a business on this"),
        ("VOCABULARY.md", "250,002"),
    ],
)
def test_notices_lie_beside_what_was_made_of_other_peoples_work(name: str, statement: str) -> None:
    assert statement in find(name).read_text(encoding="utf-8")


# Words


def test_it_knows_a_thousand_things_and_the_words_that_people_type() -> None:
    found = read_meanings(SHIPPED)
    assert sum(len(names) == 1 for names in found.numbers) >= 1000
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    everyday = [line for line in lines if line and not line.startswith("#")]
    listed = [word for word in everyday if found.vocabulary.find(tuple(word.split()))]
    assert len(everyday) == 150
    assert len(listed) >= 135


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("dogs", "dog"),
        ("Hunde", "dog"),
        ("chien", "dog"),
        ("Schnee", "snow"),
        ("neige", "snow"),
        ("Weihnachtsbaum", "christmas tree"),
        ("birthday cake", "birthday cake"),
        ("plage", "beach"),
    ],
)
def test_words_of_three_languages_name_the_same_things(words: str, thing: str) -> None:
    phrase = tuple(words.casefold().split())
    assert read_meanings(SHIPPED).vocabulary.find(phrase) == Things((thing,))


@pytest.mark.parametrize("text", ["qwxzt", "asdf", "xkcdq", "zzkrp", "hjkl hjkl", "img_2041"])
def test_nonsense_is_unknown(embedder: BuiltinEmbedder, text: str) -> None:
    asked = ask(embedder, text)
    assert asked.unknown
    assert "2041" in asked.unknown or asked.vector is None


@pytest.mark.parametrize(
    "text",
    [
        "toddler on a scooter",
        "ein Mann mit Hut auf einem Fahrrad",
        "gâteau d'anniversaire",
        "perro en la playa",
        "bambini che giocano",
        "gatinho fofo",
        "een meisje met een paraplu",
        "łódź na jeziorze",
        "christmas tree",
        "city at night",
    ],
)
def test_sentences_of_many_languages_are_understood(embedder: BuiltinEmbedder, text: str) -> None:
    asked = ask(embedder, text)
    assert asked.vector is not None
    assert asked.unknown == ()
    assert asked.nearest == -1  # so the closest pictures are always shown


def test_strong_matches_are_reported_for_few_measured_words() -> None:
    listed = json.loads(find("strong.json").read_text(encoding="utf-8"))
    assert listed["of other photos"]["right"] >= 0.75
    assert "dog" in listed["cut_offs"]
    assert len(read_meanings(SHIPPED).strong) == len(listed["cut_offs"])
    assert all(cut >= 1.5 for cut in listed["cut_offs"].values())


# Likeness


def test_a_cropped_copy_is_the_most_alike(embedder: BuiltinEmbedder) -> None:
    def vector(picture: Image.Image) -> np.ndarray:
        made = embedder.closer_preparer(picture, PictureFacts(*picture.size, "JPEG"))
        return np.frombuffer(made[: 4 * SPEC.dim], "<f4")

    pictures = [Image.open(io.BytesIO(encode(sample))).convert("RGB") for sample in SAMPLES[::6]]
    crops = []
    for picture in pictures:
        across, down = picture.width // 20, picture.height // 20
        box = (across, down, picture.width - across, picture.height - down)
        crops.append(vector(picture.crop(box)))
    likeness = np.stack(crops) @ np.stack([vector(picture) for picture in pictures]).T
    assert likeness.argmax(axis=1).tolist() == list(range(len(pictures)))


# Sentences


@pytest.mark.parametrize(("english", "other", "unlike"), MEANT)
def test_other_languages_mean_the_same(
    encoder: SentenceEncoder, english: str, other: str, unlike: str
) -> None:
    one, same, another = encoder.encode([english, other, unlike])[:, :WIDTH]
    assert float(one @ same) > float(one @ another)  # by .018 in Polish, as in the package itself


def test_vectors_have_unit_length(encoder: SentenceEncoder) -> None:
    texts = ["", "a", "x" * 3000, "qwxzt", "女の子", "🐕", "a dog " * 200]
    vectors = encoder.encode(texts)[:, :WIDTH]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_batch_says_what_single_texts_say(encoder: SentenceEncoder) -> None:
    texts = [text for row in MEANT for text in row]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    for part in (slice(WIDTH), slice(WIDTH, None)):  # the vectors, and what heads read
        one, other = (rows[:, part] for rows in (encoder.encode(texts), alone))
        lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
        assert ((one * other).sum(1) / lengths).min() > 0.9999


def test_it_reads_as_the_library_tokenizers_does() -> None:
    content = find(PIECES).read_bytes()
    pieces, library = Pieces(content), reference(content)
    texts = [text for row in MEANT for text in row]
    texts += ["\uff33tra\u00dfe", "e\u0301te\u0301", " 1,234.5 ", "\ufb01n", "İki köpek", "日本語x"]
    texts += ["\u0421\u043e\u0431\u0430\u043a\u0430", "\u03c3\u03ba\u03cd\u03bb\u03bf\u03c2"]  # dog
    for text in texts:
        assert pieces.ids(text)[1:-1] == library.encode(f"query: {text}").ids, text


def reference(content: bytes) -> Tokenizer:
    listed = json.loads(content)
    vocabulary = list(zip(listed["pieces"].split("\n"), listed["scores"], strict=True))
    made = Tokenizer(models.Unigram(vocabulary, 3, False))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Strip(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always", split=True)
    return made
