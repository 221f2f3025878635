"""`Store`: every public method of the database, each one read or one transaction."""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.store import (
    batches,
    browsing,
    deletion,
    folders,
    pictures,
    presence,
    send_log,
    text_search,
    vectors,
)
from picseek.engine.store.consents import Consents
from picseek.engine.store.database import Database
from picseek.engine.store.records import (
    Batch,
    Counts,
    Forgotten,
    IndexedFile,
    KnownFile,
    KnownFolder,
    ListedFile,
    Measured,
    Saved,
    SentCall,
    VectorSet,
)
from picseek.engine.store.second_looks import SecondLooks
from picseek.engine.store.subfolders import Below
from picseek.engine.types import ANY_FILE, FolderRow, PictureRow, Problem, SentRow, ShownFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, SentRecord, Vector
    from picseek.engine.store.answers_journal import PaidAnswer


class Store:
    """What a library knows, in one SQLite file. Safe to use from any thread.

    A picture is a content: the bytes of one or more files, known by their hash. Its id is the
    content's row number. Contents and vectors are never deleted with their files.

    Every method may raise a LibraryError: full, busy, damaged, unwritable, closed.

    Attributes:
        arranging: Order, months, shapes, files and captions of pictures.
        below: What lies below one folder.
        consents: What the user agrees to send, and where.
        database: The file as a whole: whether it is in place, its backups, syncing commits.
        presence: Which folders are here, and which are on volumes that are not connected.
        second_looks: Which pictures still wait for their second look.
    """

    def __init__(self, database: Database, thumbnail_of: Callable[[bytes], Path]) -> None:
        self.database = self._database = database
        self.below = Below(database)
        self.arranging = browsing.Arranging(database, self.below)
        self.consents = Consents(database)
        self.presence = presence.Presence(database)
        self.second_looks = SecondLooks(database)
        self._thumbnail_of = thumbnail_of

    @classmethod
    def open(
        cls,
        file: Path,
        *,
        thumbnail_of: Callable[[bytes], Path],
        readonly: bool = False,
        beside: Sequence[Path] = (),
    ) -> Store:
        """Open a store, or make an empty one where there is none.

        Args:
            file: The database; its folder must exist.
            thumbnail_of: Where the thumbnail of a content hash lies.
            readonly: Only read, beside another process that writes.
            beside: Other files that must stay in place while it is written to.

        Raises:
            LibraryError: It cannot be used; with `readonly`, also when there is none yet.
            LibraryTooNew: A newer version wrote it.
            LibraryDamaged: It is no database, or not one of ours.
        """
        return cls(Database(file, readonly=readonly, beside=beside), thumbnail_of)

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written through this object."""
        return self._database.readonly

    def close(self) -> None:
        """Close all connections. A read that still runs on another thread ends first."""
        self._database.close()

    # Folders

    def add_root(self, path: Path) -> None:
        """Remember a folder that the user chose; it may lie inside another."""
        with self._database.writing() as connection:
            folders.add_root(connection, path)

    def remove_root(self, path: Path) -> Forgotten:
        """Forget a chosen folder and its files, but for those below another chosen folder."""
        with self._database.writing() as connection:
            return deletion.forget_root(connection, path)

    def roots(self) -> list[Path]:
        """The folders the user chose, in the order of their paths."""
        with self._database.reading() as connection:
            return folders.roots(connection)

    def folder_rows(self) -> list[FolderRow]:
        """The roots with what they hold, in the order of their paths. Asks the disk for each."""
        with self._database.reading() as connection:
            rows = folders.folder_rows(connection)
        return [
            replace(row, available=os.path.isdir(row.path) and row.available)  # noqa: PTH112
            for row in rows
        ]

    # Scanning

    def model(self, spec: ModelSpec) -> int:
        """Row number of a model's set of vectors; created if new.

        A set belongs to a model's id, revision, length and host: vectors of another revision or
        server stay in a set of their own. A read-only store changes nothing: it answers 0, a set
        without vectors, instead.
        """
        with self._database.reading() as connection:
            found = vectors.find_set(connection, spec)
            settled = found != vectors.NO_MODEL and vectors.host_of(connection, found) == spec.host
        if settled or self._database.readonly:
            return found
        with self._database.writing() as connection:
            return vectors.put_set(connection, spec)

    def find_set(self, spec: ModelSpec) -> int:
        """Row number of a model's set of vectors; 0 when it has none yet.

        A spec of length 0 (only the service can tell) finds the newest set of any length.
        """
        with self._database.reading() as connection:
            return vectors.find_set(connection, spec)

    def known_files(self, folder: Path, model: int, volume: str = "") -> dict[str, KnownFile]:
        """All that is known of the files directly in a folder (on a volume), by name."""
        with self._database.reading() as connection:
            return folders.known_files(connection, folder, model, volume)

    def known_folders(self, root: Path) -> list[KnownFolder]:
        """Folders at or below a path of which files or failures are recorded."""
        with self._database.reading() as connection:
            return folders.known_folders(connection, root)

    def embedded_hashes_of_size(self, size: int, model: int) -> tuple[bytes, ...]:
        """Hashes of contents of `size` bytes that the model has a vector of, orphans included.

        A new file of that size may be one of them: hashing it can save decoding and embedding.
        """
        with self._database.reading() as connection:
            return pictures.embedded_hashes_of_size(connection, size, model)

    # Writing

    def save(self, batch: Batch) -> Saved:
        """Write a batch in one transaction; no crash of the program undoes it.

        A power cut may, unless `database.sync_commits` is on.

        Files are written first, then vectors, then failures. A failure takes its file out of the
        library, unless the file is unchanged since it was indexed.

        Raises:
            ValueError: A vector has not the model's length, or a content is neither given nor
                stored. Nothing was written.
        """
        with self._database.writing() as connection:
            return batches.save(connection, batch)

    def recover(self, answer: PaidAnswer) -> tuple[NDArray[np.int64], bool]:
        """Save what a call brought and nobody saved, once or again; then it is on the disk.

        Returns:
            Pictures that are searchable now, ascending, int64 (n,); and whether all is saved: a
            picture whose content is not in the store cannot be.
        """
        with self._database.writing(synced=True) as connection:
            known = [
                (content_hash, vector)
                for content_hash, vector in answer.vectors
                if pictures.is_known(connection, content_hash)
            ]
            settled = send_log.is_answered(connection, answer.call)
            batch = Batch(
                vectors.put_set(connection, answer.spec),
                vectors=known,
                sent=() if settled else (answer.call,),
            )
            saved = batches.save(connection, batch)
        return saved.searchable_ids, len(known) == len(answer.vectors)

    def forget_files(self, folder: Path, names: Sequence[str], volume: str = "") -> Forgotten:
        """Forget files directly in a folder (on a volume), and their failures."""
        with self._database.writing() as connection:
            return deletion.forget_files(connection, folder, names, volume)

    def forget_folders(self, rows: Collection[int]) -> Forgotten:
        """Forget these folders, by row number, with all files and failures directly in them."""
        with self._database.writing() as connection:
            return deletion.forget_folders(connection, rows)

    def leave_out_small(self, least: int) -> Forgotten:
        """Take out files of pictures whose longer side has fewer pixels than `least`."""
        with self._database.writing() as connection:
            return deletion.leave_out_small(connection, least)

    def forget_left_out(self) -> None:
        """Forget which files were too small: what that means has changed."""
        with self._database.writing() as connection:
            deletion.forget_left_out(connection)

    def listed_files(self) -> Iterator[ListedFile]:
        """Yield all indexed files, those of a folder one after the other, as of one moment."""
        with self._database.reading() as connection:
            yield from folders.listed_files(connection)

    # Vectors

    def generation(self, model: int) -> int:
        """Differs after each change of the model's searchable pictures; 0 for none."""
        with self._database.reading() as connection:
            return vectors.generation(connection, model)

    def saved_generation(self, model: int) -> int:
        """Generation of the vector index that was written to disk last; 0: none was."""
        with self._database.reading() as connection:
            return vectors.saved_generation(connection, model)

    def replaced_vectors(self, model: int) -> NDArray[np.int64]:
        """Pictures whose vector changed since the vector index was written to disk, (n,)."""
        with self._database.reading() as connection:
            return vectors.replaced_vectors(connection, model)

    def set_saved_generation(self, model: int, value: int) -> None:
        """Record which vector index is written to disk."""
        with self._database.writing() as connection:
            vectors.set_saved_generation(connection, model, value)

    def searchable_ids(self, model: int) -> NDArray[np.int64]:
        """Pictures with a file and a vector of the model, ascending, int64 (n,)."""
        with self._database.reading() as connection:
            return vectors.searchable_ids(connection, model)

    def vectors(
        self, model: int, ids: NDArray[np.int64] | None = None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield searchable vectors of a model, never more than 4096 at once.

        Each chunk is a read of its own, so no lock is held between them: compare `generation`
        before and after to know that nothing changed meanwhile.

        Args:
            model: Row number.
            ids: Only these, in this order; those not searchable are left out. None: all, ascending.

        Yields:
            Ids, int64 (n,), and their vectors, float32 (n, dim); n > 0.
        """
        if ids is not None:
            yield from self._vectors_of(model, ids)
            return
        last = 0
        while True:
            with self._database.reading() as connection:
                found, matrix = vectors.chunk_after(connection, model, last)
            if not len(found):
                return
            last = int(found[-1])
            yield found, matrix

    def _vectors_of(
        self, model: int, ids: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        for start in range(0, len(ids), vectors.CHUNK):
            with self._database.reading() as connection:
                chunk = ids[start : start + vectors.CHUNK]
                found, matrix = vectors.chunk_of(connection, model, chunk)
            if len(found):
                yield found, matrix

    def vector(self, model: int, picture_id: int) -> Vector | None:
        """The model's vector of a picture, float32 (dim,), orphaned or not."""
        with self._database.reading() as connection:
            return vectors.vector(connection, model, picture_id)

    def dim(self, spec: ModelSpec) -> int:
        """Length of a model's vectors, where it was ever used; else 0."""
        with self._database.reading() as connection:
            return vectors.dim_of(connection, vectors.find_set(connection, spec))

    def oldest_set(self, model_id: str) -> int:
        """Row number of the set of a model that was created first; 0 when it has none."""
        with self._database.reading() as connection:
            return vectors.oldest_set(connection, model_id)

    def vector_sets(self) -> list[VectorSet]:
        """All sets of vectors with how much is in them. Counts them: not for each search."""
        with self._database.reading() as connection:
            return vectors.vector_sets(connection)

    def has_vectors(self, spec: ModelSpec) -> bool:
        """Whether any picture is searchable with a model: never counts them."""
        with self._database.reading() as connection:
            return vectors.has_vectors(connection, spec)

    def drop_vectors(self, model: int, most: int) -> NDArray[np.int64]:
        """Drop at most this many vectors of a set (its row number); return whose they were."""
        with self._database.writing() as connection:
            return vectors.drop_vectors(connection, model, most)

    def regions(self, model: int, picture_ids: Sequence[int]) -> list[bytes]:
        """What is where in these pictures, as the model packed it; ``b""``: nothing stored."""
        with self._database.reading() as connection:
            return vectors.regions(connection, model, picture_ids)

    # Words of older versions

    def unfolded_count(self) -> int:
        """How many files there are whose words an older version has indexed."""
        with self._database.reading() as connection:
            return text_search.unfolded_count(connection)

    def fold_some(self, most: int) -> int:
        """Index the words of at most so many of them again; returns how many it were."""
        with self._database.writing() as connection:
            return text_search.fold_some(connection, most)

    # Finding

    def match_files(
        self, words: Sequence[str], *, every: bool, limit: int, folder: Path | None = None
    ) -> dict[int, int]:
        """Pictures whose name, folder, date or captions have these words.

        Case and accents do not matter. Whole words come before beginnings of words, names weigh
        more than captions and these more than folders, then BM25. A word with spaces or
        punctuation is a phrase. Any text will do; what has no letter or digit is ignored, and so is
        all after the 64th word.

        Args:
            words: As the user wrote them.
            every: A file must have all of them; else any.
            limit: The most ids to return.
            folder: Only files in it and below.

        Returns:
            Ids of pictures, the best first, and of each the row number of the file that has the
            words (of several the best).
        """
        with self._database.reading() as connection:
            return text_search.match_files(connection, words, every, limit, folder)

    def rows(self, ids: Sequence[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        """Rows of these pictures, in the order asked; those that are gone are left out.

        The path is of the file that is to be shown, else of the one known longest of those here.
        """
        with self._database.reading() as connection:
            return pictures.rows(connection, ids, self._thumbnail_of, shown)

    def indexed_files(self, ids: Sequence[int]) -> list[IndexedFile]:
        """Files of pictures, in the order asked; of each those that are here first."""
        with self._database.reading() as connection:
            return pictures.indexed_files(connection, ids)

    def paths_of_files(self, files: Sequence[int]) -> dict[int, Path]:
        """The paths of files, by their row numbers."""
        with self._database.reading() as connection:
            return pictures.paths_of_files(connection, files)

    def browse(self) -> array[int]:
        """Ids of all pictures with a file, typecode ``q``: newest taken, else modified, first."""
        with self._database.reading() as connection:
            return browsing.browse(connection)

    def picture_at(self, path: Path) -> int | None:
        """The picture that a file holds, or None when it is not indexed."""
        with self._database.reading() as connection:
            return pictures.picture_at(connection, path)

    def hash_of(self, picture_id: int) -> bytes | None:
        """The content hash of a picture, orphaned or not."""
        with self._database.reading() as connection:
            return pictures.hash_of(connection, picture_id)

    # What left this computer

    # These three work beside another process that writes, too: it has rows of its own.

    def begin_sent(self, record: SentRecord) -> int:
        """Record a call that is about to be made, as not answered.

        Returns:
            Its first row, for `SentCall.row`.
        """
        with self._database.writing_beside() as connection:
            return send_log.begin_sent(connection, record)

    def settle_sent(self, calls: Sequence[SentCall]) -> None:
        """Record what came of calls that gave no vectors to save (else: `save`)."""
        with self._database.writing_beside() as connection:
            send_log.settle_sent(connection, calls)

    def drop_sent(self, call: SentCall) -> None:
        """Take back the record of a call that never left this computer."""
        with self._database.writing_beside() as connection:
            send_log.drop_sent(connection, call)

    def sent(self, limit: int) -> list[SentRow]:
        """The newest records of what was sent, the newest first."""
        with self._database.reading() as connection:
            return send_log.sent(connection, limit)

    def sent_lately(self, seconds: float) -> list[tuple[float, int]]:
        """Calls with pictures in the last few seconds: how many seconds ago, how many pictures."""
        with self._database.reading() as connection:
            return send_log.sent_since(connection, time.time(), seconds)

    def all_sent(self) -> Iterator[SentRow]:
        """Yield all records of what was sent, the oldest first, as of one moment."""
        with self._database.reading() as connection:
            yield from send_log.all_sent(connection)

    def measured(self, model: str) -> Measured:
        """What was sent to a model (its id), in sums."""
        with self._database.reading() as connection:
            return send_log.measured(connection, model)

    def price(self, model: str) -> float | None:
        """What the user says a model (its id) costs: US dollars for a million image tokens."""
        with self._database.reading() as connection:
            return send_log.price(connection, model)

    def set_price(self, model: str, value: float | None) -> None:
        """Keep the price of a model; None: forget it."""
        with self._database.writing() as connection:
            send_log.set_price(connection, model, value)

    # State

    def problems(self) -> list[Problem]:
        """Files that could not be indexed, in the order of their paths."""
        with self._database.reading() as connection:
            return folders.problems(connection)

    def counts(self) -> Counts:
        """Distinct pictures, files and problems."""
        with self._database.reading() as connection:
            return pictures.counts(connection)

    def sizes(self) -> tuple[int, int]:
        """Bytes of the database with its log, and how many of them compacting gives back."""
        return self._database.sizes()

    def compact(self, stop: Callable[[], bool]) -> None:
        """Give back what is free in the database; `stop` tells whether to leave it undone.

        Needs as much room on the disk as the database has; nothing can be written meanwhile.

        Raises:
            Cancelled: It was stopped; all is as it was.
        """
        self._database.compact(stop)

    def setting(self, key: str) -> str | None:
        """A setting's value, or None when it was never set."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._database.writing() as connection:
            connection.execute("REPLACE INTO settings VALUES (?, ?)", (key, value))
