"""Address, rate and key of the remote service, as a library keeps them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from picseek.engine.credentials import SERVICE
from picseek.engine.errors import ModelError, Unencrypted, UsageError
from picseek.engine.models.open_models import known_models
from picseek.engine.models.registry import Registry
from picseek.engine.models.service import Service, settings_without_library
from picseek.engine.store import Store
from picseek.engine.types import KeySource, ServiceOptions
from tests.support.keyrings import KEY, OTHER, Box, Void


class CountingBox(Box):
    """Counts how often it is asked."""

    asked = 0

    def get_password(self, service: str, username: str, /) -> str | None:
        self.asked += 1
        return super().get_password(service, username)


def test_nothing_set_is_coheres_service_at_the_pace_of_a_trial_key(store: Store) -> None:
    service = Service(store, Box)
    assert service.options == ServiceOptions()
    settings = service.settings()
    assert (settings.key, settings.host) == (None, "api.cohere.com")
    assert settings.pictures_per_minute == 5


def test_options_are_stored_in_the_library(store: Store) -> None:
    options = ServiceOptions("https://gpu.example:8000/v2", 400, 0, 8, describe=True)
    Service(store, Box).set_options(options)
    service = Service(store, Box)
    assert service.options == options
    assert service.host == "gpu.example:8000"
    assert service.settings().calls_in_flight == 8


@pytest.mark.parametrize(
    "options",
    [
        ServiceOptions(base_url="isn't a server address"),
        ServiceOptions(pictures_per_minute=-1),
        ServiceOptions(texts_per_minute=-1),
        ServiceOptions(calls_in_flight=0),
        ServiceOptions(calls_in_flight=99),
    ],
)
def test_nonsense_is_refused_and_not_kept(store: Store, options: ServiceOptions) -> None:
    service = Service(store, Box)
    with pytest.raises(UsageError):
        service.set_options(options)
    assert service.options == ServiceOptions()


def test_a_key_is_offered_to_its_own_server_only(store: Store) -> None:
    box = Box()
    service = Service(store, lambda: box)
    service.keys.set(KEY)
    key = service.settings().key
    assert key is not None
    assert key.reveal() == KEY
    service.set_options(ServiceOptions(base_url="https://elsewhere.example"))
    assert service.settings().key is None


def test_a_key_stored_for_https_is_not_sent_over_http(store: Store) -> None:
    box = Box()
    box.passwords[SERVICE, "API key for api.cohere.com"] = KEY  # as earlier versions stored it
    service = Service(store, lambda: box)
    key = service.settings().key
    assert key is not None
    assert key.reveal() == KEY
    service.allow_http("api.cohere.com")
    service.set_options(ServiceOptions(base_url="http://api.cohere.com"))
    assert service.settings().key is None
    service.keys.set(OTHER)
    assert box.passwords[SERVICE, "API key for http://api.cohere.com"] == OTHER
    service.set_options(ServiceOptions())
    again = service.settings().key
    assert again is not None
    assert again.reveal() == KEY


def test_the_key_of_a_server_on_this_computer_is_found_where_it_was_stored(store: Store) -> None:
    box = Box()
    box.passwords[SERVICE, "API key for 127.0.0.1:8000"] = KEY
    service = Service(store, lambda: box)
    service.set_options(ServiceOptions(base_url="http://127.0.0.1:8000"))
    key = service.settings().key
    assert key is not None
    assert key.reveal() == KEY
    assert service.keys.forget()
    assert not box.passwords


def test_an_address_without_encryption_is_stored_only_with_consent(store: Store) -> None:
    service = Service(store, Box)
    options = ServiceOptions(base_url="http://gpu.example:8000/v2")
    with pytest.raises(Unencrypted, match="encrypted") as refused:
        service.set_options(options)
    assert refused.value.host == "gpu.example:8000"
    assert service.options == ServiceOptions()
    service.allow_http("gpu.example:8000")
    service.set_options(options)
    assert service.settings().needs == ""
    assert Service(store, Box).settings().needs == ""
    # The agreement ends with the need of it.
    service.set_options(ServiceOptions())
    with pytest.raises(Unencrypted):
        service.set_options(options)


def test_an_address_of_an_earlier_version_stays_but_is_not_used(store: Store) -> None:
    options = asdict(ServiceOptions(base_url="http://gpu.example"))
    store.settings.set("service", json.dumps(options))
    service = Service(store, Box)
    service.set_options(replace(service.options, describe=True))
    assert service.unencrypted_host == "gpu.example"
    assert "encrypted" in service.settings().needs
    service.allow_http("gpu.example", remember=False)
    assert service.settings().needs == ""
    assert Service(store, Box).unencrypted_host == "gpu.example"


def test_a_key_of_the_session_lives_as_long_as_the_library_is_open(
    store: Store, tmp_path: Path
) -> None:
    service = Service(store, Void)
    assert service.keys.set(KEY) is KeySource.SESSION
    key = service.settings().key
    assert key is not None
    assert key.reveal() == KEY
    assert Service(store, Void).settings().key is None
    store.settings.set("anything", "x")
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and KEY.encode() in p.read_bytes()]


def test_the_environment_comes_first_and_is_read_at_each_use(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(store, Box)
    service.keys.set(KEY)
    monkeypatch.setenv("CO_API_KEY", OTHER)
    monkeypatch.setenv("CO_API_URL", "http://127.0.0.1:9")
    settings = service.settings()
    assert settings.key is not None
    assert settings.key.reveal() == OTHER
    assert settings.host == "127.0.0.1:9"
    monkeypatch.setenv("CO_API_URL", "nonsense")
    with pytest.raises(ModelError, match="CO_API_URL"):
        _ = service.host


def test_before_there_is_a_library_the_environment_and_the_keyring_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert settings_without_library()().key is None
    monkeypatch.setenv("CO_API_KEY", KEY)
    key = settings_without_library()().key
    assert key is not None
    assert key.reveal() == KEY


def test_the_keyring_is_asked_once_however_many_models_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CO_API_KEY", raising=False)
    monkeypatch.delenv("COHERE_API_KEY", raising=False)
    box = CountingBox()
    infos = known_models(Registry(settings_without_library(lambda: box)))
    assert len([info for info in infos if info.remote]) > 1
    assert box.asked == 1
