"""Which words are a date, in each language, on a fixed day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.text.conditions import (
    TakenBetween,
    TakenInMonths,
    TakenOnDays,
    TakenOnWeekday,
)
from picseek.engine.text.date_points import DateSettings
from picseek.engine.text.dates import comparable, date_of, recognise_dates

TODAY = DateSettings(date(2026, 12, 1))


def understood(text: str, settings: DateSettings = TODAY) -> list[tuple[str, str]]:
    found = recognise_dates(text, settings)
    return [(text[each.start : each.end], str(each.meaning)) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "14 march 2019",
        "14th of march 2019",
        "march 14th 2019",
        "March 14, 2019",
        "Thursday, 14 March 2019",
        "2019-03-14",
        "2019-3-14",
        "2019/03/14",
        "20190314",
        "14.03.2019",
        "14.3.2019",
        "14/03/2019",
        "03/14/2019",
        "14. März 2019",
        "Donnerstag, den 14. März 2019",
        "14 mars 2019",
        "14mar2019",
    ],
)
def test_a_day_in_every_common_way_of_writing_it(text: str) -> None:
    assert understood(text) == [(text, "14 Mar 2019")]


@pytest.mark.parametrize(
    ("text", "day"),
    [("4.3.2019", "4 Mar 2019"), ("4/3/2019", "4 Mar 2019"), ("2019-3-4", "4 Mar 2019")],
)
def test_a_day_that_may_be_a_month(text: str, day: str) -> None:
    assert understood(text) == [(text, day)]
    american = DateSettings(date(2026, 12, 1), month_first=True)
    expected = "3 Apr 2019" if "/" in text else day
    assert understood(text, american) == [(text, expected)]


@pytest.mark.parametrize(
    ("text", "part", "meaning"),
    [
        ("my dog last summer in Italy", "last summer", "Jun to Aug 2026"),
        ("dogs in march 2020", "in march 2020", "Mar 2020"),
        ("march2019", "march2019", "Mar 2019"),
        ("2019 march", "2019 march", "Mar 2019"),
        ("2019-03", "2019-03", "Mar 2019"),
        ("march 2031", "march 2031", "Mar 2031"),
        ("summer of 2019", "summer of 2019", "Jun to Aug 2019"),
        ("winter 2018/19", "winter 2018/19", "Dec 2018 to Feb 2019"),
        ("last winter", "last winter", "Dec 2025 to Feb 2026"),
        ("last march", "last march", "Mar 2026"),
        ("2018-2019", "2018-2019", "2018 to 2019"),
        ("from 2018 to 2019", "from 2018 to 2019", "2018 to 2019"),
        (
            "between may 2018 and june 2019",
            "between may 2018 and june 2019",
            "May 2018 to Jun 2019",
        ),
        ("june to august 2019", "june to august 2019", "Jun to Aug 2019"),
        ("since 2019", "since 2019", "from 1 Jan 2019 on"),
        ("before march 2019", "before march 2019", "until 28 Feb 2019"),
        ("after 2019", "after 2019", "from 1 Jan 2020 on"),
        ("until last summer", "until last summer", "until 31 Aug 2026"),
        ("the 90s", "the 90s", "1990 to 1999"),
        ("in the nineties", "in the nineties", "1990 to 1999"),
        ("yesterday", "yesterday", "30 Nov 2026"),
        ("last week", "last week", "23 Nov 2026 to 29 Nov 2026"),
        ("this year", "this year", "2026"),
        ("3 years ago", "3 years ago", "2023"),
        ("two months ago", "two months ago", "Oct 2026"),
        ("last 7 days", "last 7 days", "24 Nov 2026 to 1 Dec 2026"),
        ("last friday", "last friday", "27 Nov 2026"),
        ("christmas 2019", "christmas 2019", "24 Dec 2019 to 26 Dec 2019"),
        ("last christmas", "last christmas", "24 Dec 2025 to 26 Dec 2025"),
        ("easter 2018", "easter 2018", "30 Mar 2018 to 2 Apr 2018"),
        ("thanksgiving 2021", "thanksgiving 2021", "25 Nov 2021"),
        ("diwali 2019", "diwali 2019", "27 Oct 2019"),
        # German
        ("Hund letzten Sommer", "letzten Sommer", "Jun to Aug 2026"),
        ("im März 2020", "im März 2020", "Mar 2020"),
        ("vor 3 Jahren", "vor 3 Jahren", "2023"),
        ("vor 2019", "vor 2019", "until 31 Dec 2018"),
        ("seit März 2020", "seit März 2020", "from 1 Mar 2020 on"),
        ("zwischen 2018 und 2020", "zwischen 2018 und 2020", "2018 to 2020"),
        ("Mai bis Juli 2019", "Mai bis Juli 2019", "May to Jul 2019"),
        ("in den 90er Jahren", "in den 90er Jahren", "1990 to 1999"),
        ("vorgestern", "vorgestern", "29 Nov 2026"),
        ("letzte Woche", "letzte Woche", "23 Nov 2026 to 29 Nov 2026"),
        ("Weihnachten 2019", "Weihnachten 2019", "24 Dec 2019 to 26 Dec 2019"),
        ("Ostern 2018", "Ostern 2018", "30 Mar 2018 to 2 Apr 2018"),
        # French
        ("l'été dernier", "l'été dernier", "Jun to Aug 2026"),
        ("depuis l\u2019été 2020", "depuis l\u2019été 2020", "from 1 Jun 2020 on"),
        ("en mars 2020", "en mars 2020", "Mar 2020"),
        ("il y a deux ans", "il y a deux ans", "2024"),
        ("entre 2018 et 2020", "entre 2018 et 2020", "2018 to 2020"),
        ("de 2018 à 2020", "de 2018 à 2020", "2018 to 2020"),
        ("la semaine dernière", "la semaine dernière", "23 Nov 2026 to 29 Nov 2026"),
        ("les 3 derniers mois", "les 3 derniers mois", "1 Sep 2026 to 1 Dec 2026"),
        ("les années 80", "les années 80", "1980 to 1989"),
        ("hier", "hier", "30 Nov 2026"),
        ("Noël 2019", "Noël 2019", "24 Dec 2019 to 26 Dec 2019"),
        ("Pâques 2018", "Pâques 2018", "30 Mar 2018 to 2 Apr 2018"),
    ],
)
def test_periods(text: str, part: str, meaning: str) -> None:
    assert understood(text) == [(part, meaning)]


@pytest.mark.parametrize(
    "text",
    [
        "may",
        "christmas tree",
        "an easter egg",
        "winter coat",
        "sunday roast",
        "sapin de noël",
        "mars bar",
        "IMG_2019",
        "2019.jpg",
        "Screenshot_2019-03-14",
        "30 february 2019 ",
        "1234",
        "99/99/2019",
    ],
)
def test_things_that_are_no_dates(text: str) -> None:
    sure = [each for each in recognise_dates(text, TODAY) if not each.unsure]
    assert [text[each.start : each.end] for each in sure if "of any year" not in each.meaning] == (
        ["february 2019"] if "february" in text else []
    )


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("red car in may", "in may", TakenInMonths((5,))),
        ("im Winter", "im Winter", TakenInMonths((12, 1, 2))),
        ("le 14 juillet", "14 juillet", TakenOnDays(((7, 14),))),
        ("at christmas", "at christmas", TakenOnDays(((12, 24), (12, 25), (12, 26)))),
        ("an Weihnachten", "an Weihnachten", TakenOnDays(((12, 24), (12, 25), (12, 26)))),
        ("on sundays", "on sundays", TakenOnWeekday(6)),
    ],
)
def test_dates_of_any_year_need_a_preposition(text: str, part: str, value: object) -> None:
    (found,) = recognise_dates(text, TODAY)
    assert (text[found.start : found.end], found.condition) == (part, value)


def test_a_weekday_before_a_date_limits_it() -> None:
    assert understood("sunday march 2019") == [("sunday", "Sundays"), ("march 2019", "Mar 2019")]


def test_a_year_alone_is_unsure_and_with_a_preposition_it_is_not() -> None:
    assert [each.unsure for each in recognise_dates("beach 2019", TODAY)] == [True]
    assert [each.unsure for each in recognise_dates("beach in 2019", TODAY)] == [False]


def test_seasons_of_the_southern_hemisphere() -> None:
    southern = DateSettings(date(2026, 12, 1), southern=True)
    assert understood("summer 2019", southern) == [("summer 2019", "Dec 2019 to Feb 2020")]
    assert understood("last winter", southern) == [("last winter", "Jun to Aug 2026")]


@pytest.mark.parametrize(
    ("today", "text", "meaning"),
    [
        (date(2026, 7, 15), "last summer", "Jun to Aug 2025"),
        (date(2026, 9, 1), "last summer", "Jun to Aug 2026"),
        (date(2024, 2, 29), "a year ago", "2023"),
        (date(2024, 3, 31), "last month", "Feb 2024"),
        (date(2024, 1, 1), "yesterday", "31 Dec 2023"),
        (date(2024, 1, 1), "last christmas", "24 Dec 2023 to 26 Dec 2023"),
        (date(2026, 1, 15), "this winter", "Dec 2025 to Feb 2026"),
    ],
)
def test_what_depends_on_today(today: date, text: str, meaning: str) -> None:
    assert understood(text, DateSettings(today)) == [(text, meaning)]


@given(st.text(max_size=80))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert len(comparable(text)) == len(text)
    end = 0
    for each in recognise_dates(text, TODAY):
        assert end <= each.start < each.end <= len(text)
        end = each.end


@given(st.dates(date(1830, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_every_order(day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d"):
        text = day.strftime(pattern)
        found = date_of(text, TODAY)
        assert found is not None, text
        assert found.condition == TakenBetween(day, day), text


WORDS = st.sampled_from(
    "last summer 2019 march in the of 14 christmas since until vor seit letzten Sommer 3 years ago "  # noqa: SIM905
    "l'été dernier et und and between 90s - to 2020 dog , week to à bis".split()
)


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_words_of_dates_in_any_order(text: str) -> None:
    for each in recognise_dates(text, TODAY):
        assert str(each.meaning)
