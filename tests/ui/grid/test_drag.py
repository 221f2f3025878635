"""What a drag out of the grid carries."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag

from picseek.engine.errors import LibraryError
from picseek.ui.grid.drag_mime import DraggedPictures
from picseek.ui.grid.results_model import DRAG_LIMIT
from tests.support.ui.grid_on_screen import Build

if TYPE_CHECKING:
    import pytest


def test_files_are_looked_up_beside_the_window_while_it_is_dragged(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = build(5000)
    results = view.content.results
    assert results is not None
    readers: list[threading.Thread] = []
    read = results.uri_list

    def recorded(ids: Sequence[int]) -> bytes:
        readers.append(threading.current_thread())
        return read(ids)

    monkeypatch.setattr(results, "uri_list", recorded)
    drags: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: drags.append(drag))
    view.selectAll()
    view.startDrag(Qt.DropAction.CopyAction)
    (drag,) = drags
    mime = drag.mimeData()
    assert mime.hasUrls()
    assert mime.formats() == ["text/uri-list"]
    assert len(mime.urls()) == 5000
    assert bytes(mime.data("text/uri-list").data()).count(b"\r\n") == 5000
    (reader,) = readers
    assert reader is not threading.main_thread()


def test_where_paths_cannot_be_had_nothing_is_dropped(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = build(3)
    results = view.content.results
    assert results is not None

    def fail(_ids: Sequence[int]) -> bytes:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr(results, "uri_list", fail)
    mime = DraggedPictures(results, [1, 2])
    assert mime.urls() == []


def test_too_many_pictures_are_not_dragged_and_that_is_said(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = build(DRAG_LIMIT + 1)
    messages: list[str] = []
    view.reported.connect(messages.append)
    drags: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: drags.append(drag))
    view.selectAll()
    view.startDrag(Qt.DropAction.CopyAction)
    assert drags == []
    assert messages == ["You can drag up to 10,000 pictures at a time."]
