"""The arguments of the command line: commands, options and help."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from picseek import __version__

_COMMANDS = ("index", "search", "status", "forget", "models", "key", "sent", "restore", "demo")

SEARCH_OPTIONS_WITH_VALUE = ("-n", "--model", "--like", "--library", "--allow-http")
_OPTION = re.compile(r"--.+|-.|-n\d+")  # of `picseek search`; else a word, also with "-" before it


def parse(arguments: list[str]) -> Namespace:
    """Parse the arguments. The result has `run`, which runs a command and returns the exit code.

    Raises:
        SystemExit: The arguments are invalid, or ask for help.
    """
    return _parser_for(arguments).parse_args(_with_query_last(arguments))


def _with_query_last(arguments: list[str]) -> list[str]:
    """Put the words of a search after a "--", so that ``-red`` is not taken for an option."""
    command = _command_index(arguments)
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
            # Options may be abbreviated.
            if any(option.startswith(argument) for option in SEARCH_OPTIONS_WITH_VALUE):
                options += [value for value in [next(rest, None)] if value is not None]
    return [*options, "--", *words] if words else options


def _command_index(arguments: Sequence[str]) -> int | None:
    """Index of the first word: a command, or a folder to open the window with."""
    skip_value = False
    for index, argument in enumerate(arguments):
        if skip_value:
            skip_value = False
        elif argument == "--library":
            skip_value = True
        elif not argument.startswith("-"):
            return index
    return None


def _parser_for(arguments: Sequence[str]) -> ArgumentParser:
    """Chosen by the first word: a command's name, or else folders to open the window with."""
    first = _command_index(arguments)
    before = arguments[:first]
    asks_for_help = "-h" in before or "--help" in before
    is_command = first is not None and arguments[first] in _COMMANDS
    return _command_parser() if asks_for_help or is_command else _window_parser()


# Parsers


def _lazily(name: str, module: str = "commands") -> Callable[[Namespace], int]:
    """A command that imports its module when it is run."""

    def run(options: Namespace) -> int:
        command: Callable[[Namespace], int] = getattr(import_module(f"picseek.cli.{module}"), name)
        return command(options)

    return run


def _add_library(parser: ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--library",
        type=Path,
        default=default,
        metavar="DIR",
        help="folder for everything that Picseek writes (default: the environment variable "
        "PICSEEK_LIBRARY, or Picseek in your user data folder)",
    )


def _base_parser(usage: str | None = None) -> ArgumentParser:
    parser = ArgumentParser(
        prog="picseek",
        usage=usage,
        description="Find pictures on your own disk by describing them.",
        epilog="Without a command, the window opens and adds each FOLDER to the library. "
        "“picseek COMMAND --help” describes a command.",
    )
    parser.add_argument("--version", action="version", version=f"picseek {__version__}")
    _add_library(parser, None)
    return parser


def _window_parser() -> ArgumentParser:
    parser = _base_parser()
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.set_defaults(run=_lazily("open_window", "window"), purpose="")
    return parser


def _command_parser() -> ArgumentParser:
    parser = _base_parser("picseek [FOLDER ...]\n       picseek COMMAND ...")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="picseek")
    parser.set_defaults(run=_lazily("open_window", "window"), purpose="", folders=[])

    def add(name: str, run: Callable[[Namespace], int], text: str) -> ArgumentParser:
        command = _add_parser(commands, name, text)
        _add_library(command, argparse.SUPPRESS)
        command.set_defaults(run=run)
        return command

    _index_options(add("index", _lazily("index"), "index the pictures in folders"))
    _search_options(add("search", _lazily("search"), "search for pictures"))
    _json_option(add("status", _lazily("status"), "show what the library contains"))
    _forget_options(
        add("forget", _lazily("forget"), "remove pictures on disconnected drives from the library")
    )
    _models_options(add("models", _lazily("models"), "list, choose, and download models"))
    _key_options(add("key", _lazily("key"), "set the API key and server of the online models"))
    _sent_options(add("sent", _lazily("sent"), "list what was sent to online models"))
    _restore_options(
        add("restore", _lazily("restore", "restore"), "list or restore backups of the library")
    )
    demo = add("demo", _lazily("run", "demo"), "draw sample pictures and open the window on them")
    demo.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="where to save them (default: in the demo's own library)",
    )
    demo.set_defaults(purpose="demo")
    return parser


def _add_parser(
    commands: _SubParsersAction[ArgumentParser], name: str, text: str
) -> ArgumentParser:
    """Add a command or an action; `text` describes it in the list and, as a sentence, alone."""
    return commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")


def _http_option(command: ArgumentParser, when: str) -> None:
    command.add_argument(
        "--allow-http",
        metavar="HOST",
        help=f"allow unencrypted connections to HOST (with its port, if any) {when}; others on "
        "the network can then read pictures, queries, and the key; not included in --yes",
    )


def _limit_option(command: ArgumentParser, meaning: str) -> None:
    command.add_argument(
        "-n",
        dest="limit",
        type=_positive,
        default=20,
        metavar="N",
        help=f"{meaning} (default: %(default)s)",
    )


def _json_option(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print the result as JSON")


def _index_options(command: ArgumentParser) -> None:
    flag = partial(command.add_argument, action="store_true")
    command.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="folder to index, with its subfolders; it is added to the library",
    )
    command.add_argument(
        "--model", default="", metavar="ID", help="model to index with (default: the current one)"
    )
    flag("--retry", help="retry files that failed before, even if they haven't changed")
    flag("--full", help="read all files again, even if they haven't changed")
    flag("--second-look", help="also complete the detailed analysis, which finds small things")
    flag("--yes", help="agree to sending pictures to an online model, without being asked")
    flag("--send-linked", help="also send pictures outside FOLDER that links in it lead to")
    command.add_argument(
        "--max-pictures", type=_positive, metavar="N", help="stop after sending N pictures"
    )
    command.add_argument(
        "--max-money",
        type=_amount,
        metavar="DOLLARS",
        help="stop before sending costs more than this",
    )
    _http_option(command, "during this run")
    _json_option(command)


_QUERY_HELP = """\
words:
  Most words describe what pictures show, and rank them: dog on a beach
  -word excludes; 2*word counts twice; "exact words" must be in names or captions.
  Dates, cameras and file types among the words limit the results to pictures that have them:
    dogs in march 2020        last summer         christmas 2019      the 90s
    since 2019                between may 2018 and july 2019          3 years ago
    taken with my canon       iphone 12           in folder holidays  png
  Also in German and French. A word such as "may" or "christmas" limits them only with a year or
  a preposition. words:"march 2020" describes pictures, whatever it looks like.

fields:
  folder: name: caption: camera: type:jpg
  on: before: after: since: until:          on:2019-03-14  after:"last summer"
  size: width: height:                      size:>5mb  width:1000-2000
  is:portrait|landscape|square|screenshot|copy|missing|problem
  sort:match|newest|oldest|name|size
  Join them with OR, NOT and (brackets): camera:canon (type:png OR type:gif)

examples:
  picseek search --explain my dog at the beach last summer
  picseek search 'camera:canon is:portrait sort:newest -snow'
  picseek search '(march 2020 OR april 2020) garden' --json
"""


def _search_options(command: ArgumentParser) -> None:
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = _QUERY_HELP
    command.add_argument(
        "query",
        nargs="*",
        metavar="WORD",
        help="what to search for; see below",
    )
    _limit_option(command, "maximum number of results")
    command.add_argument(
        "--model", default="", metavar="ID", help="model to search with (default: the current one)"
    )
    command.add_argument(
        "--like",
        action="append",
        default=[],
        type=Path,
        metavar="PICTURE",
        help="find pictures similar to this one (repeatable)",
    )
    command.add_argument(
        "--yes", action="store_true", help="agree to sending PICTURE to an online model"
    )
    command.add_argument("--explain", action="store_true", help="show how the query was understood")
    _http_option(command, "for this search")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the result as JSON")
    form.add_argument(
        "-0", dest="nul", action="store_true", help="end each path with NUL, for xargs -0"
    )


def _forget_options(command: ArgumentParser) -> None:
    command.description = (
        "Remove pictures from the library that are in FOLDER on a drive that isn't connected. The "
        "files themselves aren't changed. To add the pictures again, connect the drive and run "
        "“picseek index”."
    )
    command.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="folder that “picseek status” lists as not connected",
    )
    _json_option(command)


def _models_options(command: ArgumentParser) -> None:
    _json_option(command)
    command.description = "List the models, or run one of the actions below."
    actions = command.add_subparsers(title="actions", metavar="ACTION")

    def add(name: str, run: Callable[[Namespace], int], text: str) -> ArgumentParser:
        action = _add_parser(actions, name, text)
        _add_library(action, argparse.SUPPRESS)
        action.set_defaults(run=run)
        return action

    use = add("use", _lazily("use_model"), "choose the model for indexing and searching")
    _id_argument(use)
    use.add_argument(
        "--describe",
        action=argparse.BooleanOptionalAction,
        help="send names and captions along with each picture, if the model can combine both; "
        "an ID that ends in +text does the same",
    )
    price = add(
        "price", _lazily("set_price"), "set the price of an online model, for estimates and limits"
    )
    _id_argument(price)
    price.add_argument(
        "price",
        nargs="?",
        type=_amount,
        metavar="DOLLARS",
        help="price per million image tokens (default: the price that Picseek knows)",
    )
    add(
        "stop-sending",
        _lazily("stop_sending"),
        "stop sending pictures to online models until you agree again",
    )
    _local_actions(add)


def _local_actions(add: Callable[[str, Callable[[Namespace], int], str], ArgumentParser]) -> None:
    """Add the actions for models on this computer to ``picseek models``."""
    run = partial(_lazily, module="local_models")
    get = add("get", run("get"), "download a model to this computer, or resume the download")
    _id_argument(get)
    get.add_argument("--yes", action="store_true", help="download without being asked")
    from_folder = add("add", run("add"), "add a model from a folder; its files are copied")
    from_folder.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="folder with ONNX files, tokenizer.json, and preprocessor_config.json",
    )
    from_folder.add_argument(
        "--name", default="", help="name for a model that Picseek doesn't know (default: FOLDER's)"
    )
    _id_argument(add("remove", run("remove"), "delete a model's files, but not its index"))
    _id_argument(add("license", run("show_license"), "print the license of a model"))
    runs_on = add("runs-on", run("runs_on"), "show or choose the hardware that models run on")
    runs_on.add_argument(
        "accelerator", nargs="?", default="", metavar="NAME", help="hardware to use from now on"
    )


def _id_argument(action: ArgumentParser) -> None:
    action.add_argument("model", metavar="ID", help="as listed by “picseek models”")


def _key_options(command: ArgumentParser) -> None:
    action = command.add_mutually_exclusive_group()
    for name, text in (
        ("set", "ask for the key, or read it from a pipe, and store it in the system's keyring"),
        ("forget", "delete the key from the system's keyring"),
        ("test", "test the key with a one-word query"),
    ):
        action.add_argument(
            f"--{name}", dest="action", action="store_const", const=name, default="", help=text
        )
    command.add_argument(
        "--server", metavar="URL", help='address of a custom server ("" for Cohere\'s)'
    )
    _http_option(command, 'from now on ("" to allow none)')
    command.add_argument(
        "--pictures-per-minute",
        type=_rate,
        metavar="N",
        help="rate limit: 5 for Cohere's trial keys, 400 for production keys, 0 for no limit",
    )


def _sent_options(command: ArgumentParser) -> None:
    _limit_option(command, "maximum number of entries; the newest are listed first")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write all entries to a file")
    _json_option(command)


def _restore_options(command: ArgumentParser) -> None:
    command.description = (
        "List the backups of the library, or restore one. The current library isn't deleted, but "
        "moved to a folder inside the library's folder. Picseek makes a backup once a day if "
        "something has changed, and before it upgrades an older library. It stores the newest two."
    )
    action = command.add_mutually_exclusive_group()
    action.add_argument(
        "number", nargs="?", type=_positive, metavar="N", help="backup to restore; 1 is the newest"
    )
    action.add_argument(
        "--start-again",
        action="store_true",
        help="move a damaged library away and start with an empty one",
    )
    _json_option(command)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"enter a whole number above 0, not “{text}”")
    return int(text)


def _rate(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"enter a whole number, or 0 for no limit, not “{text}”")
    return int(text)


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1_000_000:
        raise argparse.ArgumentTypeError(
            f"enter an amount in US dollars, such as 2.50, not “{text}”"
        )
    return value
