"""Paid answers on the disk, before and after all sorts of sudden ends."""

from __future__ import annotations

import errno
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.embed.base import SentRecord
from picseek.engine.errors import DiskFull
from picseek.engine.store import (
    AnswersJournal,
    Batch,
    FileRecord,
    PaidAnswer,
    SentCall,
    Store,
    answers_journal,
)
from tests.support.stores import SPEC, hash_of, record, vector_counts, vector_of


def answer(*contents: str, row: int = 1) -> PaidAnswer:
    sent = SentRecord(1e9, "one", "h.example", 100, tuple(map(hash_of, contents)), 30, None)
    vectors = tuple((hash_of(each), vector_of(each)) for each in contents)
    return PaidAnswer(SPEC, SentCall(SPEC.id, sent, row), vectors)


def remember(store: Store, files: list[FileRecord]) -> None:
    """Files without vectors: their pictures are about to be sent."""
    store.save(Batch(store.vectors.ensure_set(SPEC), files))


def stored_calls(file: Path) -> list[tuple[SentCall, list[bytes]]]:
    """What the next start finds; the vectors are as they were."""
    found = AnswersJournal(file).answers()
    for each in found:
        assert (each.spec.id, each.spec.revision) == (SPEC.id, SPEC.revision)
        assert (each.spec.dim, each.spec.host) == (SPEC.dim, SPEC.host)
    return [(each.call, [content_hash for content_hash, _ in each.vectors]) for each in found]


def put(journal: AnswersJournal, paid: PaidAnswer) -> answers_journal.Slot:
    slot = journal.reserve(SPEC, paid.call.record)
    journal.write(slot, paid)
    return slot


def test_what_was_written_is_found_and_what_was_freed_is_not(tmp_path: Path) -> None:
    file = tmp_path / "j"
    with closing(AnswersJournal(file)) as journal:
        first, second = answer("a", "b"), answer("c", row=3)
        slot, _ = put(journal, first), put(journal, second)
        (paid, _) = AnswersJournal(file).answers()
        assert np.array_equal(paid.vectors[1][1], vector_of("b"))
        journal.free(slot)
        assert stored_calls(file) == [(second.call, [hash_of("c")])]


@pytest.mark.parametrize("pictures", [1, 16, 96])
def test_there_is_room_for_whatever_was_asked(tmp_path: Path, pictures: int) -> None:
    paid = answer(*map(str, range(pictures)), row=2**53)
    asked = replace(paid.call.record, image_tokens=None, input_tokens=None)
    billed = replace(asked, size=10**9, image_tokens=10**12, input_tokens=10**12)
    call = paid.call._replace(record=billed)
    with closing(AnswersJournal(tmp_path / "j")) as journal:
        journal.write(journal.reserve(SPEC, asked), replace(paid, call=call))
    assert [found for found, _ in stored_calls(tmp_path / "j")] == [call]


def test_room_is_used_again_and_an_empty_journal_takes_none(tmp_path: Path) -> None:
    file = tmp_path / "j"
    with closing(AnswersJournal(file)) as journal:
        keeps = put(journal, answer("a"))
        size = file.stat().st_size
        for _ in range(5):
            journal.free(put(journal, answer("b")))
        assert file.stat().st_size == 2 * size
        journal.free(keeps)
        assert file.stat().st_size == 0
    assert not file.exists()


def test_what_an_earlier_start_left_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "j"
    with closing(AnswersJournal(file)) as earlier:
        put(earlier, answer("a"))
    with closing(AnswersJournal(file)) as journal:
        journal.free(put(journal, answer("b")))
    assert [hashes for _, hashes in stored_calls(file)] == [[hash_of("a")]]


@given(cut=st.integers(0, 2000), flipped=st.integers(0, 2000))
def test_a_torn_or_damaged_end_costs_only_itself(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flipped: int
) -> None:
    file = tmp_path_factory.mktemp("torn") / "j"
    with closing(AnswersJournal(file)) as journal:
        put(journal, answer("a"))
        whole = file.stat().st_size
        put(journal, answer("b", row=2))
        data = bytearray(file.read_bytes())
        data[whole + flipped % (len(data) - whole)] ^= 0x41
        file.write_bytes(data[: max(whole, len(data) - cut)])
        assert stored_calls(file)[0] == (answer("a").call, [hash_of("a")])
        assert all(found == answer("b", row=2).call for found, _ in stored_calls(file)[1:])


def test_a_full_disk_is_said_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "j"
    with closing(AnswersJournal(file)) as journal:
        put(journal, answer("a"))

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(answers_journal, "_sync", full)
            with pytest.raises(DiskFull, match="full"):
                journal.reserve(SPEC, answer("b").call.record)
        put(journal, answer("c"))
        assert [hashes for _, hashes in stored_calls(file)] == [[hash_of("a")], [hash_of("c")]]


def test_what_is_recovered_twice_is_there_once(store: Store) -> None:
    remember(store, [record("a.jpg", "a"), record("b.jpg", "b")])
    row = store.send_log.begin(answer("a", "b").call.record)
    for _ in range(2):
        _, complete = store.recover(answer("a", "b", row=row))
        assert complete
        assert vector_counts(store) == {SPEC.id: 2}
        assert [each.answered for each in store.send_log.newest(10)] == [True, True]
        assert store.send_log.usage(SPEC.id).pictures == 2


def test_a_picture_that_the_library_does_not_know_stays_in_the_journal(store: Store) -> None:
    remember(store, [record("a.jpg", "a")])
    row = store.send_log.begin(answer("a", "b").call.record)
    _, complete = store.recover(answer("a", "b", row=row))
    assert not complete
    assert vector_counts(store) == {SPEC.id: 1}
