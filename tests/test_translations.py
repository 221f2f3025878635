"""Every text of the window can be translated, and is, in each language there is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import translations
from tests.translations import FOLDER, LANGUAGES, PACKAGE, PLURALS, Text, read, texts_of, wanted

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_text(language: str) -> None:
    translated = read(FOLDER / f"picseek_{language}.ts")
    hint = "run: python -m tests.translations, and translate what it prints"
    assert set(translated) == set(wanted(language)), hint
    for text, forms in translated.items():
        assert len(forms) == (PLURALS[language] if text.plural else 1), text
        assert all(form.strip() or not text.source.strip() for form in forms), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_places_spaces_and_access_keys(language: str) -> None:
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
    kept, new = Text("Page", 'say "<&>"\nnow', False), Text("Page", "%Ln things", True)
    file = tmp_path / "picseek_de.ts"
    translations.write(file, "de", {kept: ["sag es"]}, [kept, new])
    assert read(file) == {kept: ["sag es"]}
    translations.write(file, "de", {**read(file), new: ["%Ln Ding", "%Ln Dinge"]}, [kept, new])
    assert read(file) == {kept: ["sag es"], new: ["%Ln Ding", "%Ln Dinge"]}
