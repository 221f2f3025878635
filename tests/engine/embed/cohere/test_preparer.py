"""What of a picture is sent: enough pixels, and nothing else."""

from __future__ import annotations

import io
import pickle
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from picseek.engine.embed.cohere.preparer import MAX_PIXELS, MAX_SIDE, CoherePreparer, mime_type
from picseek.engine.types import PictureFacts

FACTS = PictureFacts(1, 1, "JPEG")
PREPARE = CoherePreparer()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def photo(width: int, height: int) -> Image.Image:
    """Colours as a camera takes them: hardly two the same."""
    noise = random.Random(1).randbytes(32 * 32 * 3)
    return Image.frombytes("RGB", (32, 32), noise).resize((width, height), Image.Resampling.BICUBIC)


def chart(width: int, height: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for bar in range(12):
        draw.rectangle((bar * 60, height - 40 * bar - 20, bar * 60 + 40, height), fill="navy")
    return picture


@settings(max_examples=30)
@given(st.integers(1, 3000), st.integers(1, 3000))
def test_any_picture_fits_and_keeps_its_proportions(width: int, height: int) -> None:
    sent = opened(PREPARE(Image.new("RGB", (width, height), "teal"), FACTS))
    assert sent.width * sent.height <= MAX_PIXELS
    if width * height <= MAX_PIXELS:
        assert sent.size == (width, height)
    else:
        assert sent.width * sent.height > 0.98 * MAX_PIXELS - 3000
        assert abs(sent.width / sent.height - width / height) <= 0.02 * width / height + 0.01


def test_a_very_long_picture_becomes_one_that_can_be_encoded() -> None:
    sent = opened(PREPARE(Image.new("RGB", (90_000, 20)), FACTS))
    assert sent.size == (MAX_SIDE, 1)


def test_a_photo_is_sent_as_jpeg_of_moderate_size() -> None:
    data = PREPARE(photo(4000, 3000), FACTS)
    assert mime_type(data) == "image/jpeg"
    assert len(data) < 300_000
    assert opened(data).mode == "RGB"


def test_a_chart_is_sent_as_png_because_that_is_smaller() -> None:
    data = PREPARE(chart(900, 600), FACTS)
    assert mime_type(data) == "image/png"
    assert opened(data).convert("RGB").tobytes() == chart(900, 600).tobytes()


@pytest.mark.parametrize("make", [photo, chart])
def test_nothing_but_pixels_is_sent(make: Callable[[int, int], Image.Image]) -> None:
    picture = make(600, 400)
    exif = picture.getexif()
    exif[0x010F] = "secret camera"
    picture.info.update(
        exif=exif.tobytes(),
        comment=b"secret words",
        icc_profile=b"secret profile",
        xmp=b"secret xmp",
        dpi=(300, 300),
    )
    data = PREPARE(picture, FACTS)
    assert b"secret" not in data
    assert not opened(data).getexif()
    assert picture.info["comment"] == b"secret words", "the caller's picture was changed"


def test_other_modes_are_taken_too() -> None:
    assert opened(PREPARE(Image.new("L", (80, 80), 7), FACTS)).mode == "RGB"


def test_the_preparer_reaches_a_worker_process() -> None:
    assert pickle.loads(pickle.dumps(PREPARE)) == PREPARE
    assert 56 < PREPARE.min_side <= 1568


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFFxxxxWEBP"])
def test_what_the_preparer_did_not_make_has_no_type(data: bytes) -> None:
    with pytest.raises(ValueError, match="neither"):
        mime_type(data)
