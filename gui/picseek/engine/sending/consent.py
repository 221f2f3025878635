"""Whether the user has agreed to send pictures for a model to a host."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.store import Store


class Consent:
    """Which model the user lets send pictures to which host; remembered in the library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def given(self, model: str, host: str) -> bool:
        """Whether the user agreed."""
        return bool(self._store.setting(_key(model, host)))

    def remember(self, model: str, host: str, *, agreed: bool) -> None:
        """Remember that the user agrees, and when; or does not agree any more."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) if agreed else ""
        self._store.set_setting(_key(model, host), when)


def _key(model: str, host: str) -> str:
    return f"consent:{model}@{host}"
