"""Reads XMP, in pictures and in sidecar files.

Sources: ISO 16684-1 (XMP data model and serialisation), the IPTC Photo Metadata Standard 2023.1,
the Metadata Working Group's Guidelines 2.0 (regions), the namespaces of Adobe Lightroom, digiKam,
darktable and Microsoft.

A packet is not trusted. It is decoded here, in one of Unicode's encodings, and an encoding that it
declares is ignored; parsing ends at a document type, so there are no entities. Both take a few
lines of expat, so this needs no library such as defusedxml (which cannot return what was parsed
before an error). Characters that XML forbids are dropped, and a packet is read up to the first
damage.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from xml.parsers import expat

from picseek.engine.metadata.plain import plain_text

MAX_BYTES = 1 << 20
"""A larger packet is not read."""

_MAX_DEPTH = 64
_MAX_TEXTS = 200  # of one property
_MAX_LENGTH = 2_000  # characters of one text

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"

_PEOPLE = (
    f"{_EXT}PersonInImage",
    f"{_EXT}PersonName",
    "{http://www.metadataworkinggroup.com/schemas/regions/}Name",
    "{http://ns.microsoft.com/photo/1.2/t/Region#}PersonDisplayName",
)
_LOCATIONS = (
    f"{_CORE}Location",
    f"{_EXT}Sublocation",
    f"{_EXT}LocationName",
    f"{_PHOTOSHOP}City",
    f"{_EXT}City",
    f"{_PHOTOSHOP}State",
    f"{_EXT}ProvinceState",
    f"{_PHOTOSHOP}Country",
    f"{_EXT}CountryName",
    f"{_EXT}WorldRegion",
)
_HIERARCHIES = (
    "{http://ns.adobe.com/lightroom/1.0/}hierarchicalSubject",
    "{http://www.digikam.org/ns/1.0/}TagsList",
    "{http://ns.microsoft.com/photo/1.0/}LastKeywordXMP",
    "{http://ns.iview-multimedia.com/mediapro/1.0/}CatalogSets",
)
_LEVEL = re.compile(r"[|/]")
# What programs add to the keywords for internal use.
_INTERNAL = ("darktable", "_Digikam_Internal_Tags_")

# The best first. Not ModifyDate: programs set it whenever they write.
_DATES = (
    f"{_EXIF}DateTimeOriginal",
    f"{_PHOTOSHOP}DateCreated",
    f"{_EXIF}DateTimeDigitized",
    f"{_XMP}CreateDate",
)
_ORIENTATION = "{http://ns.adobe.com/tiff/1.0/}Orientation"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORBIDDEN_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class XmpMetadata:
    """A picture's XMP, as far as Picseek uses it; each value may be empty.

    Attributes:
        titles, descriptions: In all languages, the default first.
        keywords: Hierarchical ones are split into their levels.
        locations: From the narrowest to the widest.
        dates: As they are written, the best first.
        orientation: As in EXIF, 1 to 8; None: not given.
    """

    titles: tuple[str, ...] = ()
    headline: str = ""
    descriptions: tuple[str, ...] = ()
    alt_text: str = ""
    keywords: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    rights: str = ""
    dates: tuple[str, ...] = ()
    orientation: int | None = None


def read_xmp(packet: object) -> XmpMetadata:
    """Read a packet. Never fails: an invalid or too large packet counts as empty.

    Args:
        packet: Bytes or text, from Pillow or from a file.
    """
    text = _as_text(packet)
    if not text:
        return XmpMetadata()
    properties = _properties(_parsed(text))

    def texts(*names: str) -> tuple[str, ...]:
        found = (value for name in names for value in properties.get(name, ()))
        return tuple(dict.fromkeys(found))[:_MAX_TEXTS]

    def text_of(name: str) -> str:
        return next(iter(texts(name)), "")

    return XmpMetadata(
        titles=texts(f"{_DC}title"),
        headline=text_of(f"{_PHOTOSHOP}Headline"),
        descriptions=texts(f"{_DC}description"),
        alt_text=text_of(f"{_CORE}AltTextAccessibility"),
        keywords=_keywords(texts(f"{_DC}subject"), texts(*_HIERARCHIES)),
        people=texts(*_PEOPLE),
        locations=texts(*_LOCATIONS),
        creators=texts(f"{_DC}creator"),
        rights=text_of(f"{_DC}rights"),
        dates=texts(*_DATES),
        orientation=_orientation(text_of(_ORIENTATION)),
    )


def _keywords(flat: Iterable[str], hierarchical: Iterable[str]) -> tuple[str, ...]:
    """All keywords, the flat ones first, without those for internal use."""
    internal: set[str] = set()
    levels: list[str] = []
    for path in hierarchical:
        parts = [part.strip() for part in _LEVEL.split(path)]
        if parts[0] in _INTERNAL:
            internal.update(parts)
        else:
            levels += parts
    wanted = (word for word in flat if word not in internal and word not in _INTERNAL)
    return tuple(dict.fromkeys(filter(None, (*wanted, *levels))))


def _orientation(text: str) -> int | None:
    return int(text) if text in tuple("12345678") else None


# Parsing


def _as_text(packet: object) -> str:
    """A packet as text without characters that XML forbids; ``""`` if it is invalid."""
    if isinstance(packet, bytes) and 0 < len(packet) <= MAX_BYTES:
        packet = _decoded(packet)
    if not isinstance(packet, str) or len(packet) > MAX_BYTES:
        return ""
    text = _FORBIDDEN.sub("", packet).strip().lstrip("\ufeff")
    return _FORBIDDEN_REFERENCE.sub("", text)


def _decoded(packet: bytes) -> str:
    if packet.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return packet.decode("utf-16", "ignore")
    # An XML document begins with "<": a zero byte beside it shows that characters have two bytes.
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if packet.startswith(start):
            return packet.decode(encoding, "ignore")
    try:
        return packet.decode("utf-8-sig")
    except UnicodeDecodeError:
        return packet.decode("cp1252", "replace")


class _Stop(Exception):
    """Parsing ends here."""


class _Tree:
    """Builds a tree of elements from the events of expat."""

    def __init__(self) -> None:
        self.root = Element("")
        self._open = [self.root]
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._end_text()
        if len(self._open) > _MAX_DEPTH:
            raise _Stop
        named = {_name(name): value for name, value in attributes.items()}
        element = Element(_name(tag), named)
        self._open[-1].append(element)
        self._open.append(element)

    def end(self, _: str) -> None:
        self._end_text()
        self._open.pop()

    def data(self, text: str) -> None:
        self._text.append(text)

    def stop(self, *_: object) -> None:
        raise _Stop

    def _end_text(self) -> None:
        """Set the text of the open element, unless it has children."""
        if not len(self._open[-1]):
            self._open[-1].text = "".join(self._text)
        self._text.clear()


def _name(expanded: str) -> str:
    namespace, _, local = expanded.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local


def _parsed(text: str) -> Element:
    """The elements of a packet, up to the first damage."""
    tree = _Tree()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = tree.stop
    parser.EntityDeclHandler = tree.stop
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.data
    with contextlib.suppress(_Stop, expat.ExpatError):
        parser.Parse(text.encode(), True)
    return tree.root


def _properties(root: Element) -> dict[str, list[str]]:
    """The texts of each property, in elements and attributes at any depth."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        for name, value in element.items():
            if not name.startswith((_RDF, _XML)):
                _add(found, name, value)
        if not element.tag.startswith((_RDF, _XML)):
            for text in _texts(element):
                _add(found, element.tag, text)
    return found


def _add(found: dict[str, list[str]], name: str, value: str) -> None:
    text = plain_text(value)[:_MAX_LENGTH]
    values = found.setdefault(name, [])
    if text and len(values) < _MAX_TEXTS:
        values.append(text)


def _texts(element: Element) -> Iterator[str]:
    """The text of an element, or those of its list; of alternatives, the default language first."""
    container = next((child for child in element if child.tag in _CONTAINERS), None)
    if container is None:
        yield element.text or ""
        return
    items = [item for item in container if item.tag == f"{_RDF}li"]
    if container.tag == f"{_RDF}Alt":
        items.sort(key=lambda item: item.get(f"{_XML}lang") != "x-default")
    for item in items:
        yield item.text or ""


_CONTAINERS = (f"{_RDF}Alt", f"{_RDF}Bag", f"{_RDF}Seq")
