"""The environment that other programs are started with."""

from __future__ import annotations

import os

from picseek.engine.types import KEY_VARIABLES


def child_environment() -> dict[str, str]:
    """The environment of this process without API keys, which are no other program's business."""
    return {name: value for name, value in os.environ.items() if name not in KEY_VARIABLES}
