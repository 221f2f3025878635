"""Finding pictures by words, by id, by path; and how many there are."""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from picseek.engine.store.folders import decoded, encoded, folder_range
from picseek.engine.store.records import Counts
from picseek.engine.store.vectors import as_list
from picseek.engine.text.keywords import SHORTEST_BEGINNING, matching_part
from picseek.engine.types import PictureFacts, PictureRow, ProblemCode

_MOST_WORDS = 64
# Weights of the columns name, folder, dates, captions for
# https://www.sqlite.org/fts5.html#the_bm25_function
_RANK = "bm25(10.0, 3.0, 3.0, 5.0)"


# Words


def match_words(
    connection: sqlite3.Connection,
    words: Sequence[str],
    every: bool,
    limit: int,
    folder: Path | None,
) -> list[int]:
    """Pictures with a file below the folder that has these words, the best first."""
    quoted = _quoted(words)
    found: dict[int, None] = {}  # an ordered set
    if not quoted:
        return []
    anywhere = {"path": None, "low": None, "high": None}
    where = anywhere if folder is None else folder_range(encoded(folder))._asdict()
    for form in (_exactly, _beginning):
        question = (" AND " if every else " OR ").join(map(form, quoted))
        rows = connection.execute(
            """
            SELECT f.content FROM words CROSS JOIN files f ON f.id = words.rowid
            WHERE words MATCH :question AND rank MATCH :rank AND (:path IS NULL OR f.folder IN (
                SELECT id FROM folders WHERE path = :path
                UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high))
            ORDER BY rank""",
            {"question": question, "rank": _RANK, **where},
        )
        for (content,) in rows:
            if len(found) >= limit:
                return list(found)
            found[content] = None
    return list(found)


def _quoted(words: Sequence[str]) -> list[str]:
    """Words as FTS5 strings, in which nothing but the quote has a meaning.

    Left out are those without a letter or digit: an empty phrase matches nothing, not everything.
    """
    texts = (
        "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", word))
        for word in words[:_MOST_WORDS]
    )
    return ['"' + text.replace('"', '""') + '"' for text in texts if any(map(str.isalnum, text))]


def _exactly(quoted: str) -> str:
    return quoted


def _beginning(quoted: str) -> str:
    """Also longer words; not among dates, where "sun" would find every Sunday's pictures."""
    if len(quoted) == len('"a"') and quoted.isascii():
        return quoted
    # Captions have words of all kinds: who asks for a "car" does not want "carried".
    long = len(quoted) >= len('""') + SHORTEST_BEGINNING
    columns = "name folder captions" if long else "name folder"
    return f"({quoted} OR {{{columns}}} : {quoted} *)"


def captions_with(
    connection: sqlite3.Connection, ids: Iterable[int], words: Sequence[str]
) -> dict[int, str]:
    """Of pictures whose captions have any of these words: the part that has them, in one line."""
    # Not by MATCH: for each picture, the index would gather all that begin with a word.
    rows = connection.execute(
        """
        SELECT f.content, w.captions
        FROM json_each(?) wanted CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN words w ON w.rowid = f.id
        WHERE w.captions <> '' ORDER BY f.id DESC""",
        (as_list(ids),),
    )
    parts = ((content, matching_part(captions, words)) for content, captions in rows)
    return {content: part for content, part in parts if part}


def named_with(
    connection: sqlite3.Connection, ids: Iterable[int], words: Sequence[str]
) -> set[int]:
    """Those of these pictures that have any of the words in a file's name or in captions."""
    found = connection.execute(
        """
        SELECT f.content, w.name, w.captions
        FROM json_each(?) wanted CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN words w ON w.rowid = f.id""",
        (as_list(ids),),
    )
    return {content for content, *texts in found if any(matching_part(t, words) for t in texts)}


# Rows


def rows(
    connection: sqlite3.Connection, ids: Iterable[int], thumbnail_of: Callable[[bytes], Path]
) -> list[PictureRow]:
    """Rows of these pictures, in the order asked, without those that no file holds."""
    found = connection.execute(
        """
        SELECT c.id, d.path, f.name, c.hash, f.size, f.mtime_ns,
            (SELECT count(*) FROM files WHERE content = c.id),
            c.width, c.height, c.format, c.taken_at, c.camera
        FROM json_each(?) wanted
            CROSS JOIN contents c ON c.id = wanted.value
            CROSS JOIN files f ON f.id = (SELECT min(id) FROM files WHERE content = c.id)
            CROSS JOIN folders d ON d.id = f.folder
        ORDER BY wanted.key""",
        (as_list(ids),),
    )
    return [
        PictureRow(
            id=number,
            path=decoded(folder, name),
            thumbnail=thumbnail_of(content_hash),
            size=size,
            modified_at=mtime_ns / 1e9,
            facts=_facts(*facts),
            copies=copies,
        )
        for number, folder, name, content_hash, size, mtime_ns, copies, *facts in found
    ]


def _facts(
    width: int, height: int, picture_format: str, taken_at: str | None, camera: str
) -> PictureFacts:
    taken = None if taken_at is None else datetime.fromisoformat(taken_at)
    return PictureFacts(width, height, picture_format, taken, camera)


def counts(connection: sqlite3.Connection) -> Counts:
    """How much the library holds."""
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM contents WHERE shown_at IS NOT NULL),
            (SELECT count(*) FROM files), (SELECT count(*) FROM failures WHERE code <> ?)""",
        (ProblemCode.LEFT_OUT.value,),
    ).fetchone()
    return Counts(*row)


# One picture


def picture_at(connection: sqlite3.Connection, path: Path) -> int | None:
    """The picture that a file holds."""
    folder, name = os.path.split(encoded(path))
    row = connection.execute(
        """
        SELECT f.content FROM folders d JOIN files f ON f.folder = d.id
        WHERE d.path = ? AND f.name = ?""",
        (folder, name),
    ).fetchone()
    return None if row is None else int(row[0])


def hash_of(connection: sqlite3.Connection, picture_id: int) -> bytes | None:
    """The content hash of a picture, orphaned or not."""
    row = connection.execute("SELECT hash FROM contents WHERE id = ?", (picture_id,)).fetchone()
    return None if row is None else bytes(row[0])


def paths_of(connection: sqlite3.Connection, picture_id: int) -> list[Path]:
    """All files that hold a picture, the one known longest first."""
    found = connection.execute(
        """
        SELECT d.path, f.name FROM files f JOIN folders d ON d.id = f.folder
        WHERE f.content = ? ORDER BY f.id""",
        (picture_id,),
    )
    return [decoded(folder, name) for folder, name in found]


def embedded_hashes_of_size(
    connection: sqlite3.Connection, size: int, model: int
) -> tuple[bytes, ...]:
    """Hashes of the contents of a size in bytes, orphaned or not, that a model has a vector of."""
    found = connection.execute(
        """
        SELECT c.hash FROM contents c CROSS JOIN vectors v ON v.model = ? AND v.content = c.id
        WHERE c.byte_size = ? ORDER BY c.id""",
        (model, size),
    )
    return tuple(content_hash for (content_hash,) in found)
