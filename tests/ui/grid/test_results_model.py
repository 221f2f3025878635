from __future__ import annotations

import os
from array import array
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from picseek.engine.types import PictureFacts, PictureRow, ShownFiles
from picseek.ui.grid import results_model
from picseek.ui.grid.drag_mime import DraggedPictures
from picseek.ui.grid.results_model import (
    PATH_ROLE,
    PICTURE_ROLE,
    SCORE_ROLE,
    ResultsModel,
)
from tests.support.ui.grid import Engine, hits, ids, row_of, rows_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def model(qapp: object, engine: Engine) -> ResultsModel:
    return ResultsModel(engine.fetch)


def checked(model: ResultsModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_hits_are_there_at_once(model: ResultsModel, engine: Engine) -> None:
    checked(model)
    model.set_hits(hits(7, 3))
    assert model.rowCount() == 2
    first = model.index(0, 0)
    assert first.data(PATH_ROLE) == os.fspath(row_of(7).path)
    assert first.data(DISPLAY) == "IMG_00007.jpg"
    assert first.data(PICTURE_ROLE) == row_of(7)
    assert first.data(SCORE_ROLE) == pytest.approx(0.493)
    assert engine.asked == []


def test_browsed_pictures_have_no_score(model: ResultsModel) -> None:
    model.set_hits(hits(1))
    model.set_ids(ids(1, first=1))
    assert model.index(0, 0).data(SCORE_ROLE) is None


def test_a_missing_row_is_asked_for_and_painted_when_it_comes(
    qtbot: QtBot, model: ResultsModel, engine: Engine
) -> None:
    model.set_ids(ids(1000))
    with qtbot.waitSignal(model.rows_needed) as needed:
        for row in (5, 6, 5, 900):
            assert model.index(row, 0).data(PICTURE_ROLE) is None
            assert model.index(row, 0).data(DISPLAY) == ""
    assert needed.args == [(5, 6, 900)]
    assert engine.asked == []
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.add_rows(rows_of((5, 6)))
    assert [index.row() for index in changed.args[:2]] == [5, 6]
    assert model.index(5, 0).data(PICTURE_ROLE) == row_of(5)


def test_a_row_is_not_asked_for_twice(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(ids(10))
    with qtbot.waitSignal(model.rows_needed):
        model.index(1, 0).data(PICTURE_ROLE)
    model.index(1, 0).data(PICTURE_ROLE)
    with qtbot.waitSignal(model.rows_needed) as needed:
        model.index(2, 0).data(PICTURE_ROLE)
    assert needed.args == [(2,)]


def test_rows_of_other_contents_do_no_harm(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(ids(10))
    with qtbot.waitSignal(model.rows_needed):
        model.index(9, 0).data(PICTURE_ROLE)
    model.set_ids(ids(3, first=100))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.add_rows(rows_of((9,)))
    assert model.index(0, 0).data(PICTURE_ROLE) is None


def test_new_contents_do_not_ask_for_the_old_ones(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(ids(10))
    model.index(3, 0).data(PICTURE_ROLE)
    model.set_ids(ids(10, first=50))
    with qtbot.waitSignal(model.rows_needed) as needed:
        model.index(0, 0).data(PICTURE_ROLE)
    assert needed.args == [(50,)]


def test_a_path_that_is_not_there_yet_is_asked_for(
    qtbot: QtBot, model: ResultsModel, engine: Engine
) -> None:
    """The database may be slow, or its disk missing: the window does not wait for it."""
    model.set_ids(ids(1000))
    with qtbot.waitSignal(model.rows_needed) as needed:
        assert model.index(500, 0).data(PATH_ROLE) == ""
    assert engine.asked == []
    model.add_rows(engine.fetch(needed.args[0]))
    assert model.index(500, 0).data(PATH_ROLE) == os.fspath(row_of(500).path)


def copied(picture_id: int, folder: str) -> PictureRow:
    row = row_of(picture_id)
    return replace(row, path=Path("/pictures") / folder / row.path.name, copies=2)


def test_of_a_picture_in_two_folders_the_file_is_shown_that_is_meant(
    qtbot: QtBot, model: ResultsModel
) -> None:
    model.set_ids(ids(3))
    model.add_rows([row_of(0), copied(1, "a")])
    model.show_files(ShownFiles(Path("/pictures/b")))
    assert model.index(0, 0).data(DISPLAY) != "", "it has one file only"
    with qtbot.waitSignal(model.rows_needed) as needed:
        assert model.index(1, 0).data(PATH_ROLE) == ""
    assert needed.args == [(1,)]
    model.add_rows([copied(1, "b")])
    assert model.index(1, 0).data(PATH_ROLE) == "/pictures/b/IMG_00001.jpg"


def test_what_is_read_out_and_shown_as_a_tip(model: ResultsModel) -> None:
    model.set_hits(hits(1))
    tip = model.index(0, 0).data(TOOL_TIP)
    assert os.fspath(row_of(1).path) in tip
    assert "640" in tip
    assert "480" in tip
    assert "2024" in tip
    assert model.index(0, 0).data(SPOKEN).startswith("IMG_00001.jpg")


def test_a_tip_shows_the_words_of_a_caption_that_was_found(model: ResultsModel) -> None:
    model.set_hits(hits(1, 2))
    model.set_captions({1: "a <small> zeppelin"})
    assert "“a &lt;small&gt; zeppelin”" in model.index(0, 0).data(TOOL_TIP)
    assert "“" not in model.index(1, 0).data(TOOL_TIP)


def test_a_tip_shows_a_name_that_looks_like_markup(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(ids(1))
    model.add_rows([row_of(0, "<b>bold</b>.jpg")])
    assert "&lt;b&gt;" in model.index(0, 0).data(TOOL_TIP)


def test_a_picture_without_a_camera_date_shows_the_files(model: ResultsModel) -> None:
    model.set_ids(ids(1))
    model.add_rows([row_of(0, facts=PictureFacts(1, 1, "PNG"))])
    assert "2023" in model.index(0, 0).data(TOOL_TIP)


def test_a_name_that_is_not_unicode_is_shown_with_replacements(model: ResultsModel) -> None:
    model.set_ids(ids(1))
    model.add_rows([row_of(0, "caf\udce9.jpg")])
    assert model.index(0, 0).data(DISPLAY) == "caf\ufffd.jpg"
    assert model.index(0, 0).data(PATH_ROLE).endswith("caf\ufffd.jpg")
    assert model.index(0, 0).data(PICTURE_ROLE).path.name == "caf\udce9.jpg"


@pytest.mark.parametrize(
    "name", ["a b.jpg", "50%.jpg", 'it\'s "so".jpg', "two\nlines.jpg", "süß.jpg", "caf\udce9.jpg"]
)
def test_dragged_files_arrive_whatever_their_name(qapp: object, name: str) -> None:
    model = ResultsModel(lambda _ids, _shown: [row_of(0, name), row_of(1)])
    model.set_ids(ids(2))
    mime = DraggedPictures(model, [0, 1])
    assert mime.formats() == ["text/uri-list"]
    first, second = bytes(mime.data("text/uri-list").data()).split()
    assert first.decode() == (Path("/pictures") / name).as_uri()
    assert second.decode() == row_of(1).path.as_uri()
    assert len(mime.urls()) == 2


def test_a_drop_copies(model: ResultsModel) -> None:
    model.set_ids(ids(1))
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_the_list_is_flat(model: ResultsModel) -> None:
    model.set_ids(ids(3))
    assert model.rowCount(model.index(0, 0)) == 0
    assert not model.index(3, 0).isValid()
    model.clear()
    assert model.rowCount() == 0


def test_rows_and_ids_find_each_other(model: ResultsModel) -> None:
    model.set_ids(array("q", [5, 2**40, 9]))
    assert model.picture_id(1) == 2**40
    assert model.row_of(2**40) == 1
    assert model.row_of(77) == -1
    assert model.rows_of([9, 5, 77]) == {5: 0, 9: 2}
    assert model.ids() == array("q", [5, 2**40, 9])


def test_only_so_many_rows_stay_in_memory(
    qtbot: QtBot, model: ResultsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_model, "CACHED_ROWS", 100)
    model.set_ids(ids(300))
    for first in range(0, 300, 50):
        model.add_rows(rows_of(range(first, first + 50)))
        model.index(0, 0).data(DISPLAY)
    assert model.known_row(299) == row_of(299)
    assert model.known_row(0) == row_of(0), "looked at again and again"
    assert model.known_row(60) is None
    with qtbot.waitSignal(model.rows_needed) as needed:
        model.index(60, 0).data(DISPLAY)
    assert needed.args == [(60,)]


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 80), unique=True, min_size=1),
    st.lists(st.integers(0, 80), unique=True),
    st.data(),
)
def test_a_refresh_keeps_each_picture_under_its_index(
    old: list[int], new: list[int], data: st.DataObject
) -> None:
    model = ResultsModel(Engine().fetch)
    checked(model)
    model.set_ids(array("q", old))
    resets: list[None] = []
    model.refreshed.connect(lambda: resets.append(None))
    picture_id = data.draw(st.sampled_from(old))
    index = QPersistentModelIndex(model.index(old.index(picture_id), 0))
    model.refresh_ids(array("q", new))
    assert list(model.ids()) == new
    moved = [each for each in old if each in new] != [each for each in new if each in old]
    assert bool(resets) == moved
    if not resets:
        assert index.isValid() == (picture_id in new)
        assert not index.isValid() or new[index.row()] == picture_id


def test_a_refresh_keeps_scores(model: ResultsModel) -> None:
    model.set_hits(hits(7, 3))
    model.refresh_ids(array("q", [3, 7]))
    assert model.index(1, 0).data(SCORE_ROLE) == pytest.approx(0.493)


def test_many_changes_are_reported_as_a_reset(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(array("q", range(0, 2000, 2)))
    with (
        qtbot.waitSignals(
            [model.about_to_refresh, model.modelReset, model.refreshed], order="strict"
        ),
        qtbot.assertNotEmitted(model.rowsInserted),
    ):
        model.refresh_ids(ids(2000))
    assert model.ids() == ids(2000)


def test_an_unchanged_refresh_emits_nothing(qtbot: QtBot, model: ResultsModel) -> None:
    model.set_ids(ids(5000))
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.assertNotEmitted(model.rowsInserted),
        qtbot.assertNotEmitted(model.rowsRemoved),
    ):
        model.refresh_ids(ids(5000))
