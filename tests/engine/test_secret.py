"""A secret is shown nowhere but to who asks for it by name."""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from dataclasses import dataclass

import pytest

from picseek.engine.secret import Secret

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
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert TEXT.removeprefix("sk-") not in "".join(
        line for line in told.format() if not line.lstrip().startswith("TEXT")
    )


def test_equal_texts_are_equal_secrets() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert hash(Secret(TEXT)) == hash(Secret(TEXT))
    assert Secret(TEXT) != Secret(TEXT + "9")
    assert Secret(TEXT) != TEXT
    assert not Secret("")
