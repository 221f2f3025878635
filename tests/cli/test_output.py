"""What the command line writes to terminals, pipes and files, whatever the names hold."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from picseek.cli.arguments import SEARCH_OPTIONS_WITH_VALUE
from picseek.cli.main import main
from picseek.cli.output import escaped

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names of that kind are for POSIX")

PROGRAM = [sys.executable, "-m", "picseek"]
HOSTILE = "red \x1b]0;OWNED\x07\x1b[2J \x9b1m \N{RIGHT-TO-LEFT OVERRIDE}\r\nred.jpg"
"""Sets a terminal's title, clears it, colours it, and writes backwards over other lines."""
COMMANDS = "\x1b\x07\x9b\N{RIGHT-TO-LEFT OVERRIDE}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two red pictures: of a name that means harm, and of one that is Japanese."""
    folder = tmp_path_factory.mktemp("output")
    pictures = folder / "pictures"
    pictures.mkdir()
    for width, name in enumerate((HOSTILE, "red 日本.jpg"), 60):
        Image.new("RGB", (width, 40), (200, 20, 25)).save(pictures / name)
    (pictures / f"broken {HOSTILE}").write_bytes(b"\xff\xd8\xff")
    assert main(["index", str(pictures), "--library", str(folder / "library")]) == 1
    return folder / "library"


def run(
    library: Path, *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [*PROGRAM, *arguments, "--library", str(library)]
    return subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)


def through_a_shell(
    library: Path, script: str, *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    """Run Picseek as "$@" of a script."""
    command = ["/bin/sh", "-c", script, "sh", *PROGRAM, *arguments, "--library", str(library)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def on_a_terminal(library: Path, *arguments: str) -> str:
    """What a terminal gets, of results and messages alike."""
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            [*PROGRAM, *arguments, "--library", str(library)],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        os.close(theirs)
        written = b""
        try:
            while block := screen.read(4096):
                written += block
        except OSError:  # how Linux reports that the other end is closed
            pass
        process.wait(60)
    return written.decode()


def under(coding: str) -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": coding, "PYTHONUTF8": "0"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "red"],
        ["status"],
        ["index", "--retry", "{pictures}"],
        ["index", f"/nowhere/{HOSTILE}"],
        ["models", f"--{HOSTILE}"],
    ],
    ids=["results", "status", "problems", "a folder", "wrong use"],
)
def test_names_do_not_command_a_terminal(library: Path, arguments: list[str]) -> None:
    pictures = library.parent / "pictures"
    shown = on_a_terminal(library, *[each.format(pictures=pictures) for each in arguments])
    assert shown
    assert not set(shown) & set(COMMANDS)
    if HOSTILE in "".join(arguments) or "status" not in arguments:
        assert "\\x1b]0;OWNED\\x07\\x1b[2J \\x9b1m \\u202e" in shown


def test_each_path_takes_one_line_of_a_terminal(library: Path) -> None:
    shown = on_a_terminal(library, "search", "red")
    lines = [line for line in shown.split("\r\n") if line]
    assert [line.endswith(".jpg") for line in lines] == [True] * 3


def test_a_pipe_gets_names_as_they_are(library: Path) -> None:
    assert f"{HOSTILE}\n".encode() in run(library, "search", "red").stdout


def test_with_0_each_path_ends_with_nul(library: Path) -> None:
    found = run(library, "search", "red", "-0", env=under("ascii")).stdout
    assert found.endswith(b"\0")
    names = {Path(os.fsdecode(path)).name for path in found[:-1].split(b"\0")}
    assert names == {HOSTILE, "red 日本.jpg", f"broken {HOSTILE}"}
    on_screen = on_a_terminal(library, "search", "-0", "red")
    assert HOSTILE in on_screen.replace("\r\r\n", "\r\n"), "exact, whoever asks for it"


@pytest.mark.parametrize("coding", ["cp1252", "latin-1", "ascii", "latin-1:strict"])
@pytest.mark.parametrize("query", ["日本", "xyzzyq"])
def test_no_encoding_ends_in_a_traceback(library: Path, coding: str, query: str) -> None:
    done = run(library, "search", query, env=under(coding))
    assert b"Traceback" not in done.stderr
    assert done.returncode == (0 if query == "日本" else 1)
    if query == "日本":
        assert b"red \\u65e5\\u672c.jpg\n" in done.stdout
    else:
        assert b"Not understood" in done.stderr


def test_names_that_are_not_utf_8_go_out_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    name = b"red \xff.jpg"
    try:
        Image.new("RGB", (60, 40), (200, 20, 25)).save(
            tmp_path / "pictures" / os.fsdecode(name), "JPEG"
        )
    except OSError:
        pytest.skip("this file system takes only text as names")
    library = tmp_path / "library"
    assert main(["index", str(tmp_path / "pictures"), "--library", str(library)]) == 0
    for coding in ("utf-8", "latin-1"):
        found = run(library, "search", "red", env=under(coding)).stdout
        assert found.endswith(b"/" + name + b"\n")
    assert "red \\xff.jpg" in on_a_terminal(library, "search", "red")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["search red", "search red --json", "search red -0", "status"])
@pytest.mark.parametrize("target", [">&-", ">/dev/full"])
def test_results_that_cannot_be_written_are_exit_3(
    library: Path, command: str, target: str
) -> None:
    done = through_a_shell(library, f'exec "$@" {target}', *command.split())
    assert done.returncode == 3
    assert (
        done.stderr.decode().splitlines()[-1].startswith("picseek: The results can't be written: ")
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize("target", ["2>&-", "2>/dev/full"])
def test_without_anywhere_for_messages_results_still_come(library: Path, target: str) -> None:
    done = through_a_shell(library, f'exec "$@" {target}', "search", "red zyzzyva")
    assert done.returncode == 0
    assert b"red" in done.stdout


def test_a_reader_that_leaves_is_no_error(library: Path) -> None:
    done = through_a_shell(library, '"$@" | true', "search", "red")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["-red"], "-red"),
        (["-n", "5", "-red"], "-red"),
        (["blue", "-red", "-n", "5"], "blue -red"),
        (["--", "-red", "-n"], "-red -n"),
        (["dark", "blue", "--json", "sea"], "dark blue sea"),
        (["--mod", "builtin", "-2019"], "-2019"),
    ],
)
def test_words_of_a_query_need_no_quotes_and_may_be_excluded(
    library: Path, arguments: list[str], query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    json = [] if "--json" in arguments else ["--json"]
    assert main(["--library", str(library), "search", *json, *arguments]) in (0, 1)
    assert f'"query": "{query}"' in capsys.readouterr().out


def test_an_unknown_option_of_search_is_wrong_use(library: Path) -> None:
    done = run(library, "search", "red", "-q")
    assert done.returncode == 2
    assert b"-q" in done.stderr


def test_emoji_and_accents_stay_as_they_are() -> None:
    assert (
        escaped("Café 👩\N{ZERO WIDTH JOINER}💻 東京 \\ é")
        == "Café 👩\N{ZERO WIDTH JOINER}💻 東京 \\ é"
    )


def test_the_values_of_options_are_not_taken_for_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    shown = re.findall(r"^  (--?[a-z-]+) [A-Z]+", capsys.readouterr().out, re.MULTILINE)
    assert set(shown) - set(SEARCH_OPTIONS_WITH_VALUE) == set()
