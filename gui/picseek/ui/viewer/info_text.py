"""Texts of the information panel: names and values, in groups."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from picseek.engine.types import CameraDetails, DateSource, PictureDetails, PictureRow, SeenThing
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable

_SURE = 0.8
"""Minimum probability of things listed as likely."""


class Field(NamedTuple):
    """A name and its value."""

    name: str
    value: str


class Match(NamedTuple):
    """Why a picture is among the results.

    Attributes:
        query: The search text; ``""``: all pictures are shown.
        row: Its row in the results, from 0.
        total: Number of results.
        seen: Things that the model recognizes in it, the most likely first.
    """

    query: str
    row: int
    total: int
    seen: tuple[SeenThing, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("notes", text)


def file_fields(picture: PictureRow) -> list[Field]:
    """Return the fields known from the library alone."""
    facts = picture.facts
    modified = QDateTime.fromSecsSinceEpoch(int(picture.modified_at))
    fields = [
        Field(_tr("Name"), displayable(picture.path.name)),
        Field(_tr("Folder"), displayable(picture.path.parent)),
        Field(_tr("Size"), units.data(picture.size)),
    ]
    if facts.format:  # else it could not be decoded
        fields.append(Field(_tr("Dimensions"), _dimensions(facts.width, facts.height)))
        fields.append(Field(_tr("Format"), facts.format))
    if facts.taken_at is not None:
        fields.append(Field(_tr("Taken"), _taken(facts.taken_at, facts.taken_from)))
    if facts.partial:
        fields.append(Field(_tr("Incomplete"), _tr("The end of the file is missing.")))
    changed = units.date_time(modified)
    return [*fields, Field(_tr("Modified"), changed)]


def match_fields(picture: PictureRow, match: Match) -> list[Field]:
    """Return why a picture is among the results; nothing without a query."""
    if not match.query:
        return []
    rank = _tr("{} of {}").format(wording.number(match.row + 1), wording.number(match.total))
    fields = [Field(_tr("Search"), match.query), Field(_tr("Result"), rank)]
    words = _words_in(match.query, picture.path)
    if words:
        fields.append(Field(_tr("Matching words"), ", ".join(words)))
    return fields


def recognized_fields(match: Match) -> list[Field]:
    """Return what the model recognizes, in the language of the window."""
    sure = [thing.name for thing in match.seen if thing.probability >= _SURE]
    rest = [thing.name for thing in match.seen if thing.probability < _SURE]
    pairs = ((_tr("Likely"), sure), (_tr("Possibly"), rest))
    return [Field(name, ", ".join(things)) for name, things in pairs if things]


def camera_fields(camera: CameraDetails) -> list[Field]:
    """Return what the camera recorded."""
    pairs = (
        (_tr("Camera"), camera.camera),
        (_tr("Lens"), camera.lens),
        (_tr("Exposure"), _exposure(camera)),
        (_tr("ISO"), str(camera.iso) if camera.iso is not None else ""),
        (_tr("Focal length"), _focal_length(camera)),
        (_tr("Flash"), "" if camera.flash is None else _tr("yes") if camera.flash else _tr("no")),
        (_tr("GPS location"), _coordinates(camera)),
        (_tr("Altitude"), "" if camera.altitude is None else f"{camera.altitude:.0f} m"),
    )
    return [Field(name, value) for name, value in pairs if value]


def description_fields(camera: CameraDetails) -> list[Field]:
    """Return what people wrote about the picture."""
    pairs = (
        (_tr("Title"), camera.title),
        (_tr("Description"), camera.description if camera.description != camera.title else ""),
        (_tr("Keywords"), ", ".join(camera.keywords)),
        (_tr("People"), ", ".join(camera.people)),
        (_tr("Location"), ", ".join(camera.locations)),
        (_tr("Author"), camera.artist),
        (_tr("Copyright"), camera.rights),
        (_tr("Created with"), camera.software),
    )
    return [Field(name, value) for name, value in pairs if value]


def copy_fields(details: PictureDetails) -> list[Field]:
    """Return the other files of the same picture."""
    others = [path for path in details.places if path != details.path]
    return [Field(_tr("Also in"), displayable(path)) for path in others]


def _dimensions(width: int, height: int) -> str:
    millions = width * height / 1e6
    size = f"{width} × {height}"  # noqa: RUF001 - a multiplication sign
    if millions < 0.1:
        return size
    return _tr("{} ({} megapixels)").format(size, QLocale().toString(millions, "f", 1))


def _date(taken: datetime) -> str:
    date = QDateTime.fromString(taken.isoformat(), Qt.DateFormat.ISODate)
    return units.date_time(date)


def _taken(taken: datetime, source: DateSource | None) -> str:
    """Return the date, and its source unless that is the camera."""
    sources = {
        DateSource.XMP: _tr("from the picture's metadata"),
        DateSource.IPTC: _tr("from the picture's metadata"),
        DateSource.TEXT: _tr("from the picture's metadata"),
        DateSource.GPS: _tr("from GPS, accurate to the hour"),
        DateSource.SIDECAR: _tr("from an accompanying file"),
        DateSource.TAKEOUT: _tr("from Google Takeout"),
        DateSource.NAME: _tr("from the file name"),
        DateSource.EDITED: _tr("last edited"),
    }
    if source not in sources:
        return _date(taken)
    return _tr("{} ({})").format(_date(taken), sources[source])


def _words_in(query: str, path: Path) -> list[str]:
    """Return words of a query that occur in a path, at the start of a word."""
    name = displayable(path).casefold()
    words = (word.strip('"') for word in query.split() if not word.startswith("-"))
    begins = r"(?<![^\W_])"
    return [word for word in words if word and re.search(begins + re.escape(word.casefold()), name)]


def _exposure(camera: CameraDetails) -> str:
    parts = []
    if camera.exposure is not None:
        short = camera.exposure < 0.4  # cameras show longer ones in seconds
        time = f"1/{round(1 / camera.exposure)}" if short else f"{camera.exposure:g}"
        parts.append(_tr("{} s").format(time))
    if camera.f_number is not None:
        parts.append(f"f/{camera.f_number:g}")
    return ", ".join(parts)


def _focal_length(camera: CameraDetails) -> str:
    if camera.focal_length is None:
        return ""
    length = f"{round(camera.focal_length, 1):g} mm"
    if camera.focal_length_35mm is None:
        return length
    return _tr("{} ({} mm in 35 mm format)").format(length, f"{camera.focal_length_35mm:g}")


def _coordinates(camera: CameraDetails) -> str:
    if camera.latitude is None or camera.longitude is None:
        return ""
    north = _tr("N") if camera.latitude >= 0 else _tr("S")
    east = _tr("E") if camera.longitude >= 0 else _tr("W")
    return f"{abs(camera.latitude):.5f}° {north}, {abs(camera.longitude):.5f}° {east}"
