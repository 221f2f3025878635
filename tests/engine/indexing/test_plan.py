"""What a folder needs, decided from the disk and the store."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.indexing.plan import plan_folder
from picseek.engine.indexing.scan import FileStat, ScannedFolder
from picseek.engine.store import KnownFile
from picseek.engine.types import Problem, ProblemCode, Stage

FOLDER = Path("/pictures")


def scanned(**files: tuple[int, int]) -> ScannedFolder:
    return ScannedFolder(FOLDER, {name: FileStat(*stat) for name, stat in files.items()}, None)


def known(size: int = 5, mtime_ns: int = 7, *, embedded: bool = True) -> KnownFile:
    return KnownFile(size, mtime_ns, 1, embedded, None)


def failed(size: int = 5, mtime_ns: int = 7) -> KnownFile:
    problem = Problem(FOLDER / "a", Stage.DECODE, ProblemCode.DAMAGED, "Damaged.")
    return KnownFile(size, mtime_ns, None, False, problem)


def test_new_changed_and_unembedded_files_are_read() -> None:
    disk = scanned(new=(5, 7), longer=(6, 7), later=(5, 8), bare=(5, 7), same=(5, 7))
    store = {
        "longer": known(),
        "later": known(),
        "bare": known(embedded=False),
        "same": known(),
    }
    plan = plan_folder(disk, store, retry_failed=False)
    assert [task.name for task in plan.todo] == ["new", "longer", "later", "bare"]
    assert plan.todo[0].path == FOLDER / "new"
    assert plan.unchanged == 1
    assert plan.gone == []


def test_what_is_no_longer_on_disk_is_gone() -> None:
    plan = plan_folder(scanned(a=(5, 7)), {"a": known(), "b": known()}, retry_failed=False)
    assert (plan.gone, plan.unchanged) == (["b"], 1)


def test_failures_are_tried_again_when_changed_or_asked_for() -> None:
    disk = scanned(a=(5, 7))
    waiting = plan_folder(disk, {"a": failed()}, retry_failed=False)
    assert (waiting.todo, len(waiting.still_failed)) == ([], 1)
    for store, retry in (({"a": failed()}, True), ({"a": failed(size=4)}, False)):
        plan = plan_folder(disk, store, retry_failed=retry)
        assert [task.name for task in plan.todo] == ["a"]
        assert plan.still_failed == []
