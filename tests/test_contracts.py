"""Rules of the house that a reviewer would otherwise have to watch."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import picseek

PACKAGE = Path(picseek.__file__).parent
LONGEST_MODULE, LONGEST_FUNCTION = 500, 45
# A QPixmap made outside the GUI thread is undefined behaviour that no test would notice, so only
# modules that paint on the GUI thread may name it.
PAINTERS = {
    "grid/delegate.py",
    "grid/drag.py",
    "images/thumbnail_loader.py",
    "style/icons.py",
}
RUNS_MODELS = {"cohere", "httpx", "huggingface_hub", "onnxruntime", "tokenizers"}
HEAVY = RUNS_MODELS | {"PIL", "hnswlib", "numpy", "pillow_heif", "sqlite3"}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """All modules of the program, parsed once."""
    names = {path: path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py"))}
    return tuple(
        (name, ast.parse(path.read_text(encoding="utf-8"), name)) for path, name in names.items()
    )


def imported_by(statement: str) -> set[str]:
    """Top-level packages that a fresh Python has loaded after the statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def names_in(tree: ast.Module) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {alias.name for node in ast.walk(tree) for alias in aliases(node)}


def lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(function, clean=False)
    docstring_lines = 0 if docstring is None else docstring.count("\n") + 1
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring_lines


def aliases(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else []


def test_the_engine_is_usable_without_qt() -> None:
    loaded = imported_by("import picseek.engine.library, picseek.cli.main")
    assert not loaded & {"PySide6", "shiboken6"}


def test_the_window_paints_before_anything_heavy_is_imported() -> None:
    loaded = imported_by("import picseek.ui.app, picseek.cli.main")
    assert "PySide6" in loaded
    assert not loaded & HEAVY


def test_asking_for_help_costs_neither_qt_nor_numpy() -> None:
    loaded = imported_by(
        "from picseek.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    )
    assert not loaded & (HEAVY | {"PySide6"})


@pytest.mark.parametrize(
    "arguments", [["models"], ["models", "license", "clip-vit-b32"], ["key"]], ids=" ".join
)
def test_listing_models_and_keys_loads_neither_a_model_nor_a_client(
    arguments: list[str], tmp_path: Path
) -> None:
    arguments = [*arguments, "--library", str(tmp_path)]
    loaded = imported_by(f"from picseek.cli.main import main\nassert main({arguments}) == 0")
    assert not loaded & (RUNS_MODELS | {"PySide6"})


def test_no_module_grows_beyond_a_screenful_of_ideas() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_be_read_at_once() -> None:
    long = {
        f"{name}:{node.name}": length
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (length := lines_without_docstring(node)) > LONGEST_FUNCTION
    }
    assert long == {}


def test_pixmaps_are_named_only_where_the_gui_thread_paints() -> None:
    users = {name for name, tree in modules() if "QPixmap" in names_in(tree)}
    assert {name.removeprefix("ui/") for name in users} <= PAINTERS


def test_no_original_is_decoded_in_the_windows_process() -> None:
    """Qt's readers are for thumbnails that Picseek made itself, and for its own icons."""
    readers = {name for name, tree in modules() if names_in(tree) & {"QImageReader", "QMovie"}}
    assert readers == {"ui/images/image_format.py", "ui/images/thumbnail_loader.py"}
    loaders = {name for name, tree in modules() if names_in(tree) & {"loadFromData", "fromData"}}
    assert loaders == set()


def test_nothing_is_printed_but_by_the_command_line() -> None:
    printers = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert printers <= {"cli/main.py", "cli/commands.py", "cli/demo.py"}
