"""Position and scale of a picture in a view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.ui.images.size import Size
from picseek.ui.viewer.placement import MAX_PIXELS, Frame, Placement, sharp_size

VIEW = Size(1000, 600)
PHOTO = Size(6000, 4000)

sides = st.integers(1, 20_000)
sizes = st.builds(Size, sides, sides)
views = st.builds(Size, st.integers(1, 4000), st.integers(1, 4000))


def fitted(picture: Size = PHOTO, view: Size = VIEW) -> Placement:
    return Placement(picture, view).fitted()


def spot(placement: Placement, x: float, y: float) -> tuple[float, float]:
    """The picture's pixel at a point of the view."""
    frame = placement.frame
    scale = placement.actual_scale
    return (x - frame.left) / scale, (y - frame.top) / scale


def test_all_of_a_large_picture_is_seen_in_the_middle() -> None:
    assert fitted().frame == Frame(50, 0, 900, 600)


def test_a_small_picture_is_not_enlarged_to_fit() -> None:
    assert fitted(Size(100, 50)).frame == Frame(450, 275, 100, 50)


def test_the_spot_under_the_pointer_stays_when_zooming() -> None:
    before = fitted().scaled(0.5)
    after = before.zoomed(1.7, at=(800, 100))
    assert spot(after, 800, 100) == pytest.approx(spot(before, 800, 100), abs=3)


def test_zooming_stops_once_at_one_pixel_by_one() -> None:
    before = fitted().scaled(0.9)
    once = before.zoomed(1.25)
    assert once.actual_scale == 1.0
    assert once.zoomed(1.25).actual_scale == 1.25


def test_zooming_out_ends_with_all_of_the_picture() -> None:
    assert fitted().scaled(0.5).zoomed(0.001) == fitted()


def test_zooming_in_has_an_end() -> None:
    assert fitted().scaled(2.0).zoomed(1e9).actual_scale == 16


def test_a_picture_is_moved_no_further_than_its_edges() -> None:
    moved = fitted().scaled(1.0).panned(1e6, -1e6)
    assert (moved.frame.left, moved.frame.top) == (0, VIEW.height - PHOTO.height)


def test_what_fits_cannot_be_moved() -> None:
    assert fitted().panned(100, 100).frame == fitted().frame


def test_a_resized_view_keeps_the_middle() -> None:
    before = fitted().scaled(1.0).panned(700, 300)
    after = before.resized(Size(800, 800))
    assert spot(after, 400, 400) == pytest.approx(spot(before, 500, 300), abs=1)


@given(sizes, views, st.floats(0.001, 100), st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_there_is_never_a_gap_that_could_be_filled(
    picture: Size, view: Size, scale: float, dx: float, dy: float
) -> None:
    frame = fitted(picture, view).scaled(scale).panned(dx, dy).frame
    for start, length, room in (
        (frame.left, frame.width, view.width),
        (frame.top, frame.height, view.height),
    ):
        if length > room:
            assert start <= 1
            assert start + length >= room - 1
        else:
            assert start == (room - length) // 2


@given(sizes, st.floats(0.0001, 16))
def test_an_image_is_sharp_enough_and_small_enough(full: Size, scale: float) -> None:
    size = sharp_size(full, scale, exact=False)
    assert size.width <= full.width
    assert size.width * size.height <= MAX_PIXELS * 1.01 + full.width + full.height
    if full.width * full.height <= MAX_PIXELS:
        assert size.width >= min(full.width, int(full.width * min(scale, 1.0)))


def test_a_huge_picture_is_halved() -> None:
    assert sharp_size(Size(12_000, 9_000), 1.0, exact=False) == Size(6_000, 4_500)


def test_a_size_to_fit_is_met_exactly() -> None:
    assert sharp_size(PHOTO, fitted().fit_scale, exact=True) == Size(900, 600)
