"""The pictures on screen as a Qt model: a flat list of ids whose rows are fetched when needed."""

from __future__ import annotations

import os
from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QMimeData,
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
"""str: the absolute path; "" while it is not there yet, and asked for by this. Part of the
automation contract.

A path that is not Unicode is given with replacement characters, for Qt's strings cannot hold it;
PICTURE_ROLE and `picture_id` are exact.
"""

PICTURE_ROLE = PATH_ROLE + 1
"""PictureRow, or None for one that is not there yet and is asked for by this."""

SCORE_ROLE = PATH_ROLE + 2
"""float: the hit's score, or None when these are no hits."""

URI_LIST = "text/uri-list"
CACHED_ROWS = 20_000

DRAG_LIMIT = 10_000
"""More files than this are not dragged: no program takes them, and it would hang on them."""

_TOOL_TIP_ROLE = int(Qt.ItemDataRole.ToolTipRole)
_MOVED_IDS = 20_000_000

Fetch = Callable[[Sequence[int], ShownFiles], Sequence[PictureRow]]
Index = QModelIndex | QPersistentModelIndex

_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class ResultsModel(QAbstractListModel):
    """Ids of pictures, a million being normal, and the rows of those that were looked at.

    Signals:
        rows_needed: A tuple of ids whose rows are wanted for painting; at most one for each turn
            of the event loop. Answer with `add_rows`.
        about_to_refresh, refreshed: Around a reset by `refresh_ids`: who shows the model keeps
            its place by ids.
        arranged: The arrangement is another one, and all rows that came and went have done so.
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
        self._moving = False
        self._rows: OrderedDict[int, PictureRow] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._to_ask: list[int] = []
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    # Contents

    @property
    def arrangement(self) -> Arrangement:
        """Shapes and sections of the pictures; of another number of them while `moving`."""
        return self._arrangement

    @property
    def moving(self) -> bool:
        """Whether rows come and go one after the other just now: what is shown will change."""
        return self._moving

    @property
    def shown(self) -> ShownFiles:
        """Which of its files is meant where a picture has several."""
        return self._shown

    def show_files(self, shown: ShownFiles) -> None:
        """Mean these files from now on. To be called before rows that show them are given."""
        if shown == self._shown:
            return
        self._shown = shown
        for each in [each for each, row in self._rows.items() if row.copies > 1]:
            del self._rows[each]
        self._forget_asked()

    def set_hits(self, hits: Sequence[Hit], sections: tuple[Section, ...] = ONE_SECTION) -> None:
        """Show what a search found, in this order; their rows are known."""
        scores = {hit.picture.id: hit.score for hit in hits}
        self._keep(hit.picture for hit in hits)
        ids = array("q", (hit.picture.id for hit in hits))
        self._replace(ids, scores, arrangement_of(hits, sections))

    def set_ids(self, ids: array[int], arrangement: Arrangement | None = None) -> None:
        """Show these pictures, in this order.

        Args:
            ids: Typecode ``q``, each id once. Owned by the model from now on.
            arrangement: Of just these; None: not known.
        """
        self._replace(ids, {}, arrangement)

    def arrange(self, arrangement: Arrangement) -> None:
        """Arrange the pictures that are shown in another way.

        One of another number of pictures is late, and does nothing.
        """
        if arrangement.count == len(self._ids):
            self._arrangement = arrangement
            self.arranged.emit()

    def set_captions(self, captions: dict[int, str]) -> None:
        """Keep the words of captions by which some pictures were found, for their tool tips."""
        self._captions = captions

    def refresh_ids(self, ids: array[int], arrangement: Arrangement | None = None) -> None:
        """Show these pictures in place of about the same ones: selection and place stay.

        A few changes are told as rows that came and went; many, or a new order, as a reset
        between `about_to_refresh` and `refreshed`. Scores stay as well.

        Args:
            ids: As for `set_ids`.
            arrangement: As for `set_ids`.
        """
        most = max(8, min(256, _MOVED_IDS // (len(ids) + 1)))
        steps = changes(self._ids, ids, most)
        if steps is None:
            self.about_to_refresh.emit()
            self._replace(ids, self._scores, arrangement)
            self.refreshed.emit()
            return
        self._forget_asked()
        self._moving = True
        for step in steps:
            self._take(step, ids if step is steps[-1] else None)
        self._moving = False
        self.arrange(arrangement or Arrangement.plain(len(ids)))

    def clear(self) -> None:
        """Show nothing."""
        self._replace(array("q"), {}, None)

    def ids(self) -> array[int]:
        """All ids in order, typecode ``q``. Not to be changed."""
        return self._ids

    def picture_id(self, row: int) -> int:
        """The id in a row."""
        return self._ids[row]

    def row_of(self, picture_id: int) -> int:
        """The row of an id, or -1. Takes up to 20 ms for a million, in place of 100 MB."""
        try:
            return self._ids.index(picture_id)
        except ValueError:
            return -1

    def rows_of(self, picture_ids: Collection[int]) -> dict[int, int]:
        """The rows of those of the ids that are here, by id, in the order of the rows."""
        wanted = frozenset(picture_ids)
        if not wanted:
            return {}
        return {each: row for row, each in enumerate(self._ids) if each in wanted}

    # Rows

    def add_rows(self, rows: Sequence[PictureRow]) -> None:
        """Take rows that `rows_needed` asked for; those of other contents do no harm."""
        self._keep(rows)
        asked = [self._asked.pop(row.id, -1) for row in rows]
        shown = [
            at
            for at, row in zip(asked, rows, strict=True)
            if 0 <= at < len(self._ids) and self._ids[at] == row.id
        ]
        if shown:
            self.dataChanged.emit(self.index(min(shown)), self.index(max(shown)))

    def known_row(self, row: int) -> PictureRow | None:
        """What is in a row, if it was fetched before; asks for nothing."""
        return self._rows.get(self._ids[row])

    def uri_list(self, picture_ids: Sequence[int]) -> bytes:
        """The files of these pictures, as other programs take them: one URL a line.

        Fit for any thread. The URLs are made of the paths' bytes, so names that are not Unicode
        arrive, too.

        Raises:
            EngineError: Their rows cannot be fetched.
        """
        urls = (row.path.as_uri() for row in self._fetch(picture_ids, self._shown))
        return "".join(f"{url}\r\n" for url in urls).encode("ascii")

    # Qt's side

    @guarded(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many pictures there are."""
        return 0 if parent.isValid() else len(self._ids)

    @guarded(no_value)
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """See the roles' descriptions; text roles are empty until the row was fetched."""
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
        """Every picture can be selected and dragged."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    @guarded(list[str])
    def mimeTypes(self) -> list[str]:
        """Pictures are dragged as files."""
        return [URI_LIST]

    @guarded(QMimeData)
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files of these pictures; of more than DRAG_LIMIT none: it would take seconds."""
        mime = QMimeData()
        if len(indexes) <= DRAG_LIMIT:
            mime.setData(URI_LIST, self.uri_list([self._ids[index.row()] for index in indexes]))
        return mime

    @guarded(lambda: Qt.DropAction.IgnoreAction)
    def supportedDragActions(self) -> Qt.DropAction:
        """Files are copied: a drop never takes them away from their folder."""
        return Qt.DropAction.CopyAction

    # Inside

    def _replace(
        self, ids: array[int], scores: dict[int, float], arrangement: Arrangement | None
    ) -> None:
        self.beginResetModel()
        self._ids = ids
        self._arrangement = arrangement or Arrangement.plain(len(ids))
        self._scores = scores
        self._forget_asked()
        self.endResetModel()

    def _take(self, step: Change, all_taken: array[int] | None) -> None:
        """Take a step; `all_taken`: what the last one leads to, so that nothing is copied."""
        nowhere = QModelIndex()
        if step.removed:
            self.beginRemoveRows(nowhere, step.at, step.at + step.removed - 1)
            self._ids = self._ids[: step.at] + self._ids[step.at + step.removed :]
            self.endRemoveRows()
        if step.inserted:
            self.beginInsertRows(nowhere, step.at, step.at + len(step.inserted) - 1)
            self._ids = all_taken or (
                self._ids[: step.at] + array("q", step.inserted) + self._ids[step.at :]
            )
            self.endInsertRows()

    def _forget_asked(self) -> None:
        self._asked.clear()
        self._to_ask.clear()

    def _keep(self, rows: Iterable[PictureRow]) -> None:
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
        elif picture_id not in self._asked:
            self._asked[picture_id] = row
            self._to_ask.append(picture_id)
            if not self._ask_soon.isActive():
                self._ask_soon.start()
        return picture

    def _path_at(self, row: int) -> str:
        picture = self._row_at(row)
        return _shown(os.fspath(picture.path)) if picture else ""

    @Slot()
    def _ask(self) -> None:
        if self._to_ask:
            wanted, self._to_ask = tuple(self._to_ask), []
            self.rows_needed.emit(wanted)


def arrangement_of(hits: Sequence[Hit], sections: tuple[Section, ...] = ONE_SECTION) -> Arrangement:
    """How hits are arranged: their shapes are known with their rows."""
    facts = (hit.picture.facts for hit in hits)
    return Arrangement.of((shape_of(each.width, each.height) for each in facts), sections)


def file_name(picture: PictureRow) -> str:
    """The picture's file name, fit to be shown."""
    return _shown(picture.path.name)


def _shown(text: str) -> str:
    """Text that Qt can hold: bytes of a path that are not Unicode become U+FFFD."""
    return text if text.isascii() else os.fsencode(text).decode("utf-8", "replace")


def _details(picture: PictureRow) -> str:
    locale = QLocale()
    facts = picture.facts
    taken = QDateTime.fromSecsSinceEpoch(int(picture.modified_at))
    if facts.taken_at is not None:
        taken = QDateTime.fromString(facts.taken_at.isoformat(), Qt.DateFormat.ISODate)
    when = locale.toString(taken, QLocale.FormatType.ShortFormat)
    size = units.data(picture.size)
    return f"{facts.width} × {facts.height} · {size} · {when}"  # noqa: RUF001 - a multiplication sign


def _tool_tip(picture: PictureRow, caption: str = "") -> str:
    found_by = [f"“{caption}”"] if caption else []
    return wrapped_tooltip(_shown(os.fspath(picture.path)), _details(picture), *found_by)


def _spoken(picture: PictureRow) -> str:
    return f"{file_name(picture)}, {_details(picture)}"


_TEXTS: dict[int, Callable[[PictureRow], str]] = {
    int(Qt.ItemDataRole.DisplayRole): file_name,
    _TOOL_TIP_ROLE: _tool_tip,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
}
