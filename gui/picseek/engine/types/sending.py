"""Sending pictures to a service: its options, estimates, limits, consent and the log."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """The user's options for the remote service.

    Attributes:
        base_url: Address of a custom server; ``""``: Cohere's.
        pictures_per_minute: Rate limit of the key; 0: no limit; None: that of a trial key.
        texts_per_minute: Rate limit of queries; None: as documented.
        calls_in_flight: Concurrent calls while indexing.
        describe: Send the name, folder and captions of a picture along with it, for models that
            fuse both into one vector.
    """

    base_url: str = ""
    pictures_per_minute: int | None = None
    texts_per_minute: int | None = None
    calls_in_flight: int = 4
    describe: bool = False


KEY_VARIABLES = ("CO_API_KEY", "COHERE_API_KEY")
"""Environment variables of the API key; the first that is set counts. Child processes do not
inherit them."""


class KeySource(StrEnum):
    """Source of a service's API key."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How much one run may send at most; None: no limit.

    Attributes:
        pictures: Number of pictures; 0: nothing is sent, so no consent is needed.
        money: US dollars.
        read_on: Whether the run still reads the other files, so that they are shown and found by
            name, date and caption; else it ends at the limit.
    """

    pictures: int | None = None
    money: float | None = None
    read_on: bool = False

    def within(self, pictures: int | None, money: float | None) -> SendLimits:
        """The stricter of these limits and others in pictures and US dollars; None: unlimited."""
        return replace(
            self, pictures=_least(self.pictures, pictures), money=_least(self.money, money)
        )


def _least(one: _Number | None, other: _Number | None) -> _Number | None:
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)


SEND_NOTHING = SendLimits(pictures=0, read_on=True)
"""Do everything that needs no sending."""

UNASKED_PICTURES = 500
"""Maximum number of pictures that a run may send without asking, once the user agreed to that."""

UNASKED_DOLLARS = 1.0
"""Maximum of their estimated cost, in US dollars."""

_HEADROOM = 1.25  # bills differ from estimates; a small difference needs no new consent
_LEAST_AGREED_DOLLARS = 0.10


class FileMark(NamedTuple):
    """The state of a file when it was counted; after a change it no longer equals that."""

    path: str
    size: int
    mtime_ns: int


class CountedFiles:
    """A compact set of the files in an estimate: there may be a million.

    Valid only in the process that created it, because it stores hashes of strings.
    """

    __slots__ = ("_marks",)

    def __init__(self, files: Iterable[FileMark] = ()) -> None:
        self._marks = array("q", sorted(map(hash, files)))

    def __contains__(self, file: FileMark) -> bool:
        mark = hash(file)
        place = bisect_left(self._marks, mark)
        return place < len(self._marks) and self._marks[place] == mark


@dataclass(frozen=True, slots=True)
class Quote:
    """Estimate of what indexing with a model would send and cost.

    Attributes:
        model: Id of the model.
        title: Display name of the model.
        host: Where pictures would be sent; ``""``: nowhere, the model runs on this computer.
        pictures: Maximum number of distinct pictures without a vector of the model.
        size: Bytes to send.
        seconds: Duration at the key's rate limit; 0: no limit.
        tokens: Image tokens.
        price_per_million: US dollars for a million tokens; None: unknown.
        measured: Whether `tokens` is based on this library's bills; else on an assumption.
        size_measured: Whether `size` is based on earlier calls; else on an assumption.
        policy: What the service may do with the pictures, as sentences.
        agreed: Whether the user has agreed to send pictures to this host for this model.
        outside: Number of pictures outside the chosen folders that links lead to.
        with_outside: Whether `pictures` includes these; else they are not sent.
        refused: When the user refused to send pictures, as ISO 8601; ``""``: not since they agreed.
        withdrawals: Number of withdrawals of consent so far; a reply to this estimate is void if
            the number changes.
        files: The counted files.
    """

    model: str
    title: str
    host: str
    pictures: int
    size: int
    seconds: float
    tokens: int
    price_per_million: float | None
    measured: bool
    size_measured: bool
    policy: str
    agreed: bool
    outside: int = 0
    with_outside: bool = False
    refused: str = ""
    withdrawals: int = 0
    files: CountedFiles = field(default_factory=CountedFiles, compare=False, repr=False)

    @property
    def price(self) -> float | None:
        """Estimated cost in US dollars; None: unknown."""
        if self.price_per_million is None:
            return None
        return self.tokens * self.price_per_million / 1_000_000

    @property
    def pace(self) -> float:
        """Seconds for one picture at the key's rate limit; 0: no limit."""
        return self.seconds / self.pictures if self.pictures else 0.0

    @property
    def most_dollars(self) -> float | None:
        """Maximum cost in US dollars that consent covers; None: the price is unknown or 0."""
        if not self.price:
            return None
        return max(_LEAST_AGREED_DOLLARS, math.ceil(self.price * _HEADROOM * 100) / 100)

    def permit(self, limits: SendLimits | None = None) -> Permit:
        """The permit that a user's consent to this estimate gives: its pictures and its cost.

        Args:
            limits: The user's own limits; the stricter ones hold.
        """
        limits = (limits or SendLimits()).within(self.pictures, self.most_dollars)
        if not self.pictures:  # nothing to send, but there may be files to read
            limits = replace(limits, read_on=True)
        return Permit(self.model, limits, self.host, self)


@dataclass(frozen=True, slots=True)
class Permit:
    """What an index run may send.

    Attributes:
        model: Id of the model it indexes with.
        limits: How much it may send.
        host: Where the user agrees to send the pictures of `quote`, and no others, in this run;
            ``""``: only stored consent holds.
        quote: The estimate that the user agreed to.
    """

    model: str
    limits: SendLimits = field(default_factory=SendLimits)
    host: str = ""
    quote: Quote | None = None

    @property
    def pace(self) -> float:
        """Seconds for one picture at the key's rate limit; 0: no limit."""
        return self.quote.pace if self.quote is not None else 0.0

    @classmethod
    def nothing(cls, model: str) -> Permit:
        """A permit for a run that sends nothing."""
        return cls(model, SEND_NOTHING)


@dataclass(frozen=True, slots=True)
class ConsentPrompt:
    """What the user must be asked before a run sends pictures.

    Attributes:
        quote: The estimate.
        described: Whether names and captions are sent as well.
        with_outside: The estimate including pictures outside the chosen folders; None: there are
            none, or `quote` includes them.
    """

    quote: Quote
    described: bool = False
    with_outside: Quote | None = None


class ConsentReply(StrEnum):
    """The user's reply to a `ConsentPrompt`."""

    NO = "no"  # nothing is sent, and earlier consent ends
    ONCE = "once"  # only the shown pictures are sent
    ALWAYS = "always"  # they are, and later a few new pictures at a time without asking


@dataclass(frozen=True, slots=True)
class SendingConsent:
    """The user's stored consent to send pictures to a service.

    Attributes:
        host: The service; ``""``: none, the model runs on this computer.
        agreed: Whether a few new pictures at a time may be sent without asking.
        refused: When the user refused, as ISO 8601; ``""``: not since they agreed.
    """

    host: str = ""
    agreed: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One picture, or one query, that was sent to a service.

    Attributes:
        id: Increases with time.
        at: When, seconds since the epoch.
        content: The hash of the picture's file, in hexadecimal digits; None: a query.
        path: A file in the library that holds the picture, if any.
        model: The model's name in the request.
        host: The server.
        size: Its share of the request's bytes.
        tokens: Its share of the billed tokens; None: not reported.
        answered: Whether its vector was received; else the call failed, or Picseek ended first.
    """

    id: int
    at: float
    content: str | None
    path: Path | None
    model: str
    host: str
    size: int
    tokens: int | None
    answered: bool = True
