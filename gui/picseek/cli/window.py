"""``picseek [FOLDER ...]``: the window."""

from __future__ import annotations

import sys
from argparse import Namespace

from picseek.cli.exit_codes import EXIT_CANNOT
from picseek.ui.desktop.preflight import why_no_window


def open_window(options: Namespace) -> int:
    """Open the window on the library, and add folders to it. Returns the exit code."""
    problem = why_no_window()
    if problem is not None:
        sys.stderr.write(f"picseek: {problem}\n")
        return EXIT_CANNOT
    from picseek.ui.app import run

    return run(options.library, options.folders)
