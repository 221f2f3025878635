"""Text that Qt cannot draw."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from picseek.ui.text.displayable import displayable


def test_other_scripts_and_emoji_stay_as_they_are() -> None:
    assert displayable(Path("ünï/猫 \N{CAT FACE}.jpg")) == str(Path("ünï/猫 \N{CAT FACE}.jpg"))


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_bytes_that_are_not_utf_8_become_visible(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    assert displayable(path).endswith("caf\ufffd.jpg")
    assert displayable(f"The file {path} is broken.").endswith("caf\ufffd.jpg is broken.")
