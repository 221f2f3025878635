"""Whether a run may send pictures without asking, or the user has to be asked first.

The user is asked unless they agreed, for this model and this host, that a few new pictures at a
time are sent without asking, and these are few and cheap. The same policy holds for the window, the
command line and runs that the program starts. A yes covers the counted pictures and about their
estimated price; see `Quote.permit`.
"""

from __future__ import annotations

from collections.abc import Callable

from picseek.engine.types import (
    SEND_NOTHING,
    UNASKED_DOLLARS,
    UNASKED_PICTURES,
    ConsentPrompt,
    IndexRequest,
    Permit,
    Quote,
    SendLimits,
)


def permission(
    request: IndexRequest,
    model: str,
    *,
    destination: Callable[[str], str],
    quotes: Callable[[], tuple[Quote, Quote | None]],
    described: Callable[[], bool],
) -> Permit | ConsentPrompt:
    """Decide what a run may send, or what the user has to be asked first.

    A permit in the request holds as long as pictures are sent to the host that the user was shown,
    or nowhere.

    Args:
        request: The run.
        model: Id of the model it indexes with, unless its permit names one.
        destination: Returns the host that a model's pictures are sent to, or ``""``.
        quotes: Counts what the run would send, and the same with what lies outside the chosen
            folders, if there is more; not called for a model on this computer.
        described: Returns whether the model is sent names and captions along with pictures.

    Raises:
        Cancelled, EngineError: Whatever the functions raise.
    """
    given = request.permit
    if given is not None and (
        given.limits == SEND_NOTHING or given.host == destination(given.model)
    ):
        return given
    if not destination(model):
        return Permit(model, request.limits)
    quote, with_outside = quotes()
    more = with_outside is not None and request.review
    if quote.agreed and not request.review and _is_small(quote, request.limits):
        return _unasked(quote, request.limits)
    if not quote.pictures and not more:
        return quote.permit(request.limits)
    return ConsentPrompt(quote, described(), with_outside)


def _is_small(quote: Quote, limits: SendLimits) -> bool:
    pictures = min(quote.pictures, _or_unlimited(limits.pictures))
    dollars = (quote.price or 0.0) * pictures / max(1, quote.pictures)
    return (
        pictures <= UNASKED_PICTURES
        and min(dollars, _or_unlimited(limits.money)) <= UNASKED_DOLLARS
    )


def _unasked(quote: Quote, limits: SendLimits) -> Permit:
    """What may be sent without asking, even if the run finds more than were counted."""
    dollars = UNASKED_DOLLARS if quote.price_per_million else None
    return Permit(quote.model, limits.within(UNASKED_PICTURES, dollars), quote=quote)


def _or_unlimited(limit: float | None) -> float:
    return float("inf") if limit is None else limit
