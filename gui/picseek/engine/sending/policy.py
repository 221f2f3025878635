"""Whether a run may send pictures away by itself, or the user has to be asked first.

The user is asked unless they said for this model and this host that new pictures may be sent
without asking, these are few and they cost little: who pays wants no surprise. A run that nobody
asked for is held to the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import SEND_NOTHING, Quote, SendLimits

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.library import Library

UNASKED_PICTURES = 500
"""Pictures that may be sent in one run without asking, once the user agreed to that."""

UNASKED_DOLLARS = 1.0
"""What they may cost by the estimate."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What a run may do.

    Attributes:
        model: The model it indexes with.
        limits: How much it may send.
        host: Where the user agrees to send pictures in this run, whatever is remembered; ``""``:
            nothing was agreed to for this run.
        pace: Seconds for a picture at the rate that the key allows; 0: no limit.
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
class Question:
    """What the user has to be asked.

    Attributes:
        quote: What would be sent.
        described: Whether names and captions are sent along.
    """

    quote: Quote
    described: bool = False


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """A run that is wanted.

    Attributes:
        folders: None: all that the library remembers.
        retry_failed: Try again what failed before.
        quiet: Nobody asked for it: not worth showing until it finds something new.
        review: Show the user what would be sent, even where that needs no asking.
        permit: What it may do; None: that is to be found out.
    """

    folders: tuple[Path, ...] = ()
    retry_failed: bool = False
    quiet: bool = False
    review: bool = False
    permit: Permit | None = None


def permission(
    library: Library,
    request: IndexRequest,
    token: CancelToken,
    on_counting: Callable[[], None],
) -> Permit | Question:
    """What a run may do, or what the user has to be asked first. Blocks: it counts pictures.

    A permit that the request brings along holds as long as pictures go where the user was told,
    or nowhere.

    Args:
        library: Where pictures would be sent from.
        request: The run.
        token: Stops the counting.
        on_counting: Called when it begins; it does not for a model on this computer.

    Raises:
        Cancelled: Through the token.
        EngineError: The model cannot be used.
    """
    given = request.permit
    if given is not None and (
        given.limits == SEND_NOTHING or given.host == library.outgoing.destination(given.model)
    ):
        return given
    model = library.current_model
    if not library.outgoing.destination(model):
        return Permit(model)
    on_counting()
    quote = library.quote(model, request.folders, retry_failed=request.retry_failed, token=token)
    if not quote.pictures:
        return Permit(model)
    if quote.agreed and not request.review and _is_small(quote):
        # A limit, should more turn up than were counted.
        return Permit(model, SendLimits(UNASKED_PICTURES), pace=pace(quote))
    return Question(quote, _is_described(library, model))


def pace(quote: Quote) -> float:
    """Seconds for a picture at the rate that the key allows; 0: no limit."""
    return quote.seconds / quote.pictures if quote.pictures else 0.0


def _is_small(quote: Quote) -> bool:
    return quote.pictures <= UNASKED_PICTURES and (quote.price or 0.0) <= UNASKED_DOLLARS


def _is_described(library: Library, model: str) -> bool:
    if not library.service.options.describe:
        return False
    return any(info.mixed for info in library.models() if info.id == model)
