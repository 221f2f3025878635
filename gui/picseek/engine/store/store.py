"""`Store`: the database as repositories, and the transactions that concern several of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.store import batches, send_log, vector_rows
from picseek.engine.store.database import Database
from picseek.engine.store.files import FileRepository
from picseek.engine.store.folders import FolderRepository
from picseek.engine.store.lookups import find_content
from picseek.engine.store.pictures import PictureRepository
from picseek.engine.store.presence import PresenceRepository
from picseek.engine.store.records import Batch, Saved
from picseek.engine.store.second_looks import SecondLooks
from picseek.engine.store.send_log import SendLogRepository
from picseek.engine.store.settings import SettingRepository
from picseek.engine.store.shared_settings import SharedSettings
from picseek.engine.store.text_search import TextIndex
from picseek.engine.store.vectors import VectorRepository

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.store.answers_journal import PaidAnswer


class Store:
    """A library's data in one SQLite file. Safe to use from any thread.

    A picture is a content: the bytes of one or more files, identified by their hash. Its id is the
    content's row number. Contents and vectors are not deleted with their files.

    Every method, also of the repositories, may raise a LibraryError: full, busy, damaged,
    unwritable, closed.

    Attributes:
        consents: What the user agrees to send, and where.
        database: The file as a whole: its location, size and backups, and syncing of commits.
        files: Files on the disk, and why some of them could not be indexed.
        folders: Chosen folders and their subfolders.
        pictures: Rows of pictures, their order, and their number.
        presence: Which folders are present, and which are on volumes that are not connected.
        second_looks: Which pictures still wait for their second look.
        send_log: The log of sent data, and prices.
        settings: Texts by key.
        text: Full-text search.
        vectors: Models' sets of vectors.
    """

    def __init__(self, database: Database, thumbnail_of: Callable[[bytes], Path]) -> None:
        self.database = database
        self.shared_settings = SharedSettings(database)
        self.files = FileRepository(database)
        self.folders = FolderRepository(database)
        self.pictures = PictureRepository(database, thumbnail_of)
        self.presence = PresenceRepository(database)
        self.second_looks = SecondLooks(database)
        self.send_log = SendLogRepository(database)
        self.settings = SettingRepository(database)
        self.text = TextIndex(database)
        self.vectors = VectorRepository(database)

    @classmethod
    def open(
        cls,
        file: Path,
        *,
        thumbnail_of: Callable[[bytes], Path],
        readonly: bool = False,
        guarded: Sequence[Path] = (),
    ) -> Store:
        """Open a store, or create an empty one where there is none.

        Args:
            file: The database; its folder must exist.
            thumbnail_of: Path of the thumbnail of a content hash.
            readonly: Only read, while another process may write.
            guarded: Other files that must stay in place while it is written to.

        Raises:
            LibraryError: It cannot be used; with `readonly`, also when there is none yet.
            LibraryTooNew: A newer version wrote it.
            LibraryDamaged: It is not a database, or not one of Picseek.
        """
        return cls(Database(file, readonly=readonly, guarded=guarded), thumbnail_of)

    def close(self) -> None:
        """Close all connections; that of a read still running closes when it ends."""
        self.database.close()

    def save(self, batch: Batch) -> Saved:
        """Write a batch in one transaction.

        It survives a crash of the program, and a power cut if `Database.sync_commits` is on.

        Files are written first, then vectors, then failures. A failure removes its file from the
        library, unless the file is unchanged since it was indexed.

        Raises:
            ValueError: A vector does not have the model's length, or a content is neither given nor
                stored. Nothing was written.
        """
        with self.database.writing() as connection:
            return batches.save(connection, batch)

    def recover(self, answer: PaidAnswer) -> tuple[NDArray[np.int64], bool]:
        """Save an answer from the journal, unless it is saved already, and sync it.

        Returns:
            Pictures that are searchable now, ascending, int64 (n,); and whether all vectors are
            saved: a vector of a content that is not in the store cannot be.
        """
        with self.database.writing(synced=True) as connection:
            known = [
                (content_hash, vector)
                for content_hash, vector in answer.vectors
                if find_content(connection, content_hash) is not None
            ]
            complete = send_log.is_answered(connection, answer.call)
            batch = Batch(
                vector_rows.ensure_set(connection, answer.spec),
                vectors=known,
                sent=() if complete else (answer.call,),
            )
            saved = batches.save(connection, batch)
        return saved.searchable_ids, len(known) == len(answer.vectors)
