"""The results as a Qt model: a flat list of ids whose rows are fetched on demand."""

from __future__ import annotations

import os
from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from picseek.engine.types import ANY_FILE, Hit, PictureRow, ShownFiles
from picseek.ui.base.plain_text import wrapped_tooltip
from picseek.ui.grid.arrangement import Arrangement, shape_of
from picseek.ui.grid.list_diff import Change, changes
from picseek.ui.grid.sections import ONE_SECTION, Section
from picseek.ui.qt_guard import guarded, no_value
from picseek.ui.text import units

PATH_ROLE = int(Qt.ItemDataRole.UserRole)
"""str: the absolute path; "" until the row is fetched, which reading this starts. Part of the
automation contract.

Qt's strings are Unicode, so undecodable bytes in a path become replacement characters;
PICTURE_ROLE and `picture_id` are exact.
"""

PICTURE_ROLE = PATH_ROLE + 1
"""PictureRow, or None until the row is fetched, which reading this starts."""

SCORE_ROLE = PATH_ROLE + 2
"""float: the hit's score, or None without a search."""

URI_LIST = "text/uri-list"
CACHED_ROWS = 20_000

DRAG_LIMIT = 10_000
"""Maximum number of dragged files, as programs hang with more."""

_TOOL_TIP_ROLE = int(Qt.ItemDataRole.ToolTipRole)
_MAX_MOVED_IDS = 20_000_000

Fetch = Callable[[Sequence[int], ShownFiles], Sequence[PictureRow]]
Index = QModelIndex | QPersistentModelIndex

_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class ResultsModel(QAbstractListModel):
    """Ids of pictures, perhaps a million, with a cache of rows.

    Signals:
        rows_needed: A tuple of ids whose rows are needed for painting; at most once per iteration
            of the event loop. Answer with `add_rows`.
        about_to_refresh, refreshed: Emitted around a reset by `refresh_ids`, for views to save and
            restore their state by id.
        arranged: The arrangement changed, after all rows were inserted and removed.
    """

    rows_needed = Signal(object)
    about_to_refresh = Signal()
    refreshed = Signal()
    arranged = Signal()

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids = array("q")
        self._shown = ANY_FILE
        self._scores: dict[int, float] = {}
        self._captions: dict[int, str] = {}
        self._arrangement = Arrangement.plain(0)
        self._updating = False
        self._rows: OrderedDict[int, PictureRow] = OrderedDict()
        self._requested: dict[int, int] = {}
        self._to_request: list[int] = []
        self._request_timer = QTimer(self, singleShot=True, interval=0)
        self._request_timer.timeout.connect(self._request_rows)

    # Contents

    @property
    def arrangement(self) -> Arrangement:
        """Shapes and sections of the pictures; not up to date while `updating`."""
        return self._arrangement

    @property
    def updating(self) -> bool:
        """Whether rows are being inserted and removed one after the other."""
        return self._updating

    @property
    def shown(self) -> ShownFiles:
        """Which file is shown for pictures with several."""
        return self._shown

    def show_files(self, shown: ShownFiles) -> None:
        """Set which files are shown. Call this before adding their rows."""
        if shown == self._shown:
            return
        self._shown = shown
        for each in [each for each, row in self._rows.items() if row.copies > 1]:
            del self._rows[each]
        self._forget_requests()

    def set_hits(self, hits: Sequence[Hit], sections: tuple[Section, ...] = ONE_SECTION) -> None:
        """Show the hits of a search, with their rows."""
        scores = {hit.picture.id: hit.score for hit in hits}
        self._cache_rows(hit.picture for hit in hits)
        ids = array("q", (hit.picture.id for hit in hits))
        self._replace(ids, scores, arrangement_of(hits, sections))

    def set_ids(self, ids: array[int], arrangement: Arrangement | None = None) -> None:
        """Show these pictures, in this order.

        Args:
            ids: Unique ids, typecode ``q``. The model takes ownership.
            arrangement: Of these pictures; None: not known.
        """
        self._replace(ids, {}, arrangement)

    def arrange(self, arrangement: Arrangement) -> None:
        """Change the arrangement; ignored if outdated, with another number of pictures."""
        if arrangement.count == len(self._ids):
            self._arrangement = arrangement
            self.arranged.emit()

    def set_captions(self, captions: dict[int, str]) -> None:
        """Set the captions by which pictures were found, for their tooltips."""
        self._captions = captions

    def refresh_ids(self, ids: array[int], arrangement: Arrangement | None = None) -> None:
        """Show a changed list of pictures; views keep their selection and scroll position.

        A few changes are made by inserting and removing rows; many, or a new order, by a reset
        between `about_to_refresh` and `refreshed`. Scores stay.

        Args:
            ids: As for `set_ids`.
            arrangement: As for `set_ids`.
        """
        limit = max(8, min(256, _MAX_MOVED_IDS // (len(ids) + 1)))
        steps = changes(self._ids, ids, limit)
        if steps is None:
            self.about_to_refresh.emit()
            self._replace(ids, self._scores, arrangement)
            self.refreshed.emit()
            return
        self._forget_requests()
        self._updating = True
        for step in steps:
            self._apply(step, ids if step is steps[-1] else None)
        self._updating = False
        self.arrange(arrangement or Arrangement.plain(len(ids)))

    def clear(self) -> None:
        """Show nothing."""
        self._replace(array("q"), {}, None)

    def ids(self) -> array[int]:
        """Return all ids in order, typecode ``q``. Do not modify it."""
        return self._ids

    def picture_id(self, row: int) -> int:
        """Return the id in a row."""
        return self._ids[row]

    def row_of(self, picture_id: int) -> int:
        """Return the row of an id, or -1. Takes up to 20 ms for a million rows."""
        try:
            return self._ids.index(picture_id)
        except ValueError:
            return -1

    def rows_of(self, picture_ids: Collection[int]) -> dict[int, int]:
        """Return the rows of ids, as far as they are in the model, by id in row order."""
        wanted = frozenset(picture_ids)
        if not wanted:
            return {}
        return {each: row for row, each in enumerate(self._ids) if each in wanted}

    # Rows

    def add_rows(self, rows: Sequence[PictureRow]) -> None:
        """Add the rows requested by `rows_needed`; outdated ones are ignored."""
        self._cache_rows(rows)
        positions = [self._requested.pop(row.id, -1) for row in rows]
        shown = [
            at
            for at, row in zip(positions, rows, strict=True)
            if 0 <= at < len(self._ids) and self._ids[at] == row.id
        ]
        if shown:
            self.dataChanged.emit(self.index(min(shown)), self.index(max(shown)))

    def known_row(self, row: int) -> PictureRow | None:
        """Return a row if it is in memory, without fetching it."""
        return self._rows.get(self._ids[row])

    def uri_list(self, picture_ids: Sequence[int]) -> bytes:
        """Return the files of pictures as ``text/uri-list``.

        Thread-safe. URLs encode the paths' bytes, so undecodable names work as well.

        Raises:
            EngineError: The rows cannot be fetched.
        """
        urls = (row.path.as_uri() for row in self._fetch(picture_ids, self._shown))
        return "".join(f"{url}\r\n" for url in urls).encode("ascii")

    # Qt overrides

    @guarded(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    @guarded(no_value)
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = index.row()
        if not index.isValid() or row >= len(self._ids):
            return None
        if role == SCORE_ROLE:
            return self._scores.get(self._ids[row])
        if role == PATH_ROLE:
            return self._path_at(row)
        if role == PICTURE_ROLE:
            return self._row_at(row)
        text = _TEXTS.get(role)
        if text is None:
            return None
        picture = self._row_at(row)
        if picture is None:
            return ""
        if role == _TOOL_TIP_ROLE:
            return _tool_tip(picture, self._captions.get(picture.id, ""))
        return text(picture)

    @guarded(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @guarded(lambda: Qt.DropAction.IgnoreAction)
    def supportedDragActions(self) -> Qt.DropAction:
        """Files are only copied, never moved."""
        return Qt.DropAction.CopyAction

    # Internal

    def _replace(
        self, ids: array[int], scores: dict[int, float], arrangement: Arrangement | None
    ) -> None:
        self.beginResetModel()
        self._ids = ids
        self._arrangement = arrangement or Arrangement.plain(len(ids))
        self._scores = scores
        self._forget_requests()
        self.endResetModel()

    def _apply(self, step: Change, result: array[int] | None) -> None:
        """Apply a step; `result`: the final list for the last step, to avoid copying."""
        root = QModelIndex()
        if step.removed:
            self.beginRemoveRows(root, step.at, step.at + step.removed - 1)
            self._ids = self._ids[: step.at] + self._ids[step.at + step.removed :]
            self.endRemoveRows()
        if step.inserted:
            self.beginInsertRows(root, step.at, step.at + len(step.inserted) - 1)
            self._ids = result or (
                self._ids[: step.at] + array("q", step.inserted) + self._ids[step.at :]
            )
            self.endInsertRows()

    def _forget_requests(self) -> None:
        self._requested.clear()
        self._to_request.clear()

    def _cache_rows(self, rows: Iterable[PictureRow]) -> None:
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > CACHED_ROWS:
            self._rows.popitem(last=False)

    def _row_at(self, row: int) -> PictureRow | None:
        picture_id = self._ids[row]
        picture = self._rows.get(picture_id)
        if picture is not None:
            self._rows.move_to_end(picture_id)
        elif picture_id not in self._requested:
            self._requested[picture_id] = row
            self._to_request.append(picture_id)
            if not self._request_timer.isActive():
                self._request_timer.start()
        return picture

    def _path_at(self, row: int) -> str:
        picture = self._row_at(row)
        return _replaced(os.fspath(picture.path)) if picture else ""

    @Slot()
    def _request_rows(self) -> None:
        if self._to_request:
            wanted, self._to_request = tuple(self._to_request), []
            self.rows_needed.emit(wanted)


def arrangement_of(hits: Sequence[Hit], sections: tuple[Section, ...] = ONE_SECTION) -> Arrangement:
    """Return the arrangement of hits, by the shapes in their rows."""
    facts = (hit.picture.facts for hit in hits)
    return Arrangement.of((shape_of(each.width, each.height) for each in facts), sections)


def file_name(picture: PictureRow) -> str:
    """Return a picture's file name as Qt can show it."""
    return _replaced(picture.path.name)


def _replaced(text: str) -> str:
    """Replace undecodable bytes of a path with U+FFFD."""
    return text if text.isascii() else os.fsencode(text).decode("utf-8", "replace")


def _details(picture: PictureRow) -> str:
    facts = picture.facts
    taken = QDateTime.fromSecsSinceEpoch(int(picture.modified_at))
    if facts.taken_at is not None:
        taken = QDateTime.fromString(facts.taken_at.isoformat(), Qt.DateFormat.ISODate)
    when = units.date_time(taken)
    size = units.data(picture.size)
    return f"{facts.width} × {facts.height} · {size} · {when}"  # noqa: RUF001 - a multiplication sign


def _tool_tip(picture: PictureRow, caption: str = "") -> str:
    found_by = [f"“{caption}”"] if caption else []
    return wrapped_tooltip(_replaced(os.fspath(picture.path)), _details(picture), *found_by)


def _accessible_text(picture: PictureRow) -> str:
    return f"{file_name(picture)}, {_details(picture)}"


_TEXTS: dict[int, Callable[[PictureRow], str]] = {
    int(Qt.ItemDataRole.DisplayRole): file_name,
    _TOOL_TIP_ROLE: _tool_tip,
    int(Qt.ItemDataRole.AccessibleTextRole): _accessible_text,
}
