"""No text from outside is taken for HTML: the widgets that could do so are made in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import picseek

WINDOW = Path(picseek.__file__).parent / "ui"
FACTORY = "base/plain_text.py"
PLAIN = ("plain_tooltip", "wrapped_tooltip")
TRANSLATES = ("self.tr", "_tr", "tr")
RICH_WIDGETS = ("QLabel", "QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog")
READS_HTML = ("setHtml", "insertHtml", "appendHtml", "setTextFormat", "setWhatsThis", "showText")
SHOWS_HTML = {
    "viewer/info.py": "setHtml",  # its own table, of values that it escapes: tests/ui/viewer
    "viewer/strip.py": "showText",  # the tooltip of the grid's model
}


def is_ours(text: ast.expr) -> bool:
    """Whether a text is a constant, its translation, or escaped."""
    match text:
        case ast.Constant(value=str()):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_ours(body) and is_ours(orelse)
        case ast.Call(func=function, args=arguments):
            name = ast.unparse(function)
            constant = all(isinstance(each, ast.Constant) for each in arguments)
            return name in PLAIN or (name in TRANSLATES and constant)
    return False


def faults(module: str, tree: ast.Module) -> Iterator[str]:
    """What in a module could show a text from outside as HTML."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(bases=bases):
                found: list[str] = [
                    base for base in map(ast.unparse, bases) if base in RICH_WIDGETS
                ]
            case ast.Call(func=ast.Attribute(attr="setToolTip"), args=[*_, text]):
                found = [] if is_ours(text) else ["setToolTip"]
            case ast.Call(func=ast.Attribute(attr="addRow"), args=[text, _]):
                # A form makes labels of texts.
                found = [] if is_ours(text) or is_widget(text) else ["addRow"]
            case ast.Call(func=ast.Attribute(attr=name)) if name in READS_HTML:
                found = [] if SHOWS_HTML.get(module) == name else [name]
            case ast.Call(func=ast.Name(id=name)) if name in RICH_WIDGETS:
                found = [name]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in RICH_WIDGETS:
                found = [name]  # such as QMessageBox.warning
            case ast.FunctionDef():
                found = [] if answers_plainly(node) else ["ToolTipRole"]
            case _:
                continue
        yield from (f"{module}:{getattr(node, 'lineno', 0)}: {name}" for name in found)


def is_widget(part: ast.expr) -> bool:
    """Whether the label of a form's row is made here, or held in a variable: not in a call."""
    return isinstance(part, ast.Name | ast.Attribute) or (
        isinstance(part, ast.Call) and ast.unparse(part.func) in ("caption", "PlainLabel")
    )


def answers_plainly(function: ast.FunctionDef) -> bool:
    """Whether a model's method that knows the tooltip's role makes its text plain."""
    text = ast.unparse(function)
    asks = "ToolTipRole" in text or "_TOOL_TIP_ROLE" in text
    return (
        not asks or any(f"{name}(" in text for name in (*PLAIN, "_tool_tip")) or "showText" in text
    )


def test_no_text_from_outside_is_taken_for_html() -> None:
    found: list[str] = []
    for path in sorted(WINDOW.rglob("*.py")):
        module = path.relative_to(WINDOW).as_posix()
        if module != FACTORY:
            found += faults(module, ast.parse(path.read_text(encoding="utf-8")))
    assert found == [], f"use picseek.ui.{FACTORY}"


def test_the_rule_finds_what_it_is_for() -> None:
    bad = """
class Row(QLabel): ...
def show(self, name, role):
    self.setToolTip(name)
    self.setToolTip(self.tr("In {}").format(name))
    self.item.setToolTip(0, name if name else "")
    QLabel(name, self)
    QMessageBox.warning(self, "", name)
    form.addRow(self.tr("{}").format(name), field)
    label.setTextFormat(RICH)
def data(self, index, role):
    if role == Role.ToolTipRole:
        return self.name
"""
    assert len(list(faults("bad.py", ast.parse(bad)))) == 9
    good = """
def show(self, name):
    self.setToolTip(self.tr("Remove") if name else "")
    self.setToolTip(plain_tooltip(name))
    form.addRow(self.tr("Size:"), field)
"""
    assert list(faults("good.py", ast.parse(good))) == []
