"""Cohere's guide to multimodal search, whole: embed pictures, ask, get the best first.

The real program and the real SDK; only the service is the stand-in. Then what goes wrong:
a kill in the middle, a wrong key, no network.
"""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.errors import LibraryError
from picseek.engine.library import Library
from picseek.engine.types import Query, SentRow
from tests.e2e.program import Finished, Program
from tests.support.cohere import faults
from tests.support.cohere.drawings import CHARTS, GALLERY, draw
from tests.support.cohere.environment import use_service
from tests.support.cohere.records import Call
from tests.support.cohere.server import KEY, StandIn

MODEL = "cohere/embed-v4.0"
IN_FLIGHT = 4 * 16  # calls at a time, and pictures in a call, by default
MANY = 160


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn(latency=0.3) as service:
        use_service(monkeypatch, service.url)
        yield service


@pytest.fixture
def gallery(tmp_path: Path) -> Path:
    """Two dozen pictures under names that say nothing, with EXIF as from a camera."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    exif = Image.Exif()
    exif[0x010F] = "Fairphone"
    exif.get_ifd(0x8825)[1] = "N"
    for number, (thing, colour) in enumerate(GALLERY):
        size = (1200, 900) if number % 3 else (900, 900)
        picture = draw(thing, colour, size)
        if thing in CHARTS:
            picture.save(folder / f"DSC_{number:04}.png")
        else:
            picture.save(folder / f"DSC_{number:04}.jpg", quality=88, exif=exif)
    return folder


def question(thing: str, colour: str) -> str:
    return f"a {colour} {thing} chart" if thing in CHARTS else f"a {colour} {thing}"


def number_of(path: Path) -> int:
    return int(path.stem[-4:])


def pictures_of(calls: list[Call]) -> int:
    return sum(len(call.pictures) for call in calls)


def test_the_guide(service: StandIn, gallery: Path, tmp_path: Path) -> None:
    shutil.copy(gallery / "DSC_0000.jpg", gallery / "Copy of DSC_0000.jpg")
    library = Library.open(tmp_path / "library")
    try:
        report = library.index([gallery], model=MODEL, agreed=True)
        assert (report.indexed, report.failed) == (len(GALLERY) + 1, ())
        for number, each in enumerate(GALLERY):
            hits = library.search(Query(question(*each), model=MODEL)).hits
            assert number_of(hits[0].picture.path) == number, each
    finally:
        library.close()
    calls = [call for call in service.records.calls() if call.pictures]
    sent = [picture for call in calls for picture in call.pictures]
    assert len(sent) == len(GALLERY)  # the copy is not sent
    assert {each.metadata for each in sent} == {frozenset()}
    assert not any(each.too_many_pixels for each in sent)
    assert [call.texts for call in calls] == [()] * len(calls)  # no names
    assert not service.records.paid_twice()


def test_the_guide_on_the_command_line(service: StandIn, program: Program, gallery: Path) -> None:
    indexed = program.run("index", gallery, "--model", MODEL, "--yes", "--json")
    assert indexed.code == 0, indexed.err
    assert indexed.json["indexed"] == len(GALLERY)
    found = program.run("search", "a purple pie chart", "--model", MODEL, "--json")
    assert found.code == 0, found.err
    best = number_of(Path(found.json["hits"][0]["path"]))
    assert GALLERY[best] == ("pie", "purple")
    again = program.run("index", gallery, "--model", MODEL, "--yes", "--json")
    assert (again.json["indexed"], again.json["unchanged"]) == (0, len(GALLERY))
    assert pictures_of(service.records.calls()) == len(GALLERY)
    keeps_the_key(program, indexed, found, again)


def test_descriptions_are_switched_on_and_off_on_the_command_line(
    service: StandIn, program: Program, gallery: Path
) -> None:
    (gallery / "DSC_0002.txt").write_text("bought in Lisbon")
    used = program.run("models", "use", MODEL, "--describe")
    assert used.code == 0, used.err
    assert f"{MODEL}+text" in used.err
    indexed = program.run("index", gallery, "--json", "--yes")
    assert indexed.json["model"] == f"{MODEL}+text"
    assert "captions" in indexed.err
    found = program.run("search", "Lisbon", "--json")
    assert number_of(Path(found.json["hits"][0]["path"])) == 2
    assert program.run("models", "use", MODEL, "--no-describe").code == 0
    assert program.run("models", "--json").json["current"] == MODEL
    assert program.run("models", "use", "builtin", "--describe").code == 2
    assert program.run("models", "--json").json["current"] == MODEL


def test_a_kill_costs_at_most_what_was_in_flight(
    service: StandIn, program: Program, tmp_path: Path
) -> None:
    folder = draw_many(tmp_path / "Pictures")
    process = program.start("index", folder, "--model", MODEL, "--yes")
    try:
        wait_for_vectors(program, 1)
    finally:
        process.kill()
        process.communicate(timeout=60)
    stored = vectors_in(program)
    assert 0 < stored < MANY
    listed = sent_by(program)
    assert sum(row.answered for row in listed) == stored
    assert pictures_of(service.records.calls()) <= len(listed) <= stored + IN_FLIGHT
    paid = service.records.paid()
    assert paid.total() - stored <= IN_FLIGHT
    finished = program.run("index", folder, "--model", MODEL, "--yes", "--json")
    assert finished.code == 0, finished.err
    assert vectors_in(program) == MANY
    paid = service.records.paid()
    assert len(paid) == MANY
    assert paid.total() - MANY <= IN_FLIGHT
    assert max(paid.values()) <= 2


def test_a_wrong_key(
    service: StandIn, program: Program, gallery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "another-key-9876543210fedcba"
    use_service(monkeypatch, service.url, wrong)
    finished = program.run("index", gallery, "--model", MODEL, "--yes")
    cannot_go_on(finished, "key")
    assert {call.status for call in service.records.calls()} == {401}
    keeps_the_key(program, finished, key=wrong)
    use_service(monkeypatch, service.url)
    assert program.run("index", gallery, "--model", MODEL, "--yes").code == 0


def test_no_network(program: Program, gallery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # nobody listens: connections are refused
        use_service(monkeypatch, f"http://127.0.0.1:{unused.getsockname()[1]}")
        finished = program.run("index", gallery, "--model", MODEL, "--yes")
    cannot_go_on(finished, "can't be reached")
    keeps_the_key(program, finished)


def test_asking_without_network(
    program: Program, gallery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        assert program.run("index", gallery, "--model", MODEL, "--yes").code == 0
    found = program.run("search", "DSC_0003", "--model", MODEL, "--json")
    assert found.code == 0, found.err
    assert number_of(Path(found.json["hits"][0]["path"])) == 3
    assert "can't be reached" in found.err + found.json["note"]


def test_faults_are_overcome(service: StandIn, program: Program, tmp_path: Path) -> None:
    folder = draw_many(tmp_path / "Pictures")
    wrong = (faults.status(503), faults.RESET, faults.PORTAL, faults.SHORT)
    service.faults.play(None, *wrong)
    finished = program.run("index", folder, "--model", MODEL, "--yes", "--json")
    assert finished.code == 0, finished.err
    assert finished.json["indexed"] == MANY
    played = {call.fault for call in service.records.calls() if call.fault}
    assert played == {fault.kind.value for fault in wrong}
    assert len(service.records.paid()) == MANY
    assert not service.records.paid_twice()


def test_the_one_bad_picture_is_found(service: StandIn, program: Program, gallery: Path) -> None:
    Image.new("RGB", (300, 200), (255, 0, 255)).save(gallery / "bad.png")
    service.faults.refuse_colour(255, 0, 255)
    finished = program.run("index", gallery, "--model", MODEL, "--yes", "--json")
    assert finished.code == 1, finished.err
    assert finished.json["indexed"] == len(GALLERY)
    [failed] = finished.json["failed"]
    assert (Path(failed["path"]).name, failed["code"]) == ("bad.png", "refused")
    assert not service.records.paid_twice()


def cannot_go_on(finished: Finished, words: str) -> None:
    """It ended with 3, and its last line is the one sentence that says why."""
    assert finished.code == 3, finished.err
    assert not finished.out
    said = [line for line in finished.err.splitlines() if line.startswith("picseek: ")]
    assert len(said) == 1, finished.err
    assert finished.err.rstrip().endswith(said[0])
    assert words in said[0]
    assert "Traceback" not in finished.err


def keeps_the_key(program: Program, *finished: Finished, key: str = KEY) -> None:
    """The key is in nothing that was printed and in no file of the library."""
    for each in finished:
        assert key not in each.out + each.err
    files = [path for path in program.library.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if key.encode() in path.read_bytes()]


def draw_many(folder: Path) -> Path:
    """Pictures of different colours."""
    folder.mkdir()
    for number in range(MANY):
        colour = (number * 37 % 256, number * 91 % 256, number * 151 % 256)
        Image.new("RGB", (160, 120), colour).save(folder / f"{number}.png")
    return folder


def sent_by(program: Program) -> list[SentRow]:
    library = Library.open(program.library, writable=False)
    try:
        return library.sent()
    finally:
        library.close()


def vectors_in(program: Program) -> int:
    library = Library.open(program.library, writable=False)
    try:
        return library.status().models.get(MODEL, 0)
    finally:
        library.close()


def wait_for_vectors(program: Program, count: int) -> None:
    deadline = time.monotonic() + 60
    found = 0
    while found < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)  # polls for a state; there is no signal to wait for
        with suppress(LibraryError):  # it is being made
            found = vectors_in(program)
