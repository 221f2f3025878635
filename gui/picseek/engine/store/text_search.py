"""Full-text search: pictures by the words of their names, folders, dates and captions."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from picseek.engine.store.folders import encoded, folder_range
from picseek.engine.store.vectors import as_list
from picseek.engine.text.keywords import SHORTEST_BEGINNING, matching_part

_MOST_WORDS = 64
# Weights of the columns name, folder, dates, captions for
# https://www.sqlite.org/fts5.html#the_bm25_function
_RANK = "bm25(10.0, 3.0, 3.0, 5.0)"


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
