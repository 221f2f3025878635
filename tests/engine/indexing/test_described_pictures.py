"""Pictures fused with what is written about them: the real SDK, and the stand-in as service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.errors import ConsentNeeded
from picseek.engine.library import Library
from picseek.engine.types import Query, ServiceOptions
from tests.support.cohere.environment import use_service
from tests.support.cohere.server import StandIn
from tests.support.consent import agree

PLAIN = "cohere/embed-v4.0"
DESCRIBED = f"{PLAIN}+text"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        yield service


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Three grey pictures, alike but for what is written about them."""
    folder = tmp_path / "Trip to Porto"
    folder.mkdir()
    for number in range(3):
        made = Image.new("RGB", (90, 60), (120 + number, 120, 120))
        made.save(folder / f"IMG_{number:04}.png")
    (folder / "IMG_0001.txt").write_text("my grandmother's locomotive")
    (folder / "IMG_0002.json").write_text('{"description": "a lighthouse"}')
    return folder


def texts_with_pictures(service: StandIn) -> list[str]:
    return sorted(text for c in service.records.calls() if c.pictures for text in c.texts)


def pictures_sent(service: StandIn) -> int:
    return sum(len(call.pictures) for call in service.records.calls())


def best(library: Library, question: str) -> str:
    return library.search(Query(question)).hits[0].picture.path.name


def turn_on(library: Library) -> None:
    library.use_model(PLAIN)
    library.service.set_options(ServiceOptions(describe=True))


def test_pictures_are_found_by_what_is_written_about_them(
    service: StandIn, library: Library, photos: Path
) -> None:
    turn_on(library)
    assert library.index([photos], agreed=True).model == DESCRIBED
    assert best(library, "grandmother locomotive") == "IMG_0001.png"
    assert best(library, "a lighthouse") == "IMG_0002.png"
    assert texts_with_pictures(service) == [
        "Trip to Porto",
        "a lighthouse\nTrip to Porto",
        "my grandmother's locomotive\nTrip to Porto",
    ]


def test_without_the_switch_no_word_leaves(
    service: StandIn, library: Library, photos: Path
) -> None:
    library.use_model(PLAIN)
    library.index([photos], agreed=True)
    assert texts_with_pictures(service) == []
    assert pictures_sent(service) == 3


def test_both_kinds_of_vectors_live_side_by_side_and_none_is_paid_twice(
    service: StandIn, library: Library, photos: Path
) -> None:
    library.use_model(PLAIN)
    for describe in (False, True, False, True):
        library.service.set_options(ServiceOptions(describe=describe))
        library.index([photos], agreed=True)
    assert pictures_sent(service) == 6
    assert library.status().models == {PLAIN: 3, DESCRIBED: 3}
    (photos / "IMG_0000.png").rename(photos / "the lake.png")
    library.index([photos], agreed=True)
    assert pictures_sent(service) == 6  # the content is the key, not what is written about it


def test_consent_to_pictures_is_no_consent_to_words(
    service: StandIn, library: Library, photos: Path
) -> None:
    library.use_model(PLAIN)
    agree(library, PLAIN)
    plain = library.quote(folders=[photos])
    library.service.set_options(ServiceOptions(describe=True))
    described = library.quote(folders=[photos])
    assert (plain.agreed, described.agreed) == (True, False)
    assert "captions" in described.policy
    assert "captions" not in plain.policy
    assert (described.model, described.pictures) == (DESCRIBED, 3)
    with pytest.raises(ConsentNeeded):
        library.index([photos])
    assert pictures_sent(service) == 0


def test_the_switch_and_the_chosen_id_always_agree(service: StandIn, library: Library) -> None:
    turn_on(library)
    assert library.current_model == DESCRIBED
    library.use_model(PLAIN)
    assert (library.current_model, library.service.options.describe) == (PLAIN, False)
    library.use_model(DESCRIBED)
    assert (library.current_model, library.service.options.describe) == (DESCRIBED, True)
    library.service.set_options(ServiceOptions())
    assert library.current_model == PLAIN
    turn_on(library)
    for other in ("builtin", "cohere/embed-english-v3.0"):  # they take no words anyway
        library.use_model(other)
        assert (library.current_model, library.service.options.describe) == (other, True)


def test_the_list_shows_the_models_as_the_switch_has_them(
    service: StandIn, library: Library, photos: Path
) -> None:
    library.use_model(PLAIN)
    library.index([photos], agreed=True)
    library.service.set_options(ServiceOptions(describe=True))
    rows = {info.id: info for info in library.models()}
    assert rows[DESCRIBED].mixed
    assert (rows[DESCRIBED].vectors, rows[PLAIN].vectors) == (0, 3)
    assert "cohere/embed-english-v3.0" in rows
    assert not rows["cohere/embed-english-v3.0"].mixed
    library.use_model("cohere/embed-v4.0:256")
    assert library.current_model in {info.id for info in library.models()}


def test_an_example_is_sent_without_its_name(
    service: StandIn, library: Library, photos: Path, tmp_path: Path
) -> None:
    turn_on(library)
    library.index([photos], agreed=True)
    example = tmp_path / "secret plans.png"
    Image.new("RGB", (90, 60), (200, 0, 0)).save(example)
    library.search(Query("a boat", like=(example,), send_examples=True))
    assert service.records.calls()[-1].texts == ("a boat",)
