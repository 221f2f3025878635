"""Full-text search: pictures by the words of their names, folders, dates and captions.

Words are folded before they are indexed and before they are searched. Words that older versions of
Picseek indexed are in a separate table, which is searched as those versions did, until
`TextIndex.update_outdated` has indexed them again.
"""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.store.lookups import hashes_of
from picseek.engine.store.values import as_json, encoded, folder_range
from picseek.engine.text.folding import alternatives, fold, is_single
from picseek.engine.text.keywords import (
    SHORTEST_BEGINNING,
    Words,
    folded_words,
    matching_part,
    split_words,
)

if TYPE_CHECKING:
    from picseek.engine.store.database import Database

_MAX_WORDS = 64
_TIE_FACTOR = 10
# Weights of the columns name, folder, dates, captions, forms for
# https://www.sqlite.org/fts5.html#the_bm25_function
_RANK = "bm25(10.0, 3.0, 3.0, 5.0, 4.0)"
_FOLDED, _UNFOLDED = "words", "unfolded_words"

_MATCH = """
    SELECT f.content, f.id, rank FROM {table} CROSS JOIN files f ON f.id = {table}.rowid
    WHERE {table} MATCH :query AND rank MATCH :rank AND (:path IS NULL OR f.folder IN (
        SELECT id FROM folders WHERE path = :path
        UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high))
    ORDER BY rank"""

_NAMED = """
    SELECT f.content, f.id, f.name FROM words CROSS JOIN files f ON f.id = words.rowid
    WHERE words MATCH ? ORDER BY f.id"""

# Names and captions of the files of some pictures, whichever table has them.
_TEXTS = """
    SELECT f.content, w.name, w.original, f.id FROM json_each(:ids) wanted
        CROSS JOIN files f ON f.content = wanted.value CROSS JOIN words w ON w.rowid = f.id
    UNION ALL SELECT f.content, w.name, w.captions, f.id FROM json_each(:ids) wanted
        CROSS JOIN files f ON f.content = wanted.value CROSS JOIN unfolded_words w ON w.rowid = f.id
    ORDER BY 4"""


class TextIndex:
    """Full-text search of the library. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def match(
        self,
        words: Sequence[str],
        *,
        every: bool,
        limit: int,
        folder: Path | None = None,
        among: Container[int] | None = None,
    ) -> dict[int, int]:
        """Pictures whose name, folder, date or captions have these words.

        Case and accents do not matter. Whole words rank before word prefixes, names weigh more
        than captions and these more than folders, then BM25. A word with spaces or punctuation is
        a phrase. Any text is valid; what has no letter or digit is ignored, as is all after the
        64th word.

        Args:
            words: As the user wrote them.
            every: A file must have all of them; else any.
            limit: Maximum number of ids.
            folder: Only files in it and its subfolders.
            among: Only these pictures; None: all.

        Returns:
            Ids of pictures, the best first, and of each the row number of the file that has the
            words (of several the best).
        """
        found: dict[int, int] = {}
        anywhere = {"path": None, "low": None, "high": None}
        within = anywhere if folder is None else folder_range(encoded(folder))._asdict()
        with self._database.reading() as connection:
            for table, query in _queries(words, every=every):
                rows = connection.execute(
                    _MATCH.format(table=table), {"query": query, "rank": _RANK, **within}
                )
                for content, file in _by_content(connection, rows, limit):
                    if content in found or (among is not None and content not in among):
                        continue
                    if len(found) >= limit:
                        return found
                    found[content] = file
        return found

    def with_name(self, name: str) -> dict[int, int]:
        """Pictures with a file of this name, with or without its extension.

        Case and accents do not matter.

        Returns:
            Ids of pictures, and of each the row number of the file.
        """
        folded = folded_words(" ".join(split_words(name)), "", "", "").name
        if not folded:
            return {}
        query = f"name : {_phrase([folded])}"
        found: dict[int, int] = {}
        with self._database.reading() as connection:
            for content, file, stored in connection.execute(_NAMED, (query,)):
                if _is_name(os.fsdecode(stored), name):
                    found.setdefault(content, file)
        return found

    def captions_with(self, ids: Iterable[int], words: Sequence[str]) -> dict[int, str]:
        """Of those of these pictures whose captions have any of the words: the matching part."""
        # Not by MATCH: for each picture, the index would gather all with a word's prefix.
        parts: dict[int, str] = {}
        with self._database.reading() as connection:
            for content, _, captions, _ in connection.execute(_TEXTS, {"ids": as_json(ids)}):
                part = matching_part(captions, words) if captions else ""
                if part:
                    parts.setdefault(content, part)
        return parts

    def named_with(self, ids: Iterable[int], words: Sequence[str]) -> set[int]:
        """Those of these pictures that have any of the words in a file's name or in captions."""
        with self._database.reading() as connection:
            found = connection.execute(_TEXTS, {"ids": as_json(ids)})
            return {
                content
                for content, *texts, _ in found
                if any(matching_part(text, words) for text in texts)
            }

    def count_outdated(self) -> int:
        """How many files are still indexed as an older version of Picseek did."""
        with self._database.reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM unfolded_words").fetchone()
        return int(count)

    def update_outdated(self, max_count: int) -> int:
        """Index at most this many of them again; return how many; 0: none is left."""
        with self._database.writing() as connection:
            return index_outdated(connection, max_count)


# Writing


def set_words(connection: sqlite3.Connection, file: int, words: Words) -> None:
    """Index the words of a file, replacing earlier ones."""
    connection.execute("DELETE FROM unfolded_words WHERE rowid = ?", (file,))
    connection.execute(
        """
        REPLACE INTO words (rowid, name, folder, dates, captions, forms, original)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (file, *words),
    )


def index_outdated(connection: sqlite3.Connection, max_count: int) -> int:
    """As `TextIndex.update_outdated`."""
    rows = connection.execute(
        "SELECT rowid, name, folder, dates, captions FROM unfolded_words ORDER BY rowid LIMIT ?",
        (max_count,),
    ).fetchall()
    for file, *texts in rows:
        set_words(connection, file, folded_words(*texts))
    return len(rows)


def delete_words(connection: sqlite3.Connection, files: Iterable[int]) -> None:
    """Remove the words of files from the index."""
    for table in (_FOLDED, _UNFOLDED):
        connection.execute(
            f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(?))",  # noqa: S608
            (as_json(files),),
        )


# Searching


def _is_name(stored: str, sought: str) -> bool:
    """Whether a text is a file's name, with or without its extension."""
    stem, _extension = os.path.splitext(stored)  # noqa: PTH122 - of a name, not of a path
    return fold(sought) in (fold(stored), fold(stem))


def _by_content(
    connection: sqlite3.Connection, rows: Iterable[tuple[int, int, float]], limit: int
) -> Iterator[tuple[int, int]]:
    """Pictures and files by rank, ties by content hash, so that results are deterministic.

    Very many ties are sorted in parts, of which the first suffices for most results.
    """
    for _, equal in groupby(rows, key=itemgetter(2)):
        while some := [(content, file) for content, file, _ in islice(equal, _TIE_FACTOR * limit)]:
            known = hashes_of(connection, {content for content, _ in some})
            yield from sorted(some, key=lambda each: (known[each[0]], each[1]))


def _queries(words: Sequence[str], *, every: bool) -> list[tuple[str, str]]:
    """Queries by table, in this order: first for whole words, then for word prefixes."""
    folded = [phrases for word in words[:_MAX_WORDS] if (phrases := alternatives(word))]
    quoted = _quoted(words)
    operator = " AND " if every else " OR "
    queries = [
        (_FOLDED, operator.join(map(_whole, folded))),
        (_UNFOLDED, operator.join(quoted)),
        (_FOLDED, operator.join(map(_prefix, folded))),
        (_UNFOLDED, operator.join(map(_unfolded_prefix, quoted))),
    ]
    return [(table, query) for table, query in queries if query]


def _whole(phrases: Sequence[Sequence[str]]) -> str:
    """Query for a word or its other forms; these not in dates, where "suns" is no Sunday."""
    first, *others = map(_phrase, phrases)
    return _any_of([first, *(f"{{name folder captions forms}} : {other}" for other in others)])


def _prefix(phrases: Sequence[Sequence[str]]) -> str:
    """Query also for longer words; not in dates, where "sun" would match every Sunday."""
    word = phrases[0][-1]
    if is_single(word) or (len(word) == 1 and word.isascii()):
        return _whole(phrases)
    # Captions contain all kinds of words: a search for "car" should not find "carried".
    long = sum(map(len, phrases[0])) >= SHORTEST_BEGINNING
    columns = "name folder captions" if long else "name folder"
    return _any_of([_whole(phrases), f"{{{columns}}} : {_phrase(phrases[0])} *"])


def _phrase(words: Sequence[str]) -> str:
    """Query for consecutive words, quoted: within quotes, only the quote itself is special."""
    return '"' + " ".join(words).replace('"', '""') + '"'


def _any_of(queries: Sequence[str]) -> str:
    return queries[0] if len(queries) == 1 else f"({' OR '.join(queries)})"


def _quoted(words: Sequence[str]) -> list[str]:
    """Words as FTS5 strings for the older table.

    Words without a letter or digit are skipped: an empty phrase would match nothing.
    """
    texts = (
        "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", word))
        for word in words[:_MAX_WORDS]
    )
    return [_phrase([text]) for text in texts if any(map(str.isalnum, text))]


def _unfolded_prefix(quoted: str) -> str:
    if len(quoted) == len('"a"') and quoted.isascii():
        return quoted
    long = len(quoted) >= len('""') + SHORTEST_BEGINNING
    columns = "name folder captions" if long else "name folder"
    return f"({quoted} OR {{{columns}}} : {quoted} *)"
