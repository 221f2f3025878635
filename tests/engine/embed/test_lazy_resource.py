"""What is loaded at its first use is loaded once, and released when it is no longer used."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from picseek.engine.embed.lazy_resource import LazyResource
from picseek.engine.errors import ModelError


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_many_threads_load_it_once() -> None:
    loaded: list[object] = []
    start = threading.Barrier(4)

    def load() -> object:
        loaded.append(object())
        return loaded[-1]

    def use() -> object:
        start.wait(30)
        with resource.use() as value:
            return value

    with closing(LazyResource(load, 60.0)) as resource, ThreadPoolExecutor(4) as executor:
        found = {id(each.result()) for each in [executor.submit(use) for _ in range(4)]}
    assert len(loaded) == len(found) == 1


def test_a_failed_load_can_be_tried_again() -> None:
    tries: list[int] = []

    def load() -> int:
        tries.append(7)
        if len(tries) == 1:
            raise ModelError("not now")
        return tries[-1]

    with closing(LazyResource(load, 60.0)) as resource:
        with pytest.raises(ModelError, match="not now"), resource.use():
            pass
        with resource.use() as value:
            assert value == 7


def test_it_is_released_when_idle_and_loaded_again() -> None:
    with closing(LazyResource(object, 0.01)) as resource:
        with resource.use() as first:
            pass
        wait_until(lambda: not resource.is_loaded)
        with resource.use() as second:
            assert resource.is_loaded
        assert first is not second


def test_it_is_never_released_while_it_is_used() -> None:
    with closing(LazyResource(object, 0.001)) as resource, resource.use():
        threading.Event().wait(0.05)
        assert resource.is_loaded


def test_without_a_limit_it_stays_until_it_is_closed() -> None:
    resource = LazyResource(object)
    with resource.use():
        pass
    loaded = resource.is_loaded
    resource.close()
    assert (loaded, resource.is_loaded) == (True, False)


@pytest.mark.parametrize("idle_seconds", [60.0, math.inf])
def test_what_is_closed_while_it_is_used_is_released_after_that(idle_seconds: float) -> None:
    resource = LazyResource(object, idle_seconds)
    with ThreadPoolExecutor(1) as executor:
        with resource.use():
            closed = executor.submit(resource.close)
            assert resource.is_loaded
        closed.result(20)
    wait_until(lambda: not resource.is_loaded)
    with pytest.raises(ModelError, match="The model was closed"), resource.use():
        pass


@pytest.mark.parametrize("idle_seconds", [60.0, math.inf])
def test_what_is_retired_is_released_once_it_is_unused(idle_seconds: float) -> None:
    with closing(LazyResource(object, idle_seconds)) as resource:
        with resource.use():
            resource.retire()
            assert resource.is_loaded
        wait_until(lambda: not resource.is_loaded)
