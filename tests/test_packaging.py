"""What `pip install` gets: a wheel that holds the icons, and whose code finds them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="the test extra brings hatchling, the build back end")

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that hatchling builds of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("picseek-*.whl")
    return built


def test_the_wheel_holds_code_icons_and_type_marker(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        "picseek/cli/main.py",
        "picseek/engine/library.py",
        "picseek/py.typed",
        "picseek/resources/icons/picseek.svg",
        "picseek/resources/licenses/apache-2.0.txt",
        "picseek/resources/linux/picseek.desktop",
    }
    assert wanted <= names
    for resource in (CHECKOUT / "resources").rglob("*.svg"):
        assert f"picseek/{resource.relative_to(CHECKOUT).as_posix()}" in names


def test_the_wheel_holds_neither_tests_nor_caches(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        assert not [name for name in archive.namelist() if "__pycache__" in name]
    assert {top for top in tops if not top.endswith(".dist-info")} == {"picseek"}
    assert wheel.stat().st_size < 60e6  # 47 MB of it are the built-in model, 34 its text encoder


def test_the_wheel_makes_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (table,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "picseek = picseek.cli.main:main" in archive.read(table).decode()


def test_an_unpacked_wheel_runs_and_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from picseek.resources import resource_path\n"
        "print(resource_path('icons', 'picseek.svg'))\n"
        "from picseek.cli.main import main\n"
        "main(['--version'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    icon = tmp_path / "picseek" / "resources" / "icons" / "picseek.svg"
    assert Path(done.stdout.splitlines()[0]) == icon


def test_readme_shows_how_to_run_and_how_to_test_in_one_line_each() -> None:
    lines = (CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
    run, test = [line for line in lines if line.startswith("python3 -m venv .venv && ")]
    assert run.endswith(" && .venv/bin/picseek demo")
    assert '".[test]"' in test
    assert test.endswith(" && .venv/bin/pytest -q -n auto --dist worksteal")
    # .ci/run takes its line from README by this pattern, so the two cannot part.
    pattern = r"'^python3 -m venv .*\.\[test\].*pytest' README.md"
    assert pattern in (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")


def test_readmes_system_packages_are_those_that_ci_installs() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    (command,) = [line for line in readme.splitlines() if line.startswith("sudo apt-get install ")]
    named = set(command.removeprefix("sudo apt-get install ").split())
    listed = (CHECKOUT / ".ci" / "packages.txt").read_text(encoding="utf-8").splitlines()
    installed = {line for line in listed if line and not line.startswith("#")}
    assert named <= installed
    assert installed - named == {"iproute2", "mount", "util-linux", "xvfb", "xauth"}


def test_readmes_picture_is_there_and_small() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    picture = CHECKOUT / "resources" / "screenshots" / "main.webp"
    assert picture.relative_to(CHECKOUT).as_posix() in readme
    assert 10e3 < picture.stat().st_size < 400e3
