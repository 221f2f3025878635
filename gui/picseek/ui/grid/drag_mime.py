"""What a drag of pictures carries: their files, looked up while the pointer moves."""

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

    Rows of thousands of pictures take up to a second: a drag begins at once, and they are read
    meanwhile. Where it is dropped, only what is left of that is waited for.
    """

    def __init__(self, results: ResultsModel, picture_ids: list[int]) -> None:
        super().__init__()
        lane = LaneThread("picseek-drag")
        self._reading = lane.submit(results.uri_list, picture_ids)
        lane.shutdown(wait=False)

    @guarded(list[str])
    def formats(self) -> list[str]:
        """A list of URLs."""
        return [URI_LIST]

    @guarded(bool)
    def hasFormat(self, mime_type: str) -> bool:  # noqa: N802 - Qt's name
        """Whether it is that list that is asked for."""
        return mime_type == URI_LIST

    @guarded(no_value)
    def retrieveData(self, mime_type: str, preferred: QMetaType | QMetaType.Type) -> Any:  # noqa: ANN401, N802 - Qt's variant and name
        """The list, as bytes or, where Qt asks for that, as URLs."""
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
