"""Finds icons and other files that are not code, in an installed wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).with_name("resources")
_IN_CHECKOUT = Path(__file__).parents[2] / "resources"


def resource_path(*parts: str) -> Path:
    """Find a file or folder of `resources/`, in an installed wheel and in a checkout alike.

    Args:
        parts: Names below the resources folder, e.g. ``"icons", "picseek.svg"``.

    Returns:
        Its absolute path.

    Raises:
        FileNotFoundError: There is none of that name; the text says so in a sentence.
    """
    root = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        name = "/".join(parts)
        message = f"Picseek's own file {name} is missing from {root}; install Picseek again."
        raise FileNotFoundError(message)
    return path
