"""The fields of a query: ``camera:canon`` and its like, and what their values mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from picseek.engine.messages import Message, message
from picseek.engine.text.conditions import (
    Column,
    Condition,
    HasCamera,
    HasFormat,
    HasWords,
    InFolder,
    Is,
    Property,
    Quantity,
    SortOrder,
    TakenBetween,
    Within,
)
from picseek.engine.text.date_points import DateSettings
from picseek.engine.text.dates import date_name, date_of, opened_period
from picseek.engine.text.folding import words
from picseek.engine.types.search import SpanKind

FORMATS: Mapping[str, tuple[str, ...]] = {
    "jpg": ("JPEG", "MPO"),
    "jpeg": ("JPEG", "MPO"),
    "mpo": ("MPO",),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "tif": ("TIFF",),
    "tiff": ("TIFF",),
    "bmp": ("BMP", "DIB"),
    "heic": ("HEIF", "HEIC"),
    "heif": ("HEIF", "HEIC"),
    "avif": ("AVIF",),
}
"""Pillow's names of a format, by how it is called."""


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """What the meaning of a query depends on, besides its text.

    Attributes:
        dates: Today, and how dates are written here.
        cameras: The cameras of the library's pictures, as their metadata names them.
        folders: The names of the library's folders.
    """

    dates: DateSettings
    cameras: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


class Meaning(NamedTuple):
    """What a field means: a condition, or an order if there is none; and the same in words."""

    kind: SpanKind
    condition: Condition | None
    meaning: Message
    order: SortOrder | None = None


_Field = Callable[[str, QuerySettings], Meaning]


class FieldError(Exception):
    """The value of a field means nothing.

    Attributes:
        reason: Why, for the user.
    """

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def is_field(name: str) -> bool:
    """Whether there is a field of this name."""
    return name in _FIELDS


def field_meaning(name: str, value: str, settings: QuerySettings) -> Meaning:
    """What a field with a value means.

    Raises:
        FieldError: The value means nothing.
    """
    return _FIELDS[name](value, settings)


def cameras_named(text: str, cameras: tuple[str, ...]) -> tuple[str, ...]:
    """The cameras that have these words in their names, one after another."""
    sought = f" {' '.join(words(text))} "
    return tuple(each for each in cameras if sought in f" {' '.join(words(each))} ")


def type_name(formats: tuple[str, ...]) -> Message:
    """Formats in words."""
    return message("{format} files", format=formats[0])


def folder_named(name: str) -> Message:
    """Being in folders of a name, in words."""
    return message("in folders named “{name}”", name=name)


# The fields


def _folder(value: str, _settings: QuerySettings) -> Meaning:
    path = Path(value).expanduser()
    if path.is_absolute():
        return Meaning(
            SpanKind.FOLDER, InFolder(path), message("in the folder {folder}", folder=value)
        )
    _require_words("folder", value)
    return Meaning(SpanKind.FOLDER, HasWords(value, (Column.FOLDER,)), folder_named(value))


def _name(value: str, _settings: QuerySettings) -> Meaning:
    _require_words("name", value)
    condition = HasWords(value, (Column.NAME,), beginning=True)
    return Meaning(SpanKind.NAME, condition, message("“{words}” in the file name", words=value))


def _caption(value: str, _settings: QuerySettings) -> Meaning:
    _require_words("caption", value)
    condition = HasWords(value, (Column.CAPTIONS,), beginning=True)
    return Meaning(SpanKind.CAPTION, condition, message("“{words}” in the caption", words=value))


def _require_words(field: str, value: str) -> None:
    if not words(value):
        raise FieldError(message("“{field}:” needs a word.", field=field))


def _type(value: str, _settings: QuerySettings) -> Meaning:
    formats = FORMATS.get(value.lower().lstrip(".*"))
    if formats is None:
        names = ", ".join(FORMATS)
        raise FieldError(
            message("There is no type “{value}”. Try: {names}", value=value, names=names)
        )
    return Meaning(SpanKind.TYPE, HasFormat(formats), type_name(formats))


def _camera(value: str, settings: QuerySettings) -> Meaning:
    _require_words("camera", value)
    found = cameras_named(value, settings.cameras)
    name = ", ".join(found) if found else value
    return Meaning(SpanKind.CAMERA, HasCamera(found), message("camera: {camera}", camera=name))


def _date(opened: str) -> _Field:
    def meaning(value: str, settings: QuerySettings) -> Meaning:
        found = date_of(value.replace("_", " "), settings.dates)
        condition = found and found.condition
        if opened and isinstance(condition, TakenBetween):
            condition = opened_period(opened, condition)
        elif opened:
            condition = None
        if condition is None:
            raise FieldError(
                message("“{value}” isn't a date. Try 2019, 2019-03, or 2019-03-14.", value=value)
            )
        return Meaning(SpanKind.DATE, condition, date_name(condition))

    return meaning


def _is(value: str, _settings: QuerySettings) -> Meaning:
    try:
        wanted = Property(value.lower())
    except ValueError:
        names = ", ".join(Property)
        raise FieldError(
            message("“is:{value}” isn't known. Try: {names}", value=value, names=names)
        ) from None
    return Meaning(SpanKind.PROPERTY, Is(wanted), _PROPERTY_NAMES[wanted])


def _sort(value: str, _settings: QuerySettings) -> Meaning:
    try:
        order = SortOrder(value.lower())
    except ValueError:
        names = ", ".join(SortOrder)
        raise FieldError(
            message("Results can't be sorted by “{value}”. Try: {names}", value=value, names=names)
        ) from None
    return Meaning(SpanKind.SORT, None, _ORDER_NAMES[order], order)


_NUMBER = r"\d{1,9}(?:\.\d{1,3})?"
_RANGE = re.compile(
    rf"(?P<sign>[<>]=?)?(?P<first>{_NUMBER})?(?P<to>-|\.\.)?(?P<last>{_NUMBER})?(?P<unit>[a-z]*)"
)
_BYTES = {"": 10**6, "b": 1, "kb": 10**3, "k": 10**3, "mb": 10**6, "m": 10**6, "gb": 10**9}
_PIXELS = {"": 1, "px": 1, "k": 1000}
_TOLERANCE = 0.05  # a size without a sign


def _quantity(quantity: Quantity, units: Mapping[str, int], example: str) -> _Field:
    def meaning(value: str, _settings: QuerySettings) -> Meaning:
        condition = _numbers(quantity, value.lower().replace(" ", ""), units)
        if condition is None:
            raise FieldError(
                message("“{value}” isn't a size. Try {example}.", value=value, example=example)
            )
        return Meaning(SpanKind.SIZE, condition, _QUANTITY_NAMES[quantity](value))

    return meaning


def _numbers(quantity: Quantity, value: str, units: Mapping[str, int]) -> Within | None:
    match = _RANGE.fullmatch(value)
    if match is None or match["unit"] not in units:
        return None
    first, last = (_amount(match[end], units[match["unit"]]) for end in ("first", "last"))
    sign, is_range = match["sign"], match["to"] is not None
    if is_range and not sign and (first is not None or last is not None):
        return Within(quantity, first, last)
    if is_range or first is None or last is not None:
        return None
    if not sign:
        spread = round(first * _TOLERANCE) if quantity is Quantity.SIZE else 0
        return Within(quantity, first - spread, first + spread)
    step = 0 if sign.endswith("=") else 1
    if sign[0] == ">":
        return Within(quantity, first + step, None)
    return Within(quantity, None, first - step)


def _amount(number: str | None, unit: int) -> int | None:
    return None if number is None else round(float(number) * unit)


_PROPERTY_NAMES = {
    Property.PORTRAIT: message("upright pictures"),
    Property.LANDSCAPE: message("wide pictures"),
    Property.SQUARE: message("square pictures"),
    Property.SCREENSHOT: message("screenshots, by name"),
    Property.COPY: message("pictures in several files"),
    Property.MISSING: message("pictures on drives that are not connected"),
    Property.PROBLEM: message("pictures that can't be read completely"),
}
_ORDER_NAMES = {
    SortOrder.MATCH: message("best matches first"),
    SortOrder.NEWEST: message("newest first"),
    SortOrder.OLDEST: message("oldest first"),
    SortOrder.NAME: message("sorted by name"),
    SortOrder.SIZE: message("largest files first"),
}
_QUANTITY_NAMES: Mapping[Quantity, Callable[[str], Message]] = {
    Quantity.SIZE: lambda value: message("file size: {value}", value=value),
    Quantity.WIDTH: lambda value: message("width in pixels: {value}", value=value),
    Quantity.HEIGHT: lambda value: message("height in pixels: {value}", value=value),
}
_FIELDS: Mapping[str, _Field] = {
    "folder": _folder,
    "name": _name,
    "caption": _caption,
    "type": _type,
    "camera": _camera,
    "on": _date(""),
    "before": _date("before"),
    "after": _date("after"),
    "since": _date("since"),
    "until": _date("until"),
    "is": _is,
    "size": _quantity(Quantity.SIZE, _BYTES, "size:>5mb"),
    "width": _quantity(Quantity.WIDTH, _PIXELS, "width:>=1920"),
    "height": _quantity(Quantity.HEIGHT, _PIXELS, "height:>=1080"),
    "sort": _sort,
}
