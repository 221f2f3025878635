"""XMP packets, written by code."""

from __future__ import annotations

from collections.abc import Mapping

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "mediapro": "http://ns.iview-multimedia.com/mediapro/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def packet(inside: str = "", **attributes: str) -> str:
    """A packet with these elements and attributes of its one description."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    given = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>'
        f'<rdf:Description rdf:about="" {given}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def bag(tag: str, *words: str, kind: str = "Bag") -> str:
    """A property that is a list."""
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in words)
    return f"<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>"


def alternatives(tag: str, texts: Mapping[str, str]) -> str:
    """A property with a text in each language."""
    items = "".join(f'<rdf:li xml:lang="{name}">{text}</rdf:li>' for name, text in texts.items())
    return f"<{tag}><rdf:Alt>{items}</rdf:Alt></{tag}>"
