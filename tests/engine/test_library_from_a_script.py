"""The engine in other people's programs: the README's example, however it is run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import picseek

ROOT = Path(__file__).parents[2]
PACKAGES = str(Path(picseek.__file__).parents[1])


def example() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return str(code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "My home, é"
    (folder / "Pictures").mkdir(parents=True)
    for name, colour in {"one": (215, 20, 25), "two": (20, 60, 200)}.items():
        Image.new("RGB", (160, 120), colour).save(folder / "Pictures" / f"{name}.png")
    return folder


def run(
    command: list[str], folder: Path, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        input=typed,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": PACKAGES},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize("how", ["script", "-c", "prompt"])
def test_the_example_of_the_readme_finds_pictures(how: str, folder: Path) -> None:
    script = folder / "script.py"
    script.write_text(example(), "utf-8")
    python = [sys.executable, "-W", "error"]
    match how:
        case "script":
            done = run([*python, str(script)], folder)
        case "-c":
            done = run([*python, "-c", example()], folder)
        case _:
            done = run(python, folder, example())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == str(folder / "Pictures" / "one.png")


FROZEN = f"""#!{sys.executable}
import os, sys
sys.frozen = True
sys.executable = os.path.abspath(__file__)
sys.path.insert(0, {PACKAGES!r})
from picseek.cli.main import main
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="a program by its first line")
def test_a_bundle_is_its_own_interpreter(folder: Path) -> None:
    program = folder / "picseek"
    program.write_text(FROZEN, "utf-8")
    program.chmod(0o755)
    command = [str(program), "index", "Pictures", "--library", "my-library", "--json"]
    done = run(command, folder)
    assert (done.returncode, json.loads(done.stdout)["indexed"]) == (0, 2), done.stderr
