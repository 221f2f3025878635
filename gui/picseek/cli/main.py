"""The command line. The window is what it does when told nothing else.

Human text and progress go to stderr, results to stdout; `exit_codes` says how it ends.

Heavy imports happen inside the commands, so that the window paints before they are paid for.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from picseek import __version__
from picseek.cli.exit_codes import EXIT_CANNOT, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from picseek.cli.local_models import add_local_actions
from picseek.cli.output import OutputFailed, discard_results, one_line, standard_streams
from picseek.engine import become_worker
from picseek.engine.errors import Cancelled, EngineError, LibraryDamaged, UsageError
from picseek.user_data import default_library

_COMMANDS = (*("index", "search", "status", "forget", "models", "key", "sent", "restore", "demo"),)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Picseek and return its exit code. `arguments` default to those of the process."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    become_worker(arguments)
    with standard_streams():
        options = _parser_for(arguments).parse_args(_with_query_last(arguments))
        return _exit_code_of(options)


def _exit_code_of(options: argparse.Namespace) -> int:
    """Run a command, and say in words why it cannot go on."""
    try:
        return _run(options)
    except OutputFailed as error:
        discard_results()
        return _say(error, EXIT_CANNOT)
    except UsageError as error:
        return _say(error, EXIT_USAGE)
    except LibraryDamaged as error:
        advice = "Put a backup in its place, or start again without one: picseek restore --help"
        return _say(f"{error} {advice}", EXIT_CANNOT)
    except EngineError as error:
        return _say(error, EXIT_CANNOT)
    except (Cancelled, KeyboardInterrupt):
        return _say("Stopped. What was done is kept; run it again to go on.", EXIT_INTERRUPTED)
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


def _say(text: object, code: int) -> int:
    print(f"picseek: {one_line(str(text), sys.stderr)}", file=sys.stderr)
    return code


# Parsers

SEARCH_OPTIONS_WITH_VALUE = ("-n", "--model", "--like", "--library", "--allow-http")
_OPTION = re.compile(r"--.+|-.|-n\d+")  # of `picseek search`; else a word, also with "-" before it


def _with_query_last(arguments: list[str]) -> list[str]:
    """The same, with the words of a search behind a "--", so that ``-red`` is no option."""
    command = _command_at(arguments)
    if command is None or arguments[command] != "search":
        return arguments
    options, words = arguments[: command + 1], list[str]()
    rest = iter(arguments[command + 1 :])
    for argument in rest:
        if argument == "--":
            words += rest
        elif not _OPTION.fullmatch(argument):
            words.append(argument)
        else:
            options.append(argument)
            if any(
                option.startswith(argument) for option in SEARCH_OPTIONS_WITH_VALUE
            ):  # also abbreviated
                options += [value for value in [next(rest, None)] if value is not None]
    return [*options, "--", *words] if words else options


def _command_at(arguments: Sequence[str]) -> int | None:
    """The first word's place: that of a command, or of a folder to open the window on."""
    skip_value = False
    for at, argument in enumerate(arguments):
        if skip_value:
            skip_value = False
        elif argument == "--library":
            skip_value = True
        elif not argument.startswith("-"):
            return at
    return None


def _parser_for(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The first word tells: a command's name, or else folders to open the window on."""
    first = _command_at(arguments)
    before = arguments[:first]
    asks_for_help = "-h" in before or "--help" in before
    is_command = first is not None and arguments[first] in _COMMANDS
    return _command_parser() if asks_for_help or is_command else _window_parser()


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
    commands = parser.add_subparsers(metavar="COMMAND", prog="picseek")
    parser.set_defaults(run=_window, purpose="", folders=[])

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> _Parser:
        command = commands.add_parser(name, help=text, description=text)
        _add_library(command, argparse.SUPPRESS)
        command.set_defaults(run=run)
        return command

    _index_options(add("index", _index, "index the pictures in some folders"))
    _search_options(add("search", _search, "find pictures"))
    _json_option(add("status", _status, "show what the library holds"))
    _forget_options(add("forget", _forget, "forget pictures on drives that are not connected"))
    _models_options(add("models", _models, "list the models, or choose one"))
    _key_options(add("key", _key, "the API key of the models that are not on this computer"))
    _sent_options(add("sent", _sent, "show what left this computer"))
    _restore_options(add("restore", _restore, "list the backups of the library, or restore one"))
    demo = add("demo", _demo, "draw sample pictures, index them and open the window on them")
    demo.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where to draw them")
    demo.set_defaults(purpose="demo")
    return parser


_Parser = argparse.ArgumentParser


def _http_option(command: _Parser, when: str) -> None:
    command.add_argument(
        "--allow-http",
        metavar="HOST",
        help=f"agree {when} that HOST (with its port, if any) is reached without encryption: "
        "anyone on the way can read pictures, questions and key; --yes never covers this",
    )


def _json_option(command: _Parser) -> None:
    command.add_argument("--json", action="store_true", help="print the result as JSON")


def _index_options(command: _Parser) -> None:
    command.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    command.add_argument("--model", default="", metavar="ID", help="model to embed with")
    command.add_argument(
        "--retry", action="store_true", help="try again what failed before and did not change"
    )
    command.add_argument(
        "--full", action="store_true", help="read every file again, also those that seem unchanged"
    )
    command.add_argument(
        "--second-look",
        action="store_true",
        help="finish the closer look at each picture before ending, which finds small things",
    )
    command.add_argument(
        "--yes", action="store_true", help="agree to what would be sent away, without being asked"
    )
    command.add_argument(
        "--send-linked",
        action="store_true",
        help="also send pictures outside the chosen folders that links in these lead to",
    )
    command.add_argument(
        "--max-pictures", type=_positive, metavar="N", help="stop when so many were sent"
    )
    command.add_argument(
        "--max-money", type=_amount, metavar="DOLLARS", help="stop when they cost so much"
    )
    _http_option(command, "for this run")
    _json_option(command)


def _forget_options(command: _Parser) -> None:
    command.description = (
        "Forget the pictures in a folder that are not here now, because their drive is not "
        "connected; “picseek status” lists such folders. Pictures that are here stay. When the "
        "drive is connected again, “picseek index” adds its pictures again."
    )
    command.add_argument("folder", type=Path, metavar="FOLDER")
    _json_option(command)


def _models_options(command: _Parser) -> None:
    _json_option(command)
    actions = command.add_subparsers(metavar="ACTION")
    use = actions.add_parser("use", help="choose the model that indexes and searches")
    use.add_argument("model", metavar="ID")
    use.add_argument(
        "--describe",
        action=argparse.BooleanOptionalAction,
        help="send along what is written about each picture: the names of its file and folder, "
        "and captions in it or beside it (.txt, .json), for models that fuse both; an ID that "
        "ends in +text says the same",
    )
    use.set_defaults(run=_use_model)
    price = actions.add_parser("price", help="say what a model costs, for estimates and limits")
    price.add_argument("model", metavar="ID")
    price.add_argument(
        "price",
        nargs="?",
        type=_amount,
        metavar="DOLLARS",
        help="for a million image tokens (none: as Picseek knows it)",
    )
    price.set_defaults(run=_set_price)
    stop = actions.add_parser(
        "stop-sending", help="take back the consent to send pictures, for all models and servers"
    )
    stop.set_defaults(run=_stop_sending)
    for action in (use, price, stop, *add_local_actions(actions)):
        _add_library(action, argparse.SUPPRESS)


def _key_options(command: _Parser) -> None:
    action = command.add_mutually_exclusive_group()
    for name, text in (
        ("set", "ask for the key, or read it from a pipe, and keep it in the system's keyring"),
        ("forget", "remove the key from the system's keyring"),
        ("test", "try the key with one word"),
    ):
        action.add_argument(
            f"--{name}", dest="action", action="store_const", const=name, default="", help=text
        )
    command.add_argument("--server", metavar="URL", help='address of an own server ("": Cohere\'s)')
    _http_option(command, 'from now on ("": no longer)')
    command.add_argument(
        "--pictures-per-minute",
        type=_amount_of_pictures,
        metavar="N",
        help="what the key allows: 5 for Cohere's trial keys, 400 for paid ones, 0 for no limit",
    )


def _sent_options(command: _Parser) -> None:
    command.add_argument("-n", dest="limit", type=_positive, default=20, help="the newest (20)")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write all of it to a file")
    _json_option(command)


def _restore_options(command: _Parser) -> None:
    command.description = (
        "List the backups of the library, or restore one. What was in its place is moved to a "
        "folder of the library and not deleted. Picseek makes a backup a day when something has "
        "changed, and one before it brings an older library up to date; the newest two are kept."
    )
    action = command.add_mutually_exclusive_group()
    action.add_argument(
        "number", nargs="?", type=_positive, metavar="N", help="restore this one; 1 is the newest"
    )
    action.add_argument(
        "--start-again",
        action="store_true",
        help="set a damaged library aside, and begin an empty one",
    )
    _json_option(command)


def _search_options(command: _Parser) -> None:
    command.add_argument("query", nargs="*", metavar="QUERY", help="-word excludes")
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
    command.add_argument(
        "--yes", action="store_true", help="agree that a remote model is sent the examples"
    )
    _http_option(command, "for this question")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the result as JSON")
    form.add_argument(
        "-0", dest="nul", action="store_true", help="end each path with NUL, as for xargs -0"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _amount_of_pictures(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount of money")
    return value


# Commands


def _window(options: argparse.Namespace) -> int:
    from picseek.ui.desktop.preflight import why_no_window

    problem = why_no_window()
    if problem is not None:
        return _say(problem, EXIT_CANNOT)
    from picseek.ui.app import run

    return run(options.library, options.folders)


def _index(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.index(options)


def _search(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.search(options)


def _status(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.status(options)


def _forget(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.forget(options)


def _models(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.models(options)


def _use_model(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.use_model(options)


def _set_price(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.set_price(options)


def _stop_sending(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.stop_sending(options)


def _key(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.key(options)


def _sent(options: argparse.Namespace) -> int:
    from picseek.cli import commands

    return commands.sent(options)


def _restore(options: argparse.Namespace) -> int:
    from picseek.cli.restore import restore

    return restore(options)


def _demo(options: argparse.Namespace) -> int:
    from picseek.cli.demo import run

    return run(options)
