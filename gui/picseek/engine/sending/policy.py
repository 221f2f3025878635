"""Whether a run may send pictures without asking, or the user has to be asked first.

The user is asked unless they said for this model and this host that new pictures may be sent
without asking, these are few and they cost little: whoever pays wants no surprise. The same holds
for the window, the command line and runs that the program starts. A yes is for the pictures that
were counted and about what they were said to cost; see `Quote.permit`.
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

    A permit that the request brings along holds as long as pictures go where the user was told,
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
    pictures = min(quote.pictures, _or_any(limits.pictures))
    dollars = (quote.price or 0.0) * pictures / max(1, quote.pictures)
    return pictures <= UNASKED_PICTURES and min(dollars, _or_any(limits.money)) <= UNASKED_DOLLARS


def _unasked(quote: Quote, limits: SendLimits) -> Permit:
    """What may be sent without asking, should more turn up than were counted."""
    dollars = UNASKED_DOLLARS if quote.price_per_million else None
    return Permit(quote.model, limits.within(UNASKED_PICTURES, dollars), quote=quote)


def _or_any(limit: float | None) -> float:
    return float("inf") if limit is None else limit
