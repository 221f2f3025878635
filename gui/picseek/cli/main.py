"""The command line. Without a command, it opens the window.

Messages and progress are written to stderr, results to stdout; `exit_codes` lists how it ends.

Commands import heavy modules when they run, so that the window appears sooner.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from picseek.cli.arguments import parse
from picseek.cli.exit_codes import EXIT_CANNOT, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from picseek.cli.output import OutputFailed, discard_results, one_line, standard_streams
from picseek.engine import become_worker
from picseek.engine.errors import Cancelled, EngineError, LibraryDamaged, UsageError
from picseek.user_data import default_library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Picseek and return its exit code. `arguments` default to those of the process."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    become_worker(arguments)
    with standard_streams():
        return _exit_code_of(parse(arguments))


def _exit_code_of(options: argparse.Namespace) -> int:
    """Run a command; print why it cannot continue."""
    try:
        return _run(options)
    except OutputFailed as error:
        discard_results()
        return _fail(error, EXIT_CANNOT)
    except UsageError as error:
        return _fail(error, EXIT_USAGE)
    except LibraryDamaged as error:
        advice = "Restore a backup, or start with an empty library: picseek restore --help"
        return _fail(f"{error} {advice}", EXIT_CANNOT)
    except EngineError as error:
        return _fail(error, EXIT_CANNOT)
    except (Cancelled, KeyboardInterrupt):
        return _fail(
            "Stopped. Everything done so far is saved; run the command again to continue.",
            EXIT_INTERRUPTED,
        )
    except BrokenPipeError:  # the reader left, as in `picseek search x | head`
        discard_results()
        return EXIT_OK


def _run(options: argparse.Namespace) -> int:
    library: Path = options.library or default_library(options.purpose)
    options.library = library.expanduser().absolute()
    command: Callable[[argparse.Namespace], int] = options.run
    code = command(options)
    sys.stdout.flush()
    return code


def _fail(text: object, code: int) -> int:
    print(f"picseek: {one_line(str(text), sys.stderr)}", file=sys.stderr)
    return code
