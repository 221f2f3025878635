"""Draws and indexes once, then takes the pictures of each look in a separate process."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.screenshots.dialogs import take_dialogs
from tests.screenshots.far import take_far
from tests.screenshots.looks import LOOKS
from tests.screenshots.models import take_models
from tests.screenshots.places import take_places, take_portrait
from tests.screenshots.session import Session, index_samples
from tests.screenshots.states import take_states

TAKES: dict[str, Callable[[Session], None]] = {
    "portrait": take_portrait,
    "places": take_places,
    "states": take_states,
    "dialogs": take_dialogs,
    "far": take_far,
    "models": take_models,
}

_DENSITY = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def main() -> int:
    """Read what is wanted, and take it."""
    options = _parse()
    if options.scratch is not None:
        return _take(options)
    with TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        index_samples(scratch)
        return max(_take_apart(options, name, scratch) for name in options.look)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--look", nargs="+", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--only", nargs="+", choices=TAKES, default=list(TAKES))
    parser.add_argument("--scratch", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _take_apart(options: argparse.Namespace, look: str, scratch: Path) -> int:
    """Take one look, on a copy of the library, in a process that starts with its scale."""
    room = scratch / look
    room.mkdir()
    shutil.copytree(scratch / "library", room / "library")
    command = [sys.executable, "-m", "tests.screenshots", str(options.out.absolute())]
    command += ["--look", look, "--only", *options.only, "--scratch", str(room)]
    environment = LOOKS[look].environment() | _screen(scratch)
    return subprocess.run(command, check=False, env=environment).returncode


def _screen(scratch: Path) -> dict[str, str]:
    """A screen of a usual size: Qt's own one without a screen has 800 x 800 pixels."""
    config = scratch / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1200}
    config.write_text(json.dumps({"screens": [screen | _DENSITY]}))
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}


def _take(options: argparse.Namespace) -> int:
    (name,) = options.look
    out = options.out / name
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(["picseek"])
    app.setCursorFlashTime(0)  # a blinking caret would never come to rest
    LOOKS[name].apply(app)
    session = Session(LOOKS[name], options.scratch, out)
    for take in options.only:
        TAKES[take](session)
    return 0


if __name__ == "__main__":
    sys.exit(main())
