"""Where Picseek keeps a library and models when nobody says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from picseek.user_data import default_library, models_folder


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICSEEK_LIBRARY", "~/pictures of mine")
    monkeypatch.setenv("PICSEEK_MODELS", "/shared/models")
    assert default_library() == Path.home() / "pictures of mine"
    assert default_library("demo") == Path.home() / "pictures of mine"
    assert models_folder() == Path("/shared/models").absolute()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the XDG specification")
def test_else_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PICSEEK_LIBRARY", "PICSEEK_MODELS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_library() == tmp_path / "Picseek"
    assert default_library("demo") == tmp_path / "Picseek demo"
    assert models_folder() == tmp_path / "Picseek" / "models"
