"""MIME data for dragged pictures, read from the library in the background."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QUrl

from picseek.engine.errors import EngineError
from picseek.ui.base.lane_thread import LaneThread
from picseek.ui.grid.results_model import URI_LIST, ResultsModel
from picseek.ui.qt_guard import guarded, no_value

_log = logging.getLogger(__name__)


class DraggedPictures(QMimeData):
    """Files of pictures as a list of URLs.

    Reading thousands of rows takes up to a second, so it runs while the user drags; only the drop
    waits for it.
    """

    def __init__(self, results: ResultsModel, picture_ids: list[int]) -> None:
        super().__init__()
        lane = LaneThread("picseek-drag")
        self._reading = lane.submit(results.uri_list, picture_ids)
        lane.shutdown(wait=False)

    @guarded(list[str])
    def formats(self) -> list[str]:
        return [URI_LIST]

    @guarded(bool)
    def hasFormat(self, mime_type: str) -> bool:  # noqa: N802 - Qt's name
        return mime_type == URI_LIST

    @guarded(no_value)
    def retrieveData(self, mime_type: str, preferred: QMetaType | QMetaType.Type) -> Any:  # noqa: ANN401, N802 - Qt's variant and name
        """Return the list as bytes, or as URLs if Qt prefers that."""
        if mime_type != URI_LIST:
            return None
        found = self._read()
        if QMetaType(preferred).id() == QMetaType.Type.QVariantList.value:
            return [QUrl.fromEncoded(QByteArray(line)) for line in found.split()]
        return QByteArray(found)

    def _read(self) -> bytes:
        try:
            return self._reading.result()
        except EngineError as error:
            _log.warning("the pictures cannot be dragged: %s", error)
            return b""
