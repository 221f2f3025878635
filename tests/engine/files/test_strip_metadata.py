"""Removing metadata from JPEGs without touching their pixels."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from picseek.engine.files.strip_metadata import without_metadata
from picseek.engine.types import ExportMetadata
from tests.support.drawing import encoded, exif, scene


def pixels(jpeg: bytes) -> bytes:
    return Image.open(io.BytesIO(jpeg)).tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_pixels_and_colours_stay_and_all_else_goes(options: dict[str, Any]) -> None:
    profile = b"colours" * 9
    jpeg = encoded(
        scene(),
        exif=exif({0x0110: "Acme One"}).tobytes(),
        xmp=b"<x:xmpmeta>secret place</x:xmpmeta>",
        comment=b"secret comment",
        icc_profile=profile,
        dpi=(300, 300),
        **options,
    )
    # Photoshop's block, a second picture behind the first, as phones write it.
    jpeg = jpeg[:2] + b"\xff\xed\x00\x10secret block!!" + jpeg[2:] + jpeg
    made = without_metadata(jpeg, ExportMetadata.NONE)
    assert b"secret" not in made
    assert b"Acme" not in made
    assert pixels(made) == pixels(jpeg)
    picture = Image.open(io.BytesIO(made))
    assert picture.info["icc_profile"] == profile
    assert picture.info["dpi"] == (300, 300)
    assert made.endswith(b"\xff\xd9")


def test_filled_up_markers_are_followed() -> None:
    jpeg = encoded(scene())
    filled = jpeg[:2] + b"\xff\xff\xff" + jpeg[2:]
    assert without_metadata(filled, ExportMetadata.NONE) == without_metadata(
        jpeg, ExportMetadata.NONE
    )


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\x89PNG",
        b"\xff\xd8",
        b"\xff\xd8\x00\x00",
        encoded(scene())[:-2],
        encoded(scene())[:300],
        encoded(scene())[:2] + b"\xff\xe1\x00\x10Exif\0\0not a tiff" + encoded(scene())[2:],
    ],
    ids=["empty", "png", "start only", "no marker", "no end", "cut", "odd exif"],
)
def test_what_cannot_be_followed_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|missing|EXIF"):
        without_metadata(damaged, ExportMetadata.NO_LOCATION)
