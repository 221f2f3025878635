"""Finds and starts the programs that open a type of file.

On Linux, this implements freedesktop.org's specifications of desktop entries and MIME applications
(https://specifications.freedesktop.org/desktop-entry-spec/1.5/,
https://specifications.freedesktop.org/mime-apps-spec/1.0/). It reads files and starts processes,
so call it on a background thread.
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
_MAX_ARGUMENT_BYTES = 100_000  # far less than all systems allow
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
        name: Display name.
        command: Command line with the field codes of desktop entries.
        icon: Name of a themed icon, an absolute path, or ``""``.
        default: Whether it is the system's default for the files.
    """

    name: str
    command: tuple[str, ...]
    icon: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class DesktopFolders:
    """Folders with desktop entries and associations, by priority.

    Attributes:
        data: Folders that contain ``applications``.
        config: Folders that may contain ``mimeapps.list``.
        desktops: Names of the current desktop, in lower case.
    """

    data: tuple[Path, ...]
    config: tuple[Path, ...]
    desktops: tuple[str, ...] = ()

    @classmethod
    def of_system(cls) -> DesktopFolders:
        """Return the folders from the environment (XDG base directories)."""
        home = Path.home()
        return cls(
            _folders("XDG_DATA_HOME", home / ".local/share", "XDG_DATA_DIRS",
                     "/usr/local/share:/usr/share"),
            _folders("XDG_CONFIG_HOME", home / ".config", "XDG_CONFIG_DIRS", "/etc/xdg"),
            tuple(os.environ.get("XDG_CURRENT_DESKTOP", "").lower().split(":")),
        )  # fmt: skip


def programs_for(
    kinds: Sequence[Sequence[str]], folders: DesktopFolders, languages: Sequence[str] = ()
) -> list[Program]:
    """Return the programs for some types of files, the default first, the others by name.

    Args:
        kinds: For each type, all names of its MIME type.
        folders: The folders to search.
        languages: Such as ``de_DE`` and ``de``, for the programs' names.

    Returns:
        Programs that open all types; if there are none, those that open the first.
    """
    entries = dict(_entries(folders))
    choices = _Choices.read(folders)
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
    """Return a program by its file, or on macOS by its bundle."""
    if sys.platform == "darwin" and file.suffix == ".app":
        return Program(file.stem, ("open", "-a", str(file), "%F"))
    return Program(file.stem, (str(file).replace("%", "%%"), "%F"))


def command_lines(program: Program, paths: Sequence[Path]) -> list[list[str]]:
    """Return the command lines that open files: one, or one per file."""
    codes = _FILE_CODES.intersection(program.command)
    several = bool(codes & {"%F", "%U"})
    batches = list(_batches(paths)) if several else [[path] for path in paths]
    return [_filled(program, batch, append=not codes) for batch in batches]


def start(command: Sequence[str]) -> bool:
    """Start a program, detached from this one.

    Returns:
        Whether it exists and was started.
    """
    if shutil.which(command[0]) is None:
        return False
    if os.name == "nt":
        subprocess.Popen(list(command), env=child_environment())  # noqa: S603 - no shell
        return True
    # The shell exits at once, so that the program is no child of ours.
    detached = ["/bin/sh", "-c", _DETACHED, "sh", *command]
    try:
        done = subprocess.run(  # noqa: S603 - passed as arguments, not as part of the script
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
    """Associations of the user and the system: ids of desktop entries by MIME type."""

    default: dict[str, list[str]] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folders: DesktopFolders) -> _Choices:
        choices = cls()
        paths = [*folders.config, *(folder / "applications" for folder in folders.data)]
        names = [*(f"{each}-mimeapps.list" for each in folders.desktops if each), "mimeapps.list"]
        for path in paths:
            for name in names:
                groups = _read_groups(path / name)
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
    declared = [key for key, entry in entries.items() if wanted & set(_listed(entry["MimeType"]))]
    return [each for each in dict.fromkeys([*chosen, *declared]) if each in entries
            and (each not in removed or each in chosen)]  # fmt: skip


def _entries(folders: DesktopFolders) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield usable desktop entries by id; earlier folders override later ones."""
    seen: set[str] = {_OWN_ID}
    for folder in folders.data:
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
    """Parse a desktop file: values by group and key; {} if it cannot be read."""
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
    """Split the value of an ``Exec`` key into words."""
    found = _WORD.finditer(_plain(command))
    return [_ESCAPED.sub(r"\1", each[1]) if each[1] is not None else each[2] for each in found]


# Starting


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for path in paths:
        more = 3 * len(os.fsencode(path))  # as a URL, at worst
        if batch and size + more > _MAX_ARGUMENT_BYTES:
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
