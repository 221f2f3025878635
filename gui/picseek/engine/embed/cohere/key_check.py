"""Tests a key and a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.embed.cohere.client import CohereClient
from picseek.engine.embed.cohere.faults import Fault
from picseek.engine.errors import ModelError

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.cohere.settings import CohereSettings


def check(settings: CohereSettings, token: CancelToken) -> None:
    """Request the server's list of models, which costs nothing; blocks for 20 s at most.

    Raises:
        Cancelled: Through the token.
        ModelError: The server does not respond, or does not accept the key.
    """
    if settings.needs:
        raise ModelError(settings.needs)
    client = CohereClient(settings)
    try:
        client.check(token)
    except Fault as fault:
        raise ModelError(fault.message) from None
    finally:
        client.close()
