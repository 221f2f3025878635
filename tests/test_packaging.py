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
        "picseek/cli.py",
        "picseek/engine/library.py",
        "picseek/py.typed",
        "picseek/resources/icons/picseek.svg",
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
    assert wheel.stat().st_size < 20e6


def test_the_wheel_makes_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (table,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "picseek = picseek.cli:main" in archive.read(table).decode()


def test_an_unpacked_wheel_runs_and_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from picseek.resources import resource_path\n"
        "print(resource_path('icons', 'picseek.svg'))\n"
        "from picseek.cli import main\n"
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
