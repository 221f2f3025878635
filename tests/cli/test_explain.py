"""How the command line says what it understood of a query."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from picseek.cli.main import main


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, of two days."""
    folder = tmp_path_factory.mktemp("explain")
    (folder / "pictures").mkdir()
    for name, day, colour in (
        ("a", "2020:03:14", (210, 20, 20)),
        ("b", "2019:03:04", (20, 20, 210)),
    ):
        exif = Image.Exif()
        exif[0x0132] = f"{day} 12:00:00"
        Image.new("RGB", (60, 40), colour).save(folder / "pictures" / f"{name}.jpg", exif=exif)
    assert main(["index", str(folder / "pictures"), "--library", str(folder / "library")]) == 0
    return folder / "library"


def test_how_a_query_was_understood(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["search", "--explain", "red", "in", "march", "2020", "sort:newest"]
    assert main([*arguments, "--library", str(library)]) == 0
    found = capsys.readouterr()
    assert [Path(line).name for line in found.out.splitlines()] == ["a.jpg"]
    assert found.err.splitlines() == [
        "in march 2020: Mar 2020",
        "sort:newest: newest first",
        "1 picture with these facts",
        "ranked by: red",
    ]


def test_the_same_as_json(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "--explain", "--json", "red in march 2020", "--library", str(library)])
    explanation = json.loads(capsys.readouterr().out)["explanation"]
    assert explanation == {
        "facts": [
            {"start": 4, "end": 17, "text": "in march 2020", "kind": "date", "meaning": "Mar 2020"}
        ],
        "meaning": "red",
        "filtered": 1,
    }


def test_the_part_that_made_it_empty(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = ["search", "is:landscape", "in", "march", "2031", "--library", str(library)]
    assert main(query) == 1
    assert capsys.readouterr().err.splitlines() == [
        "No pictures found.",
        "Without “in march 2031”: 2 pictures.",
    ]
    assert main([*query, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["without"] == [
        {"part": "in march 2031", "query": "is:landscape", "pictures": 2, "more": False}
    ]


def test_what_was_not_understood(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "red", "colour:dark", "--library", str(library)])
    assert "At character 5: “colour:” isn't a field" in capsys.readouterr().err
    main(["search", "red", "(dark", "--json", "--library", str(library)])
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["start"] == 4


def test_the_help_says_what_can_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    text = capsys.readouterr().out
    for part in ("sort:match|newest", "camera:", "last summer", "OR", "--explain"):
        assert part in text
