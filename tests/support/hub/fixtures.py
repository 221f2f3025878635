"""A stand-in for the Hugging Face Hub, with one tiny model that is the only one Picseek knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.hub.server import HubServer, serving

if TYPE_CHECKING:
    from picseek.engine.embed.clip.catalog import ClipModel


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Where the files of the model lie that the hub serves."""
    return tmp_path / "repository"


@pytest.fixture
def tiny(repository: Path, monkeypatch: pytest.MonkeyPatch) -> ClipModel:
    """The one model of the table."""
    from picseek.engine.embed.clip import catalog  # loaded only where a model is wanted
    from tests.support.clip.models import make_model

    model = make_model(repository)
    monkeypatch.setattr(catalog, "table", lambda: (model,))
    return model


@pytest.fixture
def hub(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The hub that is asked for models."""
    with serving(HubServer(repository)) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server
