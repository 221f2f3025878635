"""Finds the town nearest to coordinates, with its region and country."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from picseek.engine.types import NearestTown
from picseek.resources import resource_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EARTH_RADIUS = 6_371.0
"""Kilometres; the mean radius R1 of the IUGG."""

_FARTHEST = 100.0
"""Kilometres; a town that is farther away says nothing about a picture."""

# Units of the table
_PER_DEGREE = 1_000
_PER_KILOMETRE = 10


@dataclass(frozen=True, slots=True)
class _Towns:
    """All towns of at least 5,000 people.

    Attributes:
        directions: Unit vectors from the earth's centre, (towns, 3) float32.
        radii: Kilometres from a town's centre to its edge, estimated by population, (towns,).
        names: Of each town.
        regions: The number of each town's region, (towns,) uint16.
        region_names, region_countries: Of each region; ISO 3166-1 alpha-2 codes.
    """

    directions: NDArray[np.float32]
    radii: NDArray[np.float32]
    names: tuple[str, ...]
    regions: NDArray[np.uint16]
    region_names: tuple[str, ...]
    region_countries: tuple[str, ...]


class Gazetteer:
    """Names of places, in the languages that have a table. Safe to use from any thread.

    The tables are read at the first use.
    """

    def __init__(self) -> None:
        """Without any table yet."""
        self._names: dict[str, dict[str, dict[str, Any]]] = {}

    def nearest_town(
        self, latitude: float, longitude: float, language: str = "en"
    ) -> NearestTown | None:
        """Find the nearest town of at least 5,000 people within 100 kilometres.

        Args:
            latitude: Degrees north.
            longitude: Degrees east.
            language: An ISO 639-1 code; English names where there are none in that language.

        Returns:
            None where there is no such town.

        Raises:
            FileNotFoundError: A table is missing from the installation.
        """
        towns = self._towns
        there = _directions(np.array([latitude]), np.array([longitude]))
        # The chord is exact for small angles, unlike the arc cosine of a float32.
        chords = np.linalg.norm(towns.directions - there, axis=1)
        distances = 2 * _EARTH_RADIUS * np.arcsin(np.minimum(chords / 2, 1)) - towns.radii
        nearest = int(np.argmin(distances))
        distance = float(distances[nearest])
        if distance > _FARTHEST:
            return None
        return self._described(nearest, max(0.0, distance), language)

    def _described(self, town: int, kilometres: float, language: str) -> NearestTown:
        towns, names = self._towns, self._names_in(language)
        region = int(towns.regions[town])
        country = towns.region_countries[region]
        name, region_name = towns.names[town], towns.region_names[region]
        return NearestTown(
            town=names["towns"].get(country, {}).get(name, name),
            region=names["regions"].get(country, {}).get(region_name, region_name),
            country=names["countries"].get(country, country),
            kilometres=kilometres,
        )

    @cached_property
    def _towns(self) -> _Towns:
        with np.load(resource_path("places", "towns.npz")) as table:
            degrees = [table[axis] / _PER_DEGREE for axis in ("latitude", "longitude")]
            lines = {
                column: tuple(table[column].tobytes().decode().split("\n"))
                for column in ("town_names", "region_names", "region_countries")
            }
            return _Towns(
                _directions(*degrees),
                table["radius"].astype(np.float32) / _PER_KILOMETRE,
                lines["town_names"],
                table["region"],
                lines["region_names"],
                lines["region_countries"],
            )

    def _names_in(self, language: str) -> dict[str, dict[str, Any]]:
        if language not in self._names:
            try:
                path = resource_path("places", f"{language}.json")
            except FileNotFoundError:
                path = resource_path("places", "en.json")
            self._names[language] = {"towns": {}, "regions": {}} | json.loads(
                path.read_text("utf-8")
            )
        return self._names[language]


def _directions(latitude: NDArray[Any], longitude: NDArray[Any]) -> NDArray[np.float32]:
    """Return unit vectors from the earth's centre, (n, 3), of degrees north and east, (n,)."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    vectors = np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)
    return vectors.astype(np.float32)
