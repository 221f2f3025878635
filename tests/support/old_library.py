"""Libraries as earlier versions wrote them, stored as SQL.

For another version of the schema: ``python -m tests.support.old_library FILE`` at its commit.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import Query
from tests.support.consent import agree

MODEL = "cohere/embed-v4.0"
PRICE = 0.25
PHOTOS = os.fsencode("/photos")
"""Where the pictures lie, as the SQL has it."""

_WHEN_NS = 1_500_000_000_000_000_000
_COLOURS = {
    "red.bmp": (200, 20, 25),
    "green.bmp": (25, 150, 40),
    "sea/blue.bmp": (20, 55, 195),
    "sea/copy of blue.bmp": (20, 55, 195),
}
_OTHERS = {"red.txt": b"a ripe tomato", "broken.jpg": b"\xff\xd8 not a picture"}


def draw_photos(folder: Path) -> None:
    """Write the pictures of these libraries: the same bytes with the same times, always."""
    (folder / "sea").mkdir(parents=True)
    files = {name: _bitmap(colour) for name, colour in _COLOURS.items()} | _OTHERS
    for name, content in files.items():
        (folder / name).write_bytes(content)
        os.utime(folder / name, ns=(_WHEN_NS, _WHEN_NS))


def _bitmap(colour: tuple[int, int, int], width: int = 64, height: int = 48) -> bytes:
    """A BMP file in one colour, whatever the version of Pillow."""
    pixels = bytes(reversed(colour)) * (width * height)
    header = struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54)
    details = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 2835, 2835, 0, 0
    )
    return b"BM" + header + details + pixels


def restore(sql: Path, library: Path, photos: Path) -> None:
    """Make a library from its SQL, with its pictures lying in `photos`."""
    library.mkdir(parents=True)
    text = _moved(sql.read_text(encoding="ascii"), PHOTOS, os.fsencode(photos))
    with closing(sqlite3.connect(library / DATABASE_NAME)) as database:
        database.executescript(text)


def dumped(database: sqlite3.Connection) -> Iterator[str]:
    """SQL that makes the database again; full-text tables are filled, not copied."""
    yield "BEGIN;"
    rows = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    virtual = [name for _, name, sql in rows if sql and sql.startswith("CREATE VIRTUAL")]
    shadows = tuple(f"{name}_" for name in virtual)
    for kind, name, sql in rows:
        if sql is None or name.startswith(("sqlite_", *shadows)):
            continue
        yield f"{sql};"
        if kind == "table":
            columns = [column for _, column, *_ in database.execute(f'PRAGMA table_info("{name}")')]
            names = ", ".join(["rowid", *columns] if name in virtual else columns)
            for row in database.execute(f'SELECT {names} FROM "{name}"'):
                values = ", ".join(map(_literal, row))
                yield f'INSERT INTO "{name}" ({names}) VALUES ({values});'
    for pragma in ("application_id", "user_version"):
        yield f"PRAGMA {pragma} = {database.execute(f'PRAGMA {pragma}').fetchone()[0]};"
    yield "COMMIT;"


def _literal(value: object) -> str:
    if isinstance(value, bytes):
        return f"X'{value.hex().upper()}'"
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    return "NULL" if value is None else repr(value)


def _moved(text: str, old: bytes, new: bytes) -> str:
    """SQL in which the pictures lie elsewhere: paths are bytes, in hexadecimal."""
    return text.replace(old.hex().upper(), new.hex().upper()).replace(old.hex(), new.hex())


def main(sql: Path) -> None:
    """Index the pictures with the Picseek that is imported, and write its library as SQL."""
    with tempfile.TemporaryDirectory() as name:
        photos, folder = Path(name) / "photos", Path(name) / "library"
        draw_photos(photos)
        with closing(Library.open(folder)) as library:
            library.index([photos])
            library.sidebar.saved_searches.save("reds", Query("red"))
            agree(library, MODEL)
            library.outgoing.set_price(MODEL, PRICE)
        with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
            text = "\n".join([*dumped(database), ""])
        sql.write_text(_moved(text, os.fsencode(photos), PHOTOS), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
