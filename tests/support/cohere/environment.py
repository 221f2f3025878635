"""What makes Picseek ask a stand-in for Cohere's service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.cohere.server import KEY

if TYPE_CHECKING:
    import pytest


def use_service(monkeypatch: pytest.MonkeyPatch, url: str, key: str = KEY) -> None:
    """Point what is started from here at a server, around any proxy of this computer."""
    monkeypatch.setenv("CO_API_KEY", key)
    monkeypatch.setenv("CO_API_URL", url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
