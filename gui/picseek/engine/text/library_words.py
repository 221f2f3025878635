"""Words of a query that name what is in the user's own library: cameras, folders, file types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from picseek.engine.messages import message
from picseek.engine.text.conditions import Column, HasCamera, HasFormat, HasWords
from picseek.engine.text.folding import words
from picseek.engine.text.query_fields import (
    FORMATS,
    QuerySettings,
    cameras_named,
    folder_named,
    type_name,
)
from picseek.engine.text.recognised import Recognised
from picseek.engine.types.search import SpanKind

_WORD = re.compile(r"[^\s,;]+")
_MAX_WORDS = 6  # of a camera's or folder's name
# A camera's name alone may be a thing: "apple", "canon", "iphone".
_TAKEN_WITH = re.compile(
    r"(?:(?:taken|shot|made|photographed)\s+(?:with|on|by)|by|"
    r"(?:aufgenommen|fotografiert)\s+mit|(?:prise?s?)\s+(?:avec|par))"
    r"\s+(?:(?:my|our|the|an?|meine[mnr]?|der|dem|einer|einem|mon|ma|le|la|une?)\s+)?$",
    re.IGNORECASE,
)
_IN_FOLDER = re.compile(
    r"(?:(?:in\s+)?(?:the\s+)?folder|(?:im\s+)?ordner|(?:dans\s+)?(?:le\s+)?dossier)\s+$",
    re.IGNORECASE,
)


def recognise_cameras(text: str, settings: QuerySettings) -> list[Recognised]:
    """Cameras of the library: after "taken with", or by a name with a number ("iphone 12")."""
    known = {word for camera in settings.cameras for word in words(camera)}
    return list(_non_overlapping(_cameras(text, settings, known)))


def _cameras(text: str, settings: QuerySettings, known: set[str]) -> Iterator[Recognised]:
    for start, end in _runs(text, known):
        found = cameras_named(text[start:end], settings.cameras)
        if not found:
            continue
        before = _TAKEN_WITH.search(text, 0, start)
        if before is None and not _is_model_name(text[start:end]):
            continue
        meaning = message("camera: {camera}", camera=", ".join(found))
        at = start if before is None else before.start()
        yield Recognised(at, end, SpanKind.CAMERA, HasCamera(found), meaning)


def _is_model_name(text: str) -> bool:
    """Whether a name has letters and digits ("80d", "iphone 12"), so that no thing is called so."""
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text)) and len(text) > 2


def recognise_folders(text: str, settings: QuerySettings) -> list[Recognised]:
    """Folders of the library, after the word "folder" in English, German or French."""
    names = {" ".join(words(folder)): folder for folder in settings.folders}
    known = {word for name in names for word in name.split()}
    return list(_non_overlapping(_folders(text, names, known)))


def _folders(text: str, names: dict[str, str], known: set[str]) -> Iterator[Recognised]:
    for start, end in _runs(text, known):
        name = names.get(" ".join(words(text[start:end])))
        before = _IN_FOLDER.search(text, 0, start)
        if name is not None and before is not None:
            condition = HasWords(name, (Column.FOLDER,))
            yield Recognised(before.start(), end, SpanKind.FOLDER, condition, folder_named(name))


def recognise_types(text: str) -> list[Recognised]:
    """Names of file formats: "png", "*.heic"."""
    found = list[Recognised]()
    for match in _WORD.finditer(text):
        formats = FORMATS.get(match[0].lower().removeprefix("*").removeprefix("."))
        if formats is not None:
            name, condition = type_name(formats), HasFormat(formats)
            found.append(Recognised(*match.span(), SpanKind.TYPE, condition, name, unsure=True))
    return found


def _runs(text: str, known: set[str]) -> Iterator[tuple[int, int]]:
    """Positions of words one after another that are all known, the longest runs first."""
    found = [match.span() for match in _WORD.finditer(text)]
    for length in range(min(_MAX_WORDS, len(found)), 0, -1):
        for at in range(len(found) - length + 1):
            start, end = found[at][0], found[at + length - 1][1]
            parts = list(chain.from_iterable(words(text[s:e]) for s, e in found[at : at + length]))
            if parts and all(part in known for part in parts):
                yield start, end


def _non_overlapping(found: Iterable[Recognised]) -> Iterator[Recognised]:
    """Those that no earlier one overlaps, in the order of the text."""
    chosen: list[Recognised] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in chosen):
            chosen.append(each)
    yield from sorted(chosen)
