"""What the user agrees to send for a model to a host, and how that is taken back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.store import Store

_CONSENT = "consent:"
_WITHDRAWALS, _STOPPED = "consent_withdrawals", "sending_stopped"
_OUTSIDE = " +outside"


class Consent:
    """Which model the user lets send pictures to which host; remembered in the library.

    A yes that is remembered covers a few new pictures at a time (see `policy`); a no is remembered
    too, until the next yes.
    """

    def __init__(self, store: Store) -> None:
        self._kept = store.consents

    @property
    def withdrawals(self) -> int:
        """How often all consent was withdrawn: whatever was agreed to before is void."""
        return int(self._kept.get(_WITHDRAWALS) or 0)

    def given(self, model: str, host: str) -> bool:
        """Whether the user agreed."""
        return bool(self._kept.get(_key(model, host)))

    def with_outside(self, model: str, host: str) -> bool:
        """Whether that includes pictures outside the chosen folders."""
        return self._kept.get(_key(model, host)).endswith(_OUTSIDE)

    def refused(self, model: str, host: str) -> str:
        """When the user refused, as ISO 8601; ``""``: they have not, or agreed since."""
        return self._kept.get(_refusal(model, host)) or self._kept.get(_STOPPED)

    def agree(self, model: str, host: str, *, outside: bool = False) -> None:
        """Remember that the user agrees, and when."""
        self._kept.set({_key(model, host): _now() + _OUTSIDE * outside})
        self.forget_refusal(model, host)

    def forget(self, model: str, host: str) -> None:
        """Remember no longer that the user agreed: they want to be asked each time."""
        self._kept.set({_key(model, host): ""})

    def refuse(self, model: str, host: str) -> None:
        """Remember that the user does not agree, and when."""
        self._kept.set({_key(model, host): "", _refusal(model, host): _now()})

    def forget_refusal(self, model: str, host: str) -> None:
        """The user has agreed, if only once."""
        self._kept.set({_refusal(model, host): "", _STOPPED: ""})

    def withdraw(self) -> None:
        """Void all that was agreed to, also for runs that are under way."""
        texts = {_STOPPED: _now(), _WITHDRAWALS: str(self.withdrawals + 1)}
        self._kept.set(texts, without=[_CONSENT])


def _key(model: str, host: str) -> str:
    return f"{_CONSENT}{model}@{host}"


def _refusal(model: str, host: str) -> str:
    return f"refused:{model}@{host}"


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
