"""The user's consent to send pictures to a host for a model, and its withdrawal.

The latest reply counts, from the window or the command line. Consent covers the pictures shown and,
if the user wants, later a few new ones at a time (see `policy`). A refusal ends that; it is stored
with its date until the user agrees, so that they are not asked again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.types import ConsentReply

if TYPE_CHECKING:
    from picseek.engine.store import Store

_CONSENT = "consent:"
_WITHDRAWALS, _STOPPED = "consent_withdrawals", "sending_stopped"
_OUTSIDE = " +outside"


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """The user's stored replies; see `Quote` for the attributes."""

    agreed: bool = False
    with_outside: bool = False
    refused: str = ""
    withdrawals: int = 0


class Consent:
    """The user's replies for each model and host, stored in the library."""

    def __init__(self, store: Store) -> None:
        self._texts = store.shared_settings

    @property
    def withdrawals(self) -> int:
        """How often all consent was withdrawn; earlier consent is void."""
        return int(self._texts.get(_WITHDRAWALS) or 0)

    def given(self, model: str, host: str) -> GivenConsent:
        """The user's stored replies for a model and a host."""
        agreed = self._texts.get(_key(model, host))
        return GivenConsent(
            agreed=bool(agreed),
            with_outside=agreed.endswith(_OUTSIDE),
            refused=self._texts.get(_refusal(model, host)) or self._texts.get(_STOPPED),
            withdrawals=self.withdrawals,
        )

    def record(self, model: str, host: str, reply: ConsentReply, *, outside: bool) -> None:
        """Store a reply; `outside`: it includes pictures outside the chosen folders."""
        if reply is ConsentReply.NO:
            self._texts.set({_key(model, host): "", _refusal(model, host): _now()})
            return
        remembered = _now() + _OUTSIDE * outside if reply is ConsentReply.ALWAYS else ""
        self._texts.set({_key(model, host): remembered, _refusal(model, host): "", _STOPPED: ""})

    def withdraw(self) -> None:
        """Void all consent, also for runs in progress."""
        texts = {_STOPPED: _now(), _WITHDRAWALS: str(self.withdrawals + 1)}
        self._texts.set(texts, without=[_CONSENT])


def _key(model: str, host: str) -> str:
    return f"{_CONSENT}{model}@{host}"


def _refusal(model: str, host: str) -> str:
    return f"refused:{model}@{host}"


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
