"""The default folders for libraries and models.

Not part of the engine, because the command line needs them before it loads the engine.
"""

from __future__ import annotations

import os
from pathlib import Path


def default_library(purpose: str = "") -> Path:
    """Return PICSEEK_LIBRARY if it is set, otherwise a folder in the user's data folder.

    Args:
        purpose: Name of an additional library, e.g. ``demo``; ``""``: the user's library.
    """
    named = os.environ.get("PICSEEK_LIBRARY")
    if named:
        return Path(named).expanduser()
    return _user_data(f"Picseek {purpose}".strip())


def models_folder() -> Path:
    """Return PICSEEK_MODELS if it is set, otherwise a folder in the user's data folder.

    All libraries share it.
    """
    named = os.environ.get("PICSEEK_MODELS")
    if named:
        return Path(named).expanduser().absolute()
    return _user_data("Picseek") / "models"


def _user_data(name: str) -> Path:
    from platformdirs import user_data_path

    return user_data_path(name, appauthor=False)
