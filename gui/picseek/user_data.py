"""Where Picseek keeps libraries and models unless it is told another place.

Stands beside the engine, because the command line names the library before the engine is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path


def default_library(purpose: str = "") -> Path:
    """Return PICSEEK_LIBRARY, else a folder in the platform's place for a user's data.

    Args:
        purpose: Names a library beside the user's own, e.g. ``demo``; "" is the user's own.
    """
    named = os.environ.get("PICSEEK_LIBRARY")
    if named:
        return Path(named).expanduser()
    return _user_data(f"Picseek {purpose}".strip())


def models_folder() -> Path:
    """Return PICSEEK_MODELS, else a folder of the user's data that all libraries share."""
    named = os.environ.get("PICSEEK_MODELS")
    if named:
        return Path(named).expanduser().absolute()
    return _user_data("Picseek") / "models"


def _user_data(name: str) -> Path:
    from platformdirs import user_data_path

    return user_data_path(name, appauthor=False)
