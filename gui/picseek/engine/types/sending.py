"""Pictures that leave this computer: the service, estimates, limits and the log."""

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
    """How the remote service is used, as the user has set it.

    Attributes:
        base_url: Address of an own server; ``""``: Cohere's.
        pictures_per_minute: What the key allows; 0: no limit; None: as little as a trial key.
        texts_per_minute: The same of questions; None: as documented.
        calls_in_flight: Calls at a time while indexing.
        describe: Send along what is written about a picture (its name, its folder's, captions
            in it or beside it), for models that fuse both into one vector.
    """

    base_url: str = ""
    pictures_per_minute: int | None = None
    texts_per_minute: int | None = None
    calls_in_flight: int = 4
    describe: bool = False


KEY_VARIABLES = ("CO_API_KEY", "COHERE_API_KEY")
"""Environment variables that give the API key; the first that is set counts. No other program is
started with them."""


class KeySource(StrEnum):
    """Where the API key of a service comes from."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How much one run may send at most; None: no limit.

    Attributes:
        pictures: Pictures; 0: nothing is sent, so no consent is needed either.
        money: US dollars.
        read_on: Whether the run reads the other files all the same, so that they are shown and
            found by name, date and caption; else it ends at the limit.
    """

    pictures: int | None = None
    money: float | None = None
    read_on: bool = False

    def within(self, pictures: int | None, money: float | None) -> SendLimits:
        """These limits, and no more than so many pictures and US dollars; None: no other limit."""
        return replace(
            self, pictures=_least(self.pictures, pictures), money=_least(self.money, money)
        )


def _least(one: _Number | None, other: _Number | None) -> _Number | None:
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)


SEND_NOTHING = SendLimits(pictures=0, read_on=True)
"""Everything that needs no sending is done."""

UNASKED_PICTURES = 500
"""Pictures that one run may send without asking, once the user has agreed to that."""

UNASKED_DOLLARS = 1.0
"""What they may cost by the estimate, in US dollars."""

_HEADROOM = 1.25  # bills differ from estimates; who agreed to one is not asked again for a little
_LEAST_AGREED_DOLLARS = 0.10


class FileMark(NamedTuple):
    """A file as it was when it was counted: changed since, it is another."""

    path: str
    size: int
    mtime_ns: int


class CountedFiles:
    """The files that an estimate has counted, kept small: there may be a million.

    Belongs to the process that made it.
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
    """What indexing with a model would send, and what that would take: an estimate.

    Attributes:
        model: The model's id.
        title: The model as the user reads it.
        host: Where pictures would be sent; ``""``: nowhere, the model is on this computer.
        pictures: Distinct pictures without a vector of the model, at most.
        size: Bytes to be sent.
        seconds: At the rate that the key allows; 0: as fast as the server is.
        tokens: Image tokens.
        price_per_million: US dollars for a million of them; None: not known.
        measured: Whether tokens were measured in this library; else they are an assumption.
        size_measured: The same of `size`.
        policy: What the service may do with the pictures, in plain sentences.
        agreed: Whether the user has agreed to send pictures to this host for this model.
        outside: Pictures outside the chosen folders that links in these lead to.
        with_outside: Whether `pictures` counts these too; else they are not sent.
        refused: When the user refused to send pictures, as ISO 8601; ``""``: not since they agreed.
        withdrawals: How often consent had been withdrawn by then: an answer to this estimate is
            void after the next time.
        files: What was counted.
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
        """US dollars for all of it; None: not known."""
        if self.price_per_million is None:
            return None
        return self.tokens * self.price_per_million / 1_000_000

    @property
    def pace(self) -> float:
        """Seconds for one picture at the rate that the key allows; 0: no limit."""
        return self.seconds / self.pictures if self.pictures else 0.0

    @property
    def most_dollars(self) -> float | None:
        """What all of it may cost once it is agreed to; None: the price is not known, or 0."""
        if not self.price:
            return None
        return max(_LEAST_AGREED_DOLLARS, math.ceil(self.price * _HEADROOM * 100) / 100)

    def permit(self, limits: SendLimits | None = None) -> Permit:
        """What the user allows who agrees to this estimate: these pictures, and this amount.

        Args:
            limits: The user's own, where they are lower.
        """
        limits = (limits or SendLimits()).within(self.pictures, self.most_dollars)
        if not self.pictures:  # nothing was agreed to, but there may be something to read
            limits = replace(limits, read_on=True)
        return Permit(self.model, limits, self.host, self)


@dataclass(frozen=True, slots=True)
class Permit:
    """What an index run may send.

    Attributes:
        model: The model it indexes with.
        limits: How much it may send.
        host: Where the user agrees to send the pictures of `quote` in this run, and no others;
            ``""``: nothing was agreed to for this run, but what is remembered holds.
        quote: The estimate that it was given for.
    """

    model: str
    limits: SendLimits = field(default_factory=SendLimits)
    host: str = ""
    quote: Quote | None = None

    @property
    def pace(self) -> float:
        """Seconds for one picture at the rate that the key allows; 0: no limit."""
        return self.quote.pace if self.quote is not None else 0.0

    @classmethod
    def nothing(cls, model: str) -> Permit:
        """To do what needs no sending."""
        return cls(model, SEND_NOTHING)


@dataclass(frozen=True, slots=True)
class ConsentPrompt:
    """What the user has to be asked before a run sends pictures.

    Attributes:
        quote: What would be sent.
        described: Whether names and captions are sent along.
        with_outside: The same with the pictures outside the chosen folders; None: there are none,
            or they are counted in.
    """

    quote: Quote
    described: bool = False
    with_outside: Quote | None = None


class ConsentReply(StrEnum):
    """What the user answers to a `ConsentPrompt`."""

    NO = "no"  # nothing is sent, and what was agreed to before no longer holds
    ONCE = "once"  # what was shown is sent, and nothing else
    ALWAYS = "always"  # ... and from now on a few new pictures at a time without asking


@dataclass(frozen=True, slots=True)
class SendingConsent:
    """What the user has answered so far to sending pictures to a service.

    Attributes:
        host: The service; ``""``: there is none.
        agreed: A few new pictures at a time may be sent without asking.
        refused: When the user refused, as ISO 8601; ``""``: not since they agreed.
    """

    host: str = ""
    agreed: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One picture, or one question, that left this computer.

    Attributes:
        id: Grows with time.
        at: When, seconds since the epoch.
        content: The hash of the picture's file, in hexadecimal digits; None: a question.
        path: A file of the library that holds the picture, if there still is one.
        model: The model as the service was asked for it.
        host: Where it was sent.
        size: Its share of the request's bytes.
        tokens: Its share of the tokens billed; None: not told.
        answered: Whether its vector came back. Else it was sent in vain: the call was refused or
            broke, or Picseek ended before an answer came.
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
