"""Any picture as Pillow gives it -> mode RGB, colours sRGB, on a ground where it is transparent.

The ground is white, or grey under what is as bright as white and would not be seen on it.
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
_MOSTLY = 0.9  # of what is to be seen
_SOME = 0.02  # of a picture, to be transparent
_SMALL = (64, 64)
_USUAL_WHITES = (1, 255, 4095, 65535)  # of fractions, 8, 12 and 16 bits
_DEEP_MODES = frozenset(("I", "F", "I;16", "I;16B", "I;16L", "I;16N"))
_PROFILE_MODES = frozenset(("L", "RGB", "CMYK", "LAB"))
_SRGB_NAMES = ("srgb", "c2")  # "c2": the small profile large web sites put in


def to_srgb(picture: Image.Image, factor: int = 1) -> Image.Image:
    """Convert to what models and thumbnails want.

    Args:
        picture: Any mode a file can have. An ICC profile is taken from its ``info``; one that
            is damaged or does not suit the mode is ignored. Without one, ``nclx_profile`` there
            tells of HDR.
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
        picture = _on_ground(picture)
    elif picture.mode not in _PROFILE_MODES:
        picture = picture.convert("RGB")
    picture = _through_profile(picture, profile if isinstance(profile, bytes) else None)
    return picture if profile else without_hdr(picture, declared)


def _averageable(picture: Image.Image) -> Image.Image:
    """To a mode whose neighbouring pixels can be averaged, which indices into a palette cannot."""
    if picture.mode in _DEEP_MODES:
        return picture
    if picture.mode == "La":  # what Pillow converts only one step at a time
        picture = picture.convert("LA")
    if picture.has_transparency_data:
        return picture.convert("RGBA") if picture.mode != "RGBA" else picture
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGB") if picture.mode == "P" else picture


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    if picture.mode not in _DEEP_MODES:
        return picture.reduce(factor)
    # `reduce` refuses 16 bits and overflows at 32.
    width, height = (math.ceil(side / factor) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BOX)


def _to_8_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits, 32 bits or floating point -> mode L.

    Such files seldom define their white: the least usual one that is not below any pixel,
    else black and white are the darkest and the brightest pixel.
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


def _on_ground(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, _GREY if _is_white(picture) else _WHITE)
    canvas.paste(picture, mask=picture.getchannel("A"))
    return canvas


def _is_white(picture: Image.Image) -> bool:
    """Whether a picture of mode RGBA would leave nothing to be seen on white."""
    small = picture.resize(_SMALL, Image.Resampling.BOX)
    opacity = np.asarray(small.getchannel("A")).astype(np.float32) / 255
    bright = np.asarray(small.convert("RGB").convert("L")) >= _BRIGHT
    seen = float(opacity.sum())
    if seen == 0 or opacity.mean() > 1 - _SOME:
        return False
    return float(opacity[bright].sum()) >= _MOSTLY * seen


def _through_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    transform = None
    if profile is not None or picture.mode == "LAB":
        transform = _transform_to_srgb(profile, picture.mode)
    if transform is None:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    return transform.apply(picture)


@functools.lru_cache(maxsize=16)
def _transform_to_srgb(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Built once for the many pictures of one camera. None: sRGB already, or of no use."""
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
