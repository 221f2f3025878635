"""When a picture was taken: whatever says so, and what of it can be used."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.metadata.captions import date_of
from picseek.engine.metadata.dates import (
    Taken,
    best,
    local_time,
    mailed_date,
    named_date,
    written_date,
    written_period,
)
from picseek.engine.metadata.sidecars import SidecarMetadata
from picseek.engine.types import DateSource

DAYS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(
    lambda day: day.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Cameras and telephones
        ("IMG_20190314_101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("PXL_20190314_101112345.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("PXL_20190314_101112345.PORTRAIT.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("MVIMG_20190314_101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("20190314_101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("20190314_101112(0).jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("20190314101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("IMG20190314101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("WP_20190314_10_11_12_Pro.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("2019-03-14 10.11.12.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("2019-03-14 10.11.12-1.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        # Messengers
        ("IMG-20190314-WA0001.jpg", datetime(2019, 3, 14)),
        ("WhatsApp Image 2019-03-14 at 10.11.12.jpeg", datetime(2019, 3, 14, 10, 11, 12)),
        ("WhatsApp Image 2019-03-14 at 3.11.12 PM.jpeg", datetime(2019, 3, 14, 15, 11, 12)),
        ("signal-2019-03-14-101112.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("signal-2019-03-14-10-11-12-345.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        ("photo_2019-03-14_10-11-12.jpg", datetime(2019, 3, 14, 10, 11, 12)),
        # Screenshots
        ("Screenshot_20240131-101112.png", datetime(2024, 1, 31, 10, 11, 12)),
        ("Screenshot_2024-01-31-10-11-12-123_com.app.jpg", datetime(2024, 1, 31, 10, 11, 12)),
        ("Screenshot_20240131_101112_Chrome.jpg", datetime(2024, 1, 31, 10, 11, 12)),
        ("Screenshot from 2024-01-31 10-11-12.png", datetime(2024, 1, 31, 10, 11, 12)),
        ("Screenshot 2024-01-31 at 10.11.12.png", datetime(2024, 1, 31, 10, 11, 12)),
        ("Screen Shot 2019-03-14 at 12.14.15 AM.png", datetime(2019, 3, 14, 0, 14, 15)),
        ("Screen Shot 2019-03-14 at 3.14.15\u202fPM.png", datetime(2019, 3, 14, 15, 14, 15)),
        ("Bildschirmfoto 2019-03-14 um 10.11.12.png", datetime(2019, 3, 14, 10, 11, 12)),
        ("Capture d’écran 2019-03-14 à 10.11.12.png", datetime(2019, 3, 14, 10, 11, 12)),  # noqa: RUF001
        # People
        ("2019-03-14 Lisbon.jpg", datetime(2019, 3, 14)),
        ("20190314 wedding.jpg", datetime(2019, 3, 14)),
        ("Lisbon 2019_03_14 (2).jpg", datetime(2019, 3, 14)),
        ("2019.03.14.jpg", datetime(2019, 3, 14)),
        # No date, or a number that only looks like one
        ("IMG_1234.jpg", None),
        ("IMG_20191331_101112.jpg", None),
        ("2019-02-30.jpg", None),
        ("550e8400-e29b-41d4-a716-446655440000.png", None),
        ("4720190314.jpg", None),
        ("201903145.jpg", None),
        ("20190314" * 3 + ".jpg", None),
        ("2019-03.jpg", None),
        ("iceland 2019.jpg", None),
        ("18990314_101112.jpg", None),
    ],
)
def test_dates_in_names(name: str, expected: datetime | None) -> None:
    assert named_date(Path(name).stem) == expected


@given(DAYS, st.sampled_from(["IMG_{:%Y%m%d_%H%M%S}", "x {:%Y-%m-%d} at {:%H.%M.%S}"]))
def test_any_day_in_a_name_is_found(day: datetime, pattern: str) -> None:
    assert named_date(pattern.format(day, day)) == day


@given(st.text(max_size=60))
def test_any_text_is_harmless(text: str) -> None:
    for read in (named_date, written_date, mailed_date):
        assert read(text) is None or read(text).year >= 1826  # type: ignore[union-attr]


@given(DAYS, st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%Y:%m:%d %H:%M:%S", "%Y%m%d %H%M%S"]))
def test_any_day_that_programs_write_is_read(day: datetime, pattern: str) -> None:
    assert written_date(day.strftime(pattern)) == day


@given(DAYS, st.text("0123456789:. TZ+-", max_size=12))
def test_an_odd_time_never_costs_the_day(day: datetime, time: str) -> None:
    read = written_date(day.strftime("%Y:%m:%d ") + time)
    assert read is not None
    assert read.date() == day.date()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("2019:00:00 00:00:00", "2019"),
        ("2019:03:00", "2019-03"),
        ("20190300", "2019-03"),
        ("20190000 101112", "2019"),
        ("2019-03-14", ""),
        ("20190314", ""),
        ("2019-13", ""),
        ("0000:00:00 00:00:00", ""),
        ("0019", ""),
        ("in 2019", ""),
        ("", ""),
    ],
)
def test_a_month_or_a_year_is_no_day_but_is_known(text: str, period: str) -> None:
    assert written_period(text) == period
    assert not (period and written_date(text))


def test_dates_of_mail() -> None:
    taken = datetime(2019, 3, 14, 10, 11, 12)
    assert mailed_date("Thu, 14 Mar 2019 10:11:12 +0100") == taken
    assert mailed_date("2019:03:14 10:11:12") == taken
    assert mailed_date("yesterday") is None


def test_a_time_of_greenwich_is_moved_to_the_clocks_of_a_place() -> None:
    noon = datetime(2019, 3, 14, 12)
    assert local_time(noon, None) == noon
    assert local_time(noon, 151.2) == datetime(2019, 3, 14, 22)
    assert local_time(noon, -122.4) == datetime(2019, 3, 14, 4)


def test_the_most_trustworthy_source_counts() -> None:
    dates = [Taken(datetime(2000 + n, 1, 1), source) for n, source in enumerate(DateSource)]
    while dates:
        assert best(reversed(dates)) == dates[0]
        dates.pop(0)
    assert best([]) is None


def test_what_is_written_goes_before_the_name_and_that_before_a_later_change() -> None:
    path = Path("/x/IMG-20190314-WA0001.jpg")
    named = Taken(datetime(2019, 3, 14), DateSource.NAME)
    camera = Taken(datetime(2018, 1, 1), DateSource.CAMERA)
    edited = Taken(datetime(2023, 1, 1), DateSource.EDITED)
    takeout = Taken(datetime(2017, 1, 1), DateSource.TAKEOUT)
    assert date_of(path, camera, SidecarMetadata()) == camera
    assert date_of(path, edited, SidecarMetadata()) == named
    assert date_of(path, edited, SidecarMetadata(taken=takeout)) == takeout
    assert date_of(Path("/x/a.jpg"), edited, SidecarMetadata()) == edited
    assert date_of(Path("/x/a.jpg"), None, SidecarMetadata()) is None
