"""Whether a run may send pictures without asking, or the user has to be asked first.

The user is asked unless they said for this model and this host that new pictures may be sent
without asking, these are few and they cost little: whoever pays wants no surprise. The same holds
for a run that the program starts.
"""

from __future__ import annotations

from collections.abc import Callable

from picseek.engine.types import (
    SEND_NOTHING,
    UNASKED_PICTURES,
    ConsentPrompt,
    IndexRequest,
    Permit,
    Quote,
    SendLimits,
)

UNASKED_DOLLARS = 1.0
"""What the pictures sent without asking may cost by the estimate."""


def permission(
    request: IndexRequest,
    model: str,
    *,
    destination: Callable[[str], str],
    quote: Callable[[], Quote],
    described: Callable[[], bool],
) -> Permit | ConsentPrompt:
    """Decide what a run may send, or what the user has to be asked first.

    A permit that the request brings along holds as long as pictures go where the user was told,
    or nowhere.

    Args:
        request: The run.
        model: Id of the model it indexes with, unless its permit names one.
        destination: Returns the host that a model's pictures are sent to, or ``""``.
        quote: Counts what the run would send; not called for a model on this computer.
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
        return Permit(model)
    estimate = quote()
    if not estimate.pictures:
        return Permit(model)
    if estimate.agreed and not request.review and _is_small(estimate):
        # A limit, should more turn up than were counted.
        return Permit(model, SendLimits(UNASKED_PICTURES), pace=estimate.pace)
    return ConsentPrompt(estimate, described())


def _is_small(quote: Quote) -> bool:
    return quote.pictures <= UNASKED_PICTURES and (quote.price or 0.0) <= UNASKED_DOLLARS
