"""``picseek restore``: restores backups, or starts with an empty library after damage."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from pathlib import Path

from picseek.cli.exit_codes import EXIT_INCOMPLETE, EXIT_OK
from picseek.cli.units import counted
from picseek.engine.errors import UsageError
from picseek.engine.library import list_backups, restore_backup, start_again
from picseek.engine.types.library import Backup


def restore(options: Namespace) -> int:
    """List backups, restore one, or start again."""
    folder: Path = options.library
    if options.start_again:
        former = start_again(folder)
        _report(former, "The library is empty now. To index a folder: picseek index FOLDER")
        return EXIT_OK
    backups = list_backups(folder)
    if options.number is None:
        return _list(backups, as_json=options.json)
    if options.number > len(backups):
        raise UsageError(
            f"There is no backup {options.number}. To list the backups: picseek restore"
        )
    backup = backups[options.number - 1]
    former = restore_backup(folder, backup)
    _report(
        former,
        f"The backup of {_moment(backup)} was restored: {counted(backup.pictures, 'picture')}.",
    )
    return EXIT_OK


def _list(backups: list[Backup], *, as_json: bool) -> int:
    if as_json:
        rows = [
            {
                "number": number,
                "time": each.made_at.isoformat(timespec="seconds"),
                "pictures": each.pictures,
                "bytes": each.size,
                "path": os.fspath(each.file),
            }
            for number, each in enumerate(backups, 1)
        ]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
    elif not backups:
        sys.stderr.write("There are no backups of this library.\n")
    for number, each in enumerate([] if as_json else backups, 1):
        sys.stdout.write(f"{number}  {_moment(each)}  {counted(each.pictures, 'picture')}\n")
    return EXIT_OK if backups else EXIT_INCOMPLETE


def _moment(backup: Backup) -> str:
    return backup.made_at.strftime("%Y-%m-%d %H:%M")


def _report(former: Path, text: str) -> None:
    sys.stderr.write(f"{text}\nThe previous library was moved to {former}.\n")
