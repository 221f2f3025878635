"""What lies in a library's folder, by name."""

DATABASE = "library.sqlite"
JOURNAL = "answers.journal"
LOCK = "lock"
THUMBNAILS = "thumbnails"
VECTORS = "vectors"
BACKUPS = "backups"
WINDOW_SETTINGS = "window.ini"
SET_ASIDE = "damaged-"
"""What the names of folders with a damaged library begin with."""

SQLITE_SUFFIXES = ("-wal", "-journal", "-shm")
"""Of the files that SQLite keeps beside a database; the first two may hold what was saved last."""
