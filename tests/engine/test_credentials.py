"""The API key: checked, stored in the keyring or for the session, and never in an error text."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
import traceback
from dataclasses import dataclass

import pytest

from picseek.engine.credentials import (
    SERVICE,
    KeyChain,
    Keyring,
    Secret,
    checked_key,
    environment_key,
)
from picseek.engine.errors import ModelError, UsageError
from picseek.engine.types import KeySource
from tests.support.keyrings import KEY, OTHER, Box, Void


class Broken(Box):
    """A backend that fails, and says more than it should."""

    def get_password(self, service: str, username: str, /) -> str | None:
        raise RuntimeError(f"D-Bus is away ({KEY})")

    def set_password(self, service: str, username: str, password: str, /) -> None:
        raise RuntimeError(f"cannot store {password}")

    delete_password = get_password  # type: ignore[assignment]


class Sticky(Box):
    """Does not let go."""

    def delete_password(self, service: str, username: str, /) -> None:
        raise RuntimeError("locked")


def no_keyring() -> Keyring:
    raise ImportError("no backend at all")


def chain(box: Box, environ: dict[str, str] | None = None, host: str = "a.example") -> KeyChain:
    return KeyChain(host, keyring=lambda: box, environ=environ or {})


@pytest.mark.parametrize("text", [KEY, f"  {KEY}\n", f"{KEY}\r\n", f"\t{KEY} "])
def test_space_around_a_key_is_taken_off(text: str) -> None:
    assert checked_key(text).reveal() == KEY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Enter a key"),
        ("  \n", "Enter a key"),
        ("short", "5 characters"),
        (KEY * 40, "characters"),
        (f"{KEY} {KEY}", "spaces"),
        (f"{KEY}\n{KEY}", "line breaks"),
        (f"{KEY}\x00", "characters"),
        (f"{KEY}é", "characters"),
        (f"“{KEY}”", "characters"),
        (f"{KEY}\u200b", "characters"),
    ],
)
def test_what_cannot_be_a_key_is_reported_without_showing_it(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        checked_key(text)
    assert KEY not in str(caught.value)


def test_the_environment_is_read_at_each_use() -> None:
    environ: dict[str, str] = {}
    keys = chain(Box(), environ)
    keys = KeyChain("a.example", keyring=Box, environ=environ)
    assert keys.get() is None
    environ["COHERE_API_KEY"] = OTHER
    environ["CO_API_KEY"] = f" {KEY}\n"
    found = keys.get()
    assert found is not None
    assert (found.secret.reveal(), found.source) == (KEY, KeySource.ENVIRONMENT)
    environ["CO_API_KEY"] = "  "
    assert environment_key(environ) == checked_key(OTHER)


HIDING = """
import os, subprocess, sys
from picseek.engine import hide_environment_keys
from picseek.engine.credentials import environment_key
hide_environment_keys()
subprocess.run([sys.executable, "-c", "import os; print(dict(os.environ))"], check=True)
assert environment_key().reveal() == sys.argv[1]
os.environ["CO_API_KEY"] = sys.argv[2]
assert environment_key().reveal() == sys.argv[2]
"""


def test_hidden_keys_are_found_and_inherited_by_no_program() -> None:
    given = dict.fromkeys(("CO_API_KEY", "COHERE_API_KEY"), KEY)
    shown = subprocess.run(
        [sys.executable, "-c", HIDING, KEY, OTHER],
        env=os.environ | given | {"NOT_HIDDEN": "x"},
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stderr
    assert "NOT_HIDDEN" in shown.stdout
    assert KEY not in shown.stdout


def test_a_wrong_key_in_the_environment_is_reported_with_its_name() -> None:
    with pytest.raises(ModelError, match="CO_API_KEY") as caught:
        environment_key({"CO_API_KEY": f"{KEY} and more"})
    assert KEY not in str(caught.value)


def test_a_key_is_stored_in_the_keyring_for_its_host_only() -> None:
    box = Box()
    assert chain(box).set(f" {KEY} ") is KeySource.KEYRING
    assert box.passwords == {(SERVICE, "API key for a.example"): KEY}
    again = chain(box).get()
    assert again is not None
    assert (again.secret.reveal(), again.source) == (KEY, KeySource.KEYRING)
    assert KEY not in repr(again)
    assert chain(box, host="b.example").get() is None


def test_the_environment_comes_before_the_keyring() -> None:
    box = Box()
    chain(box).set(KEY)
    found = chain(box, {"CO_API_KEY": OTHER}).get()
    assert found is not None
    assert found.secret.reveal() == OTHER


def test_the_keyring_is_asked_once() -> None:
    box = Box()
    keys = chain(box)
    for _ in range(5):
        assert keys.get() is None
    assert box.looks == 1


@pytest.mark.parametrize("box", [Void(), Broken()])
def test_without_a_keyring_that_works_the_key_is_for_this_session(box: Box) -> None:
    keys = chain(box)
    assert keys.set(KEY) is KeySource.SESSION
    found = keys.get()
    assert found is not None
    assert "only until you quit" in found.source_message
    assert found.secret.reveal() == KEY
    assert chain(box).get() is None
    assert keys.forget() is True
    assert keys.get() is None


def test_no_backend_at_all_is_survived() -> None:
    keys = KeyChain("a.example", keyring=no_keyring, environ={})
    assert keys.get() is None
    assert keys.forget() is False
    assert keys.set(KEY) is KeySource.SESSION


def test_forgetting() -> None:
    box = Box()
    keys = chain(box)
    keys.set(KEY)
    assert keys.forget() is True
    assert not box.passwords
    assert keys.get() is None
    assert keys.forget() is False


def test_a_keyring_that_cannot_delete_is_reported() -> None:
    keys = chain(Sticky())
    keys.set(KEY)
    with pytest.raises(UsageError, match="couldn't be removed"):
        keys.forget()


def test_a_new_key_replaces_the_old_one() -> None:
    box = Box()
    keys = chain(box)
    keys.set(KEY)
    keys.set(OTHER)
    found = keys.get()
    assert found is not None
    assert found.secret.reveal() == OTHER
    with pytest.raises(UsageError):
        keys.set("two words")
    still = keys.get()
    assert still == found


def test_what_others_put_into_the_keyring_is_checked_too() -> None:
    box = Box()
    box.passwords[SERVICE, "API key for a.example"] = "not a key\n"
    assert chain(box).get() is None


# A secret is shown nowhere but to the caller who asks for it by name

TEXT = "sk-abcdefgh12345678"


@dataclass(frozen=True)
class Settings:
    key: Secret


def test_it_is_revealed_on_request_only() -> None:
    secret = Secret(TEXT)
    assert secret.reveal() == TEXT
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", f"{secret!r}", "%s" % secret]  # noqa: UP031
    shown += [repr(Settings(secret)), repr([secret]), repr({"key": secret})]
    assert not any(TEXT in text or TEXT[:6] in text for text in shown)


def test_it_is_not_written_anywhere() -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(Secret(TEXT), protocol)
    with pytest.raises(TypeError):
        json.dumps(Secret(TEXT))
    for duplicate in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            duplicate(Secret(TEXT))
    assert not hasattr(Secret(TEXT), "__dict__")


def test_a_traceback_that_shows_locals_does_not_show_it() -> None:
    secret = Secret(TEXT)
    try:
        raise ValueError(secret)
    except ValueError as error:
        caught = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert TEXT.removeprefix("sk-") not in "".join(
        line for line in caught.format() if not line.lstrip().startswith("TEXT")
    )


def test_equal_texts_are_equal_secrets() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert hash(Secret(TEXT)) == hash(Secret(TEXT))
    assert Secret(TEXT) != Secret(TEXT + "9")
    assert Secret(TEXT) != TEXT
    assert not Secret("")
