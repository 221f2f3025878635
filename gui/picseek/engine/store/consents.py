"""Settings that any process may change: what the user agrees to send, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from picseek.engine.store.database import Database


class Consents:
    """Named texts of a library. Safe to use from any thread.

    They are kept with the settings. Also a process that has the library for reading only may
    change them: whoever wants nothing sent any longer need not wait for a run that goes on. So
    they are read at each use.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str:
        """A text; ``""``: there is none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def set(self, texts: Mapping[str, str], *, without: Iterable[str] = ()) -> None:
        """Keep texts, all or none.

        Args:
            texts: By their keys; ``""`` removes one.
            without: Beginnings of keys whose texts are removed first.
        """
        with self._database.writing_beside() as connection:
            for start in without:
                connection.execute(
                    "DELETE FROM settings WHERE substr(key, 1, ?) = ?", (len(start), start)
                )
            for key, text in texts.items():
                connection.execute("DELETE FROM settings WHERE key = ?", (key,))
                if text:
                    connection.execute("INSERT INTO settings VALUES (?, ?)", (key, text))
