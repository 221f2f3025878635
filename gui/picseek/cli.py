"""The command line. The window is what it does when told nothing else.

Human text and progress go to stderr, results to stdout.
Exit codes: 0 done; 1 done, but files failed or nothing was found; 2 wrong use; 3 cannot go on;
130 stopped with Ctrl-C.

Heavy imports happen inside the commands, so that the window paints before they are paid for.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from picseek import __version__
from picseek.engine.errors import Cancelled, EngineError, UsageError
from picseek.engine.places import default_library

EXIT_OK, EXIT_INCOMPLETE, EXIT_USAGE, EXIT_CANNOT, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

_COMMANDS = ("index", "search", "status", "models", "demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Picseek and return its exit code. `arguments` default to those of the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names that are not UTF-8 go out as they are
            stream.reconfigure(errors="surrogateescape")
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser_for(arguments).parse_args(arguments)
    try:
        return _run(options)
    except UsageError as error:
        return _say(error, EXIT_USAGE)
    except EngineError as error:
        return _say(error, EXIT_CANNOT)
    except (Cancelled, KeyboardInterrupt):
        return _say("Stopped. What was done is kept; run it again to go on.", EXIT_INTERRUPTED)
    except BrokenPipeError:  # the reader left, as in `picseek search x | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK


def _run(options: argparse.Namespace) -> int:
    library: Path = options.library or default_library(options.purpose)
    options.library = library.expanduser().absolute()
    command: Callable[[argparse.Namespace], int] = options.run
    code = command(options)
    sys.stdout.flush()
    return code


def _say(text: object, code: int) -> int:
    print(f"picseek: {text}", file=sys.stderr)
    return code


# Parsers


def _parser_for(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The first word tells: a command's name, or else folders to open the window on."""
    skip_value = False
    for argument in arguments:
        if skip_value:
            skip_value = False
        elif argument == "--library":
            skip_value = True
        elif argument in ("-h", "--help"):
            return _command_parser()
        elif not argument.startswith("-"):
            return _command_parser() if argument in _COMMANDS else _window_parser()
    return _window_parser()


def _add_library(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--library",
        type=Path,
        default=default,
        metavar="DIR",
        help="folder that holds everything Picseek writes "
        "(default: PICSEEK_LIBRARY, else your user data folder)",
    )


def _base_parser(usage: str | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="picseek",
        usage=usage,
        description="Find pictures on your own disk by describing them.",
        epilog="With folders instead of a command, or with nothing, the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"picseek {__version__}")
    _add_library(parser, None)
    return parser


def _window_parser() -> argparse.ArgumentParser:
    parser = _base_parser()
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.set_defaults(run=_window, purpose="")
    return parser


def _command_parser() -> argparse.ArgumentParser:
    parser = _base_parser("picseek [FOLDER ...]\n       picseek COMMAND ...")
    commands = parser.add_subparsers(metavar="COMMAND")
    parser.set_defaults(run=_window, purpose="", folders=[])

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> _Parser:
        command = commands.add_parser(name, help=text, description=text)
        _add_library(command, argparse.SUPPRESS)
        command.set_defaults(run=run)
        return command

    _index_options(add("index", _index, "index the pictures in some folders"))
    _search_options(add("search", _search, "find pictures"))
    _json_option(add("status", _status, "show what the library holds"))
    _json_option(add("models", _models, "list the models"))
    demo = add("demo", _demo, "draw sample pictures, index them and open the window on them")
    demo.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where to draw them")
    demo.set_defaults(purpose="demo")
    return parser


_Parser = argparse.ArgumentParser


def _json_option(command: _Parser) -> None:
    command.add_argument("--json", action="store_true", help="print the result as JSON")


def _index_options(command: _Parser) -> None:
    command.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    command.add_argument("--model", default="", metavar="ID", help="model to embed with")
    command.add_argument(
        "--retry", action="store_true", help="try again what failed before and did not change"
    )
    _json_option(command)


def _search_options(command: _Parser) -> None:
    command.add_argument("query", nargs="?", default="", metavar="QUERY", help="-word excludes")
    command.add_argument("-n", dest="limit", type=_positive, default=20, help="hits wanted (20)")
    command.add_argument("--model", default="", metavar="ID", help="model to ask")
    command.add_argument(
        "--like",
        action="append",
        default=[],
        type=Path,
        metavar="PICTURE",
        help="find pictures like this one (repeatable)",
    )
    _json_option(command)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


# Commands


def _window(options: argparse.Namespace) -> int:
    from picseek.ui.preflight import why_no_window

    problem = why_no_window()
    if problem is not None:
        return _say(problem, EXIT_CANNOT)
    from picseek.ui.app import run

    return run(options.library, options.folders)


def _index(options: argparse.Namespace) -> int:
    from picseek import commands

    return commands.index(options)


def _search(options: argparse.Namespace) -> int:
    from picseek import commands

    return commands.search(options)


def _status(options: argparse.Namespace) -> int:
    from picseek import commands

    return commands.status(options)


def _models(options: argparse.Namespace) -> int:
    from picseek import commands

    return commands.models(options)


def _demo(options: argparse.Namespace) -> int:
    from picseek.demo.command import run

    return run(options)
