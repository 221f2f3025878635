"""Brings the translations up to date with the texts in the code, and compiles them.

    python -m tests.translations

For each ``resources/translations/picseek_<code>.ts``: texts that are new are added as unfinished,
those that are gone are dropped, and the ``.qm`` beside it is made with Qt's ``lrelease``. What is
left to translate is printed. In English only the plurals are kept.

Qt's own ``lupdate`` knows neither plurals through ``QCoreApplication.translate`` in Python nor
``tr = self.tr``, so the texts are found here, in the syntax tree.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import PySide6

import picseek

PACKAGE = Path(picseek.__file__).parent
FOLDER = Path(__file__).parents[1] / "resources" / "translations"
LANGUAGES = ("en", "de")
PLURALS = {"en": 2, "de": 2}


class Text(NamedTuple):
    """One text as Qt knows it."""

    context: str
    source: str
    plural: bool


class _Finder(ast.NodeVisitor):
    """Collects the texts of one module, in order.

    A text is the literal first argument of ``tr`` (its context is the class around it), of
    ``translate`` (with the context before it), or of a function of the module that hands its
    argument on to ``translate``.
    """

    def __init__(self, helpers: dict[str, tuple[str, bool]]) -> None:
        self.texts: list[Text] = []
        self.wrong: list[str] = []
        self._helpers = helpers
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name == "tr" and self._classes:
            self._take(node, self._classes[-1], node.args[0], plural=len(node.args) > 2)
        elif name in self._helpers:
            context, plural = self._helpers[name]
            self._take(node, context, node.args[0], plural=plural)
        elif name == "translate" and all(isinstance(word, ast.Constant) for word in node.args[:2]):
            context = ast.literal_eval(node.args[0])
            self._take(node, context, node.args[1], plural=len(node.args) > 3)
        self.generic_visit(node)

    def _take(self, node: ast.Call, context: str, text: ast.expr, *, plural: bool) -> None:
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            self.texts.append(Text(context, text.value, plural))
        else:
            self.wrong.append(f"line {node.lineno}: {ast.unparse(text)}")


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _helpers(tree: ast.Module) -> dict[str, tuple[str, bool]]:
    """Functions that hand their first argument on to ``translate``: context, and if plural."""
    found = {}
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or not function.args.args:
            continue
        first = function.args.args[0].arg
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _name(node.func) == "translate":
                context, text, *rest = node.args
                if isinstance(text, ast.Name) and text.id == first:
                    assert isinstance(context, ast.Constant)
                    found[function.name] = (str(context.value), len(rest) > 1)
    return found


def texts_of(source: str) -> tuple[list[Text], list[str]]:
    """The texts of a module, and calls whose text is no literal and so cannot be found."""
    tree = ast.parse(source)
    finder = _Finder(_helpers(tree))
    finder.visit(tree)
    return finder.texts, finder.wrong


def all_texts() -> list[Text]:
    """All texts of the window, each once, those of a context one after the other."""
    found: dict[Text, None] = {}
    for module in sorted((PACKAGE / "ui").rglob("*.py")):
        texts, wrong = texts_of(module.read_text(encoding="utf-8"))
        assert not wrong, f"{module}: only literals can be translated: {wrong}"
        found.update(dict.fromkeys(texts))
    return sorted(found, key=lambda text: text.context)


def read(file: Path) -> dict[Text, list[str]]:
    """The translations of a file that are finished, one or a form for each number."""
    if not file.exists():
        return {}
    return {text: forms for text, forms in _messages(file) if forms}


def _messages(file: Path) -> Iterator[tuple[Text, list[str]]]:
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), plural)
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                yield text, []
            elif plural:
                yield text, [form.text or "" for form in translation.iter("numerusform")]
            else:
                yield text, [translation.text or ""]


def write(file: Path, language: str, translated: dict[Text, list[str]], texts: list[Text]) -> None:
    """Write a file as Qt's tools do."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context, name = root, ""
    for text in texts:
        if text.context != name:
            name = text.context
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ET.SubElement(message, "source").text = text.source
        forms = translated.get(text, [])
        translation = ET.SubElement(message, "translation")
        if not forms:
            translation.set("type", "unfinished")
        if text.plural:
            for form in forms or [""] * PLURALS[language]:
                ET.SubElement(translation, "numerusform").text = form
        elif forms:
            translation.text = forms[0]
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def compile_file(file: Path, target: Path) -> None:
    """Compile a file with Qt's ``lrelease``, which is part of PySide6."""
    program = "lrelease.exe" if os.name == "nt" else "lrelease"
    tool = Path(PySide6.__file__).with_name(program)
    command = [str(tool), "-silent", "-removeidentical", str(file), "-qm", str(target)]
    subprocess.run(command, check=True, timeout=60)


def wanted(language: str) -> list[Text]:
    """The texts that a language must have: English says all but the plurals as it is."""
    return [text for text in all_texts() if text.plural or language != "en"]


def main() -> int:
    left = 0
    for language in LANGUAGES:
        file = FOLDER / f"picseek_{language}.ts"
        texts, translated = wanted(language), read(file)
        write(file, language, translated, texts)
        compile_file(file, file.with_suffix(".qm"))
        missing = [text for text in texts if text not in translated]
        left += len(missing)
        print(f"{file.name}: {len(texts)} texts, {len(missing)} to translate")
        for text in missing:
            print(f"    {text.context}: {text.source!r}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
