"""The record of what left this computer, in the store."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from picseek.engine.embed.base import SentRecord, SentState
from picseek.engine.errors import LibraryError
from picseek.engine.sending.send_log import Ledger
from picseek.engine.store import Batch, SentCall, Store
from picseek.engine.store.migrations import MIGRATIONS, migrate
from tests.support.stores import (
    SPEC,
    hash_of,
    open_store,
    paths_of,
    picture,
    record,
    save,
    thumbnail_of,
    vector_of,
)

MODEL = "far/one"


def call(
    *contents: str, size: int = 100, tokens: int | None = None, text_tokens: int | None = None
) -> SentCall:
    hashes = tuple(map(hash_of, contents))
    return SentCall(
        MODEL, SentRecord(1e9, "one", "h.example:8080", size, hashes, tokens, text_tokens)
    )


def test_vectors_and_their_record_are_one_transaction(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    batch = Batch(model, [record("a.jpg", "a")], [(hash_of("a"), vector_of("a"))], sent=[call("a")])
    store.save(batch)
    (row,) = store.send_log.newest(10)
    assert (row.content, row.model, row.host) == (hash_of("a").hex(), "one", "h.example:8080")
    assert row.path is not None
    assert row.path.name == "a.jpg"
    wrong = Batch(model, vectors=[(hash_of("unknown"), vector_of("a"))], sent=[call("b")])
    with pytest.raises(ValueError, match="unknown"):
        store.save(wrong)
    assert len(store.send_log.newest(10)) == 1


def test_a_call_is_shared_out_to_its_pictures_without_a_rest(store: Store) -> None:
    store.send_log.complete([call("a", "b", "c", size=1000, tokens=3001)])
    rows = store.send_log.newest(10)
    assert sum(row.size for row in rows) == 1000
    assert sorted(row.tokens or 0 for row in rows) == [1000, 1000, 1001]


def test_tokens_that_were_not_reported_stay_unknown(store: Store) -> None:
    store.send_log.complete([call("a"), call("b", tokens=5, text_tokens=2), call("c", tokens=0)])
    assert [row.tokens for row in store.send_log.newest(10)] == [0, 7, None]


def test_a_question_has_no_picture_and_is_not_measured(store: Store) -> None:
    store.send_log.complete([call(text_tokens=4)])
    (row,) = store.send_log.newest(10)
    assert (row.content, row.path, row.tokens) == (None, None, 4)
    assert store.send_log.usage(MODEL) == (0, 0, 0, 0)


def test_measures_add_up_and_bills_count_only_where_there_were_any(store: Store) -> None:
    assert store.send_log.usage(MODEL) == (0, 0, 0, 0)
    store.send_log.complete([call("a", "b", size=300, tokens=2000), call("c", size=100)])
    store.send_log.complete([call("a", size=50, tokens=500)])
    assert store.send_log.usage(MODEL) == (4, 450, 3, 2500)
    assert store.send_log.usage("far/two") == (0, 0, 0, 0)


def test_a_removed_picture_keeps_its_row(store: Store) -> None:
    save(store, record("a.jpg", "a"), record("b/copy.jpg", "a"))
    store.send_log.complete([call("a")])
    first = store.send_log.newest(1)[0].path
    assert first is not None
    assert first == paths_of(store, picture(store, "a.jpg"))[0]
    store.files.remove(first.parent, ["a.jpg"])
    second = store.send_log.newest(1)[0].path
    assert second is not None
    assert second.name == "copy.jpg"
    store.files.remove(second.parent, ["copy.jpg"])
    assert (store.send_log.newest(1)[0].path, store.send_log.newest(1)[0].content) == (
        None,
        hash_of("a").hex(),
    )


def test_newest_first_and_all_oldest_first(store: Store) -> None:
    for name in "abcde":
        store.send_log.complete([call(name)])
    assert [row.content for row in store.send_log.newest(2)] == [hash_of(n).hex() for n in "ed"]
    assert [row.content for row in store.send_log.all()] == [hash_of(n).hex() for n in "abcde"]


def test_a_reader_can_add_to_the_record_beside_the_writer(tmp_path: Path, store: Store) -> None:
    reader = open_store(tmp_path, readonly=True)
    reader.send_log.complete([call(text_tokens=1)])
    save(store, record("a.jpg"))
    store.send_log.complete([call("a")])
    assert [row.content for row in reader.send_log.newest(9)] == [hash_of("a").hex(), None]
    reader.close()


def test_prices(store: Store) -> None:
    assert store.send_log.price(MODEL) is None
    store.send_log.set_price(MODEL, 0.47)
    assert store.send_log.price(MODEL) == 0.47
    store.send_log.set_price(MODEL, None)
    assert store.send_log.price(MODEL) is None


def test_an_older_library_gets_the_record(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    migrate(connection, tmp_path, MIGRATIONS[:1])
    connection.close()
    store = Store.open(tmp_path / "library.db", thumbnail_of=thumbnail_of)
    store.send_log.complete([call("a")])
    assert len(store.send_log.newest(5)) == 1
    store.close()


def test_the_ledger_holds_pictures_until_they_are_taken(store: Store) -> None:
    ledger = Ledger(store)
    report = ledger.listener(MODEL)
    report(call("a").record)
    assert store.send_log.newest(5) == []
    assert ledger.take() == [call("a")]
    assert ledger.take() == []
    report(call("b").record)
    ledger.flush()
    assert [row.content for row in store.send_log.newest(5)] == [hash_of("b").hex()]
    ledger.flush()
    assert len(store.send_log.newest(5)) == 1


def test_the_ledger_writes_questions_at_once_and_survives_a_closed_store(store: Store) -> None:
    report = Ledger(store).listener(MODEL)
    report(call().record)
    assert len(store.send_log.newest(5)) == 1
    store.close()
    report(call().record)


def begun(*contents: str, number: int = 1) -> SentRecord:
    hashes = tuple(map(hash_of, contents))
    return SentRecord(1e9, "one", "h.example", 90, hashes, call=number, state=SentState.SENDING)


def test_a_call_is_listed_before_it_is_made(store: Store) -> None:
    ledger = Ledger(store)
    ledger.listener(MODEL)(begun("a", "b"))
    rows = store.send_log.newest(5)
    assert [(row.content, row.answered) for row in rows] == [
        (hash_of("b").hex(), False),
        (hash_of("a").hex(), False),
    ]
    assert sum(row.size for row in rows) == 90
    assert store.send_log.usage(MODEL) == (0, 0, 0, 0)


def test_an_answer_completes_the_rows_of_its_call_and_no_others(store: Store) -> None:
    ledger = Ledger(store)
    report = ledger.listener(MODEL)
    first, second = begun("a", "b"), begun("c", number=2)
    report(first)
    report(second)
    answered = replace(first, state=SentState.ANSWERED, size=100, image_tokens=30)
    report(answered)
    assert not any(row.answered for row in store.send_log.newest(5))
    model = store.vectors.ensure_set(SPEC)
    files = [record("a.jpg", "a"), record("b.jpg", "b")]
    vectors = [(hash_of("a"), vector_of("a")), (hash_of("b"), vector_of("b"))]
    store.save(Batch(model, files, vectors, sent=ledger.take()))
    rows = [(row.size, row.tokens, row.answered) for row in store.send_log.all()]
    assert rows == [(50, 15, True), (50, 15, True), (90, None, False)]
    assert store.send_log.usage(MODEL) == (2, 100, 2, 30)


def test_a_call_that_failed_stays_listed_and_one_that_never_left_does_not(store: Store) -> None:
    ledger = Ledger(store)
    report = ledger.listener(MODEL)
    for number, state in enumerate((SentState.FAILED, SentState.UNSENT), 1):
        for contents in (("a", "b"), ()):
            call_of = begun(*contents, number=number * 10 + len(contents))
            report(call_of)
            report(replace(call_of, state=state))
    ledger.flush()
    rows = list(store.send_log.all())
    assert [row.content for row in rows] == [hash_of("a").hex(), hash_of("b").hex(), None]
    assert not any(row.answered for row in rows)


def test_a_picture_that_cannot_be_recorded_is_not_sent_but_a_question_is(store: Store) -> None:
    report = Ledger(store).listener(MODEL)
    store.close()
    report(begun())
    with pytest.raises(LibraryError):
        report(begun("a"))


def test_calls_on_many_threads_keep_their_rows(store: Store) -> None:
    ledger = Ledger(store)
    report = ledger.listener(MODEL)

    def make(number: int) -> None:
        started = begun(f"{number}a", f"{number}b", f"{number}c", number=number)
        report(started)
        report(replace(started, state=SentState.ANSWERED, image_tokens=3 * number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make, range(1, 41)))
    ledger.flush()
    tokens = {row.content: row.tokens for row in store.send_log.all()}
    assert tokens == {hash_of(f"{n}{x}").hex(): n for n in range(1, 41) for x in "abc"}


def test_what_an_older_picseek_recorded_was_answered(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    migrate(connection, tmp_path, MIGRATIONS[:2])
    connection.execute("INSERT INTO sent (at, model, host, bytes) VALUES (1.0, 'm', 'h', 5)")
    connection.close()
    store = Store.open(tmp_path / "library.db", thumbnail_of=thumbnail_of)
    assert [row.answered for row in store.send_log.newest(5)] == [True]
    store.close()
