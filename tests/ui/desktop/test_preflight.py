"""Before Qt is loaded: missing parts are named in one sentence, and Qt never aborts."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from picseek.ui.desktop import preflight
from picseek.ui.desktop.preflight import QtBroken, missing_libraries, why_no_window
from picseek.ui.desktop.system_packages import LIBRARIES, install_advice

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lacks libraries")
Surroundings = Callable[..., None]


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    """Set the variables Qt chooses a platform by; those not named are unset."""

    def set_only(**variables: str) -> None:
        for name in ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_only


def lose(monkeypatch: pytest.MonkeyPatch, *lost: str) -> None:
    """Let the loader behave as if `lost` were not installed and all else were."""

    def load(name: str) -> None:
        blocked = [soname for soname in lost if name == soname or "/" in name]
        if blocked:
            message = f"{blocked[0]}: cannot open shared object file: No such file or directory"
            raise OSError(message)

    monkeypatch.setattr(preflight, "_load", load)


def be_on(monkeypatch: pytest.MonkeyPatch, **release: str) -> None:
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)


def run_python(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_window_can_be_shown_where_these_tests_run() -> None:
    assert why_no_window() is None


def test_asking_loads_nothing_of_pyside_and_leaves_qt_usable() -> None:
    code = (
        "import sys\n"
        "from picseek.ui.desktop.preflight import why_no_window\n"
        "assert why_no_window() is None\n"
        "assert not [name for name in sys.modules if 'PySide6' in name or 'shiboken' in name]\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([])\n"
        "QWidget().show()\n"
        "print(app.platformName())\n"
    )
    done = run_python(code, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout.strip()) == (0, "offscreen"), done.stderr


@linux_only
def test_without_a_screen_the_sentence_names_the_command_line(surroundings: Surroundings) -> None:
    surroundings()
    reason = why_no_window()
    assert reason is not None
    assert "there is no screen" in reason
    assert "picseek search" in reason


@linux_only
def test_a_screen_that_does_not_answer_is_named(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    surroundings(DISPLAY=":4077")
    monkeypatch.setattr(preflight, "missing_libraries", lambda platform: ())
    assert "':4077' (DISPLAY) does not answer" in (why_no_window() or "")


@linux_only
def test_a_compositor_that_does_not_answer_is_named(
    surroundings: Surroundings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    surroundings(WAYLAND_DISPLAY="no-such", XDG_RUNTIME_DIR=str(tmp_path))
    monkeypatch.setattr(preflight, "missing_libraries", lambda platform: ())
    assert "'no-such' (WAYLAND_DISPLAY) does not answer" in (why_no_window() or "")


@linux_only
def test_one_usable_platform_of_several_is_enough(surroundings: Surroundings) -> None:
    surroundings(QT_QPA_PLATFORM="no-such-platform;offscreen:size=800x600")
    assert why_no_window() is None


@linux_only
def test_an_unknown_platform_is_named_with_those_there_are(surroundings: Surroundings) -> None:
    surroundings(QT_QPA_PLATFORM="no-such")
    reason = why_no_window() or ""
    assert "'no-such'" in reason
    assert "offscreen" in reason
    with pytest.raises(QtBroken):
        missing_libraries("no-such")


@linux_only
def test_a_wayland_session_is_asked_for_its_compositor_first(surroundings: Surroundings) -> None:
    surroundings(DISPLAY=":0", WAYLAND_DISPLAY="wayland-0", XDG_SESSION_TYPE="wayland")
    assert preflight._platforms() == ("wayland", "xcb")
    surroundings(DISPLAY=":0", WAYLAND_DISPLAY="wayland-0", XDG_SESSION_TYPE="x11")
    assert preflight._platforms() == ("xcb", "wayland")


@linux_only
def test_all_missing_libraries_are_found_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, "libEGL.so.1", "libxcb-cursor.so.0")
    assert missing_libraries("xcb") == ("libEGL.so.1", "libxcb-cursor.so.0")
    assert missing_libraries("offscreen") == ("libEGL.so.1",)


@linux_only
def test_a_missing_library_nobody_listed_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, "libnew.so.7")
    be_on(monkeypatch, ID="debian")
    reason = why_no_window() or ""
    assert "libnew.so.7 is not installed" in reason


@linux_only
def test_the_sentence_ends_in_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lose(monkeypatch, "libGL.so.1", "libEGL.so.1")
    be_on(monkeypatch, ID="ubuntu", ID_LIKE="debian")
    assert why_no_window() == (
        "Picseek cannot open its window because libEGL.so.1 and libGL.so.1 are not installed; "
        "run: sudo apt-get install libegl1 libgl1"
    )


@linux_only
def test_a_library_for_another_architecture_is_reported_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(name: str) -> None:
        message = "libc.so.6: version `GLIBC_2.99' not found"
        raise OSError(message)

    monkeypatch.setattr(preflight, "_load", load)
    assert "GLIBC_2.99" in (why_no_window() or "")


def test_other_systems_bring_all_that_qt_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(preflight, "_load", pytest.fail)
    assert why_no_window() is None
    assert missing_libraries("cocoa") == ()


@pytest.mark.parametrize(
    ("release", "advice"),
    [
        ({"ID": "debian"}, "run: sudo apt-get install libegl1 libglib2.0-0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "run: sudo apt-get install libegl1"),
        ({"ID": "arch"}, "run: sudo pacman -S --needed glib2 libglvnd"),
        ({"ID": "fedora"}, "run: sudo dnf install 'libEGL.so.1()(64bit)' 'libglib-2.0.so.0()"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "run: sudo dnf install 'libEGL"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "run: sudo zypper install 'libEGL"),
        ({"ID": "nixos"}, "install the packages of your system that provide libEGL.so.1 libglib-2"),
    ],
)
def test_advice_uses_the_systems_package_names(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], advice: str
) -> None:
    be_on(monkeypatch, **release)
    assert install_advice(("libglib-2.0.so.0", "libEGL.so.1")).startswith(advice)


def test_a_system_without_a_name_still_gets_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def release() -> dict[str, str]:
        raise FileNotFoundError

    monkeypatch.setattr("platform.freedesktop_os_release", release)
    assert "libEGL.so.1" in install_advice(("libEGL.so.1",))


@linux_only
def test_a_library_really_missing_is_reported_and_not_a_crash(tmp_path: Path) -> None:
    """A copy of PySide6 whose QtGui asks the loader for a library that no system has."""
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    real = Path(spec.submodule_search_locations[0]) / "Qt"
    fake = tmp_path / "PySide6"
    (fake / "Qt" / "lib").mkdir(parents=True)
    (fake / "__init__.py").touch()
    (fake / "Qt" / "plugins").symlink_to(real / "plugins")
    for library in (real / "lib").glob("*.so.*"):
        (fake / "Qt" / "lib" / library.name).symlink_to(library)
    gui = fake / "Qt" / "lib" / "libQt6Gui.so.6"
    gui.unlink()
    gui.write_bytes((real / "lib" / gui.name).read_bytes().replace(b"libEGL.so.1", b"libEGX.so.9"))

    code = "from picseek.ui.desktop.preflight import why_no_window; print(why_no_window())"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = run_python(code, PYTHONPATH=path, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert "because libEGX.so.9 is not installed" in done.stdout


def test_every_library_has_a_package_for_both_families() -> None:
    assert all(use.debian and use.arch for use in LIBRARIES.values())
    assert {use.platform for use in LIBRARIES.values()} == {"", "xcb", "wayland"}
