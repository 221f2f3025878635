"""The policy when the user must be asked before a run sends pictures.

They are asked unless they have agreed, for this model and host, to send a few new pictures at a
time without asking, and these are few and cheap. The policy is the same for the window, the command
line and runs that the program starts. Consent covers the counted pictures and about their estimated
cost; see `Quote.permit`.
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
    *,
    destination: Callable[[str], str],
    quotes: Callable[[], tuple[Quote, Quote | None]],
    described: Callable[[], bool],
) -> Permit | ConsentPrompt:
    """Decide what a run may send, or what the user must be asked first.

    A permit in the request is valid if it sends nothing, or to the same host as when it was given.

    Args:
        request: With the id of its model.
        destination: Returns the host that a model's pictures are sent to, or ``""``.
        quotes: Returns the estimate, and one including pictures outside the chosen folders if
            there are more; not called for a model on this computer.
        described: Returns whether names and captions are sent along with pictures.

    Raises:
        Cancelled, EngineError: Whatever the functions raise.
    """
    given = request.permit
    if given is not None and (
        given.limits == SEND_NOTHING or given.host == destination(given.model)
    ):
        return given
    if not destination(request.model):
        return Permit(request.model, request.limits)
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
    """The limits without asking, which also hold if the run finds more than were counted."""
    dollars = UNASKED_DOLLARS if quote.price_per_million else None
    return Permit(quote.model, limits.within(UNASKED_PICTURES, dollars), quote=quote)


def _or_unlimited(limit: float | None) -> float:
    return float("inf") if limit is None else limit
