"""What needs no PyTorch: looks, words, evidence, calibration, sources and the card."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from picseek.engine.embed.builtin import looks as engine
from picseek.engine.embed.builtin.looks import Grid
from training import calibration, copies, evidence, looks
from training.card import card
from training.ingest.collections import SOURCES
from training.ingest.gathering import ingest, mirror
from training.ingest.prints import look
from training.ingest.readers import plain_words
from training.search import search
from training.sources import Photo, read_captioned, read_source
from training.words.concepts import Concept
from training.words.labels import ABSENT, SHOWN, UNSURE, Reader
from training.words.names import read_names
from training.words.phrases import names_of, translations
from training.words.surfaces import table_text
from training.words.wordnet import WordNet

CARD = Path(__file__).parents[2] / "resources" / "models" / "builtin"


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    dice = np.random.default_rng(seed)
    return Image.fromarray(dice.integers(0, 256, (height, width, 3), np.uint8))


@pytest.mark.parametrize("size", [(640, 480), (300, 900), (97, 101), (2000, 300)])
@pytest.mark.parametrize("side", [looks.FIRST_SIDE, looks.SECOND_SIDE])
def test_a_picture_is_looked_at_as_the_engine_does(size: tuple[int, int], side: int) -> None:
    picture = noise(*size)
    pixels, grid = engine.pixels(picture, side, looks.STRIDE)
    assert np.array_equal(looks.shaped(picture, side), pixels)
    boxes = engine.window_boxes(grid, looks.WINDOW)
    assert np.allclose(looks.windows(*grid), engine.pooling(grid, boxes))
    assert np.allclose(looks.whole(*grid), engine.pooling(grid, boxes[:1]))
    assert isinstance(grid, Grid)


def test_what_resembles_a_judged_photo_is_noticed_even_mirrored() -> None:
    pictures = np.stack([np.asarray(noise(16, 16, n).resize((96, 96), 0)) for n in range(3)])
    judged = look(Image.fromarray(pictures[1][:, ::-1]))[None]
    assert copies.resembling(pictures, judged).tolist() == [False, True, False]


def test_evidence_keeps_what_words_ask_for() -> None:
    dice = np.random.default_rng(2)
    roots = dice.random((400, 30)).astype(np.float32)
    members = np.zeros((3, 30), np.float32)
    members[[0, 1, 2], [4, 9, 9]] = 1
    members[2, 10] = 1
    reduced = evidence.projection(roots, members, 3)
    assert np.allclose(reduced @ reduced.T, np.eye(3), atol=1e-4)
    wanted, got = roots @ members.T, roots @ reduced.T @ reduced @ members.T
    for word in range(3):
        assert np.corrcoef(wanted[:, word], got[:, word])[0, 1] > 0.99


def test_calibration_finds_the_curve_and_strong_matches_hold() -> None:
    """Of words that few photos show, as test photos are; see the note in gui/training/README.md."""
    dice = np.random.default_rng(3)
    scores = dice.normal(0, 1.3, (400, 300)).astype(np.float32)
    chance = 1 / (1 + np.exp(-(2 * scores - 6)))
    labels = (dice.random(scores.shape) < chance).astype(np.int8)
    curve = calibration.fit(scores, labels)
    assert curve.slope == pytest.approx(2, abs=0.2)
    assert float(curve.offset.mean()) == pytest.approx(-6, abs=0.3)
    called, right = calibration.held(scores, curve.strong, labels)
    assert called > 100
    assert right / called > calibration.STRONG - 0.03


def test_searches_exclude_photos_without_labels() -> None:
    labels = np.array([UNSURE, SHOWN, ABSENT, SHOWN, SHOWN, ABSENT], np.int8)
    found = search("dog", np.arange(6, 0, -1).astype(np.float32), labels)
    assert found is not None
    assert (found.right, found.precision, found.first) == (3, 1.0, True)


def test_sentences_show_what_two_of_them_name() -> None:
    things = [Concept(name, None, (), ()) for name in ("dog", "beach", "sand", "boat")]
    reader = Reader(things, {each.name: (each.name,) for each in things} | {"hot dog": ()})
    said = ("A dog on the beach", "The dog runs", "Someone eats a hot dog at the beach")
    photo = Photo(Path("a.jpg"), said, (), held_out=False)
    assert reader.photo(photo).tolist() == [SHOWN, SHOWN, SHOWN, ABSENT]
    labelled = Photo(Path("b.jpg"), (), ("boat",), held_out=False)
    assert reader.photo(labelled).tolist() == [UNSURE, UNSURE, UNSURE, SHOWN]


def test_hand_written_words_and_translations_are_read() -> None:
    names = read_names()
    assert "leute" in names["people"].german
    rows = translations()
    assert all(len(row) == 8 for row in rows)
    dog = Concept("dog", None, (), ())
    assert {"en", "de", "fr", "es", "pl"} <= {lang for lang, _ in names_of([dog], names, rows)[0]}


def test_words_are_written_by_their_meaning() -> None:
    words = {"dog": ("dog",), "hund": ("dog",), "sea lion": ()}
    assert table_text(words, {("dog",): 0}) == "-1\tsea lion\n0\tdog|hund\n"


def test_wordnet_knows_what_is_a_kind_of_what(tmp_path: Path) -> None:
    (tmp_path / "data.noun").write_text(
        "  1 licence\n00000001 05 n 01 animal 0 000 | x\n"
        "00000002 05 n 02 dog 0 domestic_dog 0 001 @ 00000001 n 0000 | x\n"
    )
    (tmp_path / "index.noun").write_text("animal n 1 0 1 0 00000001\ndog n 1 1 @ 1 1 00000002\n")
    (tmp_path / "noun.exc").write_text("dogges dog\n")
    (tmp_path / "cntlist.rev").write_text("dog%1:05:00:: 1 42\n")
    read = WordNet(tmp_path)
    assert read.under(1) == {1, 2}
    assert read.senses["dog"][0].count == 42
    assert read.irregular == {"dog": ["dogges"]}


def test_the_shipped_card_follows_from_its_figures() -> None:
    figures = json.loads((CARD / "figures.json").read_text(encoding="utf-8"))
    written = card(figures)
    assert written.startswith("# Picseek's built-in model\n\n**If you build a business")
    shipped = (CARD / "MODEL_CARD.md").read_text(encoding="utf-8")
    for heading in ("## Sentences", "## Words for things", "## How sure", "## Photos"):
        assert heading in written
        assert heading in shipped
    rows = [line for line in shipped.splitlines() if line.startswith("| captioned")]
    assert rows
    assert all(row in written for row in rows)


def test_every_source_is_in_the_readme_with_its_terms() -> None:
    readme = (Path(looks.__file__).with_name("README.md")).read_text(encoding="utf-8")
    for source in SOURCES:
        assert f"| {source.name} | {source.repository} |" in readme
        assert source.terms in readme


def test_photos_are_gathered_once_and_test_photos_never(tmp_path: Path) -> None:
    captioned = tmp_path / "captioned"
    (captioned / "images").mkdir(parents=True)
    tested, trainable = noise(90, 90, 5).resize((200, 200)), noise(90, 90, 6).resize((200, 200))
    tested.save(captioned / "images" / "t.jpg")
    (captioned / "captions.txt").write_text("image,caption\nt.jpg,A test, they say .\n")
    source = next(each for each in SOURCES if each.name == "portraits")
    folder = tmp_path / "mirror" / source.repository.replace("/", "+") / "repo"
    (folder / "data" / "man").mkdir(parents=True)
    for name, picture in (("a", trainable), ("b", tested), ("c", trainable)):
        picture.save(folder / "data" / "man" / f"{name}.jpg")
    (folder / "data" / "man" / "d.jpg").write_bytes(b"no picture")
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for step in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "a")):
        subprocess.run(["git", *step], cwd=folder, check=True)
    count = ingest(source, tmp_path / "data", mirror(tmp_path / "mirror"), captioned, None)
    assert count["pictures"] == 1
    assert count["looks like a test photo"] == 1
    photos = read_source(tmp_path / "data" / "portraits").photos
    assert [photo.labels for photo in photos] == [("man", "portrait", "face", "person")]
    assert read_captioned(captioned).photos[0].sentences == ("A test, they say .",)
    with pytest.raises(FileNotFoundError, match="fetch nobody/nothing first"):
        mirror(tmp_path / "mirror")("nobody/nothing")


def test_class_names_become_plain_words() -> None:
    assert plain_words("123.living_room") == "living room"
    assert plain_words("livingRoom") == "living room"


def test_pictures_are_opened_upright_and_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    held = io.BytesIO()
    clear.save(held, "PNG")
    (tmp_path / "a.png").write_bytes(held.getvalue())
    assert looks.opened(str(tmp_path / "a.png")).getpixel((3, 3)) == (255, 255, 255)


def test_a_degraded_copy_is_small_and_always_the_same() -> None:
    picture = noise(600, 400)
    plain, cut = (looks.degraded(picture, number, "a.jpg") for number in (0, 1))
    assert plain.size == (200, 133)
    assert max(cut.size) <= 260
    assert cut.tobytes() == looks.degraded(picture, 1, "a.jpg").tobytes()
    assert cut.tobytes() != looks.degraded(picture, 1, "b.jpg").tobytes()
