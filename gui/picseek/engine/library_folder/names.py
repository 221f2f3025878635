"""Names of the files and folders of a library."""

DATABASE = "library.sqlite"
JOURNAL = "answers.journal"
LOCK = "lock"
THUMBNAILS = "thumbnails"
VECTORS = "vectors"
BACKUPS = "backups"
WINDOW_SETTINGS = "window.ini"
SET_ASIDE = "damaged-"
"""Prefix of folders that hold a damaged library's files."""

SQLITE_SUFFIXES = ("-wal", "-journal", "-shm")
"""Of SQLite's files beside a database; the first two may hold the most recent changes."""
