"""Facts filter, meaning ranks; and an empty answer says which part made it empty."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from picseek.engine.errors import UsageError
from picseek.engine.library import Library
from picseek.engine.types import Query, SearchResult, SpanKind

COLOURS = {"red": (210, 15, 20), "blue": (20, 40, 210), "grey": (120, 120, 120)}


def draw(path: Path, colour: str, taken: str = "", camera: str = "", width: int = 80) -> None:
    exif = Image.Exif()
    if taken:
        exif[0x0132] = f"{taken} 12:00:00"
    if camera:
        exif[0x0110] = camera
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, 60), COLOURS[colour]).save(path, exif=exif)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw(folder / "a.jpg", "red", "2020:03:14", "EOS 80D")
    draw(folder / "b.jpg", "red", "2019:03:04", width=81)
    draw(folder / "c.jpg", "blue", "2020:03:20", width=82)
    draw(folder / "d.jpg", "grey", "2020:07:01", "Pixel 7", width=50)
    draw(folder / "Photo 1.jpg", "grey", width=84)
    draw(folder / "blue -red.png", "red", width=85)
    draw(folder / "Spain trip" / "e.png", "blue", width=86)
    return folder


def found(library: Library, text: str, **options: object) -> list[str]:
    return names(library.search(Query(text, **options)))  # type: ignore[arg-type]


def names(result: SearchResult) -> list[str]:
    return [hit.picture.path.name for hit in result.hits]


def test_facts_filter_and_meaning_ranks(library: Library, photos: Path) -> None:
    library.index([photos])
    assert found(library, "red in march 2020")[0] == "a.jpg"
    assert set(found(library, "red in march 2020")) <= {"a.jpg", "c.jpg"}
    assert set(found(library, "red")) >= {"a.jpg", "b.jpg"}
    assert found(library, "march 2020") == ["c.jpg", "a.jpg"], "newest first"
    result = library.search(Query("red in march 2020"))
    (span,) = result.spans
    assert (span.text, span.kind, span.meaning) == ("in march 2020", SpanKind.DATE, "Mar 2020")
    assert (result.meaning, result.filtered) == ("red", 2)


def test_a_day_is_a_day(library: Library, photos: Path) -> None:
    library.index([photos])
    for text in ("4 march 2019", "4.3.2019", "2019-3-4", "4. März 2019", "4 mars 2019"):
        assert found(library, text) == ["b.jpg"], text
    assert found(library, "5 march 2019") == []
    assert found(library, "march 2031") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("camera:eos", {"a.jpg"}),
        ("taken with pixel 7", {"d.jpg"}),
        ("type:png", {"blue -red.png", "e.png"}),
        ("folder:spain", {"e.png"}),
        ("in folder spain trip", {"e.png"}),
        ("is:portrait", {"d.jpg"}),
        ("camera:eos OR camera:pixel", {"a.jpg", "d.jpg"}),
        ("type:png -folder:spain", {"blue -red.png"}),
        ("in march", {"a.jpg", "b.jpg", "c.jpg"}),
        ('"photo 1"', {"Photo 1.jpg"}),
        ("width:<=60", {"d.jpg"}),
    ],
)
def test_fields(library: Library, photos: Path, text: str, expected: set[str]) -> None:
    library.index([photos])
    assert set(found(library, text)) == expected


def test_orders(library: Library, photos: Path) -> None:
    library.index([photos])
    assert found(library, "in march sort:oldest") == ["b.jpg", "a.jpg", "c.jpg"]
    assert found(library, "in march sort:name") == ["a.jpg", "b.jpg", "c.jpg"]
    red = found(library, "red sort:name")
    assert red == sorted(red, key=str.lower)
    assert len(found(library, "sort:oldest")) == 7


def test_a_files_exact_name_comes_first(library: Library, photos: Path) -> None:
    library.index([photos])
    for name in ("Photo 1.jpg", "photo 1", "blue -red.png", "a.jpg"):
        assert found(library, name)[0].startswith(name[:1].upper() + name[1:]) or (
            found(library, name)[0].lower().startswith(name)
        ), name
    assert found(library, "blue -red")[0] == "blue -red.png"


def test_an_empty_answer_names_the_part_that_made_it_empty(library: Library, photos: Path) -> None:
    library.index([photos])
    result = library.search(Query("camera:eos in march 2019"))
    assert result.hits == ()
    assert {(each.part, each.pictures, each.text) for each in result.without} == {
        ("in march 2019", 1, "camera:eos"),
        ("camera:eos", 1, "in march 2019"),
    }
    for each in result.without:
        assert len(library.search(Query(each.text)).hits) == each.pictures
    result = library.search(Query("red in march 2031"))
    assert [each.part for each in result.without] == ["in march 2031"]
    assert library.search(Query("zyzzyva")).without == ()


def test_the_folder_and_the_facts_limit_together(library: Library, photos: Path) -> None:
    library.index([photos])
    assert found(library, "type:png", folder=photos / "Spain trip") == ["e.png"]
    assert found(library, "blue type:png", folder=photos / "Spain trip") == ["e.png"]


def test_only_an_order_and_only_blanks(library: Library, photos: Path) -> None:
    library.index([photos])
    assert len(library.search(Query("sort:name")).hits) == 7
    with pytest.raises(UsageError):
        library.search(Query('""'))


def test_a_filtered_search_is_that_of_all_vectors_restricted(
    library: Library, tmp_path: Path
) -> None:
    """The ranking inside a filter is the ranking of all pictures without the others."""
    folder = tmp_path / "many"
    folder.mkdir()
    chance = np.random.default_rng(1)
    for number in range(60):
        pixels = chance.integers(0, 255, (40, 60, 3), np.uint8)
        pixels[:, :, 0] = min(255, 4 * number)
        exif = Image.Exif()
        exif[0x0132] = f"2020:{1 + number % 6:02}:14 12:00:00"
        Image.fromarray(pixels).save(folder / f"{number}.jpg", exif=exif)
    library.index([folder])
    everything = library.search(Query(like=(folder / "30.jpg",), limit=1000)).hits
    kept = [hit for hit in everything if hit.picture.facts.taken_at.month == 3]  # type: ignore[union-attr]
    filtered = library.search(Query("in march 2020", like=(folder / "30.jpg",), limit=1000)).hits
    assert [hit.picture.id for hit in filtered] == [hit.picture.id for hit in kept]
    assert len(kept) == 10
    np.testing.assert_allclose([hit.score for hit in filtered], [hit.score for hit in kept], 1e-5)


def test_weights_change_the_ranking(library: Library, photos: Path) -> None:
    library.index([photos])
    assert found(library, "10*blue red", limit=2) != found(library, "10*red blue", limit=2)


def test_old_saved_searches_open(library: Library, photos: Path) -> None:
    library.index([photos])
    for text in ("red -blue", "b&w", '5" pipe', "foto(3)", ":)", "a OR", "red (", "12:30", "c:\\x"):
        assert library.search(Query(text)).query.text == text
