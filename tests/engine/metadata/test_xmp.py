"""XMP, in pictures and beside them."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picseek.engine.metadata.xmp import MAX_BYTES, XmpMetadata, read_xmp
from tests.support.xmp import alternatives, bag, packet

# What XML can hold, and a line of text keeps as it is.
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


def test_what_lightroom_writes() -> None:
    read = read_xmp(
        packet(
            alternatives("dc:title", {"de": "Der Hafen", "x-default": "The harbour"})
            + alternatives("dc:description", {"x-default": "Boats", "fr": "Bateaux"})
            + bag("dc:subject", "boat", "sea")
            + bag("lr:hierarchicalSubject", "Places|Chile|Valparaíso", "boat")
            + bag("dc:creator", "Ada Example", kind="Seq"),
            **{
                "photoshop:Headline": "At rest",
                "photoshop:City": "Valparaíso",
                "photoshop:Country": "Chile",
                "Iptc4xmpCore:Location": "Muelle Prat",
                "photoshop:DateCreated": "2019-03-13T10:00:00",
                "xmp:ModifyDate": "2024-01-01",
                "tiff:Orientation": "6",
            },
        )
    )
    assert read == XmpMetadata(
        titles=("The harbour", "Der Hafen"),
        headline="At rest",
        descriptions=("Boats", "Bateaux"),
        keywords=("boat", "sea", "Places", "Chile", "Valparaíso"),
        locations=("Muelle Prat", "Valparaíso", "Chile"),
        creators=("Ada Example",),
        dates=("2019-03-13T10:00:00",),
        orientation=6,
    )


FACES = [
    """<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li>
    <rdf:Description mwg-rs:Name="Wilhelmina" mwg-rs:Type="Face"/></rdf:li></rdf:Bag>
    </mwg-rs:RegionList></mwg-rs:Regions>""",
    """<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
    <rdf:li rdf:parseType="Resource"><mwg-rs:Name>Wilhelmina</mwg-rs:Name></rdf:li></rdf:Bag>
    </mwg-rs:RegionList></mwg-rs:Regions>""",
    """<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li>
    <rdf:Description MPReg:PersonDisplayName="Wilhelmina"/></rdf:li></rdf:Bag></MPRI:Regions>
    </MP:RegionInfo>""",
    bag("Iptc4xmpExt:PersonInImage", "Wilhelmina"),
]


@pytest.mark.parametrize("faces", FACES)
def test_names_of_faces(faces: str) -> None:
    assert read_xmp(packet(faces)).people == ("Wilhelmina",)


@pytest.mark.parametrize(
    ("tag", "path"),
    [
        ("lr:hierarchicalSubject", "Animals|Birds|Owl"),
        ("digiKam:TagsList", "Animals/Birds/Owl"),
        ("MicrosoftPhoto:LastKeywordXMP", "Animals/Birds/Owl"),
        ("mediapro:CatalogSets", "Animals|Birds|Owl"),
    ],
)
def test_hierarchical_keywords(tag: str, path: str) -> None:
    assert read_xmp(packet(bag(tag, path))).keywords == ("Animals", "Birds", "Owl")


def test_what_programs_note_for_themselves_is_no_keyword() -> None:
    read = read_xmp(
        packet(
            bag("dc:subject", "darktable", "exported", "owl")
            + bag("lr:hierarchicalSubject", "darktable|exported", "Birds|owl")
            + bag("digiKam:TagsList", "_Digikam_Internal_Tags_/Color Label None")
        )
    )
    assert read.keywords == ("owl", "Birds")


def test_a_place_as_a_structure() -> None:
    place = """<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">
    <Iptc4xmpExt:City>Lund</Iptc4xmpExt:City>
    <Iptc4xmpExt:CountryName>Sweden</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag>
    </Iptc4xmpExt:LocationShown>"""
    assert read_xmp(packet(place)).locations == ("Lund", "Sweden")


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- made by a program -->",
        "\x01",
        "\x0b\x00",
        "&#x1;",
        "&#11;",
        "&#x0000C;",
        "\ufffe",
        "<?adobe-xap-filters esc='CR'?>",
        "<![CDATA[ ]]>",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_one_odd_thing_does_not_cost_the_rest(odd: str, before: bool) -> None:
    subject = bag("dc:subject", "owl")
    inside = odd + subject if before else subject.replace("owl", f"ow{odd}l")
    assert read_xmp(packet(inside)).keywords in {("owl",), ("ow l",)}


def test_what_came_before_damage_counts() -> None:
    whole = packet(bag("dc:subject", "owl") + bag("lr:hierarchicalSubject", "Birds"))
    assert read_xmp(whole[: whole.index("Birds")]).keywords == ("owl",)
    assert read_xmp(whole.replace("Birds", "Birds & Bees")).keywords[0] == "owl"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("head", ["", '<?xpacket begin="\ufeff" id="W5M0"?>'])
def test_encodings(encoding: str, head: str) -> None:
    if encoding == "cp1252":
        head = ""
    data = (head + packet(bag("dc:subject", "Übung"))).encode(encoding)
    assert read_xmp(data).keywords == ("Übung",)
    assert read_xmp(b"\n" + data + b"\0\0" if encoding == "utf-8" else data).keywords == ("Übung",)


def laughs(declared: str) -> str:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'
        + packet(bag("dc:subject", "&a9;"))
    )


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "cp037", "utf-7", "utf-32"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037", "utf-7", "utf-32"])
def test_declarations_end_the_reading_in_any_encoding(declared: str, encoding: str) -> None:
    assert read_xmp(laughs(declared).encode(encoding)) == XmpMetadata()


@pytest.mark.parametrize(
    "entity", ['<!ENTITY e SYSTEM "file:///etc/hostname">', '<!ENTITY e "word">']
)
def test_nothing_is_taken_from_entities(entity: str) -> None:
    hostile = f"<!DOCTYPE x [{entity}]>" + packet(bag("dc:subject", "&e;"))
    assert read_xmp(hostile.encode()) == XmpMetadata()


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        b"",
        b"<",
        b"\0" * 50,
        "<a>" * 5_000,
        b"<a>" * 100_000,
        b"<x>" + b" " * MAX_BYTES + b"</x>",
        packet(bag("dc:subject", "x" * 900_000, "y" * 900_000)).encode(),
    ],
)
def test_what_is_no_packet_says_nothing(data: object) -> None:
    assert read_xmp(data) == XmpMetadata()


def test_texts_are_bounded() -> None:
    read = read_xmp(packet(bag("dc:subject", *(f"w{n}" + "x" * 3000 for n in range(240)))))
    assert len(read.keywords) == 200
    assert {len(word) for word in read.keywords} == {2000}


@given(st.lists(WORDS, max_size=5))
def test_any_word_comes_back(words: list[str]) -> None:
    wanted = tuple(dict.fromkeys(" ".join(word.split()) for word in words))
    read = read_xmp(packet(bag("dc:subject", *map(escape, words))).encode())
    assert read.keywords == tuple(filter(None, wanted))


@given(st.binary(max_size=60), st.integers(0, 400))
@settings(max_examples=200)
def test_any_bytes_are_harmless(junk: bytes, at: int) -> None:
    whole = packet(bag("dc:subject", "owl"), **{"photoshop:City": "Lund"}).encode()
    for data in (junk, whole[:at] + junk + whole[at:], whole[:at] + junk):
        assert isinstance(read_xmp(data), XmpMetadata)
