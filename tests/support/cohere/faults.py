"""What can go wrong between a client and the service, to be played one call at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.support.cohere.pictures import SentPicture

COLOUR_TOLERANCE = 40


class Kind(StrEnum):
    """What happens to the call."""

    STATUS = "status"  # an error status with Cohere's error body
    RESET = "reset"  # the connection is reset before an answer
    DROPPED = "dropped"  # ... in the middle of a good answer
    HANG = "hang"  # no answer until the client gives up
    GARBAGE = "garbage"  # 200, but not JSON
    PORTAL = "portal"  # 200 with a captive portal's web page
    EMPTY = "empty"  # 200 with {}
    SHORT = "short"  # one row fewer than inputs
    WRONG_DIMENSION = "wrong dimension"  # rows one number shorter
    NOT_A_NUMBER = "not a number"  # a NaN in the last row
    ZERO = "zero"  # the last row is all zeros


SPOILT_ROWS = frozenset({Kind.SHORT, Kind.WRONG_DIMENSION, Kind.NOT_A_NUMBER, Kind.ZERO})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong; `status`, `message` and `headers` belong to Kind.STATUS."""

    kind: Kind
    status: int = 0
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


RESET, DROPPED, HANG = Fault(Kind.RESET), Fault(Kind.DROPPED), Fault(Kind.HANG)
GARBAGE, PORTAL, EMPTY = Fault(Kind.GARBAGE), Fault(Kind.PORTAL), Fault(Kind.EMPTY)
SHORT, WRONG_DIMENSION = Fault(Kind.SHORT), Fault(Kind.WRONG_DIMENSION)
NOT_A_NUMBER, ZERO = Fault(Kind.NOT_A_NUMBER), Fault(Kind.ZERO)

_MESSAGES = {
    400: "invalid request: the input could not be processed",
    402: "billing limit reached, please check your billing settings",
    403: "forbidden: this key may not use this endpoint",
    408: "request timeout",
    413: "request entity too large",
    422: "unprocessable entity",
    498: "invalid token: the input contains deny-listed content",
    500: "internal server error, this has been reported to our developers",
    502: "bad gateway",
    503: "service unavailable",
    504: "gateway timeout",
}


def status(code: int, message: str = "", headers: Mapping[str, str] | None = None) -> Fault:
    """An error status with the message that Cohere documents for it, or another one."""
    return Fault(Kind.STATUS, code, message or _MESSAGES[code], headers or {})


def rate_limited(retry_after: str | None = None) -> Fault:
    """The limit per minute is reached. `retry_after`: the header's value, if it is sent."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Fault(Kind.STATUS, 429, trial_message(5, "minute"), headers)


def monthly_cap() -> Fault:
    """The trial key's calls of this month are used up: also 429, recognized by its text."""
    return Fault(Kind.STATUS, 429, trial_message(1000, "month"))


def trial_message(calls: int, period: str) -> str:
    """The text of a trial key's 429, as users of the service report it."""
    return (
        f"You are using a Trial key, which is limited to {calls} API calls / {period}. You can "
        "continue to use the Trial key for free or upgrade to a Production key with higher rate "
        "limits. Contact us with any questions."
    )


class FaultPlan:
    """Which call goes wrong, and how. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: deque[Fault | None] = deque()
        self._always: Fault | None = None
        self._refused: set[str] = set()
        self._colours: list[tuple[int, int, int]] = []

    def play(self, *faults: Fault | None) -> None:
        """The next embed calls get these, one each; None lets one pass."""
        with self._lock:
            self._queue.extend(faults)

    def always(self, fault: Fault | None) -> None:
        """From now on every call, of any path, gets this; None ends it."""
        with self._lock:
            self._always = fault

    def refuse_pictures(self, *digests: str) -> None:
        """A call with one of these pictures, by SHA-256 of the bytes sent, is refused whole."""
        with self._lock:
            self._refused.update(digests)

    def refuse_colour(self, red: int, green: int, blue: int) -> None:
        """A call with a picture of about this mean colour is refused whole."""
        with self._lock:
            self._colours.append((red, green, blue))

    def take(self, *, embed: bool) -> Fault | None:
        """The fault of the call that has just come in, if any."""
        with self._lock:
            if self._always is not None:
                return self._always
            return self._queue.popleft() if embed and self._queue else None

    def refuses(self, pictures: Sequence[SentPicture]) -> bool:
        """Whether one of the pictures is among those refused."""
        with self._lock:
            return any(
                picture.digest in self._refused
                or any(_near(picture.mean, colour) for colour in self._colours)
                for picture in pictures
            )


def _near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= COLOUR_TOLERANCE for a, b in zip(one, other, strict=True))
