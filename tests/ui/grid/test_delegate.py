from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from picseek.engine.types import PictureFacts
from picseek.ui.grid.delegate import PADDING, GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from tests.support.ui.grid import Engine, FakeThumbnails, ids, row_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIDE = 100
ACCENT, BASE, TEXT = QColor("blue"), QColor("white"), QColor("black")


@pytest.fixture
def model(qapp: object) -> ResultsModel:
    model = ResultsModel(Engine().fetch)
    model.set_ids(ids(4))
    model.add_rows(
        [
            row_of(0),
            row_of(1, "a very long name that does not fit below the picture.jpg"),
            row_of(2, facts=PictureFacts(20, 10, "PNG")),
        ]
    )
    return model


def palette() -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Base, BASE),
        (QPalette.ColorRole.Text, TEXT),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.PlaceholderText, QColor("gray")),
    ):
        palette.setColor(role, colour)
    return palette


def painted(
    delegate: GridDelegate,
    index: QModelIndex,
    state: QStyle.StateFlag = QStyle.StateFlag.State_None,
    ratio: float = 1.0,
) -> QImage:
    option = QStyleOptionViewItem()
    option.palette = palette()
    option.decorationSize = QSize(SIDE, SIDE)
    option.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Active | state
    size = delegate.sizeHint(option, QModelIndex())
    option.rect = QRect(0, 0, size.width(), size.height())
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(BASE)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


def red_box(image: QImage) -> QRect:
    """Where the fake thumbnail is."""
    red = QColor("red").rgb()
    reds = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == red
    ]
    lefts, tops = [x for x, _ in reds], [y for _, y in reds]
    return QRect(min(lefts), min(tops), max(lefts) - min(lefts) + 1, max(tops) - min(tops) + 1)


def test_the_thumbnail_is_fitted_and_centred(model: ResultsModel) -> None:
    thumbnails = FakeThumbnails()
    image = painted(GridDelegate(thumbnails), model.index(0, 0))
    assert thumbnails.asked == [(0, SIDE)]
    assert red_box(image) == QRect(PADDING, PADDING + 12, 100, 75)


def test_corners_are_rounded(model: ResultsModel) -> None:
    image = painted(GridDelegate(FakeThumbnails()), model.index(0, 0))
    assert QColor(image.pixel(PADDING, PADDING + 12)) == BASE


@pytest.mark.parametrize("ratio", [1, 2])
def test_a_small_picture_keeps_its_size(model: ResultsModel, ratio: int) -> None:
    thumbnails = FakeThumbnails()
    image = painted(GridDelegate(thumbnails), model.index(2, 0), ratio=ratio)
    assert thumbnails.asked == [(2, 20 * ratio)]
    assert red_box(image).size() == QSize(20, 10) * ratio


def test_fine_screens_get_all_their_pixels(model: ResultsModel) -> None:
    thumbnails = FakeThumbnails()
    image = painted(GridDelegate(thumbnails), model.index(0, 0), ratio=2.0)
    assert thumbnails.asked == [(0, 2 * SIDE)]
    assert red_box(image).size() == QSize(200, 150)


@pytest.mark.parametrize("row", [0, 3])
def test_what_is_missing_is_a_quiet_placeholder(
    qtbot: QtBot, model: ResultsModel, row: int
) -> None:
    image = painted(GridDelegate(FakeThumbnails(missing=[0])), model.index(row, 0))
    shade = QColor(image.pixel(image.rect().center()))
    assert shade != BASE
    assert shade.lightness() > 220


def test_a_broken_picture_looks_different_from_a_missing_one(model: ResultsModel) -> None:
    missing = painted(GridDelegate(FakeThumbnails(missing=[0])), model.index(0, 0))
    broken = painted(GridDelegate(FakeThumbnails(broken=[0])), model.index(0, 0))
    assert missing != broken
    assert len(colours(broken)) > len(colours(missing))


def test_the_icon_of_a_broken_picture_stays_in_a_wide_cell(model: ResultsModel) -> None:
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(BASE)
    option = QStyleOptionViewItem()
    option.palette = palette()
    option.rect = QRect(0, 100, 600, 100)
    painter = QPainter(image)
    GridDelegate(FakeThumbnails(broken=[0])).paint(painter, option, model.index(0, 0))
    painter.end()
    assert len(colours(image.copy(0, 100, 600, 100))) > 2
    assert colours(image.copy(0, 0, 600, 95)) == {"#ffffff"}
    assert colours(image.copy(0, 205, 600, 95)) == {"#ffffff"}


def test_selection_is_a_ring_in_the_accent(model: ResultsModel) -> None:
    delegate = GridDelegate(FakeThumbnails())
    plain = painted(delegate, model.index(0, 0))
    selected = painted(delegate, model.index(0, 0), QStyle.StateFlag.State_Selected)
    assert ACCENT.name() not in colours(plain)
    assert ACCENT.name() in colours(selected)
    assert red_box(selected) == red_box(plain)


def test_every_state_looks_different(model: ResultsModel) -> None:
    delegate, flags = GridDelegate(FakeThumbnails()), QStyle.StateFlag
    images = [
        painted(delegate, model.index(0, 0), state)
        for state in (
            flags.State_None,
            flags.State_MouseOver,
            flags.State_Selected,
            flags.State_HasFocus,
            flags.State_HasFocus | flags.State_Selected,
        )
    ]
    assert all(a != b for at, a in enumerate(images) for b in images[at + 1 :])


def test_names_are_shown_when_wanted(qtbot: QtBot, model: ResultsModel) -> None:
    delegate = GridDelegate(FakeThumbnails())
    without = painted(delegate, model.index(1, 0))
    with qtbot.waitSignal(delegate.sizeHintChanged):
        delegate.show_names = True
    named = painted(delegate, model.index(1, 0))
    assert named.height() > without.height()
    below = named.copy(0, without.height(), named.width(), named.height() - without.height())
    assert len(colours(below)) > 1
    assert all(QColor(below.pixel(x, 0)) == BASE for x in range(PADDING))


def test_an_incomplete_picture_has_a_badge(model: ResultsModel) -> None:
    delegate = GridDelegate(FakeThumbnails())
    whole = painted(delegate, model.index(0, 0))
    row = row_of(0)
    model.add_rows([replace(row, facts=replace(row.facts, partial=True))])
    torn = painted(delegate, model.index(0, 0))
    corner = QRect(PADDING, PADDING + 50, 40, 37)
    assert torn.copy(corner) != whole.copy(corner)
