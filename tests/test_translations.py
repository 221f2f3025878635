"""Every text of the window can be translated, and is, in each language there is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.support import translations
from tests.support.translations import (
    ENGINE,
    FOLDER,
    LANGUAGES,
    PACKAGE,
    PLURALS,
    Text,
    all_texts,
    engine_texts_of,
    read,
    texts_of,
    wanted,
)

SHOWING = {
    *("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle"),
    *("setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setSuffix"),
    *("setPrefix", "setSpecialValueText", "setInformativeText", "setLabelText", "set_title"),
    *("addItem", "addItems", "addRow", "addMenu", "addAction", "addButton", "addTab", "insertItem"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QToolButton", "QAction", "QGroupBox"),
    *("QMessageBox", "QTableWidgetItem", "QListWidgetItem", "QTreeWidgetItem", "QProgressDialog"),
    *("heading", "sentence", "getOpenFileName", "getSaveFileName", "getExistingDirectory"),
    *("question", "warning", "information", "critical", "getText", "getItem", "showMessage"),
}
"""Calls whose literal arguments a person reads."""

NAMES = {"Picseek"}
"""What is the same in every language."""

UNTRANSLATED = {"name", "objectName"}
"""Keyword arguments that the program reads, not a person."""

CARRIERS = {"PictureError": 1, "Fault": 1, "Problem": 3, "FileFailure": 1}
"""What carries a sentence of the engine to the user, and which argument it is; for errors, 0."""

FOR_PROGRAMMERS = {"A secret is not pickled or copied."}
"""Sentences of the engine that no user meets."""

LOGGERS = {"_log", "log", "logger"}
_MARKUP = re.compile(r"<[^>]*>|&\w+;|\{[^}]*\}")


def shown_literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Literals with letters that are handed to what shows them, and lines they are on."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or _called(call) not in SHOWING:
            continue
        words = [word.value for word in call.keywords if word.arg not in UNTRANSLATED]
        first = call.args[:1] if _called(call) == "sentence" else call.args
        for argument in (*first, *words):
            for text in _texts(argument):
                if any(map(str.isalpha, _MARKUP.sub("", text))) and text not in NAMES:
                    yield call.lineno, text


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        owner = function.value
        return "" if isinstance(owner, ast.Name) and owner.id in LOGGERS else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(argument: ast.expr) -> list[str]:
    """The literals of an argument that are shown as they are: not those inside another call."""
    match argument:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(part.value) for part in parts if isinstance(part, ast.Constant))]
        case ast.IfExp(body=body, orelse=other):
            return [*_texts(body), *_texts(other)]
        case ast.BinOp(left=left, right=right):
            return [*_texts(left), *_texts(right)]
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [text for element in elements for text in _texts(element)]
        case _:
            return []


def unmarked(tree: ast.Module, carriers: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Texts of a module of the engine that reach the user in English only, and their lines.

    That is a literal that is handed to what carries sentences, and one that reads like a sentence.
    """
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            marked.add(id(node.value))  # a docstring
        elif isinstance(node, ast.Call) and _called(node) in ("message", "plural"):
            marked |= {id(part) for text in node.args for part in ast.walk(text)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in carriers:
            for argument in node.args[carriers[_called(node)] :][:1]:
                yield from ((node.lineno, text) for text in _texts(argument) if text)
        elif isinstance(node, ast.expr) and id(node) not in marked:
            for text in _texts(node):
                if " " in text.strip() and text.endswith(".") and text not in FOR_PROGRAMMERS:
                    yield node.lineno, text


def carriers_in(modules: Iterable[ast.Module]) -> dict[str, int]:
    """The engine's errors, and what else carries a sentence: which argument it is."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in modules
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"EngineError", "BadAnswer"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return {**dict.fromkeys(found, 0), **CARRIERS}


def test_an_unmarked_text_of_the_engine_is_noticed() -> None:
    source = """
def f(x):
    'Says "this" and that.'
    raise Odd(f"no {x}") if x else EngineError(message("Fine."))
    raise PictureError(Code.A, "empty")
    note = "This is lost."
    raise Odd(note) from Odd(x.cause)
class Odd(EngineError): ...
"""
    tree = ast.parse(source)
    found = sorted(unmarked(tree, carriers_in([tree])))
    assert found == [(4, "no "), (5, "empty"), (6, "This is lost.")]


def test_all_the_engine_says_is_marked() -> None:
    modules = {
        module.relative_to(PACKAGE): ast.parse(module.read_text(encoding="utf-8"))
        for module in sorted((PACKAGE / "engine").rglob("*.py"))
    }
    carriers = carriers_in(modules.values())
    assert carriers["HubError"] == 0
    escaped = [
        f"{path}:{line}: {text!r}"
        for path, tree in modules.items()
        for line, text in unmarked(tree, carriers)
    ]
    assert escaped == [], "mark them with picseek.engine.messages.message"


def test_the_window_shows_no_raw_error() -> None:
    """`str(error)` is English; `wording.localized(error)` is the user's language."""
    escaped = [
        f"{module.relative_to(PACKAGE)}:{call.lineno}"
        for module in sorted((PACKAGE / "ui").rglob("*.py"))
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call) == "str(error)"
        and module.name != "preflight.py"  # before there is Qt
    ]
    assert escaped == []


def test_texts_of_the_engine_are_found() -> None:
    source = """
message("a {x} " "b", x=1), other.message("c"), plural("{count} d", "{count} ds", 3), tr("e")
message(f)
"""
    texts, wrong = engine_texts_of(source)
    assert texts == [
        Text(ENGINE, "a {x} b", False),
        Text(ENGINE, "c", False),
        Text(ENGINE, "{count} ds", True),
    ]
    assert wrong == ["line 3: f"]


def test_the_table_of_models_is_translated() -> None:
    about = Text(ENGINE, "Understands whole sentences in over 100 languages. Best results.", False)
    assert about in wanted("de")
    assert about not in wanted("en")


def test_a_text_that_is_not_translated_is_noticed() -> None:
    source = 'b.setText("Go on")\nb.setToolTip(f"<b>{x}</b>")\nQLabel("a" if x else self.tr("b"))'
    assert list(shown_literals(ast.parse(source))) == [(1, "Go on"), (3, "a")]


def test_no_text_of_the_window_escapes_translation() -> None:
    escaped = [
        f"{module.relative_to(PACKAGE)}:{line}: {text!r}"
        for module in sorted((PACKAGE / "ui").rglob("*.py"))
        for line, text in shown_literals(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert escaped == []


def test_texts_are_found_with_their_contexts() -> None:
    source = """
def _tr(text):
    return QCoreApplication.translate("there", text)
def _count(text, n):
    return QCoreApplication.translate("there", text, "", n)
def shout():
    return _tr("a " "b"), _count("%Ln c", 3), QCoreApplication.translate("here", "d")
class Page:
    def fill(self):
        tr = self.tr
        return tr("e"), self.tr("%Ln f", "", 2), self.tr(self.g)
"""
    texts, wrong = texts_of(source)
    assert texts == [
        Text("there", "a b", False),
        Text("there", "%Ln c", True),
        Text("here", "d", False),
        Text("Page", "e", False),
        Text("Page", "%Ln f", True),
    ]
    assert wrong == ["line 11: self.g"]


@pytest.mark.parametrize(
    "source",
    [
        "tr = QCoreApplication.translate",
        "def f():\n    a, tr = 1, QCoreApplication.translate",
        "def f():\n    return tr('there', 'a')",
        "class Page:\n    def f(self):\n        say = self.tr",
        "QCoreApplication.translate(context, 'a')",
        "QCoreApplication.translate('there', text)",
    ],
)
def test_texts_that_cannot_be_found_are_refused(source: str) -> None:
    assert len(texts_of(source)[1]) == 1


def test_screenshots_show_texts_of_the_program() -> None:
    """Another text would stay English in pictures of a German window."""
    known = set(all_texts())
    for module in (Path(__file__).parent / "screenshots").glob("*.py"):
        source = module.read_text(encoding="utf-8")
        for texts, wrong in (texts_of(source), engine_texts_of(source)):
            assert not wrong, module.name
            assert set(texts) <= known, module.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_text(language: str) -> None:
    translated = read(FOLDER / f"picseek_{language}.ts")
    hint = "run: python -m tests.support.translations, and translate what it prints"
    assert set(translated) == set(wanted(language)), hint
    for text, forms in translated.items():
        assert len(forms) == (PLURALS[language] if text.plural else 1), text
        assert all(form.strip() or not text.source.strip() for form in forms), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_spaces_and_access_keys(language: str) -> None:
    for text, forms in read(FOLDER / f"picseek_{language}.ts").items():
        for form in forms:
            assert Counter(re.findall(r"\{\w*\}", form)) == Counter(
                re.findall(r"\{\w*\}", text.source)
            ), text
            assert ("&" in form) == ("&" in text.source), text
            assert form.endswith("…") == text.source.endswith("…"), text
            assert form[:1].isspace() == text.source[:1].isspace(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str, tmp_path: Path) -> None:
    written = FOLDER / f"picseek_{language}.ts"
    translations.compile_file(written, tmp_path / "new.qm")
    assert (tmp_path / "new.qm").read_bytes() == written.with_suffix(".qm").read_bytes()


def test_writing_keeps_what_is_translated(tmp_path: Path) -> None:
    old, new = Text("Page", 'say "<&>"\nnow', False), Text("Page", "%Ln things", True)
    file = tmp_path / "picseek_de.ts"
    translations.write(file, "de", {old: ["sag es"]}, [old, new])
    assert read(file) == {old: ["sag es"]}
    translations.write(file, "de", {**read(file), new: ["%Ln Ding", "%Ln Dinge"]}, [old, new])
    assert read(file) == {old: ["sag es"], new: ["%Ln Ding", "%Ln Dinge"]}
