"""Batching and keeping a model busy."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput
from picseek.engine.errors import Cancelled, ModelError, PictureError
from picseek.engine.indexing.embedding import EmbeddingStage
from tests.support.embedders import DIM, CountingEmbedder


def picture(number: int, size: int = DIM) -> tuple[bytes, PictureInput]:
    return number.to_bytes(16, "big"), PictureInput(bytes([number % 251] * size))


def drain(stage: EmbeddingStage) -> dict[bytes, object]:
    done: dict[bytes, object] = {}
    deadline = time.monotonic() + 20
    while stage.busy:
        done.update(stage.collect(partial=True))
        assert time.monotonic() < deadline
    return done


@given(
    count=st.integers(0, 40),
    batch=st.integers(1, 9),
    threads=st.integers(0, 3),
    batch_bytes=st.integers(1, 5 * DIM),
)
def test_every_picture_comes_back_once_in_lawful_batches(
    count: int, batch: int, threads: int, batch_bytes: int
) -> None:
    model = CountingEmbedder(batch, batch_bytes, threads)
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        early: dict[bytes, object] = {}
        for number in range(count):
            stage.add(*picture(number))
            early.update(stage.collect(partial=False))
        done = early | drain(stage)
    assert set(done) == {picture(number)[0] for number in range(count)}
    assert len(model.sent) == count
    assert all(size <= batch for size in model.calls)
    assert all(size == 1 or size * DIM <= batch_bytes for size in model.calls)
    assert all(isinstance(v, np.ndarray) and v.shape == (DIM,) for v in done.values())


def test_nothing_is_sent_before_a_batch_is_full() -> None:
    model = CountingEmbedder(batch_pictures=3, calls_in_flight=0)
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        for number in range(2):
            stage.add(*picture(number))
        assert stage.collect(partial=False) == []
        stage.add(*picture(2))
        assert len(stage.collect(partial=False)) == 3
        assert not stage.busy


@pytest.mark.parametrize(("remote", "room"), [(True, 1), (False, 2)])
def test_a_batch_waits_behind_each_call_on_this_computer_but_never_for_a_service(
    *, remote: bool, room: int
) -> None:
    model = CountingEmbedder(batch_pictures=1, calls_in_flight=1, remote=remote)
    model.lock.acquire()  # the model hangs
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        for number in range(room):
            stage.add(*picture(number))
            stage.collect(partial=False)
            assert not stage.full
        stage.add(*picture(room))
        now_full = stage.full
        assert now_full
        model.lock.release()
        assert len(drain(stage)) == room + 1
    assert model.most_running == 1


@pytest.mark.parametrize(("remote", "together"), [(True, 3), (False, 2)])
def test_no_more_calls_run_than_there_are_cores_for_a_model_on_this_computer(
    *, remote: bool, together: int
) -> None:
    model = CountingEmbedder(batch_pictures=1, calls_in_flight=3, remote=remote)
    with EmbeddingStage(model, CancelToken(), cores=2) as stage:
        stage.add(*picture(0))  # the first call to a service goes alone
        drain(stage)
        model.meeting = threading.Barrier(together)
        for number in range(2 * together):
            stage.add(*picture(1 + number))
        assert len(drain(stage)) == 2 * together
    assert model.most_running == together


def test_a_refusal_is_a_result_and_a_lost_model_is_raised() -> None:
    model = CountingEmbedder(calls_in_flight=0, refuse=picture(1)[1].prepared, fail_after=2)
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        stage.add(*picture(0))
        stage.add(*picture(1))
        results = dict(stage.collect(partial=True))
        assert isinstance(results[picture(1)[0]], PictureError)
        stage.add(*picture(2))
        with pytest.raises(ModelError):
            stage.collect(partial=True)


def test_cancelling_reaches_the_model() -> None:
    token = CancelToken()
    token.cancel()
    with EmbeddingStage(CountingEmbedder(calls_in_flight=0), token, cores=8) as stage:
        stage.add(*picture(0))
        with pytest.raises(Cancelled):
            stage.collect(partial=True)


def test_the_first_call_of_a_remote_model_goes_alone_and_then_several_at_once() -> None:
    model = CountingEmbedder(batch_pictures=1, calls_in_flight=3, remote=True)
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        for number in range(2):
            stage.add(*picture(number))
        with model.lock:  # the service takes its time
            stage.collect(partial=True)
            stage.collect(partial=True)
            assert stage.full
        drain(stage)
        assert model.most_running == 1
        model.meeting = threading.Barrier(3)
        for number in range(2, 8):
            stage.add(*picture(number))
        drain(stage)
    assert len(model.sent) == 8


def test_a_remote_model_that_refuses_the_key_is_sent_one_batch_only() -> None:
    model = CountingEmbedder(batch_pictures=2, calls_in_flight=4, remote=True, fail_after=0)
    with EmbeddingStage(model, CancelToken(), cores=8) as stage:
        for number in range(20):
            stage.add(*picture(number))
        with pytest.raises(ModelError):
            drain(stage)
        assert stage.finish() == []
    assert model.calls == [2]
