"""Nothing reports home: no name is looked up, nothing connected to, nothing written elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support import private_use
from tests.support.drawing import scene
from tests.support.isolation import Observed, observe
from tests.support.privileges import NEEDS_ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")

PERSON = str(Path(private_use.__file__))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home before anything was started."""
    for name in ("home", "tmp", "photos"):
        (tmp_path / name).mkdir()
    scene(300, 200).save(tmp_path / "photos" / "first.jpg")
    return tmp_path / "home"


def use(home: Path, *command: str) -> Observed:
    """Run Python as that user, who has set nothing that stops libraries from reporting."""
    env = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "TMPDIR": str(home.parent / "tmp"),
    }
    try:
        return observe([sys.executable, *command], env, home)
    except PermissionError as error:
        pytest.skip(str(error))


def library_of(home: Path) -> Path:
    return home / ".local" / "share" / "Picseek"


def written_outside(home: Path) -> list[Path]:
    """All files of the user but pictures and what lies in the library's and models' folder."""
    found = [path for folder in (home, home.parent / "tmp") for path in folder.rglob("*")]
    return [
        path for path in found if not path.is_dir() and not path.is_relative_to(library_of(home))
    ]


def test_index_and_search_reach_nobody_and_write_nowhere_else(home: Path) -> None:
    done = use(home, PERSON, "index", str(home.parent / "photos"))
    assert done.status == 0, done.output
    assert done.contacts == ()
    assert done.files == ()
    assert written_outside(home) == []
    assert (library_of(home) / "library.sqlite").exists()


def test_the_window_reaches_nobody_and_writes_nowhere_else(home: Path) -> None:
    photos = str(home.parent / "photos")
    indexed = use(home, "-m", "picseek", "index", photos)
    assert indexed.status == 0, indexed.output
    done = use(home, PERSON, "window", str(library_of(home)))
    assert done.status == 0, done.output
    assert done.contacts == ()
    assert done.files == ()
    assert written_outside(home) == []


@pytest.mark.parametrize(
    ("code", "contact"),
    [
        ("socket.getaddrinfo('reports.example.com', 443)", " for reports.example.com"),
        ("socket.create_connection(('192.0.2.7', 443), 1)", "TCP 192.0.2.7 port 443"),
        ("socket.socket(type=2).sendto(b'x', ('192.0.2.7', 9))", "UDP 192.0.2.7 port 9"),
    ],
    ids=["a look-up", "a connection", "a datagram"],
)
def test_a_program_that_reports_home_is_noticed(home: Path, code: str, contact: str) -> None:
    done = use(home, "-c", f"import contextlib, socket\nwith contextlib.suppress(OSError): {code}")
    assert done.status == 0, done.output
    assert any(each.endswith(contact) for each in done.contacts)


def test_a_program_that_writes_elsewhere_is_noticed(home: Path) -> None:
    code = (
        "import pathlib; [(pathlib.Path(folder) / 'id').touch() for folder in ('/var/tmp', '{}')]"
    )
    done = use(home, "-c", code.format(home))
    assert done.files == ("/var/tmp/id",)
    assert written_outside(home) == [home / "id"]


def test_the_reason_for_a_skip_is_the_one_that_ci_looks_for() -> None:
    checkout = Path(__file__).parents[2]
    assert f"{NEEDS_ROOT}: " in (checkout / ".ci" / "run").read_text(encoding="utf-8")
