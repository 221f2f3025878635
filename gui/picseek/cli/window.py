"""``picseek [FOLDER ...]``: the window."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from picseek.cli.exit_codes import EXIT_CANNOT
from picseek.engine.errors import UsageError
from picseek.ui.desktop.preflight import why_no_window


def open_window(options: Namespace) -> int:
    """Open the window on the library, and add folders to it. Returns the exit code.

    Raises:
        UsageError: A folder is more likely a mistyped command.
    """
    for name in map(str, options.folders):
        if os.path.basename(name) == name and not os.path.exists(name):  # noqa: PTH119, PTH110
            raise UsageError(
                f"“{name}” is neither a command nor a folder. To list the commands: picseek --help"
            )
    problem = why_no_window()
    if problem is not None:
        sys.stderr.write(f"picseek: {problem}\n")
        return EXIT_CANNOT
    from picseek.ui.app import run

    return run(options.library, options.folders)
