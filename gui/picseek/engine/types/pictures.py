"""One picture: a row of a list, its facts, its pixels, what its camera wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What one decode tells about a picture besides its pixels.

    Attributes:
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, after the EXIF orientation was applied.
        format: Pillow's format name by content, e.g. ``JPEG``.
        taken_at: When the camera says it was taken: local wall-clock time, no zone.
        camera: Make and model, or ``""``.
    """

    width: int
    height: int
    format: str
    taken_at: datetime | None = None
    camera: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture as a list shows it.

    Attributes:
        id: The content's row number in the store; never reused.
        path: Absolute path of one file that holds it.
        thumbnail: Where its thumbnail lies once it was made; the file may be missing.
        size: Bytes of the file.
        modified_at: The file's modification time, seconds since the epoch.
        copies: How many files hold exactly these bytes.
    """

    id: int
    path: Path
    thumbnail: Path
    size: int
    modified_at: float
    facts: PictureFacts
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Rendering:
    """A picture decoded for the screen: upright, sRGB, opaque.

    Attributes:
        width, height: Pixels of `data`.
        data: Four bytes a pixel, blue, green, red and 255, by rows from the top, without gaps.
        full_width, full_height: Pixels of the original, upright.
    """

    width: int
    height: int
    data: bytes
    full_width: int
    full_height: int


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """What a camera and an owner wrote into a picture. None, or ``""``: it is not there.

    Attributes:
        taken_at: Local wall-clock time, no zone.
        exposure: Seconds.
        focal_length: Millimetres; `focal_length_35mm` is what that is on 35 mm film.
        flash: Whether it fired.
        latitude, longitude: Degrees north and east; both or none.
        altitude: Metres above the sea.
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


@dataclass(frozen=True, slots=True)
class PictureDetails:
    """What is told of one picture beside its row.

    Attributes:
        path: The file that was read.
        places: All files that hold it, some of which may be gone.
    """

    path: Path
    places: tuple[Path, ...]
    camera: CameraDetails
