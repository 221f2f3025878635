"""The key and the pictures in clear: to this computer only, or where that was agreed to.

A real proxy reads along; hosts that there are not are simulated by what it answers in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.cohere.client import CohereClient
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import ModelError, Unencrypted
from picseek.engine.library import Library
from tests.support.cohere.server import KEY, StandIn
from tests.support.proxy import ReadingProxy

MODEL = "cohere/embed-v4.0"
HOST = "embed.example"


@pytest.fixture
def service() -> Iterator[StandIn]:
    with StandIn() as service:
        yield service


@pytest.fixture
def proxy(service: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingProxy]:
    """Everything but https goes through it, also what is on this computer."""
    with ReadingProxy(service.url) as proxy:
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("CO_API_KEY", KEY)
        yield proxy


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (80, 60), (80 * number, 90, 10)).save(folder / f"{number}.png")
    return folder


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CO_API_URL", url)


def test_nothing_is_sent_in_clear_before_that_is_agreed_to(
    library: Library, photos: Path, proxy: ReadingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, f"http://{HOST}")
    with pytest.raises(ModelError, match="encrypted"):
        library.index([photos], model=MODEL, agreed=True)
    with pytest.raises(ModelError, match=f"--allow-http {HOST}"):
        library.test_model(MODEL)
    assert proxy.seen.nothing
    assert len(library.browse()) == 3  # what needs no sending is done


def test_the_agreement_is_for_that_host(
    library: Library, photos: Path, proxy: ReadingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, f"http://{HOST}")
    library.service.allow_http(HOST)
    assert library.index([photos], model=MODEL, agreed=True).indexed == 3
    assert set(proxy.seen.hosts) == {HOST}
    assert set(proxy.seen.keys) == {f"Bearer {KEY}"}
    use(monkeypatch, "http://other.example")
    library.reconnect()
    with pytest.raises(ModelError, match="encrypted"):
        library.test_model(MODEL)
    use(monkeypatch, f"http://{HOST}:8080")  # another server may listen there
    library.reconnect()
    with pytest.raises(ModelError, match="encrypted"):
        library.test_model(MODEL)
    assert set(proxy.seen.hosts) == {HOST}


def test_over_https_a_proxy_reads_neither_key_nor_pictures(
    library: Library, proxy: ReadingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, f"https://{HOST}")
    with pytest.raises(ModelError):
        library.test_model(MODEL)
    assert set(proxy.seen.tunnels) == {f"{HOST}:443"}
    assert proxy.seen.keys == []


def test_what_stays_on_this_computer_does_not_go_through_a_proxy(
    library: Library,
    photos: Path,
    proxy: ReadingProxy,
    service: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, service.url)
    assert library.index([photos], model=MODEL, agreed=True).indexed == 3
    assert proxy.seen.nothing


def test_the_client_itself_sends_nothing_in_clear(proxy: ReadingProxy) -> None:
    """Whatever forgot to ask."""
    client = CohereClient(CohereSettings.of({"CO_API_KEY": KEY, "CO_API_URL": f"http://{HOST}"}))
    try:
        with pytest.raises(Unencrypted):
            client.check(CancelToken())
    finally:
        client.close()
    assert proxy.seen.nothing
