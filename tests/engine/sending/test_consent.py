"""What the user agrees to is what is sent: races, refusals, links, and taking it back."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import ConsentNeeded, ModelError
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import (
    ConsentPrompt,
    ConsentReply,
    IndexEvent,
    IndexRequest,
    Permit,
    PicturesChanged,
    Query,
    SendLimits,
)
from picseek.engine.types.settings import Exclusions
from tests.support.consent import agree, reply
from tests.support.remote_model import COLOURS, HOST, ONE, TOKENS, TWO, FarModels, Server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr("picseek.engine.library.Registry", lambda *_, **__: FarModels(server))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return server


@pytest.fixture
def library(tmp_path: Path, server: Server) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    library.use_model(ONE)
    yield library
    library.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in COLOURS.items():
        draw(folder / f"{name}.png", colour)
    return folder


def draw(path: Path, colour: tuple[int, int, int]) -> Path:
    Image.new("RGB", (80, 60), colour).save(path)
    return path


def draw_many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        draw(folder / f"{number:03}.png", (number * 7 % 256, number * 31 % 256, number % 256))
    return folder


def decide(library: Library, *folders: Path) -> Permit | ConsentPrompt:
    return library.permission(IndexRequest(folders), CancelToken(), lambda: None)


def found(library: Library, name: str) -> bool:
    return [hit.picture.path.name for hit in library.search(Query(name)).hits] == [f"{name}.png"]


# The pictures agreed to are the pictures sent


def test_what_arrives_between_question_and_run_is_not_sent(
    library: Library, photos: Path, server: Server
) -> None:
    permit = library.quote(folders=[photos]).permit()
    draw(photos / "a camera import.png", (9, 9, 9))  # the first one that the run meets
    report = library.index([photos], permit=permit)
    assert (report.indexed, report.waiting) == (3, 1)
    assert report.stopped.startswith("1 picture was added or changed after you agreed")
    assert server.sent.total() == 3
    library.search(Query("camera import"))
    assert library.quote(folders=[photos]).pictures == 1
    assert len(library.browse()) == 4  # it is shown all the same


@pytest.mark.parametrize("stored", ["[]", '{"patterns": 3}', "not JSON"])
def test_nothing_is_sent_while_the_exclusions_cannot_be_read(
    library: Library, photos: Path, server: Server, stored: str
) -> None:
    library.options.set_exclusions(Exclusions(("secret*",)))
    with closing(sqlite3.connect(library.path / DATABASE_NAME)) as database, database:
        database.execute("UPDATE settings SET value = ? WHERE key = 'exclusions'", (stored,))
    with pytest.raises(ModelError, match="exclusions"):
        library.quote(folders=[photos])
    with pytest.raises(ModelError, match="exclusions"):
        library.index([photos], agreed=True)
    assert server.sent.total() == 0
    library.options.set_exclusions(Exclusions(("secret*",)))
    assert library.index([photos], agreed=True).indexed == len(COLOURS)


def test_nothing_to_send_is_no_agreement(library: Library, photos: Path, server: Server) -> None:
    library.index([photos], agreed=True)
    being_written = photos / "being written.png"
    being_written.touch()
    permit = decide(library, photos)
    assert isinstance(permit, Permit)
    draw(being_written, (9, 9, 9))
    report = library.index([photos], permit=permit)
    assert (report.indexed, report.waiting, server.sent.total()) == (0, 1, 3)
    assert report.stopped


def test_a_picture_that_was_changed_since_is_another(
    library: Library, photos: Path, server: Server
) -> None:
    permit = library.quote(folders=[photos]).permit()
    Image.effect_noise((80, 60), 50).save(photos / "red.png")
    assert library.index([photos], permit=permit).waiting == 1
    assert server.sent.total() == 2


def test_a_yes_does_not_follow_the_model_to_another_server(
    library: Library, photos: Path, server: Server
) -> None:
    permit = library.quote(folders=[photos]).permit()
    server.host = "elsewhere.example"
    with pytest.raises(ConsentNeeded, match="elsewhere"):
        library.index([photos], permit=permit)
    assert server.sent.total() == 0


def test_a_yes_covers_about_what_was_quoted(tmp_path: Path, library: Library) -> None:
    """C4: the service bills two and a half times what was assumed."""
    library.outgoing.set_price(ONE, 100.0)
    folder = draw_many(tmp_path / "many", 12)
    quote = library.quote(folders=[folder])
    assert quote.price == pytest.approx(12 * 0.3)
    report = library.index([folder], permit=quote.permit())
    assert report.indexed == 12  # a thousand tokens each, not three


def test_money_is_counted_at_sending(
    tmp_path: Path, library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of C4: $4, at 8,000 tokens a picture where 3,000 were assumed: it was $9.60."""
    monkeypatch.setattr("tests.support.remote_model.TOKENS", 8_000)
    library.outgoing.set_price(ONE, 40.0)
    folder = draw_many(tmp_path / "many", 60)
    report = library.index([folder], agreed=True, limits=SendLimits(money=4.0))
    billed = sum(row.tokens or 0 for row in library.sent()) * 40 / 1_000_000
    one_call = server.batch_pictures * 8_000 * 40 / 1_000_000
    assert 4.0 - one_call < billed <= 4.0 + one_call
    assert "$4.00" in report.stopped


# Remembered answers


def test_few_new_pictures_need_no_other_yes_and_many_do(
    tmp_path: Path, library: Library, photos: Path, server: Server
) -> None:
    agree(library, ONE)
    permit = decide(library, photos)
    assert isinstance(permit, Permit)
    assert library.index([photos], permit=permit).indexed == 3
    library.outgoing.set_price(ONE, 10_000.0)
    draw(photos / "new.png", (9, 9, 9))
    assert isinstance(decide(library, photos), ConsentPrompt)


def test_a_refusal_is_remembered_until_the_next_yes(library: Library, photos: Path) -> None:
    agree(library, ONE)
    reply(library, ONE, ConsentReply.NO)
    prompt = decide(library, photos)
    assert isinstance(prompt, ConsentPrompt)
    assert prompt.quote.refused.startswith("20")
    assert not prompt.quote.agreed
    library.outgoing.reply(prompt.quote, ConsentReply.ONCE)
    assert library.quote(folders=[photos]).refused == ""


# Taking it back


def test_consent_that_is_taken_back_is_void_everywhere(
    library: Library, photos: Path, server: Server
) -> None:
    permit = library.quote(folders=[photos]).permit()
    for model in (ONE, TWO):
        agree(library, model)
    library.outgoing.withdraw()
    for model in (ONE, TWO):
        quote = library.quote(model, [photos])
        assert (quote.agreed, bool(quote.refused)) == (False, True)
        with pytest.raises(ConsentNeeded, match=HOST):
            library.index([photos], model=model)
    with pytest.raises(ConsentNeeded):
        library.index([photos], permit=permit)  # given before
    assert server.sent.total() == 0


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_run_under_way_sends_nothing_more(
    tmp_path: Path, library: Library, server: Server, elsewhere: bool
) -> None:
    """Also when another process takes it back, which may only read the library."""
    folder = draw_many(tmp_path / "many", 60)
    other = Library.open(library.path, writable=False)
    sent_by_then: list[int] = []

    def withdraw(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged) and server.sent and not sent_by_then:
            (other if elsewhere else library).outgoing.withdraw()
            sent_by_then.append(server.sent.total())

    report = library.index([folder], permit=library.quote(folders=[folder]).permit(),
                           on_event=withdraw)  # fmt: skip
    other.close()
    in_flight = 2 * server.batch_pictures
    assert sent_by_then[0] <= server.sent.total() <= sent_by_then[0] + in_flight
    assert report.indexed == server.sent.total() < 60  # what was answered is stored
    assert "no longer agree" in report.stopped
    assert sum(row.tokens or 0 for row in library.sent()) == report.indexed * TOKENS


# Examples


def test_the_example_agreed_to_is_the_one_that_is_sent(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], agreed=True)
    example = draw(photos.parent / "example.png", (210, 15, 15))
    asked = library.search(Query(like=(example,)))
    assert (asked.unsent, len(asked.unsent_examples)) == (True, 1)
    agreed = Query(like=(example,), send_examples=True, examples_agreed=asked.unsent_examples)
    draw(example, (15, 15, 210))  # another program saves another picture there
    changed = library.search(agreed)
    assert changed.unsent
    assert changed.unsent_examples != asked.unsent_examples
    assert server.questions == []
    draw(example, (210, 15, 15))
    assert not library.search(agreed).unsent
    assert server.questions == [""]


def test_an_example_that_is_swapped_while_it_is_read_is_not_sent(
    library: Library, photos: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever agrees with --yes agrees to the picture that is there then."""
    library.index([photos], agreed=True)
    example = draw(photos.parent / "example.png", (210, 15, 15))
    hashed = content_hash

    def swapped(path: Path) -> bytes:
        content = hashed(path)
        draw(path, (15, 15, 210))
        return content

    monkeypatch.setattr("picseek.engine.sending.examples.content_hash", swapped)
    assert library.search(Query(like=(example,), send_examples=True)).unsent
    assert server.questions == []


# Links


linked = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


@pytest.fixture
def outside(tmp_path: Path, photos: Path) -> Path:
    """A folder that was not chosen, with a link to it and to a file in it."""
    folder = tmp_path / "private"
    (folder / "inner").mkdir(parents=True)
    draw(folder / "secret.png", (1, 2, 3))
    draw(folder / "inner" / "deep.png", (4, 5, 6))
    single = draw(tmp_path / "single.png", (7, 8, 9))
    (photos / "link").symlink_to(folder)
    (photos / "single.png").symlink_to(single)
    return folder


@linked
def test_what_links_lead_to_outside_is_sent_only_where_the_user_says_so(
    library: Library, photos: Path, outside: Path, server: Server
) -> None:
    prompt = decide(library, photos)
    assert isinstance(prompt, ConsentPrompt)
    assert (prompt.quote.pictures, prompt.quote.outside) == (3, 3)
    assert prompt.with_outside is not None
    assert prompt.with_outside.pictures == 6
    report = library.index([photos], permit=prompt.quote.permit())
    assert (report.indexed, report.waiting, report.outside) == (3, 3, 3)
    assert server.sent.total() == 3
    assert found(library, "secret")  # it is shown, and found by its name
    again = library.index([photos], permit=prompt.quote.permit())
    assert (again.unchanged, again.outside, server.sent.total()) == (3, 3, 3)
    review = library.permission(IndexRequest((photos,), outside=True), CancelToken(), lambda: None)
    assert isinstance(review, ConsentPrompt)
    assert library.index([photos], permit=review.quote.permit()).indexed == 3
    assert server.sent.total() == 6


@linked
def test_agreeing_to_any_picture_is_not_agreeing_to_those_outside(
    library: Library, photos: Path, outside: Path, server: Server
) -> None:
    assert library.index([photos], agreed=True).outside == 3
    agree(library, ONE)
    assert library.index([photos]).outside == 3
    assert server.sent.total() == 3
    agree(library, ONE, outside=True)
    permit = decide(library, photos)
    assert isinstance(permit, Permit)
    assert library.index([photos], permit=permit).indexed == 3


@linked
def test_a_picture_that_is_also_inside_is_sent_as_such(
    library: Library, photos: Path, outside: Path, server: Server
) -> None:
    (photos / "z copy.png").write_bytes((outside / "secret.png").read_bytes())
    quote = library.quote(folders=[photos])
    assert (quote.pictures, quote.outside) == (4, 2)
    assert library.index([photos], permit=quote.permit()).outside == 2
    assert server.sent.total() == 4


@linked
def test_a_chosen_link_and_links_between_chosen_folders_lead_nowhere_else(
    tmp_path: Path, library: Library, photos: Path, outside: Path
) -> None:
    chosen = tmp_path / "chosen"
    chosen.symlink_to(photos)
    library.add_folder(outside)
    (outside / "inner" / "back.png").symlink_to(photos / "red.png")
    quote = library.quote(folders=[chosen])
    assert (quote.pictures, quote.outside) == (5, 1)  # single.png lies in no chosen folder


@linked
def test_models_on_this_computer_follow_links(
    library: Library, photos: Path, outside: Path
) -> None:
    library.use_model("builtin")
    assert library.quote(folders=[photos]).pictures == 6
    report = library.index([photos])
    assert (report.indexed, report.outside) == (6, 0)
