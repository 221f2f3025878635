"""One picture: its row in a list, its facts, its pixels, and its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class DateSource(StrEnum):
    """Where a picture's date was read, the most reliable first. Stored in the library."""

    CAMERA = "camera"  # EXIF: when it was taken, or digitised
    XMP = "xmp"
    IPTC = "iptc"
    GPS = "gps"
    SIDECAR = "sidecar"  # an XMP file beside it
    TAKEOUT = "takeout"  # a JSON file beside it, as Google Takeout writes it
    TEXT = "text"  # of a PNG
    NAME = "name"  # of the file
    EDITED = "edited"  # EXIF: when it was last changed


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Facts about a picture that decoding finds, besides its pixels.

    Attributes:
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, after the EXIF orientation was applied.
        format: Pillow's format name by content, e.g. ``JPEG``.
        taken_at: When it was taken: local wall-clock time, no zone; None: unknown.
        camera: Make and model, or ``""``.
        taken_from: Source of `taken_at`.
        partial: The end of the file is missing, and with it some rows of pixels.
    """

    width: int
    height: int
    format: str
    taken_at: datetime | None = None
    camera: str = ""
    taken_from: DateSource | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture as a list shows it.

    Attributes:
        id: The content's row number in the store; never reused.
        path: Absolute path of one file that holds it.
        thumbnail: Path of its thumbnail; the file may be missing.
        size: Bytes of the file.
        modified_at: The file's modification time, seconds since the epoch.
        copies: How many files hold exactly these bytes, including links; see `PictureBadges`.
        absent_since: When a run first found none of its files' volumes, seconds since the epoch;
            None: a file was available at the last run.
    """

    id: int
    path: Path
    thumbnail: Path
    size: int
    modified_at: float
    facts: PictureFacts
    copies: int = 1
    absent_since: float | None = None


@dataclass(frozen=True, slots=True)
class ShownFiles:
    """Which file of a picture is shown if several hold it; else the one known longest.

    Attributes:
        folder: Prefer a file in this folder or its subfolders.
        files: The files that a search matched, by picture id; they have precedence.
    """

    folder: Path | None = None
    files: Mapping[int, Path] = field(default_factory=dict)


ANY_FILE = ShownFiles()


@dataclass(frozen=True, slots=True)
class Rendering:
    """A picture decoded for the screen: upright, sRGB, opaque.

    Attributes:
        width, height: Pixels of `data`.
        data: Four bytes a pixel, blue, green, red and 255, by rows from the top, without gaps.
        full_width, full_height: Pixels of the original, upright.
        animated: Whether the file holds more frames to play.
    """

    width: int
    height: int
    data: bytes
    full_width: int
    full_height: int
    animated: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of an animated picture.

    Attributes:
        delay_ms: How long to show it; 0: unspecified.
    """

    rendering: Rendering
    delay_ms: int


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """Metadata of a picture. None or ``""``: missing.

    Attributes:
        taken_at: Local wall-clock time, no zone; `taken_from` is its source.
        exposure: Seconds.
        focal_length: Millimetres; `focal_length_35mm` is the equivalent on 35 mm film.
        flash: Whether it fired.
        latitude, longitude: Degrees north and east; both or none.
        altitude: Metres above the sea.
        people: Names of the people in it.
        locations: Names of places, from the narrowest to the widest.
    """

    taken_at: datetime | None = None
    camera: str = ""
    lens: str = ""
    exposure: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    focal_length_35mm: float | None = None
    flash: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    title: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    artist: str = ""
    rights: str = ""
    software: str = ""
    taken_from: DateSource | None = None
    people: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearestTown:
    """The town nearest to where a picture was taken.

    Attributes:
        town, region, country: Names in the language that was asked for; a region can be ``""``.
        kilometres: From the picture to the town's edge, estimated by its population; 0 inside.
    """

    town: str
    region: str
    country: str
    kilometres: float


@dataclass(frozen=True, slots=True)
class PictureDetails:
    """Details of one picture.

    Attributes:
        path: The file that was read.
        places: All files that hold it, `path` first, without links to it; some may not exist.
        nearest_town: To the camera's coordinates; None without these, or far from any town.
    """

    path: Path
    places: tuple[Path, ...]
    camera: CameraDetails
    nearest_town: NearestTown | None = None
