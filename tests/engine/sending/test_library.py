"""The facade with a paid remote model: quote, consent, limits, record, switching, no network."""

from __future__ import annotations

import csv
import io
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import Cancelled, ConsentNeeded, LibraryLocked, ModelError, UsageError
from picseek.engine.library import Library
from picseek.engine.types import ConsentReply, IndexEvent, Progress, Query, SendLimits
from tests.support.consent import agree, reply
from tests.support.remote_model import (
    ASSUMED_BYTES,
    ASSUMED_TOKENS,
    COLOURS,
    HOST,
    ONE,
    TOKENS,
    TWO,
    FarModels,
    Server,
)

OWN = "builtin"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr("picseek.engine.library.Registry", lambda *_, **__: FarModels(server))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return server


@pytest.fixture
def library(tmp_path: Path, server: Server) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (80, 60), colour).save(folder / f"{name} thing.png")
    return folder


def draw(path: Path, colour: tuple[int, int, int]) -> Path:
    Image.new("RGB", (80, 60), colour).save(path)
    return path


def names(library: Library, query: Query) -> list[str]:
    return [hit.picture.path.name for hit in library.search(query).hits]


# The quote


def test_a_quote_counts_pictures_and_sends_nothing(
    library: Library, photos: Path, server: Server
) -> None:
    quote = library.quote(ONE, [photos])
    assert (quote.host, quote.pictures, quote.agreed) == (HOST, 3, False)
    assert (quote.size, quote.tokens) == (3 * ASSUMED_BYTES, 3 * ASSUMED_TOKENS)
    assert quote.seconds == 3.0
    assert quote.price == pytest.approx(3 * ASSUMED_TOKENS * 0.5e-6)
    assert not quote.measured
    assert server.sent.total() == 0
    assert library.folders() == []
    assert library.status().models.get(ONE, 0) == 0


def test_a_quote_counts_contents_not_files(library: Library, photos: Path) -> None:
    shutil.copytree(photos, photos / "copies")
    assert library.quote(ONE, [photos]).pictures == 3
    library.index([photos])  # on this computer: the copies are known now
    assert library.quote(ONE, [photos]).pictures == 3
    shutil.copytree(photos / "copies", photos / "more copies")
    draw(photos / "new.png", (9, 9, 9))
    assert library.quote(ONE, [photos]).pictures == 4
    library.index([photos], model=ONE, agreed=True)
    shutil.copytree(photos / "copies", photos / "yet more copies")
    assert library.quote(ONE, [photos]).pictures == 0
    assert library.quote(TWO, [photos]).pictures == 4


def test_what_cannot_be_sent_is_not_counted(library: Library, photos: Path) -> None:
    (photos / "empty.jpg").touch()
    (photos / "text.jpg").write_text("no picture")
    assert library.quote(ONE, [photos]).pictures == 4  # nobody knows before it is read
    library.index([photos])
    assert library.quote(ONE, [photos]).pictures == 3
    assert library.quote(ONE, [photos], retry_failed=True).pictures == 4


def test_what_a_backup_program_touched_is_neither_counted_nor_sent_again(
    library: Library, photos: Path, server: Server
) -> None:
    """Only what is noted of each file changes, not what is in it."""
    refused = draw(photos / "refused.png", (7, 7, 7))
    (photos / "text.jpg").write_text("no picture")
    server.refuse = {content_hash(refused)}
    library.index([photos], model=ONE, agreed=True)
    sent = server.sent.total()
    for path in photos.iterdir():
        path.chmod(0o600)
    assert library.quote(ONE, [photos]).pictures == 0
    report = library.index([photos], model=ONE, agreed=True)
    assert server.sent.total() == sent
    assert {problem.path.name for problem in report.failed} == {"refused.png", "text.jpg"}
    assert library.quote(ONE, [photos], retry_failed=True).pictures == 2
    draw(refused, (8, 8, 8))
    assert library.quote(ONE, [photos]).pictures == 1


def test_a_quote_of_nested_folders_and_of_the_remembered_ones(
    library: Library, photos: Path
) -> None:
    inner = photos / "inner"
    inner.mkdir()
    draw(inner / "x.png", (1, 2, 3))
    assert library.quote(ONE, [photos, inner]).pictures == 4
    assert library.quote(ONE).pictures == 0
    library.add_folder(inner)
    assert library.quote(ONE).pictures == 1


def test_a_quote_learns_from_bills(library: Library, photos: Path, server: Server) -> None:
    library.index([photos], model=ONE, agreed=True)
    draw(photos / "new.png", (9, 9, 9))
    quote = library.quote(ONE, [photos])
    assert (quote.pictures, quote.tokens, quote.measured) == (1, TOKENS, True)
    assert quote.size_measured
    assert quote.size < 1000


def test_the_price_is_the_users_if_there_is_one(
    library: Library, photos: Path, server: Server
) -> None:
    library.outgoing.set_price(ONE, 100.0)
    assert library.quote(ONE, [photos]).price == pytest.approx(3 * ASSUMED_TOKENS * 1e-4)
    library.outgoing.set_price(ONE, None)
    assert library.quote(ONE, [photos]).price_per_million == server.price
    for nonsense in (-1.0, float("nan"), float("inf")):
        with pytest.raises(UsageError):
            library.outgoing.set_price(ONE, nonsense)


def test_a_quote_of_a_local_model_costs_nothing(library: Library, photos: Path) -> None:
    quote = library.quote(OWN, [photos])
    assert (quote.host, quote.pictures, quote.price, quote.agreed) == ("", 3, 0, True)


def test_a_quote_can_be_cancelled_and_needs_a_model(library: Library, photos: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.quote(ONE, [photos], token=token)
    with pytest.raises(ModelError):
        library.quote("nonsense", [photos])


def test_a_reader_can_quote(library: Library, photos: Path) -> None:
    reader = Library.open(library.path, writable=False)
    assert reader.quote(ONE, [photos]).pictures == 3
    reader.close()


# Consent


def test_nothing_is_sent_before_the_user_agreed(
    library: Library, photos: Path, server: Server
) -> None:
    with pytest.raises(ConsentNeeded, match=HOST):
        library.index([photos], model=ONE)
    assert server.sent.total() == 0
    assert library.sent() == []
    assert library.index([photos], model=ONE, agreed=True).indexed == 3
    assert not library.quote(ONE, [photos]).agreed  # for that run only


def test_consent_is_remembered_for_a_model_and_a_host(
    tmp_path: Path, library: Library, photos: Path, server: Server
) -> None:
    agree(library, ONE)
    library.close()
    library = Library.open(tmp_path / "library")
    try:
        assert library.quote(ONE, [photos]).agreed
        assert not library.quote(TWO, [photos]).agreed
        assert library.index([photos], model=ONE).indexed == 3
        server.host = "elsewhere.example"
        draw(photos / "new.png", (9, 9, 9))
        assert not library.quote(ONE, [photos]).agreed
        with pytest.raises(ConsentNeeded, match="elsewhere"):
            library.index([photos], model=ONE)
        server.host = HOST
        reply(library, ONE, ConsentReply.ONCE)
        with pytest.raises(ConsentNeeded):
            library.index([photos], model=ONE)
    finally:
        library.close()


def test_local_models_need_no_consent(library: Library, photos: Path, server: Server) -> None:
    assert library.index([photos]).indexed == 3
    assert library.sent() == []
    assert server.sent.total() == 0


def test_limits_are_the_runs(library: Library, photos: Path, server: Server) -> None:
    report = library.index([photos], model=ONE, agreed=True, limits=SendLimits(pictures=2))
    assert report.indexed == 2
    assert report.stopped
    server.price = None
    with pytest.raises(UsageError, match="price"):
        library.index([photos], model=ONE, agreed=True, limits=SendLimits(money=1.0))
    library.outgoing.set_price(ONE, 1.0)
    report = library.index([photos], model=ONE, agreed=True, limits=SendLimits(money=1.0))
    assert (report.indexed, report.stopped) == (1, "")


# The record


def test_what_left_this_computer(library: Library, photos: Path, server: Server) -> None:
    library.index([photos], model=ONE, agreed=True)
    library.search(Query("red", model=ONE))
    question, *pictures = library.sent()
    assert (question.content, question.path, question.host) == (None, None, HOST)
    assert {row.path for row in pictures} == set(photos.iterdir())
    assert {row.tokens for row in pictures} == {TOKENS}
    assert len(library.sent(2)) == 2


def test_the_record_as_csv(library: Library, photos: Path, server: Server) -> None:
    (photos / "red thing.png").rename(photos / 'red, "quoted"\nthing.png')
    library.index([photos], model=ONE, agreed=True)
    server.bills = False
    library.search(Query("red", model=ONE))
    file = photos.parent / "sent.csv"
    assert library.outgoing.export(file) == 4
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")))
    assert {row["picture"] for row in rows[:3]} == {str(path) for path in photos.iterdir()}
    assert [row["tokens"] for row in rows] == [str(TOKENS)] * 3 + [""]
    assert (rows[3]["picture"], rows[3]["content"]) == ("", "question")
    assert rows[0]["time"][:2] == "20"


def test_a_question_asked_by_a_reader_is_on_record(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    reader = Library.open(library.path, writable=False)
    reader.search(Query("blue", model=ONE))
    reader.close()
    assert library.sent(1)[0].content is None


# Asking


def test_a_question_is_sent_once(library: Library, photos: Path, server: Server) -> None:
    library.index([photos], model=ONE, agreed=True)
    for _ in range(3):
        assert names(library, Query("blue", model=ONE))[0] == "blue thing.png"
    assert server.questions == ["blue"]
    names(library, Query("red", model=ONE))
    assert server.questions == ["blue", "red"]


def test_without_network_the_names_still_answer(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    server.offline = True
    result = library.search(Query("green", model=ONE))
    assert [hit.picture.path.name for hit in result.hits] == ["green thing.png"]
    assert HOST in result.note
    assert "names" in result.note
    assert result.model == ONE
    assert library.search(Query("nothing like it", model=ONE)).hits == ()
    server.offline = False
    assert library.search(Query("green", model=ONE)).note == ""


def test_without_network_a_model_on_this_computer_answers(
    library: Library, photos: Path, server: Server
) -> None:
    (photos / "red thing.png").rename(photos / "DSC_1.png")
    library.index([photos], model=ONE, agreed=True)
    library.index([photos])
    server.offline = True
    result = library.search(Query("red", model=ONE))
    assert result.hits[0].picture.path.name == "DSC_1.png"
    assert result.model == OWN
    assert HOST in result.note
    by_example = library.search(
        Query(like=(draw(photos.parent / "x.png", (210, 15, 15)),), model=ONE)
    )
    assert by_example.hits[0].picture.path.name == "DSC_1.png"


def test_an_example_is_sent_only_where_the_user_agrees(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    library.index([photos])
    other = draw(photos.parent / "holiday.png", (210, 15, 15))
    asked = len(server.questions)

    local = library.search(Query(like=(other,), model=ONE))
    assert (local.unsent, local.model) == (True, OWN)
    assert "holiday.png" in local.note
    assert HOST in local.note
    assert local.hits[0].picture.path.name == "red thing.png"
    assert len(server.questions) == asked

    sent = library.search(Query(like=(other,), model=ONE, send_examples=True))
    assert (sent.unsent, sent.model, sent.note) == (False, ONE, "")
    assert len(server.questions) == asked + 1
    agree(library, ONE)
    assert not library.search(Query(like=(other,), model=ONE)).unsent


def test_an_example_that_was_sent_before_needs_no_consent(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    asked = len(server.questions)
    result = library.search(Query(like=(photos / "red thing.png",), model=ONE))
    assert not result.unsent
    assert result.hits[0].picture.path.name == "red thing.png"
    assert len(server.questions) == asked


def test_without_a_key_searching_still_answers(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    library.reconnect()
    server.needs = "A key is missing."
    result = library.search(Query("green", model=ONE))
    assert result.note.startswith("A key is missing.")
    assert len(result.hits) == 1


@pytest.mark.parametrize("model", [ONE, OWN])
def test_a_model_that_has_embedded_nothing_says_so_and_is_not_asked(
    library: Library, photos: Path, server: Server, model: str
) -> None:
    library.index([photos], model=TWO, agreed=True)
    result = library.search(Query("red", model=model))
    title = next(info.title for info in library.models() if info.id == model)
    assert result.note.startswith(f"No pictures are indexed with “{title}” yet.")
    assert [hit.picture.path.name for hit in result.hits] == ["red thing.png"]
    assert server.questions == []


def test_an_empty_library_sends_no_question(library: Library, server: Server) -> None:
    result = library.search(Query("red", model=ONE))
    assert (result.hits, result.note, server.questions) == ((), "", [])


# Several models


def test_switching_loses_no_vectors_and_costs_nothing(
    tmp_path: Path, library: Library, photos: Path, server: Server
) -> None:
    library.index([photos])
    library.use_model(ONE)
    library.index([photos], agreed=True)
    library.use_model(TWO)
    library.index([photos], agreed=True)
    assert library.status().models == {OWN: 3, ONE: 3, TWO: 3}
    library.close()
    library = Library.open(tmp_path / "library")
    try:
        assert library.current_model == TWO
        for model in (OWN, ONE, TWO, ONE):
            library.use_model(model)
            assert library.search(Query("red")).model == model
            assert names(library, Query("red"))[0] == "red thing.png"
            assert library.index().unchanged == 3
        assert library.status().models == {OWN: 3, ONE: 3, TWO: 3}
        assert server.sent.total() == 6
    finally:
        library.close()


def test_models_list_what_they_need_and_hold(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    server.needs = "A key is missing."
    infos = {info.id: info for info in library.models()}
    assert (infos[OWN].ready, infos[OWN].remote) == (True, False)
    assert (infos[ONE].ready, infos[ONE].needs, infos[ONE].vectors) == (False, server.needs, 3)
    assert infos[ONE].remote
    with pytest.raises(ModelError, match="key is missing"):
        library.outgoing.destination(ONE)
    assert library.outgoing.destination(OWN) == ""


def test_only_models_that_exist_can_be_chosen_by_who_may_write(library: Library) -> None:
    with pytest.raises(ModelError):
        library.use_model("nonsense")
    assert library.current_model == OWN
    reader = Library.open(library.path, writable=False)
    with pytest.raises(LibraryLocked):
        reader.use_model(ONE)
    reader.close()


def test_thumbnails_are_made_without_the_model(
    library: Library, photos: Path, server: Server
) -> None:
    library.use_model(ONE)
    library.index([photos], agreed=True)
    server.needs, server.offline = "A key is missing.", True
    library.reconnect()
    picture = library.browse()[0]
    library.thumbnail(picture).unlink()
    assert library.thumbnail(picture).exists()


def test_a_model_can_be_tried(library: Library, server: Server) -> None:
    library.test_model(ONE)
    assert len(server.questions) == 1
    server.offline = True
    with pytest.raises(ModelError, match="reached"):
        library.test_model(ONE)


def test_the_service_is_not_changed_under_a_run(
    library: Library, photos: Path, server: Server
) -> None:
    refused: list[UsageError] = []

    def reconnect(_event: IndexEvent) -> None:
        try:
            library.reconnect()
        except UsageError as error:
            refused.append(error)

    library.index([photos], model=ONE, agreed=True, on_event=reconnect)
    assert refused
    library.reconnect()
    assert names(library, Query("red", model=ONE))[0] == "red thing.png"


def test_another_server_whose_model_is_another_one(
    library: Library, photos: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([photos], model=ONE, agreed=True)
    library.reconnect()
    monkeypatch.setattr(server, "revision", "2")
    assert library.quote(ONE, [photos]).pictures == 3  # its vectors cannot be compared
    assert library.index([photos], model=ONE, agreed=True).indexed == 3
    assert names(library, Query("red", model=ONE))[0] == "red thing.png"


def test_searching_with_a_far_model_while_it_indexes(
    library: Library, photos: Path, server: Server
) -> None:
    found: list[int] = []

    def search(_event: IndexEvent) -> None:
        thread = threading.Thread(
            target=lambda: found.append(len(library.search(Query("red", model=ONE)).hits))
        )
        thread.start()
        thread.join(60)

    library.index([photos], model=ONE, agreed=True, on_event=search)
    assert found
    assert found == sorted(found)


# A model that cannot be used


def test_without_a_key_pictures_are_shown_and_found_by_name(
    library: Library, photos: Path, server: Server
) -> None:
    server.needs = "A key is missing."
    events: list[IndexEvent] = []
    with pytest.raises(ModelError, match="A key is missing"):
        library.index([photos], model=ONE, on_event=events.append)
    assert len(library.browse()) == library.status().files == 3
    assert names(library, Query("blue thing", model=ONE))[0] == "blue thing.png"
    assert library.thumbnail(library.browse()[0]).exists()
    waits = {event.wait for event in events if isinstance(event, Progress) and event.done}
    assert waits == {"A key is missing"}
    server.needs = ""
    assert library.index([photos], model=ONE, agreed=True).indexed == 3


def test_a_key_that_went_missing_costs_no_vector(
    library: Library, photos: Path, server: Server
) -> None:
    library.index([photos], model=ONE, agreed=True)
    library.reconnect()
    server.needs = "A key is missing."
    (photos / "red thing.png").rename(photos / "renamed.png")
    (photos / "blue thing.png").unlink()
    with pytest.raises(ModelError, match="missing"):
        library.index([photos], model=ONE)
    assert sorted(row.path.name for row in library.rows(library.browse())) == [
        "green thing.png",
        "renamed.png",
    ]
    server.needs = ""
    assert library.index([photos], model=ONE, agreed=True).indexed == 0
    assert server.sent.total() == 3
    assert names(library, Query("red", model=ONE))[0] == "renamed.png"


def test_a_key_that_is_refused_leaves_the_others_recorded(
    library: Library, photos: Path, server: Server
) -> None:
    server.fail_after = 0
    with pytest.raises(ModelError, match="reached"):
        library.index([photos], model=ONE, agreed=True)
    assert len(library.browse()) == 3
    assert len(server.sizes) == 1, "the first call goes alone"


def test_a_model_that_does_not_exist_records_nothing(library: Library, photos: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        library.index([photos], model="far/none")
    assert len(library.browse()) == 0
