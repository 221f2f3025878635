"""One picture: a row of a list, its facts, its pixels, what its camera wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class DateSource(StrEnum):
    """Where the date of a picture was read, the most trustworthy first. Stored in the library."""

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
    """What one decode tells about a picture besides its pixels.

    Attributes:
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, after the EXIF orientation was applied.
        format: Pillow's format name by content, e.g. ``JPEG``.
        taken_at: When it was taken, as far as anything says so: local wall-clock time, no zone.
        camera: Make and model, or ``""``.
        taken_from: What says so; None without a date.
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
        thumbnail: Where its thumbnail lies once it was made; the file may be missing.
        size: Bytes of the file.
        modified_at: The file's modification time, seconds since the epoch.
        copies: How many files hold exactly these bytes, links among them; see `PictureBadges`.
        absent_since: When a run first did not find the volume of any of its files, seconds since
            the epoch; None: one is here.
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
    """Which file of a picture is shown where several hold it; else the one known longest.

    Attributes:
        folder: One in this folder or below it, if there is one.
        files: By the picture's id, the one that a search matched: it goes before all others.
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
        animated: Whether the file holds more frames, to be played.
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
        delay_ms: For how long it is to be shown; 0: that is not said.
    """

    rendering: Rendering
    delay_ms: int


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """What a camera and an owner wrote into a picture. None, or ``""``: it is not there.

    Attributes:
        taken_at: Local wall-clock time, no zone; `taken_from` is what says so.
        exposure: Seconds.
        focal_length: Millimetres; `focal_length_35mm` is what that is on 35 mm film.
        flash: Whether it fired.
        latitude, longitude: Degrees north and east; both or none.
        altitude: Metres above the sea.
        people: Names of who is to be seen.
        locations: Names of where it is, from the narrowest to the widest.
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
    """What is told of one picture beside its row.

    Attributes:
        path: The file that was read.
        places: All files that hold it, this one first; some may be gone. Links to it are left out.
        nearest_town: To the camera's coordinates; None without these, or far from any town.
    """

    path: Path
    places: tuple[Path, ...]
    camera: CameraDetails
    nearest_town: NearestTown | None = None
