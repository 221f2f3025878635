"""What the user answered, without a dialog or a terminal."""

from __future__ import annotations

from picseek.engine.library import Library
from picseek.engine.sending.quote import Counted
from picseek.engine.types import ConsentReply


def agree(library: Library, model: str, *, outside: bool = False) -> None:
    """Let new pictures be sent from now on, to the host that the model has now."""
    reply(library, model, ConsentReply.ALWAYS, outside=outside)


def reply(library: Library, model: str, answer: ConsentReply, *, outside: bool = False) -> None:
    """Answer for a model and the host that it has now."""
    library.outgoing.reply(library.outgoing.quote(model, Counted(0), outside=outside), answer)
