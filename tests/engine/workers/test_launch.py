"""Workers start from whatever program the engine is used in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import picseek
from picseek.engine.workers import pool as pool_module
from picseek.engine.workers.pool import WorkerPool
from tests.support import chores
from tests.support.processes import children_of

ROOT = Path(__file__).parents[3]
SEARCHED = [str(ROOT), str(Path(picseek.__file__).parents[1])]
POSIX = pytest.mark.skipif(os.name != "posix", reason="a program by its first line")

# No `if __name__ == "__main__":`, and a sign of life each time it is run.
SCRIPT = """
from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import chore

print("once")
with WorkerPool(chore, workers=2) as pool:
    for key in range(4):
        pool.submit(key, f"task {key}")
    answers = {}
    while pool.in_flight:
        answers.update(pool.results(1.0))
print(sorted(answers.items()))
"""
SAID = "once\n" + str([(key, f"task {key}") for key in range(4)]) + "\n"

NOTEBOOK = f"""
import types, sys
sys.modules["__main__"] = types.ModuleType("__main__")  # as ipykernel's: without __file__
exec({SCRIPT!r}, vars(sys.modules["__main__"]))
"""


def run(
    command: list[str], folder: Path, text: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        input=text,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(SEARCHED)} | more,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize("how", ["script", "-c", "stdin", "interactive", "notebook"])
def test_any_program_can_start_workers(how: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    python = [sys.executable, "-W", "error"]
    typed = f"exec({SCRIPT!r})\n"
    match how:
        case "script":
            done = run([*python, str(script)], tmp_path)
        case "-c":
            done = run([*python, "-c", SCRIPT], tmp_path)
        case "stdin":
            done = run([*python, "-"], tmp_path, SCRIPT)
        case "interactive":
            done = run([*python, "-q", "-i", "-c", ""], tmp_path, typed)
            done.stderr = done.stderr.replace(">>> ", "").strip()
        case _:
            done = run([*python, "-c", NOTEBOOK], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, SAID, "")


def test_a_pool_left_open_ends_quietly_with_its_program(tmp_path: Path) -> None:
    script = """
from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import own_pid

pool = WorkerPool(own_pid, workers=1)
pool.submit(0, None)
while not (answers := pool.results(1.0)):
    pass
print(answers[0][1])
"""
    done = run([sys.executable, "-W", "error", "-X", "dev", "-c", script], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert not Path(f"/proc/{int(done.stdout)}").exists()


def test_the_modules_of_the_program_are_found(tmp_path: Path) -> None:
    """Also those of a folder that the program alone knows, and is in no longer."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own_chores.py").write_text(
        "def shout(task: str) -> str:\n    return task.upper()\n"
    )
    script = """
import os, sys
sys.path.insert(0, "own")
import own_chores
sys.path[0] = os.path.abspath("own")
os.chdir("/")
from picseek.engine.workers.pool import WorkerPool
with WorkerPool(own_chores.shout, workers=1) as pool:
    pool.submit(0, "hello")
    while not (answers := pool.results(1.0)):
        pass
print(answers)
"""
    done = run([sys.executable, "-c", script], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[(0, 'HELLO')]\n", "")


FROZEN = """#!{python}
import os, sys
sys.frozen = True
sys.executable = os.path.abspath(__file__)
if sys.argv[1:2] == ["--worker"]:
    sys.path[:0] = {searched}
    from picseek.cli.main import main
    sys.exit(main())
with open({starts!r}, "a") as starts:
    starts.write("started\\n")
sys.path[:0] = {searched}
"""


@POSIX
def test_a_frozen_program_starts_itself_as_a_worker(tmp_path: Path) -> None:
    program, starts = frozen(tmp_path, SCRIPT)
    done = run([str(program)], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, SAID, "")
    assert starts.read_text() == "started\n"


@POSIX
def test_a_frozen_program_that_does_not_know_of_workers_does_not_multiply(tmp_path: Path) -> None:
    program, starts = frozen(tmp_path, SCRIPT)
    program.write_text(program.read_text().replace('["--worker"]', '["--another-option"]'))
    done = run([str(program)], tmp_path)
    assert done.returncode == 1
    assert "can't be started" in done.stderr
    assert len(starts.read_text().splitlines()) <= 1 + 2 * pool_module.FAILED_STARTS


def frozen(folder: Path, script: str) -> tuple[Path, Path]:
    """A program that is its own interpreter, and the file that it writes each start into."""
    program, starts = folder / "program", folder / "starts"
    head = FROZEN.format(python=sys.executable, searched=SEARCHED, starts=str(starts))
    program.write_text(head + script)
    program.chmod(0o755)
    return program, starts


def asked(question: str) -> str:
    with WorkerPool(chores.look_up, workers=1) as pool:
        pool.submit(0, question)
        while not (answers := pool.results(timeout=1.0)):
            pass
    ((_, answer),) = answers
    assert isinstance(answer, str)
    return answer


@pytest.mark.parametrize(
    "name", ["CO_API_KEY", "COHERE_API_KEY", "HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD"]
)
def test_workers_find_no_keys(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "hidden")
    monkeypatch.setenv("PICSEEK_SEEN", "seen")
    assert "seen" in asked("environment")
    assert "hidden" not in asked("environment")
    assert os.environ[name] == "hidden"


def test_workers_report_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    assert "'ORT_DISABLE_TELEMETRY': '1'" in asked("environment")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_inherit_their_two_pipes_and_nothing_else(tmp_path: Path) -> None:
    with (tmp_path / "open").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        kinds = asked("files").split()
    assert sorted(kinds) == ["/dev/null"] * 3 + ["pipe", "socket"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_helper_process_is_started() -> None:
    before = children_of(os.getpid())
    with WorkerPool(chores.own_pid, workers=1) as pool:
        pool.submit(0, None)
        while not (answers := pool.results(timeout=1.0)):
            pass
        assert children_of(os.getpid()) - before == {answers[0][1]}
