"""Texts of the information panel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from picseek.engine.types import CameraDetails, PictureDetails, PictureFacts, PictureRow
from picseek.ui.viewer import info_text
from picseek.ui.viewer.info_text import Field, Match

FACTS = PictureFacts(4000, 3000, "JPEG", datetime(2024, 5, 1, 12, 30))
PICTURE = PictureRow(1, Path("/p/red boat.jpg"), Path("/t.jpg"), 2_500_000, 0.0, FACTS)


def values(found: list[Field]) -> dict[str, str]:
    return {note.name: note.value for note in found}


def camera(**known: object) -> dict[str, str]:
    return values(info_text.camera_fields(CameraDetails(**known)))  # type: ignore[arg-type]


def test_the_file_is_described() -> None:
    found = values(info_text.file_fields(PICTURE))
    assert found["Name"] == "red boat.jpg"
    assert found["Folder"] == str(Path("/p"))
    assert found["Dimensions"].startswith("4000 × 3000 (12")  # noqa: RUF001
    assert {"Taken", "Modified", "Size", "Format"} <= set(found)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.004, "1/250 s"), (0.5, "0.5 s"), (30.0, "30 s"), (1 / 3, "1/3 s")]
)
def test_exposures_are_written_as_photographers_do(seconds: float, text: str) -> None:
    assert camera(exposure=seconds) == {"Exposure": text}


def test_locations_are_shown_in_degrees() -> None:
    assert camera(latitude=-1.5, longitude=-2.25) == {"GPS location": "1.50000° S, 2.25000° W"}


def test_focal_lengths_are_shown_with_their_equivalent_on_film() -> None:
    text = camera(focal_length=4.25, focal_length_35mm=26.0)["Focal length"]
    assert text == "4.2 mm (26 mm in 35 mm format)"


def test_nothing_known_is_nothing_shown() -> None:
    assert camera() == {}
    assert info_text.description_fields(CameraDetails()) == []


def test_a_match_shows_the_search_its_rank_and_the_matching_words() -> None:
    found = values(info_text.match_fields(PICTURE, Match("red sunset -sea", 2, 500)))
    assert found == {
        "Search": "red sunset -sea",
        "Result": "3 of 500",
        "Matching words": "red",
    }


def test_a_word_inside_another_is_not_in_the_name() -> None:
    found = values(info_text.match_fields(PICTURE, Match("oat ed bo", 0, 1)))
    assert found["Matching words"] == "bo"


def test_without_a_question_there_is_no_why() -> None:
    assert info_text.match_fields(PICTURE, Match("", 2, 500)) == []


def test_copies_are_the_other_locations() -> None:
    places = (Path("/p/a"), Path("/q/b"))
    details = PictureDetails(places[0], places, CameraDetails())
    assert info_text.copy_fields(details) == [Field("Also in", str(places[1]))]


def test_a_title_that_is_the_description_is_shown_once() -> None:
    found = values(info_text.description_fields(CameraDetails(title="Boat", description="Boat")))
    assert found == {"Title": "Boat"}
