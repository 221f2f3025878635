"""Converts any picture that Pillow opens to mode RGB, sRGB and opaque.

Transparent pictures get a white background; those that are mostly white, a grey one.
"""

from __future__ import annotations

import functools
import io
import math

import numpy as np
from PIL import Image, ImageCms

from picseek.engine.decoding.hdr import without_hdr

_WHITE, _GREY = (255, 255, 255), (128, 128, 128)
_BRIGHT = 224  # levels of grey from here on hardly differ from white
_MOSTLY = 0.9  # share of the visible pixels
_MIN_TRANSPARENT = 0.02  # share of a picture
_SMALL = (64, 64)
_USUAL_WHITES = (1, 255, 4095, 65535)  # of fractions, 8, 12 and 16 bits
_DEEP_MODES = frozenset(("I", "F", "I;16", "I;16B", "I;16L", "I;16N"))
_PROFILE_MODES = frozenset(("L", "RGB", "CMYK", "LAB"))
_SRGB_NAMES = ("srgb", "c2")  # "c2": a compact sRGB profile that large web sites use


def to_srgb(picture: Image.Image, factor: int = 1) -> Image.Image:
    """Convert to the form that models and thumbnails need.

    Args:
        picture: Of any mode. The ICC profile in its ``info`` is applied, unless it is damaged or
            does not suit the mode. Without one, HDR is converted if ``nclx_profile`` declares it.
        factor: Width and height are divided by it first, to save time.

    Returns:
        Mode RGB, sRGB, opaque; possibly the same object.
    """
    profile, declared = (picture.info.get(name) for name in ("icc_profile", "nclx_profile"))
    picture = _averageable(picture)
    if factor > 1:
        picture = _reduced(picture, factor)
    if picture.mode in _DEEP_MODES:
        picture = _to_8_bits(picture)
    elif picture.mode == "RGBA":
        picture = _opaque(picture)
    elif picture.mode not in _PROFILE_MODES:
        picture = picture.convert("RGB")
    picture = _through_profile(picture, profile if isinstance(profile, bytes) else None)
    return picture if profile else without_hdr(picture, declared)


def _averageable(picture: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels can be averaged; indices into a palette cannot be."""
    if picture.mode in _DEEP_MODES:
        return picture
    if picture.mode == "La":  # Pillow cannot convert it to RGBA directly
        picture = picture.convert("LA")
    if picture.has_transparency_data:
        return picture.convert("RGBA") if picture.mode != "RGBA" else picture
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGB") if picture.mode == "P" else picture


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    if picture.mode not in _DEEP_MODES:
        return picture.reduce(factor)
    # `reduce` does not accept 16 bits, and overflows with 32.
    width, height = (math.ceil(side / factor) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BOX)


def _to_8_bits(picture: Image.Image) -> Image.Image:
    """Convert grey of 16 bits, 32 bits or floating point to mode L.

    Such files seldom define their white. It is the lowest of the usual values that no pixel
    exceeds; if there is none, the darkest and the brightest pixel are black and white.
    """
    values = np.asarray(picture).astype(np.float32)
    finite = np.isfinite(values)
    if not finite.all():
        values = np.where(finite, values, values[finite].min(initial=0.0))
    black, white = float(values.min()), float(values.max())
    usual = [level for level in _USUAL_WHITES if level >= white]
    if picture.mode != "F":
        usual = [level for level in usual if level > 1]
    if usual and black >= 0:
        black, white = 0.0, float(usual[0])
    scale = 255.0 / max(white - black, 1e-12)
    return Image.fromarray(np.rint((values - black) * scale).astype(np.uint8))


def _opaque(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, _GREY if _is_invisible(picture) else _WHITE)
    canvas.paste(picture, mask=picture.getchannel("A"))
    return canvas


def _is_invisible(picture: Image.Image) -> bool:
    """Whether hardly anything of a picture of mode RGBA could be seen on white."""
    small = picture.resize(_SMALL, Image.Resampling.BOX)
    opacity = np.asarray(small.getchannel("A")).astype(np.float32) / 255
    bright = np.asarray(small.convert("RGB").convert("L")) >= _BRIGHT
    visible = float(opacity.sum())
    if visible == 0 or opacity.mean() > 1 - _MIN_TRANSPARENT:
        return False
    return float(opacity[bright].sum()) >= _MOSTLY * visible


def _through_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    transform = None
    if profile is not None or picture.mode == "LAB":
        transform = _transform_to_srgb(profile, picture.mode)
    if transform is None:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    return transform.apply(picture)


@functools.lru_cache(maxsize=16)
def _transform_to_srgb(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The transform for a profile, which many pictures share. None: not needed, or invalid."""
    try:
        if mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            source = ImageCms.getOpenProfile(io.BytesIO(profile or b""))
            if _is_srgb(source):
                return None
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        return ImageCms.buildTransform(source, target, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    name = ImageCms.getProfileDescription(profile).strip().casefold()
    return name.startswith(_SRGB_NAMES)
