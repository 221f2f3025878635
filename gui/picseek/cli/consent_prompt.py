"""Asking in the terminal before pictures leave this computer."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from picseek.cli.progress import amount_of_data, duration
from picseek.cli.signals import cancelled_by_signals
from picseek.engine.cancel import CancelToken
from picseek.engine.errors import ConsentNeeded
from picseek.engine.library import Library
from picseek.engine.types import Permit, Quote, SendLimits


def permit_to_send(library: Library, options: Namespace, limits: SendLimits) -> Permit:
    """Show what `picseek index` would send, ask, and return what this run may send.

    A yes is remembered for the model and the host. Without a terminal to ask in, a key that was
    given in the environment for this run is consent to this run.

    Raises:
        Cancelled: With Ctrl-C, while the pictures were counted.
        ConsentNeeded: The user said no, or could not be asked.
        ModelError: The model cannot be used.
    """
    model = options.model or library.current_model
    host = library.outgoing.destination(model)
    if not host:
        return Permit(model, limits)
    token = CancelToken()
    with cancelled_by_signals(token):
        retry = options.retry or options.full
        quote = library.quote(model, options.folders, retry_failed=retry, token=token)
    if quote.pictures:
        sys.stderr.write(quote_text(quote, limits.pictures) + "\n")
        _make_sure(library, model, quote, yes=options.yes)
    return Permit(model, limits, host, quote.pace)


def _make_sure(library: Library, model: str, quote: Quote, *, yes: bool) -> None:
    """Raises: ConsentNeeded, if the user does not agree."""
    if quote.agreed:
        return
    if yes or (_can_ask() and _says_yes(quote)):
        library.outgoing.agree(model)
        return
    if _can_ask():
        raise ConsentNeeded("Nothing was sent.")
    if os.environ.get("CO_API_KEY", "").strip():
        return
    raise ConsentNeeded(
        f"Nothing was sent: agree with --yes to sending pictures to {quote.host}, or run this in "
        "a terminal to be asked."
    )


def quote_text(quote: Quote, max_pictures: int | None = None) -> str:
    """What sending takes, line by line, for a human."""
    lines = [
        f"“{quote.title}” is not on this computer: indexing with it sends pictures, scaled down, "
        f"to {quote.host}.",
        f"  Pictures: at most {quote.pictures:,}",
        f"  Upload:   about {amount_of_data(quote.size)}{_basis(measured=quote.size_measured)}",
        f"  Time:     {_time(quote)}",
        f"  Price:    {_price(quote)}",
    ]
    if max_pictures is not None and max_pictures < quote.pictures:
        lines.append(f"  This run stops after {max_pictures:,} pictures.")
    return "\n".join([*lines, quote.policy])


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
    sys.stderr.write(f"Send them to {quote.host}? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
