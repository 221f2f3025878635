"""Pictures that leave this computer: the service, estimates, limits and the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


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


SEND_NOTHING = SendLimits(pictures=0, read_on=True)
"""Everything that needs no sending is done."""

UNASKED_PICTURES = 500
"""Pictures that one run may send without asking, once the user has agreed to that."""


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


@dataclass(frozen=True, slots=True)
class Permit:
    """What an index run may send.

    Attributes:
        model: The model it indexes with.
        limits: How much it may send.
        host: Where the user agrees to send pictures in this run, whatever is remembered; ``""``:
            nothing was agreed to for this run.
        pace: Seconds for one picture at the rate that the key allows; 0: no limit.
    """

    model: str
    limits: SendLimits = field(default_factory=SendLimits)
    host: str = ""
    pace: float = 0.0

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
    """

    quote: Quote
    described: bool = False


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
