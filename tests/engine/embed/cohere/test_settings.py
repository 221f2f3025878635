"""Key, server and rate: from the environment and from the user."""

from __future__ import annotations

from dataclasses import replace

import pytest

from picseek.engine.credentials import Secret
from picseek.engine.embed.cohere.catalog import choose
from picseek.engine.embed.cohere.settings import (
    COHERE_URL,
    TRIAL_PICTURES,
    CohereSettings,
    checked_host,
    checked_url,
    host_of,
    unencrypted_host,
)
from picseek.engine.errors import ModelError, UsageError

KEY = "a-key-of-a-test"


def test_without_a_key_cohere_cannot_be_used_and_the_text_says_how() -> None:
    assert "CO_API_KEY" in CohereSettings.of({}).needs
    assert CohereSettings.of({"CO_API_KEY": KEY}).needs == ""


def test_an_own_server_needs_no_key_and_has_no_limit() -> None:
    settings = CohereSettings.of({"CO_API_URL": "https://10.0.0.7:8000/v2/"})
    assert (settings.needs, settings.is_custom, settings.host) == ("", True, "10.0.0.7:8000")
    assert (settings.pictures_per_minute, settings.texts_per_minute) == (0, 0)


def test_the_environment_comes_before_what_the_user_set() -> None:
    settings = CohereSettings.of(
        {"CO_API_KEY": KEY, "CO_API_URL": "https://mine.example"},
        key=Secret("another-key"),
        base_url="https://other.example",
    )
    assert settings.key == Secret(KEY)
    assert settings.base_url == "https://mine.example"


def test_the_users_key_and_rate_are_used_where_the_environment_is_silent() -> None:
    settings = CohereSettings.of({}, key=Secret(KEY), pictures_per_minute=400)
    assert (settings.key, settings.base_url) == (Secret(KEY), COHERE_URL)
    assert settings.pictures_per_minute == 400
    assert CohereSettings.of({}).pictures_per_minute == TRIAL_PICTURES


def test_no_text_of_the_settings_shows_the_key() -> None:
    settings = CohereSettings.of({"CO_API_KEY": KEY})
    assert KEY not in f"{settings} {settings!r}"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", COHERE_URL),
        (" https://api.cohere.com/v1/ ", COHERE_URL),
        ("https://api.cohere.com/v2/embed", COHERE_URL),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://vault.example/prefix/v2", "https://vault.example/prefix"),
    ],
)
def test_addresses_are_freed_of_what_the_sdk_adds(given: str, meant: str) -> None:
    assert checked_url(given) == meant


@pytest.mark.parametrize(
    "wrong",
    [
        "api.cohere.com",
        "ftp://host",
        "https:///path",
        "https://host:port",
        "https://user:pass@host",
        "https://host?x=1",
        "https://ho st",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(UsageError) as refusal:
        checked_url(wrong)
    assert wrong not in str(refusal.value)
    with pytest.raises(ModelError, match="CO_API_URL"):
        CohereSettings.of({"CO_API_URL": wrong})


def test_the_host_is_named_with_its_port() -> None:
    assert host_of("http://[::1]:8000") == "[::1]:8000"
    assert host_of(COHERE_URL) == "api.cohere.com"


def test_the_terms_say_who_gets_the_pictures_and_at_what_price() -> None:
    cohere = CohereSettings.of({"CO_API_KEY": KEY}).terms(choose("cohere/embed-v4.0"))
    own = CohereSettings.of({"CO_API_URL": "http://10.0.0.7"}).terms(choose("cohere/embed-v4.0"))
    assert (cohere.host, own.host) == ("api.cohere.com", "10.0.0.7")
    assert cohere.price_per_million is not None
    assert own.price_per_million is None
    assert "train" in cohere.policy
    assert "Cohere" not in own.policy


@pytest.mark.parametrize("values", [{"CO_API_KEY": KEY}, {"CO_API_URL": "http://10.0.0.7"}])
def test_the_terms_say_what_else_is_sent(values: dict[str, str]) -> None:
    settings = CohereSettings.of(values)
    plain = settings.terms(choose("cohere/embed-v4.0")).policy
    described = settings.terms(choose("cohere/embed-v4.0+text")).policy
    assert "captions" in described
    assert "captions" not in plain
    assert described.endswith(plain)


@pytest.mark.parametrize(
    "url",
    [
        COHERE_URL,
        "https://10.0.0.7",
        "http://localhost:8000",
        "http://127.0.0.1:8000",
        "http://127.1.2.3",
        "http://[::1]:8000",
    ],
)
def test_what_is_encrypted_or_stays_on_this_computer_needs_no_agreement(url: str) -> None:
    settings = CohereSettings.of({"CO_API_KEY": KEY, "CO_API_URL": url})
    assert (settings.blocked, settings.needs) == (False, "")


@pytest.mark.parametrize(
    "url",
    [
        "http://api.cohere.com",
        "http://10.0.0.7:8000",
        "http://192.168.1.9",
        "http://0.0.0.0:8000",
        "http://0x7f.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://gpu.localhost",
        "http://[::ffff:10.0.0.7]",
    ],
)
def test_http_to_any_other_host_is_blocked_until_it_is_agreed_to(url: str) -> None:
    settings = CohereSettings.of({"CO_API_KEY": KEY, "CO_API_URL": url})
    host = unencrypted_host(checked_url(url))
    assert settings.blocked
    assert f"--allow-http {host}" in settings.needs
    assert replace(settings, http_agreed=True).needs == ""


def test_keys_are_stored_per_scheme() -> None:
    owners = [
        CohereSettings.of({"CO_API_URL": url}).key_owner
        for url in ("", "http://api.cohere.com", "https://gpu.example:8000", "http://[::1]:80")
    ]
    assert owners == [
        "api.cohere.com",
        "http://api.cohere.com",
        "gpu.example:8000",
        "http://[::1]:80",
    ]


def test_a_host_is_named_as_in_the_address() -> None:
    assert checked_host(" GPU.example:8000 ") == "gpu.example:8000"
    for wrong in ("", "a/b", "user@host", "two words", "host:port"):
        with pytest.raises(UsageError, match="host"):
            checked_host(wrong)
