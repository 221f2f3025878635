"""The environment for other programs."""

from __future__ import annotations

import os

from picseek.engine.types import KEY_VARIABLES


def child_environment() -> dict[str, str]:
    """Return the environment of this process without API keys."""
    return {name: value for name, value in os.environ.items() if name not in KEY_VARIABLES}
