"""Which programs open a kind of file, and how they are started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from picseek.ui.desktop import programs
from picseek.ui.desktop.programs import DesktopFolders, Program, command_lines, programs_for, start

JPEG = ("image/jpeg", "image/pjpeg")
PNG = ("image/png",)

linux = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="freedesktop.org's files")


class System:
    """A system with the test's desktop entries."""

    def __init__(self, folder: Path) -> None:
        self.user, self.all, self.config = folder / "user", folder / "all", folder / "config"
        self.places = DesktopFolders((self.user, self.all), (self.config,), ("gnome",))
        for each in (self.user, self.all):
            (each / "applications").mkdir(parents=True)
        self.config.mkdir()

    def install(self, name: str, *lines: str, everywhere: bool = True, **keys: str) -> None:
        values = {
            "Type": "Application",
            "Name": name.title(),
            "Exec": "sh %F",
            "MimeType": "image/jpeg;",
            **keys,
        }
        text = ["# a comment", "[Desktop Entry]", *(f"{k}={v}" for k, v in values.items()), *lines]
        path = (self.all if everywhere else self.user) / "applications" / f"{name}.desktop"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(text), encoding="utf-8")

    def choose(self, *lines: str, name: str = "mimeapps.list") -> None:
        (self.config / name).write_text("\n".join(lines), encoding="utf-8")

    def names(self, *kinds: tuple[str, ...]) -> list[str]:
        return [program.name for program in programs_for(kinds or (JPEG,), self.places)]


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path)


@linux
def test_programs_for_a_kind_come_by_name(system: System) -> None:
    system.install("zoom")
    system.install("gimp", MimeType="image/png;image/pjpeg;")
    system.install("kde/okular")
    system.install("editor", MimeType="text/plain;")
    assert system.names() == ["Gimp", "Kde/Okular", "Zoom"]
    assert system.names(PNG) == ["Gimp"]
    assert system.names(("image/avif",)) == []
    assert programs_for([], system.places) == []


@linux
def test_the_default_program_comes_first(system: System) -> None:
    system.install("a")
    system.install("b")
    system.install("kde/c")
    system.choose("[Default Applications]", "image/jpeg=gone.desktop;kde-c.desktop;b.desktop")
    found = programs_for([JPEG], system.places)
    assert [(each.name, each.default) for each in found] == [
        ("Kde/C", True),
        ("A", False),
        ("B", False),
    ]
    system.choose("[Default Applications]", "image/jpeg=b.desktop", name="gnome-mimeapps.list")
    assert system.names()[0] == "B"


@linux
def test_what_the_user_added_and_removed_counts(system: System) -> None:
    system.install("a")
    system.install("editor", MimeType="text/plain;")
    system.choose(
        "[Added Associations]",
        "image/jpeg=editor.desktop;",
        "[Removed Associations]",
        "image/jpeg=a.desktop;",
    )
    assert system.names() == ["Editor"]


@linux
def test_for_several_kinds_those_that_open_all_are_offered(system: System) -> None:
    system.install("both", MimeType="image/jpeg;image/png;")
    system.install("jpeg")
    system.install("png", MimeType="image/png;")
    assert system.names(JPEG, PNG) == ["Both"]
    assert system.names(JPEG, ("image/avif",)) == ["Both", "Jpeg"]


@linux
def test_entries_that_cannot_be_used_are_skipped(system: System) -> None:
    system.install("hidden", Hidden="true")
    system.install("terminal", Terminal="true")
    system.install("link", Type="Link")
    system.install("missing", Exec="no-such-program-here %f")
    system.install("tried", TryExec="no-such-program-here")
    system.install("empty", Exec="")
    system.install("picseek")
    (system.all / "applications" / "broken.desktop").write_bytes(b"\xff\xfe no entry")
    system.install("overridden")
    system.install("overridden", everywhere=False, Hidden="true")
    system.install("good", "[Desktop Action new]", "Name=New", "Exec=no-such-program-here")
    assert system.names() == ["Good"]


@linux
def test_names_are_in_the_users_language(system: System) -> None:
    system.install("viewer", "Name[de]=Betrachter", "Name[de_AT]=Schauer", "Icon=eye")
    (found,) = programs_for([JPEG], system.places, ("de_DE", "de"))
    assert (found.name, found.icon) == ("Betrachter", "eye")


@linux
def test_quoted_commands_are_understood(system: System) -> None:
    system.install("odd", Exec=r'sh -c "echo \\"a b\\" \\$x" %%20 %U --name=%%c')
    (found,) = programs_for([JPEG], system.places)
    assert found.command == ("sh", "-c", 'echo "a b" $x', "%%20", "%U", "--name=%%c")


def test_files_stand_where_the_program_wants_them() -> None:
    a, b = Path("/p/a b%.jpg").absolute(), Path(os.fsdecode(b"/p/\xe9.jpg")).absolute()
    several = Program("X", ("x", "%i", "-f", "%F", "100%%"), icon="eye")
    assert command_lines(several, [a, b]) == [
        ["x", "--icon", "eye", "-f", str(a), str(b), "100%"],
    ]
    assert command_lines(Program("X", ("x", "%u", "%c", "%k", "%m")), [a, b]) == [
        ["x", a.as_uri(), "X"],
        ["x", b.as_uri(), "X"],
    ]
    assert command_lines(Program("X", ("x",)), [a]) == [["x", str(a)]]


def test_a_program_chosen_by_its_file_gets_all_files() -> None:
    program = programs.program_of(Path("/opt/100% viewer/view"))
    assert program.name == "view"
    assert command_lines(program, [Path("/a"), Path("/b")]) == [
        [str(Path("/opt/100% viewer/view")), str(Path("/a")), str(Path("/b"))]
    ]


def test_thousands_of_files_are_given_in_portions() -> None:
    paths = [Path(f"/photos/a rather long folder/{number:09}.jpg") for number in range(5000)]
    commands = command_lines(Program("X", ("x", "%F")), paths)
    assert 2 < len(commands) < 20
    assert [path for command in commands for path in command[1:]] == [str(each) for each in paths]


@linux
def test_a_program_is_started_and_goes_on_by_itself(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    odd = tmp_path / os.fsdecode(b'it\'s "\xe9" $HOME.jpg')
    assert start(["sh", "-c", 'printf %s "$1" > "$2"', "sh", str(odd), str(fifo)])
    assert fifo.read_bytes() == os.fsencode(odd)
    assert not start(["no-such-program-here"])


@linux
def test_other_programs_are_not_started_with_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CO_API_KEY", "COHERE_API_KEY"):
        monkeypatch.setenv(name, "a-key-for-tests-0123456789")
    monkeypatch.setenv("CO_OTHER", "kept")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert start(["sh", "-c", 'env > "$1"', "sh", str(fifo)])
    inherited = fifo.read_text()
    assert "a-key-for-tests" not in inherited
    assert "CO_OTHER=kept" in inherited


@linux
def test_the_systems_locations_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/h")
    monkeypatch.setenv("XDG_DATA_DIRS", "/a:/b")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "Budgie:GNOME")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_DIRS", raising=False)
    places = programs.DesktopFolders.of_system()
    assert places.data == (Path("/h"), Path("/a"), Path("/b"))
    assert places.config == (Path.home() / ".config", Path("/etc/xdg"))
    assert places.desktops == ("budgie", "gnome")
