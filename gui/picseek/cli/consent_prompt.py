"""Asking in the terminal before pictures leave this computer."""

from __future__ import annotations

import sys
from argparse import Namespace

from picseek.cli.progress import amount_of_data, duration
from picseek.cli.signals import cancelled_by_signals
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
    """Show what `picseek index` would send, ask where that is needed, and return what it may send.

    A yes is for what was shown. It is remembered for the model and the host, so that a few new
    pictures at a time need no other; a no is remembered too.

    Raises:
        Cancelled: With Ctrl-C, while the pictures were counted.
        ConsentNeeded: The user said no, or could not be asked.
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
        _tell(quote_text(quote, permit.limits))
    if isinstance(decision, ConsentPrompt):
        _make_sure(library, decision, yes=options.yes)
    return permit


def _make_sure(library: Library, prompt: ConsentPrompt, *, yes: bool) -> None:
    """Raises: ConsentNeeded, if the user does not agree."""
    quote = prompt.quote
    if not yes and not _can_ask():
        raise ConsentNeeded(
            f"Nothing was sent: agree with --yes to sending pictures to {quote.host}, or run this "
            f"in a terminal to be asked.{_refusal(quote)}"
        )
    _tell(_what_is_remembered(quote))
    if not yes and not _says_yes(quote):
        library.outgoing.reply(quote, ConsentReply.NO)
        raise ConsentNeeded(
            "Nothing was sent, and your answer is remembered. If you change your mind, run this "
            "again and answer y, or add --yes."
        )
    library.outgoing.reply(quote, ConsentReply.ALWAYS)


def _refusal(quote: Quote) -> str:
    """When the user said no, if they did."""
    day = quote.refused.partition("T")[0]
    return f" You refused it on {day}; --yes overrules that." if day else ""


def _what_is_remembered(quote: Quote) -> str:
    """What the user agrees to besides, said before they do."""
    money = f" that cost at most ${UNASKED_DOLLARS:g}" if quote.price_per_million else ""
    outside = ", also outside the chosen folders," if quote.with_outside else ""
    return (
        f"A yes is remembered: later, up to {UNASKED_PICTURES:,} new pictures at a time{money}"
        f"{outside} are sent without asking. To take it back: picseek models stop-sending"
    )


def quote_text(quote: Quote, limits: SendLimits) -> str:
    """What sending takes, line by line, for a human."""
    lines = [
        f"“{quote.title}” is not on this computer: indexing with it sends pictures, scaled down, "
        f"to {quote.host}.",
        f"  Pictures: at most {quote.pictures:,}",
        f"  Upload:   about {amount_of_data(quote.size)}{_basis(measured=quote.size_measured)}",
        f"  Time:     {_time(quote)}",
        f"  Price:    {_price(quote)}",
    ]
    return "\n".join([*lines, *_limit(quote, limits), *_outside(quote), quote.policy])


def _limit(quote: Quote, limits: SendLimits) -> list[str]:
    ends = []
    if limits.pictures is not None and limits.pictures < quote.pictures:
        ends.append(f"after {limits.pictures:,} pictures")
    if limits.money is not None:
        ends.append(f"before it costs more than ${limits.money:,.2f}")
    return [f"  This run stops {' or '.join(ends)}."] if ends else []


def _outside(quote: Quote) -> list[str]:
    """What is said of pictures outside the chosen folders."""
    if not quote.outside:
        return []
    if quote.with_outside:
        return [f"  Links:    lead to {quote.outside:,} of these, outside the chosen folders"]
    return [
        f"  Links:    lead to {quote.outside:,} more outside the chosen folders, which are not "
        "sent; --send-linked sends them too"
    ]


def _time(quote: Quote) -> str:
    if not quote.seconds:
        return "as fast as the server is"
    return f"{duration(quote.seconds)} at the rate of the key, if not less"


def _price(quote: Quote) -> str:
    tokens = f"{quote.tokens:,} tokens{_basis(measured=quote.measured)}"
    if quote.price is None:
        return f"not known; about {tokens}"
    price = f"about ${quote.price:,.2f}" if quote.price >= 0.01 else "less than $0.01"
    return f"{price} for {tokens}, at ${quote.price_per_million:g} a million"


def _basis(*, measured: bool) -> str:
    return " (as measured before)" if measured else " (assumed: nothing was measured yet)"


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _says_yes(quote: Quote) -> bool:
    if quote.refused:
        _tell(f"You said no to this on {quote.refused.partition('T')[0]}.")
    sys.stderr.write(f"Send them to {quote.host}? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
