"""Paid models on the command line: consent, limits, the record, the key. Nothing is sent."""

from __future__ import annotations

import csv
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.types import UNASKED_PICTURES
from tests.e2e.program import Finished
from tests.support.remote_model import COLOURS, HOST, ONE, TWO

REPOSITORY = Path(__file__).parents[2]
KEY = "Abcdefgh-1234567890_xyz"
CTRL_C = "\x03"
ON_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Starts a program that Ctrl-C of the terminal on its standard input reaches.

Where the tests run in the background of a shell, they would hand on that it is to be ignored.
"""

PATIENCE_S = 20.0


@dataclass
class FarProgram:
    """The program with far models, on one library."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def run(self, *arguments: str | Path, stdin: str | None = None) -> Finished:
        done = subprocess.run(
            self._command(arguments),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self._environ(),
            cwd=REPOSITORY,
            timeout=100,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    def run_in_terminal(self, answer: str, *arguments: str | Path) -> tuple[int, str]:
        """Run it with a terminal, and type an answer; returns exit code and what was shown.

        After Ctrl-C nothing is typed: a line could be read before the signal comes.
        """
        typed = answer if answer == CTRL_C else f"{answer}\n"
        ours, theirs = pty.openpty()
        with os.fdopen(ours, "r+b", buffering=0) as terminal:
            process = subprocess.Popen(
                [sys.executable, "-c", ON_TERMINAL, *self._command(arguments)],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                env=self._environ(),
                cwd=REPOSITORY,
                start_new_session=True,
            )
            os.close(theirs)
            shown = _watch(terminal, typed.encode() if answer else b"")
            return process.wait(60), shown.decode()

    def sent(self) -> list[str]:
        """Hashes of the pictures sent, in order."""
        log = self.folder / "log"
        return log.read_text().split() if log.exists() else []

    def _command(self, arguments: Sequence[str | Path]) -> list[str]:
        program = [sys.executable, "-m", "tests.e2e.remote_program"]
        return [*program, *map(str, arguments), "--library", str(self.library)]

    def _environ(self) -> dict[str, str]:
        return {
            **os.environ,
            "FAR_LOG": str(self.folder / "log"),
            "FAR_KEYRING": str(self.folder / "keyring"),
            "PYTHON_KEYRING_BACKEND": "tests.e2e.remote_program.FileKeyring",
            **self.environment,
        }


def _watch(terminal: FileIO, typed: bytes) -> bytes:
    """Read what is shown until the program ends, and type an answer where it asks."""
    shown, asked = b"", False
    while True:
        silent = not select.select([terminal], [], [], PATIENCE_S)[0]
        if silent and asked and typed == CTRL_C.encode():
            # Python may have been about to read: it heeds a signal only once the reading ends.
            terminal.write(typed)
        elif not silent:
            try:
                chunk = terminal.read(4096)
            except OSError:
                return shown  # how Linux says that the other end of a terminal was closed
            if not chunk:
                return shown
            shown += chunk
            if typed and not asked and (b"[y/N] " in shown or b"not shown): " in shown):
                terminal.write(typed)
                asked = True


@pytest.fixture
def program(tmp_path: Path) -> FarProgram:
    return FarProgram(tmp_path)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (80, 60), colour).save(folder / f"{name}.png")
    return folder


def index(program: FarProgram, photos: Path, *more: str) -> Finished:
    return program.run("index", photos, "--model", ONE, "--json", *more)


# Consent


def test_without_a_terminal_and_without_yes_nothing_is_sent(
    program: FarProgram, photos: Path
) -> None:
    refused = index(program, photos)
    assert (refused.code, refused.out) == (3, "")
    assert program.sent() == []
    assert HOST in refused.err
    assert "up to 3" in refused.err
    assert "assumed" in refused.err
    assert "Kept 30 days." in refused.err
    last = refused.err.splitlines()[-1]
    assert last.startswith("picseek: Nothing was sent")
    assert "--yes" in last


def test_yes_agrees_and_is_remembered(program: FarProgram, photos: Path) -> None:
    agreed = index(program, photos, "--yes")
    assert agreed.code == 0, agreed.err
    counts = {"indexed", "unchanged", "removed", "absent", "failed"}
    assert set(agreed.json) == {"model", "seconds"} | counts
    assert agreed.json["indexed"] == len(program.sent()) == 3
    Image.new("RGB", (80, 60), (9, 9, 9)).save(photos / "new.png")
    again = index(program, photos)
    assert (again.code, again.json["indexed"]) == (0, 1)
    assert "as measured in this library" in again.err
    assert program.run("index", photos, "--model", TWO).code == 3  # that was another model


def test_a_key_in_the_environment_is_no_consent(program: FarProgram, photos: Path) -> None:
    program.environment["CO_API_KEY"] = program.environment["COHERE_API_KEY"] = KEY
    refused = index(program, photos)
    assert (refused.code, program.sent()) == (3, [])
    assert "--yes" in refused.err.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_no_is_remembered_and_a_yes_overrules_it(program: FarProgram, photos: Path) -> None:
    program.environment["CO_API_KEY"] = KEY
    index(program, photos, "--yes", "--max-pictures", "1")
    program.run("models", "price", ONE, "100000")  # so that it asks although it may send a few
    finished, shown = program.run_in_terminal("n", "index", photos, "--model", ONE)
    assert (finished, len(program.sent())) == (3, 1), shown
    assert "your answer is saved" in shown
    program.run("models", "price", ONE)  # cheap again
    refused = index(program, photos)  # as a job would at night
    assert (refused.code, len(program.sent())) == (3, 1)
    assert "You declined this on 20" in refused.err
    finished, shown = program.run_in_terminal("y", "index", photos, "--model", ONE)
    assert (finished, len(program.sent())) == (0, 3), shown
    assert "You declined this on 20" in shown


def test_a_yes_is_for_a_number_and_an_amount(program: FarProgram, photos: Path) -> None:
    """C3: one --yes was for ever and for any amount."""
    index(program, photos, "--yes")
    program.run("models", "price", ONE, "1500")
    Image.new("RGB", (80, 60), (9, 9, 9)).save(photos / "new.png")
    expensive = index(program, photos)
    assert (expensive.code, len(program.sent())) == (3, 3)
    assert "about $1.50" in expensive.err
    assert "before it costs more than $1.88" in expensive.err
    few = index(program, photos, "--max-money", "1")  # what may be sent unasked
    assert few.code == 0
    program.run("models", "price", ONE, "900")
    assert (index(program, photos).code, len(program.sent())) == (0, 4)


def test_more_pictures_than_may_be_sent_unasked(program: FarProgram, photos: Path) -> None:
    index(program, photos, "--yes")
    for number in range(UNASKED_PICTURES + 1):
        Image.new("RGB", (8, 6), (number % 256, number // 256, 77)).save(photos / f"{number}.png")
    assert (index(program, photos).code, len(program.sent())) == (3, 3)
    few = index(program, photos, "--max-pictures", "2")
    assert (few.code, len(program.sent())) == (0, 5)


def test_what_is_remembered_is_said_and_can_be_taken_back(
    program: FarProgram, photos: Path
) -> None:
    agreed = index(program, photos, "--yes")
    assert "up to 500 new pictures at a time, for up to $1.00, without" in agreed.err
    assert "picseek models stop-sending" in agreed.err
    stopped = program.run("models", "stop-sending")
    assert stopped.code == 0
    assert "No more pictures are sent" in stopped.err
    Image.new("RGB", (80, 60), (9, 9, 9)).save(photos / "new.png")
    assert (index(program, photos).code, len(program.sent())) == (3, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_pictures_outside_the_folder_are_sent_only_with_an_option(
    program: FarProgram, photos: Path, tmp_path: Path
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    for number in range(2):
        Image.new("RGB", (80, 60), (9, 9, number)).save(private / f"{number}.png")
    (photos / "link").symlink_to(private)
    agreed = index(program, photos, "--yes")
    assert "lead to 2 more, outside the chosen folders" in agreed.err
    assert "--send-linked" in agreed.err
    assert (agreed.json["indexed"], agreed.json["outside"], len(program.sent())) == (3, 2, 3)
    result = program.run("index", photos, "--model", ONE)
    assert "Not sent: 2 pictures outside the chosen folders" in result.out
    linked = index(program, photos, "--send-linked")
    assert (linked.json["indexed"], len(program.sent())) == (2, 5)


def test_nothing_to_send_needs_no_consent(program: FarProgram, photos: Path) -> None:
    index(program, photos, "--yes")
    program.run("models", "stop-sending")
    shutil.copytree(photos, photos / "copies")
    again = index(program, photos)
    assert (again.code, again.json["indexed"]) == (0, 3)
    assert HOST not in again.err
    assert len(program.sent()) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize(("answer", "code", "sent"), [("y", 0, 3), ("n", 3, 0), ("\n", 3, 0)])
def test_in_a_terminal_it_asks(
    program: FarProgram, photos: Path, answer: str, code: int, sent: int
) -> None:
    program.environment["CO_API_KEY"] = KEY  # asked nevertheless
    finished, shown = program.run_in_terminal(answer, "index", photos, "--model", ONE)
    assert (finished, len(program.sent())) == (code, sent), shown
    assert f"pictures to {HOST}?" in shown
    assert ("Nothing was sent, and" in shown) is (code == 3)
    if not code:
        Image.new("RGB", (80, 60), (9, 9, 9)).save(photos / "new.png")
        finished, shown = program.run_in_terminal("", "index", photos, "--model", ONE)
        assert (finished, len(program.sent())) == (0, 4), shown
        assert "[y/N]" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_ctrl_c_at_the_question_sends_nothing(program: FarProgram, photos: Path) -> None:
    finished, shown = program.run_in_terminal(CTRL_C, "index", photos, "--model", ONE)
    assert (finished, program.sent()) == (130, []), shown
    assert "Traceback" not in shown


def test_a_model_that_lacks_its_key_says_so_before_it_asks(
    program: FarProgram, photos: Path
) -> None:
    program.environment["FAR_NEEDS"] = "Far models need a key."
    refused = index(program, photos, "--yes")
    assert refused.code == 3
    # A run that takes longer says before how far it is.
    assert refused.err.splitlines()[-1] == "picseek: Far models need a key."
    found = program.run("search", "red", "--json")  # by its name
    assert [Path(hit["path"]).name for hit in found.json["hits"]] == ["red.png"]


def test_wrong_folders_are_wrong_use_whatever_the_model(program: FarProgram) -> None:
    assert program.run("index", "/no/such/folder", "--model", ONE).code == 2


# Limits


def test_a_limit_in_pictures(program: FarProgram, photos: Path) -> None:
    limited = index(program, photos, "--yes", "--max-pictures", "2")
    assert limited.code == 0, limited.err
    assert (limited.json["indexed"], len(program.sent())) == (2, 2)
    assert "2 pictures" in limited.json["stopped"]
    assert "stops after 2" in limited.err
    rest = index(program, photos, "--max-pictures", "2")
    assert (rest.json["indexed"], rest.json["unchanged"]) == (1, 2)
    assert "stopped" not in rest.json


def test_a_limit_in_money(program: FarProgram, photos: Path) -> None:
    program.run("models", "price", ONE, "1000")
    limited = program.run("index", photos, "--model", ONE, "--yes", "--max-money", "3.5")
    assert limited.code == 0, limited.err
    assert "Stopped at the limit of $3.50" in limited.out
    assert len(program.sent()) == 1  # three dollars each, until a bill says otherwise


@pytest.mark.parametrize(
    "arguments", [("--max-pictures", "0"), ("--max-money", "much"), ("--max-money", "nan")]
)
def test_limits_that_are_none(
    program: FarProgram, photos: Path, arguments: tuple[str, str]
) -> None:
    assert index(program, photos, *arguments).code == 2


# The record


def test_the_record(program: FarProgram, photos: Path, tmp_path: Path) -> None:
    index(program, photos, "--yes")
    program.run("search", "red", "--model", ONE)
    rows = program.run("sent", "--json").json
    assert len(rows) == 4
    assert (rows[0]["picture"], rows[0]["content"], rows[0]["host"]) == (None, None, HOST)
    assert {row["picture"] for row in rows[1:]} == {str(path) for path in photos.iterdir()}
    assert sorted(row["content"] for row in rows[1:]) == sorted(program.sent())
    assert len(program.run("sent", "-n", "2").out.splitlines()) == 2
    assert "a search" in program.run("sent").out
    file = tmp_path / "sent.csv"
    exported = program.run("sent", "--csv", file)
    assert exported.code == 0
    with file.open(newline="", encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == 4
    assert program.run("sent", "--csv", tmp_path / "none" / "x.csv").code == 2


def test_nothing_sent_is_said(program: FarProgram, photos: Path) -> None:
    program.run("index", photos)
    sent = program.run("sent")
    assert (sent.code, sent.out) == (0, "")
    assert "Nothing has been sent" in sent.err
    assert program.run("sent", "--json").json == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_names_that_are_not_utf8(program: FarProgram, photos: Path, tmp_path: Path) -> None:
    odd = os.fsencode(photos) + b"/caf\xe9.png"
    (photos / "red.png").rename(os.fsdecode(odd))
    index(program, photos, "--yes")
    program.run("sent", "--csv", tmp_path / "sent.csv")
    assert odd in (tmp_path / "sent.csv").read_bytes()


# Asking


def test_without_network_names_answer(program: FarProgram, photos: Path) -> None:
    index(program, photos, "--yes")
    program.environment["FAR_DOWN"] = "1"
    found = program.run("search", "red", "--model", ONE, "--json")
    assert found.code == 0, found.err
    assert [Path(hit["path"]).name for hit in found.json["hits"]] == ["red.png"]
    assert HOST in found.json["note"]
    plain = program.run("search", "red", "--model", ONE)
    assert (plain.code, plain.out) == (0, f"{photos / 'red.png'}\n")
    assert HOST in plain.err
    nothing = program.run("search", "zebra", "--model", ONE)
    assert (nothing.code, nothing.out) == (3, "")
    assert len(nothing.err.splitlines()) == 1
    assert HOST in nothing.err


def test_with_network_there_is_no_note(program: FarProgram, photos: Path) -> None:
    index(program, photos, "--yes")
    found = program.run("search", "red", "--model", ONE, "--json").json
    assert Path(found["hits"][0]["path"]).name == "red.png"
    assert "note" not in found


# Several models


def test_choosing_a_model(program: FarProgram, photos: Path) -> None:
    program.run("index", photos)
    chosen = program.run("models", "use", ONE)
    assert chosen.code == 0
    assert "0 of 3 pictures" in chosen.err
    empty = program.run("search", "red", "--json")
    assert empty.code == 0
    assert empty.json["note"].startswith("No pictures are indexed with “Far one” yet.")
    assert program.run("index", photos, "--yes", "--json").json["model"] == ONE
    assert program.run("search", "red", "--json").json["model"] == ONE
    listed = program.run("models", "--json").json
    assert listed["current"] == ONE
    models = {model["id"]: model for model in listed["models"]}
    assert {name: model["vectors"] for name, model in models.items()} == {
        "builtin": 3,
        ONE: 3,
        TWO: 0,
    }
    program.run("models", "use", "builtin")
    assert program.run("search", "red", "--json").json["model"] == "builtin"
    assert program.run("index", photos, "--json").json["unchanged"] == 3
    assert program.run("models", "use", "nonsense").code == 3


def test_models_say_what_they_need(program: FarProgram, photos: Path) -> None:
    program.environment["FAR_NEEDS"] = "Far models need a key."
    for _ in range(2):  # before there is a library, and after
        models = {model["id"]: model for model in program.run("models", "--json").json["models"]}
        assert (models[ONE]["ready"], models[ONE]["needs"]) == (False, "Far models need a key.")
        assert models["builtin"]["ready"]
        program.run("index", photos)


# The key


def test_a_key_is_read_from_a_pipe_and_stored_in_the_keyring(program: FarProgram) -> None:
    assert "No key for" in program.run("key").err
    result = program.run("key", "--set", stdin=f"  {KEY}\n")
    assert result.code == 0, result.err
    assert "keyring" in result.err
    assert "A key for api.cohere.com is available" in program.run("key").err
    assert "deleted" in program.run("key", "--forget").err
    assert "no key to delete" in program.run("key", "--forget").err
    assert KEY not in result.err + result.out
    files = [path for path in program.library.rglob("*") if path.is_file()]
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_key_is_typed_without_being_shown(program: FarProgram) -> None:
    code, shown = program.run_in_terminal(KEY, "key", "--set")
    assert code == 0, shown
    assert KEY not in shown
    assert "is available" in program.run("key").err


@pytest.mark.parametrize("typed", ["", "two words", f"{KEY}é"])
def test_what_is_no_key_is_refused_without_being_shown(program: FarProgram, typed: str) -> None:
    refused = program.run("key", "--set", stdin=f"{typed}\n")
    assert refused.code == 2
    assert KEY not in refused.err
    assert len(refused.err.splitlines()) == 1


def test_without_a_keyring_the_key_is_not_stored_and_a_message_says_so(program: FarProgram) -> None:
    program.environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    refused = program.run("key", "--set", stdin=f"{KEY}\n")
    assert refused.code == 3
    assert "CO_API_KEY" in refused.err
    assert "Traceback" not in refused.err


def test_a_key_is_no_argument(program: FarProgram) -> None:
    assert program.run("key", "--set", KEY).code == 2
    assert program.run("key", KEY).code == 2


def test_trying_the_key(program: FarProgram) -> None:
    works = program.run("key", "--test")
    assert (works.code, "works" in works.err) == (0, True)
    program.environment["FAR_DOWN"] = "1"
    down = program.run("key", "--test")
    assert (down.code, HOST in down.err) == (3, True)


def test_a_server_without_encryption_needs_separate_consent(program: FarProgram) -> None:
    url = "http://gpu.example:8000"
    refused = program.run("key", "--server", url)
    assert refused.code == 3
    assert "--allow-http gpu.example:8000" in refused.err
    assert "api.cohere.com" in program.run("key").err
    other = program.run("key", "--server", url, "--allow-http", "gpu.example")
    assert other.code == 3  # another server may listen at another port
    assert program.run("key", "--server", url, "--allow-http", "a b").code == 2
    result = program.run("key", "--server", url, "--allow-http", "gpu.example:8000")
    assert result.code == 0, result.err
    assert "No key for gpu.example:8000" in program.run("key").err
    program.run("key", "--allow-http", "")
    assert "isn't encrypted" in program.run("key").err


def test_an_own_server_and_the_rate(program: FarProgram) -> None:
    result = program.run("key", "--server", "https://gpu.example/v2", "--pictures-per-minute", "0")
    assert result.code == 0
    assert "gpu.example" in result.err
    assert "gpu.example" in program.run("key").err
    assert program.run("key", "--server", "nonsense").code == 2
    assert "api.cohere.com" in program.run("key", "--server", "").err
