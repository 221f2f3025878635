"""Which programs open a kind of file, and how they are started.

On Linux after freedesktop.org's specifications of desktop entries and of MIME applications
(https://specifications.freedesktop.org/desktop-entry-spec/1.5/,
https://specifications.freedesktop.org/mime-apps-spec/1.0/). All of this reads files and starts
processes: it is called on a thread.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from picseek.ui.desktop.child_environment import child_environment

_START_S = 5.0
_MOST_ARGUMENT_BYTES = 100_000  # far below what any system takes
_OWN_ID = "picseek.desktop"
_GROUP = "Desktop Entry"
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_FILE_CODES = frozenset(("%f", "%F", "%u", "%U"))
_DETACHED = '"$@" >/dev/null 2>&1 </dev/null &'

Groups = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Program:
    """A program that opens files.

    Attributes:
        name: As the user reads it.
        command: What to start, with the field codes of desktop entries.
        icon: The name of a themed icon, an absolute path, or ``""``.
        default: Whether it is what the system would open the files with.
    """

    name: str
    command: tuple[str, ...]
    icon: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class DesktopFolders:
    """Where the system keeps what this reads, the most important folder first.

    Attributes:
        data: Folders that have ``applications`` in them.
        config: Folders that may have a ``mimeapps.list``.
        desktops: Names of the desktop that runs, in lower case.
    """

    data: tuple[Path, ...]
    config: tuple[Path, ...]
    desktops: tuple[str, ...] = ()

    @classmethod
    def of_system(cls) -> DesktopFolders:
        """As the environment says (XDG base directories)."""
        home = Path.home()
        return cls(
            _folders("XDG_DATA_HOME", home / ".local/share", "XDG_DATA_DIRS",
                     "/usr/local/share:/usr/share"),
            _folders("XDG_CONFIG_HOME", home / ".config", "XDG_CONFIG_DIRS", "/etc/xdg"),
            tuple(os.environ.get("XDG_CURRENT_DESKTOP", "").lower().split(":")),
        )  # fmt: skip


def programs_for(
    kinds: Sequence[Sequence[str]], places: DesktopFolders, languages: Sequence[str] = ()
) -> list[Program]:
    """The programs for some kinds of files, the default one first, the others by name.

    Args:
        kinds: MIME types; of each kind all names it has.
        places: Where to look.
        languages: Such as ``de_DE`` and ``de``, for the programs' names.

    Returns:
        Those that open all of the kinds; if there is none, those that open the first.
    """
    entries = dict(_entries(places))
    choices = _Choices.read(places)
    wanted = [_ids_for(names, entries, choices) for names in kinds]
    if not wanted:
        return []
    common = set(wanted[0]).intersection(*wanted[1:]) or set(wanted[0])
    first = next((each for each in choices.defaults_of(kinds[0]) if each in common), "")
    found = [
        (entry_id != first, _localised(entries[entry_id], "Name", languages).casefold(), entry_id)
        for entry_id in common
    ]
    return [
        _program(entries[entry_id], languages, default=not other)
        for other, _, entry_id in sorted(found)
    ]


def program_of(file: Path) -> Program:
    """A program by its file, or on macOS by its bundle, which ``open`` knows how to start."""
    if sys.platform == "darwin" and file.suffix == ".app":
        return Program(file.stem, ("open", "-a", str(file), "%F"))
    return Program(file.stem, (str(file).replace("%", "%%"), "%F"))


def command_lines(program: Program, paths: Sequence[Path]) -> list[list[str]]:
    """What to start so that the program opens these files: once, or once for each."""
    codes = _FILE_CODES.intersection(program.command)
    several = bool(codes & {"%F", "%U"})
    batches = list(_batches(paths)) if several else [[path] for path in paths]
    return [_filled(program, batch, append=not codes) for batch in batches]


def start(command: Sequence[str]) -> bool:
    """Start a program that goes on by itself.

    Returns:
        Whether there is such a program.
    """
    if shutil.which(command[0]) is None:
        return False
    if os.name == "nt":
        subprocess.Popen(list(command), env=child_environment())  # noqa: S603 - no shell
        return True
    # The shell ends at once, so that the program is a child of the system's, not of ours.
    detached = ["/bin/sh", "-c", _DETACHED, "sh", *command]
    try:
        done = subprocess.run(  # noqa: S603 - arguments are given, not put into the script
            detached,
            check=False,
            timeout=_START_S,
            start_new_session=True,
            env=child_environment(),
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return False
    return done.returncode == 0


# Reading


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the user and the system have chosen, by MIME type: ids of desktop entries."""

    default: dict[str, list[str]] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, places: DesktopFolders) -> _Choices:
        choices = cls()
        folders = [*places.config, *(folder / "applications" for folder in places.data)]
        names = [*(f"{each}-mimeapps.list" for each in places.desktops if each), "mimeapps.list"]
        for folder in folders:
            for name in names:
                groups = _read_groups(folder / name)
                for title, target in (
                    ("Default Applications", choices.default),
                    ("Added Associations", choices.added),
                    ("Removed Associations", choices.removed),
                ):
                    for mime, ids in groups.get(title, {}).items():
                        target.setdefault(mime, []).extend(_listed(ids))
        return choices

    def defaults_of(self, names: Sequence[str]) -> list[str]:
        return [each for name in names for each in self.default.get(name, ())]


def _ids_for(
    names: Sequence[str], entries: Mapping[str, Mapping[str, str]], choices: _Choices
) -> list[str]:
    chosen = [each for name in names for each in choices.added.get(name, ())]
    chosen += choices.defaults_of(names)
    removed = {each for name in names for each in choices.removed.get(name, ())}
    wanted = set(names)
    own = [key for key, entry in entries.items() if wanted & set(_listed(entry["MimeType"]))]
    return [each for each in dict.fromkeys([*chosen, *own]) if each in entries
            and (each not in removed or each in chosen)]  # fmt: skip


def _entries(places: DesktopFolders) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Usable desktop entries by their ids; an entry hides those of its id in later folders."""
    seen: set[str] = {_OWN_ID}
    for folder in places.data:
        root = folder / "applications"
        for path in sorted(root.rglob("*.desktop")):
            entry_id = path.relative_to(root).as_posix().replace("/", "-")
            if entry_id in seen:
                continue
            seen.add(entry_id)
            entry = _read_groups(path).get(_GROUP, {})
            if _usable(entry):
                yield entry_id, {"MimeType": "", **entry}


def _usable(entry: Mapping[str, str]) -> bool:
    if entry.get("Type") != "Application" or "Name" not in entry:
        return False
    if "true" in (entry.get("Hidden"), entry.get("Terminal")):
        return False
    words = _words(entry.get("Exec", ""))
    tried = entry.get("TryExec", "")
    return bool(words) and all(shutil.which(each) for each in (words[0], tried) if each)


def _read_groups(path: Path) -> Groups:
    """A file of the desktop's: values by group and key; nothing if it cannot be read."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    groups: dict[str, dict[str, str]] = {}
    group: dict[str, str] = {}
    for line in map(str.strip, lines):
        if line.startswith("[") and line.endswith("]"):
            group = groups.setdefault(line[1:-1], {})
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            group.setdefault(key.strip(), value.strip())
    return groups


def _folders(variable: str, usual: Path, more: str, usual_more: str) -> tuple[Path, ...]:
    first = os.environ.get(variable) or str(usual)
    rest = os.environ.get(more) or usual_more
    return tuple(Path(each) for each in (first, *rest.split(":")) if each)


def _program(entry: Mapping[str, str], languages: Sequence[str], *, default: bool) -> Program:
    name = _localised(entry, "Name", languages)
    icon = _plain(entry.get("Icon", ""))
    return Program(name, tuple(_words(entry["Exec"])), icon, default)


def _localised(entry: Mapping[str, str], key: str, languages: Sequence[str]) -> str:
    keys = [*(f"{key}[{language}]" for language in languages), key]
    return _plain(next((entry[each] for each in keys if each in entry), ""))


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[0]), value)


def _listed(value: str) -> list[str]:
    return [each for each in value.split(";") if each]


def _words(command: str) -> list[str]:
    """The words of an ``Exec`` key."""
    found = _WORD.finditer(_plain(command))
    return [_ESCAPED.sub(r"\1", each[1]) if each[1] is not None else each[2] for each in found]


# Starting


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for path in paths:
        more = 3 * len(os.fsencode(path))  # as a URL, at worst
        if batch and size + more > _MOST_ARGUMENT_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += more
    if batch:
        yield batch


def _filled(program: Program, paths: Sequence[Path], *, append: bool) -> list[str]:
    given = [str(path) for path in paths]
    urls = [path.absolute().as_uri() for path in paths]
    codes = {
        "%f": given,
        "%F": given,
        "%u": urls,
        "%U": urls,
        "%c": [program.name],
        "%i": ["--icon", program.icon] if program.icon else [],
        "%k": [],
        **{code: [] for code in ("%d", "%D", "%n", "%N", "%v", "%m")},
    }
    words: list[str] = []
    for word in program.command:
        words += codes[word] if word in codes else [word.replace("%%", "%")]
    return [*words, *given] if append else words
