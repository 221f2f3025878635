"""Asks in the terminal before pictures leave this computer."""

from __future__ import annotations

import sys
from argparse import Namespace

from picseek.cli.confirm import can_ask, confirm
from picseek.cli.signals import cancelled_by_signals
from picseek.cli.units import amount_of_data, counted, dollars, duration
from picseek.engine.cancel import CancelToken
from picseek.engine.errors import ConsentNeeded
from picseek.engine.library import Library
from picseek.engine.types import (
    UNASKED_DOLLARS,
    UNASKED_PICTURES,
    ConsentPrompt,
    ConsentReply,
    IndexRequest,
    Permit,
    Quote,
    SendLimits,
)


def permit_to_send(library: Library, options: Namespace, limits: SendLimits) -> Permit:
    """Print what `picseek index` would send, ask if necessary, and return what it may send.

    Raises:
        Cancelled: With Ctrl-C, while the pictures are counted.
        ConsentNeeded: The user does not agree, or cannot be asked.
        ModelError: The model cannot be used.
    """
    request = IndexRequest(
        tuple(options.folders),
        options.retry or options.full,
        model=options.model,
        limits=limits,
        outside=options.send_linked,
    )
    token = CancelToken()
    with cancelled_by_signals(token):
        decision = library.permission(request, token, lambda: None)
    quote = decision.quote
    if quote is None:
        assert isinstance(decision, Permit)
        return decision
    permit = decision if isinstance(decision, Permit) else quote.permit(limits)
    if quote.pictures:
        _print(quote_text(quote, permit.limits))
    if isinstance(decision, ConsentPrompt):
        _require_consent(library, quote, yes=options.yes)
    return permit


def _require_consent(library: Library, quote: Quote, *, yes: bool) -> None:
    """Ask, and store the answer; raises: ConsentNeeded, unless the user agrees."""
    if not yes and not can_ask():
        overrides = f" {_declined(quote)} --yes overrides that." if quote.refused else ""
        raise ConsentNeeded(
            f"Nothing was sent. To send pictures to {quote.host}, add --yes, or run this command "
            f"in a terminal and answer there.{overrides}"
        )
    _print(_scope(quote))
    if not yes and not _says_yes(quote):
        library.outgoing.reply(quote, ConsentReply.NO)
        raise ConsentNeeded(
            "Nothing was sent, and your answer is saved. If you change your mind, run this "
            "command again and answer y, or add --yes."
        )
    library.outgoing.reply(quote, ConsentReply.ALWAYS)


def _says_yes(quote: Quote) -> bool:
    if quote.refused:
        _print(_declined(quote))
    return confirm(f"Send up to {counted(quote.pictures, 'picture')} to {quote.host}?")


def _declined(quote: Quote) -> str:
    return f"You declined this on {quote.refused.partition('T')[0]}."


def _scope(quote: Quote) -> str:
    """What the user's consent also covers."""
    money = f", for up to {dollars(UNASKED_DOLLARS)}," if quote.price_per_million else ""
    outside = ", including those outside the chosen folders" if quote.with_outside else ""
    return (
        f"If you agree, Picseek also sends up to {UNASKED_PICTURES:,} new pictures at a time"
        f"{money} without asking again{outside}. To stop that: picseek models stop-sending"
    )


def quote_text(quote: Quote, limits: SendLimits) -> str:
    """What would be sent, how long it takes, and what it costs."""
    lines = [
        f"“{quote.title}” is an online model. To index with it, Picseek sends scaled-down pictures "
        f"to {quote.host}.",
        f"  Pictures: up to {quote.pictures:,}",
        f"  Upload:   about {amount_of_data(quote.size)} ({_basis(measured=quote.size_measured)})",
        f"  Time:     {_time(quote)}",
        f"  Price:    {_price(quote)}",
    ]
    return "\n".join([*lines, *_limit(quote, limits), *_outside(quote), quote.policy])


def _limit(quote: Quote, limits: SendLimits) -> list[str]:
    ends = []
    if limits.pictures is not None and limits.pictures < quote.pictures:
        ends.append(f"after {counted(limits.pictures, 'picture')}")
    if limits.money is not None:
        ends.append(f"before it costs more than {dollars(limits.money)}")
    return [f"  Limit:    stops {' or '.join(ends)}"] if ends else []


def _outside(quote: Quote) -> list[str]:
    """The line about pictures outside the chosen folders, if there are any."""
    if not quote.outside:
        return []
    if quote.with_outside:
        return [f"  Links:    lead to {quote.outside:,} of these, outside the chosen folders"]
    return [
        f"  Links:    lead to {quote.outside:,} more, outside the chosen folders; to send these "
        "too, add --send-linked"
    ]


def _time(quote: Quote) -> str:
    if not quote.seconds:
        return "as fast as the server allows"
    return f"{duration(quote.seconds)} at the rate your key allows, possibly longer"


def _price(quote: Quote) -> str:
    basis = _basis(measured=quote.measured)
    if quote.price is None or quote.price_per_million is None:
        return f"unknown, for about {quote.tokens:,} tokens ({basis})"
    price = f"about {dollars(round(quote.price, 2))}" if quote.price >= 0.01 else "less than $0.01"
    rate = dollars(quote.price_per_million)
    return f"{price}, for {quote.tokens:,} tokens at {rate} per million ({basis})"


def _basis(*, measured: bool) -> str:
    return "as measured in this library" if measured else "assumed; not measured yet"


def _print(text: str) -> None:
    sys.stderr.write(text + "\n")
