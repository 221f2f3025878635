"""Finds icons and other data files, both in an installed wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).with_name("resources")
_IN_CHECKOUT = Path(__file__).parents[2] / "resources"


def resource_path(*parts: str) -> Path:
    """The absolute path of a file or folder in `resources/`.

    Args:
        parts: Its path in the resources folder, e.g. ``"icons", "picseek.svg"``.

    Raises:
        FileNotFoundError: It does not exist; the text is a sentence for the user.
    """
    root = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        name = "/".join(parts)
        message = f"Picseek's file {name} is missing from {root}. Install Picseek again."
        raise FileNotFoundError(message)
    return path
