"""The installed program on the command line, from an empty disk to answers."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.program import Program

COLOURS = {
    "red": (200, 20, 25),
    "green": (30, 150, 40),
    "blue": (25, 60, 190),
    "yellow": (240, 220, 40),
}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "My pictures, é"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (160, 120), colour).save(folder / f"DSC_{len(name)}{name[0]}.jpg")
    exif = Image.Exif()
    exif[0x0132] = "2019:03:14 15:09:26"
    Image.new("RGB", (120, 160), (120, 120, 120)).save(folder / "holiday.jpg", exif=exif)
    return folder


def best_name(program: Program, *arguments: str | Path) -> str:
    found = program.run("search", *arguments, "--json")
    assert found.code == 0, found.err
    return Path(found.json["hits"][0]["path"]).name


def test_index_search_status(program: Program, pictures: Path) -> None:
    indexed = program.run("index", pictures, "--json")
    assert indexed.code == 0, indexed.err
    assert indexed.json | {"seconds": 0} == {
        "model": "builtin",
        "indexed": 5,
        "unchanged": 0,
        "removed": 0,
        "absent": 0,
        "failed": [],
        "seconds": 0,
    }
    for name in COLOURS:
        assert best_name(program, name) == f"DSC_{len(name)}{name[0]}.jpg"
    assert best_name(program, "march 2019") == "holiday.jpg"
    assert best_name(program, "--like", pictures / "DSC_3r.jpg") == "DSC_3r.jpg"

    status = program.run("status", "--json").json
    assert status == {
        "library": os.fspath(program.library),
        "folders": [os.fspath(pictures)],
        "pictures": 5,
        "models": {"builtin": 5},
        "other_sets": [],
        "absent": 0,
    }
    again = program.run("index", pictures, "--json").json
    assert (again["indexed"], again["unchanged"]) == (0, 5)
    assert program.run("models", "--json").json["current"] == "builtin"


def test_kinds_that_are_not_read_are_counted_and_a_full_run_reads_all(
    program: Program, pictures: Path
) -> None:
    for name in ("a.CR2", "b.cr2", "c.psd"):
        (pictures / name).write_bytes(b"x")
    assert program.run("index", pictures, "--json").json["skipped"] == {"cr2": 2, "psd": 1}
    output = program.run("index", pictures, "--full").out
    assert "5 unchanged" in output
    assert "2 .cr2, 1 .psd" in output


def test_like_takes_any_picture_and_several(program: Program, pictures: Path) -> None:
    program.run("index", pictures)
    outside = pictures.parent / "outside.png"
    Image.new("RGB", (300, 200), (30, 62, 180)).save(outside)
    assert best_name(program, "--like", outside) == "DSC_4b.jpg"
    both = program.run("search", "--like", outside, "--like", pictures / "DSC_5g.jpg", "--json")
    top = {Path(hit["path"]).name for hit in both.json["hits"][:2]}
    assert top == {"DSC_4b.jpg", "DSC_5g.jpg"}


def test_nothing_found_is_exit_1_and_unknown_words_are_reported(
    program: Program, pictures: Path
) -> None:
    program.run("index", pictures)
    found = program.run("search", "qwxzt", "--json")
    assert (found.code, found.json["hits"], found.json["unknown"]) == (1, [], ["qwxzt"])
    assert program.run("search", "qwxzt").out == ""


def test_for_a_word_that_means_something_the_closest_are_shown(
    program: Program, pictures: Path
) -> None:
    program.run("index", pictures)
    found = program.run("search", "wedding", "--json")
    assert (found.code, found.json["partly"], found.json["unknown"]) == (0, True, [])
    assert len(found.json["hits"]) == 5
    assert "No exact matches. Closest pictures:" in program.run("search", "wedding").err


def test_strong_matches_are_counted_where_that_was_fitted(program: Program, pictures: Path) -> None:
    (pictures / "DSC_3r.jpg").rename(pictures / "dog.jpg")
    program.run("index", pictures)
    dogs = program.run("search", "dog", "--json").json
    assert Path(dogs["hits"][0]["path"]).name == "dog.jpg"
    assert dogs["strong"] == 1  # named so
    assert "partly" not in dogs
    assert "strong" not in program.run("search", "red", "--json").json


def test_damaged_files_are_exit_1_and_named(program: Program, pictures: Path) -> None:
    (pictures / "nothing.jpg").touch()
    (pictures / "text.png").write_text("not a picture")
    indexed = program.run("index", pictures, "--json")
    assert indexed.code == 1
    assert indexed.json["indexed"] == 5
    failed = {Path(entry["path"]).name: entry["code"] for entry in indexed.json["failed"]}
    assert failed == {"nothing.jpg": "empty", "text.png": "unsupported"}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["index", "/no/such/folder"], 2, "exist"),
        (["search", ""], 2, "words to search for"),
        (["search", "red", "-n", "0"], 2, "above 0"),
        (["search", "red", "--model", "nonsense"], 3, "nonsense"),
        (["search", "--like", "/no/picture.jpg"], 2, "moved or deleted"),
        (["index"], 2, "FOLDER"),
    ],
)
def test_wrong_use_is_reported_in_one_sentence(
    program: Program, pictures: Path, arguments: list[str], code: int, says: str
) -> None:
    program.run("index", pictures)
    finished = program.run(*arguments)
    assert finished.code == code
    assert says in finished.err
    assert "Traceback" not in finished.err
    assert finished.out == ""


def test_search_without_a_library_says_how_to_make_one(program: Program) -> None:
    finished = program.run("search", "red")
    assert finished.code == 3
    assert "picseek index" in finished.err


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_names_that_are_not_utf8(program: Program, pictures: Path) -> None:
    odd = os.fsencode(pictures) + b"/caf\xe9.jpg"
    Image.new("RGB", (160, 120), (250, 120, 180)).save(os.fsdecode(odd), format="JPEG")
    assert program.run("index", pictures).code == 0
    assert os.fsencode(program.run("search", "pink").out.splitlines()[0]) == odd
    hit = program.run("search", "pink", "--json").json["hits"][0]["path"]
    assert os.fsencode(hit) == odd


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_stopped_midway_it_goes_on_where_it_was(
    program: Program, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(400):
        Image.effect_noise((320, 240), 60).convert("RGB").save(folder / f"{n}.jpg", quality=90)
    stopped = program.stop_midway(number, "index", folder)
    if number is signal.SIGINT:
        assert stopped.code == 130
        assert "Traceback" not in stopped.err
    indexed = program.run("status", "--json").json["models"].get("builtin", 0)
    again = program.run("index", folder, "--json")
    assert again.code == 0, again.err
    assert again.json["indexed"] + again.json["unchanged"] == 400
    assert again.json["unchanged"] == indexed
    status = program.run("status", "--json").json
    assert (status["pictures"], status["models"]) == (400, {"builtin": 400})


def test_a_second_writer_is_refused_and_readers_are_not(program: Program, pictures: Path) -> None:
    from picseek.engine.library import Library

    program.run("index", pictures)
    library = Library.open(program.library)
    try:
        refused = program.run("index", pictures)
        assert refused.code == 3
        assert "in use by another Picseek" in refused.err
        assert program.run("search", "red").code == 0
    finally:
        library.close()


def test_a_library_that_cannot_be_written(tmp_path: Path, pictures: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    finished = Program(blocker / "library").run("index", pictures)
    assert finished.code == 3
    assert "Traceback" not in finished.err
    assert "--library" in finished.err


def test_a_damaged_database_is_reported(program: Program, pictures: Path) -> None:
    program.library.mkdir()
    (program.library / "library.sqlite").write_bytes(b"garbage" * 1000)
    finished = program.run("index", pictures)
    assert finished.code == 3
    assert "damaged" in finished.err


def test_the_second_look_can_be_finished_at_once(program: Program, pictures: Path) -> None:
    indexed = program.run("index", pictures, "--second-look", "--json")
    assert indexed.code == 0, indexed.err
    assert indexed.json["second_look"] == {"looked": 5, "failed": 0}
    again = program.run("index", pictures, "--second-look")
    assert "Detailed analysis: 0 done, 0 failed" in again.out
    assert "second_look" not in program.run("index", pictures, "--json").json
