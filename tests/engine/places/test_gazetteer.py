"""The nearest town: right names in each language, and none in the middle of an ocean."""

from __future__ import annotations

import pytest

from picseek.engine.places.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("latitude", "longitude", "language", "names"),
    [
        (43.769, 11.256, "en", ("Florence", "Tuscany", "Italy")),
        (43.769, 11.256, "de", ("Florenz", "Toskana", "Italien")),
        (48.137, 11.575, "de", ("München", "Bayern", "Deutschland")),
        (40.713, -74.006, "en", ("New York City", "New York", "United States")),
        (-33.925, 18.424, "de", ("Kapstadt", "Western Cape", "Südafrika")),
        (35.689, 139.692, "en", ("Tokyo", "Tokyo", "Japan")),
    ],
)
def test_names_the_nearest_town(
    gazetteer: Gazetteer,
    latitude: float,
    longitude: float,
    language: str,
    names: tuple[str, str, str],
) -> None:
    town = gazetteer.nearest_town(latitude, longitude, language)
    assert town is not None
    assert (town.town, town.region, town.country) == names
    assert town.kilometres == 0


def test_a_language_without_names_gets_english_ones(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest_town(43.769, 11.256, "xx") == gazetteer.nearest_town(43.769, 11.256)


def test_the_distance_counts_from_the_edge_of_a_town(gazetteer: Gazetteer) -> None:
    outside = gazetteer.nearest_town(-0.45, 32.4637)  # on Lake Victoria, south of Entebbe
    assert outside is not None
    assert outside.country == "Uganda"
    assert 20 < outside.kilometres < 60


def test_quarters_far_from_the_middle_have_their_own_names(gazetteer: Gazetteer) -> None:
    quarter = gazetteer.nearest_town(52.45, 13.57)
    assert quarter is not None
    assert (quarter.town, quarter.region) == ("Köpenick", "Berlin")


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, -30.0), (90.0, 0.0), (-90.0, 180.0), (-48.9, -123.4)]
)
def test_far_from_all_towns_there_is_none(
    gazetteer: Gazetteer, latitude: float, longitude: float
) -> None:
    assert gazetteer.nearest_town(latitude, longitude) is None


def test_across_the_date_line_is_near(gazetteer: Gazetteer) -> None:
    west, east = (gazetteer.nearest_town(-16.77, degrees) for degrees in (179.99, -179.99))
    assert west is not None
    assert west.country == "Fiji"
    assert east is not None
    assert east.town == west.town
