"""Every way a call can fail becomes one kind, one wait and one plain sentence."""

from __future__ import annotations

import json
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from cohere.core.api_error import ApiError
from cohere.core.parse_error import ParsingError

from picseek.engine.credentials import Secret
from picseek.engine.embed.cohere.faults import (
    LONGEST_WAIT,
    FaultKind,
    fault_of,
    message_of,
    retry_after,
)
from picseek.engine.embed.cohere.protocol import BadAnswer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = "abcdefghij0123456789"


def api_error(status: int | None, body: object = None, **headers: str) -> ApiError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ApiError(status_code=status, body=body, headers=named)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, FaultKind.RETRY),
        (302, FaultKind.RETRY),
        (400, FaultKind.REFUSED),
        (401, FaultKind.KEY),
        (402, FaultKind.QUOTA),
        (403, FaultKind.STOP),
        (404, FaultKind.STOP),
        (408, FaultKind.RETRY),
        (409, FaultKind.RETRY),
        (413, FaultKind.REFUSED),
        (415, FaultKind.REFUSED),
        (422, FaultKind.REFUSED),
        (429, FaultKind.SLOW_DOWN),
        (498, FaultKind.REFUSED),
        (499, FaultKind.RETRY),
        (500, FaultKind.RETRY),
        (501, FaultKind.STOP),
        (502, FaultKind.RETRY),
        (503, FaultKind.RETRY),
        (504, FaultKind.RETRY),
        (599, FaultKind.RETRY),
    ],
)
def test_each_status_has_its_kind(status: int, kind: FaultKind) -> None:
    fault = fault_of(api_error(status, {"message": "why"}), "Cohere")
    assert fault.kind is kind
    assert fault.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("error", "kind", "answered"),
    [
        (httpx.ConnectError("no route"), FaultKind.RETRY, False),
        (httpx.ConnectTimeout("slow"), FaultKind.RETRY, False),
        (httpx.ReadTimeout("slow"), FaultKind.RETRY, False),
        (httpx.ReadError("reset"), FaultKind.RETRY, False),
        (httpx.RemoteProtocolError("cut off"), FaultKind.RETRY, False),
        (httpx.ProxyError("407"), FaultKind.RETRY, False),
        (TimeoutError(), FaultKind.RETRY, False),
        (httpx.InvalidURL("bad"), FaultKind.STOP, False),
        (httpx.UnsupportedProtocol("bad"), FaultKind.STOP, False),
        (
            httpx.LocalProtocolError(f"Illegal header value b'Bearer {KEY}\\n'"),
            FaultKind.KEY,
            False,
        ),
        (UnicodeEncodeError("ascii", KEY + "ü", 0, 1, "no"), FaultKind.KEY, False),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), FaultKind.RETRY, True),
        (ParsingError(status_code=None, body=KEY), FaultKind.RETRY, True),
        (AttributeError("NoneType"), FaultKind.RETRY, True),
        (TypeError("argument after **"), FaultKind.RETRY, True),
        (BadAnswer("it has no vectors"), FaultKind.RETRY, True),
    ],
)
def test_each_exception_has_its_kind(error: Exception, kind: FaultKind, answered: bool) -> None:
    fault = fault_of(error, "Cohere", key=Secret(KEY))
    assert (fault.kind, fault.answered) == (kind, answered)
    assert KEY not in f"{fault} {fault!r} {fault.message}"


def test_a_key_that_is_missing_is_distinguished_from_a_wrong_one() -> None:
    refused = api_error(401, {"message": "no"})
    assert "requires an API key" in fault_of(refused, "Cohere").message
    assert "didn't accept" in fault_of(refused, "Cohere", key=Secret(KEY)).message


def test_an_untrusted_certificate_is_reported_as_such() -> None:
    error = httpx.ConnectError("handshake")
    error.__cause__ = OSError("inner")
    error.__cause__.__context__ = ssl.SSLCertVerificationError("self-signed")
    assert "doesn't trust" in fault_of(error, "Cohere").message


def test_a_months_end_is_distinguished_from_a_minutes() -> None:
    said = "You are using a Trial key, which is limited to 1000 API calls / month."
    assert fault_of(api_error(429, {"message": said}), "Cohere").kind is FaultKind.QUOTA
    said = said.replace("month", "minute")
    assert fault_of(api_error(429, {"message": said}), "Cohere").kind is FaultKind.SLOW_DOWN


def test_the_wait_that_is_asked_for_is_passed_on() -> None:
    for status in (429, 503):
        fault = fault_of(api_error(status, None, Retry_After="40"), "Cohere")
        assert fault.wait == 40.0
    assert fault_of(api_error(429), "Cohere").wait is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"Retry-After": " 0.5 "}, 0.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "999999"}, LONGEST_WAIT),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=30), usegmt=True)}, 30.0),
        ({"retry-after": format_datetime(NOW - timedelta(hours=1), usegmt=True)}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": ""}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


def test_what_the_server_says_is_reported_on_one_short_line() -> None:
    body = {"message": "invalid\n  request\x00: " + "long word " * 100}
    said = message_of(body)
    assert said.startswith("invalid request : long word")
    assert len(said) <= 200


def test_the_servers_words_come_in_several_shapes() -> None:
    assert message_of(json.dumps({"message": "why."})) == "why"
    assert message_of({"error": {"message": "as vLLM"}}) == "as vLLM"
    assert message_of({"error": "plain"}) == "plain"
    nothings: tuple[object, ...] = (
        None,
        "<html>log in</html>",
        "[1",
        [],
        {},
        {"message": 7},
        {"error": {}},
    )
    for nothing in nothings:
        assert message_of(nothing) == ""


def test_a_key_that_the_server_repeats_is_taken_out() -> None:
    said = message_of({"message": f"no such key {KEY}, Bearer xyz"}, Secret(KEY))
    assert said == "no such key …, …"
    assert "…" in message_of({"message": "key " + "k" * 40})
