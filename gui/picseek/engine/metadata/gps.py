"""Where a picture was taken: EXIF's GPS directory (CIPA DC-008-2019, section 4.6.6)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PIL import ExifTags

from picseek.engine.metadata.plain import attempt, plain_text, tag_value


def number(value: object) -> float | None:
    """A finite number, or the first one of several; otherwise None (0/0, for example)."""
    if isinstance(value, tuple | list):
        value = value[0] if value else None
    parsed = attempt(lambda: float(value), math.nan)  # type: ignore[arg-type]
    return parsed if math.isfinite(parsed) else None


def coordinates(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    """Degrees north and east; both are None unless both are given."""
    tags = ExifTags.GPS
    latitude = _degrees(
        tag_value(gps, tags.GPSLatitude), tag_value(gps, tags.GPSLatitudeRef), "S", 90
    )
    longitude = _degrees(
        tag_value(gps, tags.GPSLongitude), tag_value(gps, tags.GPSLongitudeRef), "W", 180
    )
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def altitude(gps: Mapping[int, Any]) -> float | None:
    """Metres above sea level."""
    metres = number(tag_value(gps, ExifTags.GPS.GPSAltitude))
    is_below = tag_value(gps, ExifTags.GPS.GPSAltitudeRef) in (1, b"\1")
    return -metres if metres is not None and is_below else metres


def _degrees(value: object, direction: object, negative: str, maximum: int) -> float | None:
    """Degrees, minutes and seconds as one number."""
    if not isinstance(value, tuple | list) or not 1 <= len(value) <= 3:
        return None
    parts = [number(part) for part in value]
    if parts[0] is None:
        return None
    degrees: float = sum((part or 0.0) / 60**position for position, part in enumerate(parts))
    if not 0 <= degrees <= maximum:
        return None
    return -degrees if plain_text(direction).upper().startswith(negative) else degrees
