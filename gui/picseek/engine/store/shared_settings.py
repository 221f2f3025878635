"""What the user agrees to send, and where: settings that any process may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from picseek.engine.store.database import Database


class SharedSettings:
    """Settings that any process may change, as texts by key. Safe to use from any thread.

    They are stored with the settings. A process that has opened the library read-only can change
    them, too, so that consent can be withdrawn during a run in another process. Therefore they are
    read for each use.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str:
        """A text, or ``""``."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def set(self, texts: Mapping[str, str], *, without: Iterable[str] = ()) -> None:
        """Store texts in one transaction.

        Args:
            texts: By key; ``""`` deletes one.
            without: Prefixes of keys whose texts are deleted first.
        """
        with self._database.writing_concurrently() as connection:
            for prefix in without:
                connection.execute(
                    "DELETE FROM settings WHERE substr(key, 1, ?) = ?", (len(prefix), prefix)
                )
            for key, text in texts.items():
                connection.execute("DELETE FROM settings WHERE key = ?", (key,))
                if text:
                    connection.execute("INSERT INTO settings VALUES (?, ?)", (key, text))
