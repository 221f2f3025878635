"""The index run with a model that is paid by the picture."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.embed.base import PictureInput
from picseek.engine.errors import (
    Cancelled,
    ConsentNeeded,
    DiskFull,
    LibraryError,
    LibraryLocked,
    ModelError,
    PictureError,
)
from picseek.engine.indexing.context import RunContext, RunModel
from picseek.engine.indexing.run import IndexRun
from picseek.engine.models.open_models import StoredVectors
from picseek.engine.models.wait_status import WaitStatus
from picseek.engine.sending.budget import Allowance
from picseek.engine.sending.send_log import Ledger, recover
from picseek.engine.store import AnswersJournal, Batch, Saved, Store
from picseek.engine.types import (
    SEND_NOTHING,
    IndexEvent,
    IndexReport,
    IndexRequest,
    Progress,
    SendLimits,
)
from picseek.engine.vectors import VectorIndex
from picseek.engine.workers.pool import WorkerPool
from tests.support.picture_files import age
from tests.support.remote_model import ONE, TOKENS, FarEmbedder, FarModels, Server
from tests.support.stores import vector_counts

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector


def draw_many(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Pictures that are all different."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{n:03}.png" for n in range(first, first + count)]
    for n, path in enumerate(paths, first):
        Image.new("RGB", (64, 48), (n * 7 % 256, n * 31 % 256, n)).save(path)
    return paths


class Bench:
    """A library without its facade, with a far model."""

    def __init__(self, folder: Path) -> None:
        self.pictures = folder / "pictures"
        self.pictures.mkdir()
        self.thumbnails = ThumbnailFolder(folder / "thumbnails")
        self.store = Store.open(folder / "l.sqlite", thumbnail_of=self.thumbnails.path_of)
        self.store.folders.add_root(self.pictures)
        self.server = Server()
        self.journal_file = folder / "answers.journal"
        self.journal = AnswersJournal(self.journal_file)
        self.ledger = Ledger(self.store, self.journal)
        self.waits = WaitStatus()
        self.events: list[IndexEvent] = []
        self.embedder = FarEmbedder(
            self.server, FarModels(self.server).spec(ONE), self.ledger.listener(ONE)
        )
        self._folder = folder

    def run(
        self,
        allowance: Allowance | None = None,
        *,
        job: JobControl | None = None,
        embedder: FarEmbedder | None = None,
        workers: int = 2,
    ) -> IndexReport:
        model = embedder or self.embedder
        source = StoredVectors(self.store, self.store.vectors.ensure_set(model.spec))
        vectors = VectorIndex.open(self._folder / "vectors", model.spec.dim, source=source)
        context = RunContext(
            self.store,
            self.thumbnails,
            RunModel(model, vectors, self.waits),
            IndexRequest((self.pictures,)),
            workers,
            ledger=self.ledger,
            allowance=allowance or Allowance(),
            job=job or JobControl(),
            on_event=self.events.append,
        )
        try:
            return IndexRun(context).run()
        finally:
            vectors.close()

    @property
    def vectors(self) -> int:
        return vector_counts(self.store).get(ONE, 0)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.ledger.close()
    bench.store.close()


@pytest.mark.parametrize("batch", [1, 2, 50])
@pytest.mark.parametrize("workers", [1, 3])
def test_the_same_content_is_sent_once_whatever_its_copies(
    bench: Bench, batch: int, workers: int
) -> None:
    bench.server.batch_pictures = batch
    bench.embedder.spec = FarModels(bench.server).spec(ONE)
    originals = draw_many(bench.pictures / "a", 4)
    for n, original in enumerate(originals):
        for folder in ("a", "b", "c", "d"):
            (bench.pictures / folder).mkdir(exist_ok=True)
            shutil.copy(original, bench.pictures / folder / f"copy {n}.png")
    report = bench.run(workers=workers)
    assert report.indexed == 20
    assert set(bench.server.sent.values()) == {1}
    assert len(bench.server.sent) == 4
    shutil.copytree(bench.pictures / "a", bench.pictures / "again")
    assert bench.run(workers=workers).indexed == 8
    assert bench.server.sent.total() == 4


def test_every_picture_that_was_sent_is_on_record(bench: Bench) -> None:
    draw_many(bench.pictures, 7)
    bench.run()
    rows = bench.store.send_log.newest(100)
    assert {row.content for row in rows} == {each.hex() for each in bench.server.sent}
    assert all(row.path is not None and row.tokens == TOKENS for row in rows)
    assert bench.store.send_log.usage(ONE).billed_pictures == 7


def test_a_limit_in_pictures_ends_the_run_and_the_next_goes_on(bench: Bench) -> None:
    draw_many(bench.pictures, 30)
    report = bench.run(Allowance(SendLimits(pictures=7)))
    assert "7 pictures" in report.stopped
    assert (report.indexed, report.failed, report.removed) == (7, (), 0)
    assert bench.server.sent.total() == bench.vectors == 7
    assert bench.run(Allowance(SendLimits(pictures=7))).indexed == 7
    rest = bench.run(Allowance(SendLimits(pictures=16)))
    assert (rest.indexed, rest.unchanged, rest.stopped) == (16, 14, "")
    assert bench.server.sent.total() == 30


def test_copies_do_not_count_towards_the_limit(bench: Bench) -> None:
    for original in draw_many(bench.pictures, 3):
        shutil.copy(original, bench.pictures / f"copy of {original.name}")
    report = bench.run(Allowance(SendLimits(pictures=3)))
    assert (report.indexed, report.stopped) == (6, "")


def test_a_stopped_run_forgets_nothing(bench: Bench) -> None:
    paths = draw_many(bench.pictures, 4)
    bench.run()
    paths[0].unlink()
    draw_many(bench.pictures / "more", 40)
    for n, path in enumerate(sorted((bench.pictures / "more").iterdir())):
        Image.new("RGB", (50, 50), (255, n, 0)).save(path)
    assert bench.run(Allowance(SendLimits(pictures=1))).removed == 0
    assert bench.run().removed == 1


def test_what_may_not_be_sent_is_recorded_too(bench: Bench) -> None:
    draw_many(bench.pictures, 4)
    report = bench.run(Allowance(SEND_NOTHING, host="far.example"))
    assert (report.indexed, report.waiting, report.stopped) == (0, 4, "")
    assert not bench.server.sent
    assert bench.store.pictures.counts().pictures == 4
    last = [event for event in bench.events if isinstance(event, Progress)][-1]
    assert (last.done, last.total) == (4, 4)
    rest = bench.run()
    assert (rest.indexed, rest.waiting, bench.vectors) == (4, 0, 4)


def test_who_waits_is_not_read_again_and_who_is_gone_is_forgotten(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = draw_many(bench.pictures, 4)
    age(*paths)
    bench.run(Allowance(SEND_NOTHING))
    paths[0].unlink()

    def submit(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(WorkerPool, "submit", submit)
    report = bench.run(Allowance(SEND_NOTHING))
    assert (report.waiting, report.removed) == (3, 1)
    assert bench.store.pictures.counts().pictures == 3


def test_a_run_may_read_on_behind_the_limit(bench: Bench) -> None:
    paths = draw_many(bench.pictures, 30)
    bench.run()
    paths[0].unlink()
    more = draw_many(bench.pictures / "more", 20, first=100)
    report = bench.run(Allowance(SendLimits(pictures=5, read_on=True)))
    assert "5 pictures" in report.stopped
    assert (report.indexed, report.waiting, report.removed) == (5, len(more) - 5, 1)
    assert bench.store.pictures.counts().pictures == 29 + len(more)
    assert bench.run().indexed == len(more) - 5


def test_a_limit_in_money_counts_what_is_billed(bench: Bench) -> None:
    draw_many(bench.pictures, 30)
    allowance = Allowance(
        SendLimits(money=0.0100001), tokens_per_picture=TOKENS, price_per_million=1.0
    )
    report = bench.run(allowance)
    assert report.indexed == bench.server.sent.total() == 10
    assert "$0.01" in report.stopped


@pytest.mark.parametrize("read_on", [True, False])
def test_pictures_that_cost_more_than_was_assumed_are_not_sent_beyond_the_limit(
    bench: Bench, *, read_on: bool
) -> None:
    """They were granted while each seemed to cost a tenth."""
    draw_many(bench.pictures, 30)
    limits = SendLimits(money=0.0060001, read_on=read_on)
    allowance = Allowance(limits, tokens_per_picture=TOKENS / 10, price_per_million=1.0)
    report = bench.run(allowance)
    assert report.indexed == bench.server.sent.total() == 6
    assert "$0.01" in report.stopped
    assert bench.run().indexed == 24


def test_without_consent_nothing_is_sent_and_nothing_needs_it_when_nothing_is(
    bench: Bench,
) -> None:
    draw_many(bench.pictures, 3)
    with pytest.raises(ConsentNeeded):
        bench.run(Allowance(host="far.example"))
    assert not bench.server.sent
    bench.run()
    assert bench.run(Allowance(host="far.example")).unchanged == 3


def test_a_refused_picture_is_recorded_and_costs_only_itself(bench: Bench) -> None:
    draw_many(bench.pictures, 5)
    bench.run(Allowance(SEND_NOTHING))
    paths = sorted(bench.pictures.iterdir())
    bench.server.refuse = {_hash_of(paths[2])}
    report = bench.run()
    assert report.indexed == 4
    assert [problem.path for problem in report.failed] == [paths[2]]
    assert bench.run().indexed == 0
    assert bench.server.sent[_hash_of(paths[2])] == 1  # not sent again until it is retried


def test_answers_of_other_calls_are_stored_when_one_fails(bench: Bench) -> None:
    draw_many(bench.pictures, 8)
    one_failed, other_answered = Event(), Event()

    class Pair(FarEmbedder):
        """Of two calls at a time, the second fails while the first is still answered."""

        def embed_pictures(
            self, inputs: Sequence[PictureInput], token: CancelToken
        ) -> list[Vector | PictureError]:
            with self.server.lock:
                first = not self.server.sizes
                self.server.sizes.append(len(inputs))
            if first:
                one_failed.wait(20)
                results = FarEmbedder.embed_pictures(self, inputs, token)
                other_answered.set()
                return results
            one_failed.set()
            raise ModelError("The key was refused.")

    with pytest.raises(ModelError, match="refused"):
        bench.run(embedder=Pair(bench.server, bench.embedder.spec, bench.embedder.on_sent))
    assert other_answered.is_set()
    assert bench.vectors == bench.server.sent.total() == 2
    bench.run()
    assert set(bench.server.sent.values()) == {1}


def test_what_was_answered_is_stored_when_the_run_is_cancelled(bench: Bench) -> None:
    draw_many(bench.pictures, 6)
    job = JobControl()

    class Cancelling(FarEmbedder):
        """The user stops just when an answer arrives."""

        def embed_pictures(
            self, inputs: Sequence[PictureInput], token: CancelToken
        ) -> list[Vector | PictureError]:
            results = FarEmbedder.embed_pictures(self, inputs, token)
            job.cancel()
            return results

    with pytest.raises(Cancelled):
        bench.run(
            job=job,
            embedder=Cancelling(bench.server, bench.embedder.spec, bench.embedder.on_sent),
        )
    assert bench.vectors == bench.server.sent.total() > 0
    assert len(bench.store.send_log.newest(100)) == bench.vectors


class Parts(FarEmbedder):
    """Sends a batch picture by picture; the server refuses the key at the third of each batch."""

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        results: list[Vector | PictureError] = []
        for number, each in enumerate(inputs):
            if number == 2:
                raise ModelError("The key was refused.")
            results += FarEmbedder.embed_pictures(self, [each], token)
        return results


def test_the_answered_parts_of_a_batch_are_stored_when_a_later_part_fails(bench: Bench) -> None:
    draw_many(bench.pictures, 4)
    bench.server.batch_pictures = 4
    spec = FarModels(bench.server).spec(ONE)
    with pytest.raises(ModelError, match="refused"):
        bench.run(embedder=Parts(bench.server, spec, bench.embedder.on_sent))
    assert bench.vectors == bench.server.sent.total() == 2
    assert [row.answered for row in bench.store.send_log.newest(9)] == [True, True]
    assert bench.journal.answers() == []
    assert bench.run().indexed == 2
    assert set(bench.server.sent.values()) == {1}


@pytest.mark.parametrize(
    ("error", "words"),
    [(DiskFull("Full."), "disk is full"), (LibraryLocked("Busy."), "using the library")],
)
def test_a_full_disk_or_a_busy_library_holds_a_paid_run_and_loses_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, error: LibraryError, words: str
) -> None:
    draw_many(bench.pictures, 8)
    save, left = bench.store.save, 2

    def save_or_not(batch: Batch) -> Saved:
        nonlocal left
        if batch.vectors and left:
            left -= 1
            raise error
        return save(batch)

    monkeypatch.setattr(bench.store, "save", save_or_not)
    assert bench.run().indexed == 8
    assert bench.vectors == bench.server.sent.total() == 8
    assert any(words in event.wait for event in bench.events if isinstance(event, Progress))


def test_what_could_not_be_saved_is_there_at_the_next_start(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill between an answer and its transaction: all there is, is the journal."""
    draw_many(bench.pictures, 8)
    job, save = JobControl(), bench.store.save

    def full(batch: Batch) -> Saved:
        if batch.vectors:
            job.cancel()
            raise DiskFull("The disk is full.")
        return save(batch)

    with monkeypatch.context() as patch:
        patch.setattr(bench.store, "save", full)
        with pytest.raises(DiskFull):
            bench.run(job=job)
    assert bench.vectors == 0
    assert bench.server.sent.total() > 0
    left = AnswersJournal(bench.journal_file)
    assert len(recover(bench.store, left)) == bench.vectors == bench.server.sent.total()
    assert sum(row.answered for row in bench.store.send_log.newest(99)) == bench.vectors
    assert len(recover(bench.store, left)) == 0
    bench.run()
    assert bench.vectors == 8
    assert set(bench.server.sent.values()) == {1}


def test_waits_are_reported_with_the_progress(bench: Bench) -> None:
    draw_many(bench.pictures, 3)
    bench.waits.report_wait("Paused by the service", 1000.0)
    bench.run()
    waits = [event.wait for event in bench.events if isinstance(event, Progress)]
    assert waits
    assert all(wait.startswith("Paused by the service, ") for wait in waits)


def _hash_of(path: Path) -> bytes:
    import hashlib

    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
