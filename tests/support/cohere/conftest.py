"""A stand-in for Cohere's service, and somebody who asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.cohere.asking import Client, connected
from tests.support.cohere.server import StandIn


@pytest.fixture
def service() -> Iterator[StandIn]:
    with StandIn() as service:
        yield service


@pytest.fixture
def client(service: StandIn) -> Iterator[Client]:
    with connected(service) as client:
        yield client
