"""Classifies everything that can go wrong in a call into six kinds, with a message for the user.

The messages of the SDK's and httpx's exceptions are never shown: they may contain the key.
"""

from __future__ import annotations

import email.utils
import json
import re
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from picseek.engine.credentials import Secret
from picseek.engine.embed.cohere.protocol import BadAnswer
from picseek.engine.messages import Message, join_messages, message

LONGEST_WAIT = 3600.0
"""The longest wait, in seconds, that is accepted from a server."""

_LONGEST_MESSAGE = 200
_MONTHLY = re.compile(r"\bmonth", re.IGNORECASE)
_KEY_LIKE = re.compile(r"bearer\s+\S+|\b[\w-]{32,}\b", re.IGNORECASE)
_WHERE_KEYS_GO = message("in Preferences or with “picseek key --set”, or set CO_API_KEY")
_REFUSALS = (400, 413, 415, 422, 498)


class FaultKind(StrEnum):
    """What to do about a fault."""

    RETRY = "retry"  # try the same again after a while
    SLOW_DOWN = "slow down"  # the same, because the rate limit is reached
    REFUSED = "refused"  # something in the request is rejected: split the batch to find it
    KEY = "key"  # no call will be answered until the key is replaced
    QUOTA = "quota"  # no call will be answered until the account's quota is raised
    STOP = "stop"  # no call will be answered, for another reason


class Fault(Exception):
    """One call went wrong.

    Attributes:
        kind: What to do.
        message: What happened and, if the run cannot continue, what to do.
        wait: Seconds that the server asks to wait; None: it did not say.
        answered: Whether the server sent an unusable response, which may have cost money.
        sent_bytes: Length of the request's body; 0: nothing of it has left this computer.
    """

    def __init__(
        self,
        kind: FaultKind,
        message: str,
        *,
        wait: float | None = None,
        answered: bool = False,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.wait = wait
        self.answered = answered
        self.sent_bytes = 0


def fault_of(
    error: Exception, service: str, *, key: Secret | None = None, now: datetime | None = None
) -> Fault:
    """Classify an exception of the SDK, of httpx or of reading the response.

    Args:
        error: Any exception of a call.
        service: The server's name, for the beginning of a sentence.
        key: The key that was sent; removed from the server's error text.
        now: The current time, if it is not to be read from the clock.
    """
    if isinstance(error, BadAnswer):
        return _unusable(
            message(
                "{service} sent an unusable response: {error}.",
                service=service,
                error=error,
            )
        )
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        said = message_of(getattr(error, "body", None), key)
        if status == 401 and not key:
            return Fault(
                FaultKind.KEY,
                message(
                    "{service} requires an API key. Enter one {where}.",
                    service=service,
                    where=_WHERE_KEYS_GO,
                ),
            )
        return _of_status(status, error, said, service, now or datetime.now(UTC))
    return _of_sending(error, service)


def message_of(body: object, key: Secret | None = None) -> str:
    """A server's error text: one short line, without the key or anything that looks like one."""
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except ValueError:
            return ""  # a web page
    message = body.get("message") if isinstance(body, Mapping) else None
    if isinstance(body, Mapping) and not isinstance(message, str):
        error = body.get("error")  # the form that vLLM uses
        message = error.get("message") if isinstance(error, Mapping) else error
    if not isinstance(message, str):
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    if key:
        line = line.replace(key.reveal(), "…")
    line = _KEY_LIKE.sub("…", line).rstrip(".")
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a response's headers ask to wait (RFC 9110, 10.2.3); None: they do not."""
    named = {name.casefold(): value.strip() for name, value in headers.items()}
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        text = named.get(name, "")
        if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", text):
            return min(LONGEST_WAIT, float(text) * unit)
    try:
        moment = email.utils.parsedate_to_datetime(named["retry-after"])
    except (KeyError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(LONGEST_WAIT, max(0.0, (moment - now).total_seconds()))


def _of_sending(error: Exception, service: str) -> Fault:
    """Classify an exception that was raised before there was a response."""
    import httpx

    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        return Fault(FaultKind.RETRY, message("{service} didn't respond in time.", service=service))
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return Fault(
            FaultKind.STOP,
            message(
                "The server address isn't valid. Correct it in Preferences or with "
                "“picseek key --server”."
            ),
        )
    if isinstance(error, (httpx.LocalProtocolError, UnicodeEncodeError)):
        return Fault(
            FaultKind.KEY,
            message("The API key contains characters that can't be sent. Enter it again."),
        )
    if _is_untrusted(error):
        return Fault(
            FaultKind.RETRY,
            message(
                "The connection to {service} isn't secure: this computer doesn't "
                "trust its certificate. Check the network, the proxy, and the "
                "computer's clock.",
                service=within(service),
            ),
        )
    if isinstance(error, httpx.ProxyError):
        return Fault(FaultKind.RETRY, message("The proxy refused the connection."))
    if isinstance(error, httpx.ConnectError):
        return Fault(
            FaultKind.RETRY,
            message(
                "{service} can't be reached. Check your internet connection.",
                service=service,
            ),
        )
    if isinstance(error, httpx.TransportError):
        return Fault(
            FaultKind.RETRY,
            message("The connection to {service} was lost.", service=within(service)),
        )
    return _unusable(message("{service} sent an unusable response.", service=service))


def _of_status(status: int, error: Exception, said: str, service: str, now: datetime) -> Fault:
    if status == 429:
        return _too_many(error, said, service, now)
    if status in _REFUSALS:
        return Fault(FaultKind.REFUSED, _refused(service, said))
    if status < 400:  # a redirection, or a web page instead of JSON
        return _unusable(
            message(
                "The response didn't come from {service}. If this network has a "
                "sign-in page, open it in a browser. Otherwise, check the server "
                "address.",
                service=within(service),
            )
        )
    if status == 401:
        return Fault(
            FaultKind.KEY,
            message(
                "{service} didn't accept the API key. Enter another one {where}.",
                service=service,
                where=_WHERE_KEYS_GO,
            ),
        )
    if status == 402:
        return Fault(
            FaultKind.QUOTA,
            message(
                "{service} accepts no more requests: your account's spending limit "
                "is reached. Raise it in your account, then try again.",
                service=service,
            ),
        )
    if status in (403, 404, 405, 501):
        return Fault(FaultKind.STOP, join_messages(_unable(service, said), _ADVICE[status]))
    return Fault(
        FaultKind.RETRY,
        message("{service} is having problems (error {status}).", service=service, status=status),
        wait=_wait_of(error, now),
    )


def _refused(service: str, said: str) -> Message:
    if said:
        return message("{service} rejected the request: “{said}”.", service=service, said=said)
    return message("{service} rejected the request.", service=service)


def _unable(service: str, said: str) -> Message:
    if said:
        return message(
            "{service} couldn't handle the request: “{said}”.", service=service, said=said
        )
    return message("{service} couldn't handle the request.", service=service)


_ADVICE = {
    403: message("Check the permissions of your API key."),
    404: message("Check the model name and the server address."),
    405: message("Check the server address."),
    501: message("Choose another model."),
}


def _too_many(error: Exception, said: str, service: str, now: datetime) -> Fault:
    if _MONTHLY.search(said):
        return Fault(
            FaultKind.QUOTA,
            message(
                "{service} accepts no more requests: this month's limit is reached. Use a "
                "production key, or continue next month.",
                service=service,
            ),
        )
    return Fault(
        FaultKind.SLOW_DOWN,
        message("{service} asks Picseek to slow down.", service=service),
        wait=_wait_of(error, now),
    )


def _wait_of(error: Exception, now: datetime) -> float | None:
    headers = getattr(error, "headers", None)
    return retry_after(headers, now) if isinstance(headers, Mapping) else None


def _unusable(message: str) -> Fault:
    return Fault(FaultKind.RETRY, message, answered=True)


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether the server's certificate is the cause; httpx shows it only in the chain of causes."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def within(service: str) -> str:
    """A service's name for the middle of a sentence."""
    return (
        message("the server {host}", **service.values) if isinstance(service, Message) else service
    )
