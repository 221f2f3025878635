"""Brings the translations up to date with the texts in the code, and compiles them.

    python -m tests.support.translations

For each ``resources/translations/picseek_<code>.ts``: adds new texts as unfinished, drops those
that are gone, and compiles the ``.qm`` beside it with Qt's ``lrelease``. Prints what is left to
translate. The English file holds plurals only.

Qt's own ``lupdate`` supports neither plurals through ``QCoreApplication.translate`` in Python nor
``tr = self.tr``, so this finds the texts in the syntax tree. The engine has no Qt: its texts are
the arguments of `picseek.engine.messages.message` and `plural`, and the translated fields of the
table of models; their context is ``engine``.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import PySide6

import picseek
from picseek.engine.embed.clip.catalog import TRANSLATED_FIELDS
from picseek.resources import resource_path

PACKAGE = Path(picseek.__file__).parent
FOLDER = Path(__file__).parents[2] / "resources" / "translations"
LANGUAGES = ("en", "de")
PLURALS = {"en": 2, "de": 2}


ENGINE = "engine"
"""The context of the engine's messages."""


class Text(NamedTuple):
    """One text as Qt knows it."""

    context: str
    source: str
    plural: bool


_TRANSLATE = ("QCoreApplication.translate", "translate")
"""Not `QTransform.translate` and its like."""


class _Finder(ast.NodeVisitor):
    """Collects the texts of one module, in order.

    A text is the literal first argument of ``tr`` (its context is the class around it), of
    ``translate`` (with the context before it), or of a function of the module that hands its
    argument on to ``translate``. Calls whose text or context cannot be found are `wrong`.
    """

    def __init__(self, helpers: dict[str, tuple[str, bool]]) -> None:
        self.texts: list[Text] = []
        self.wrong: list[str] = []
        self._helpers = helpers
        self._classes: list[str] = []
        self._in_helper = False

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before, self._in_helper = self._in_helper, self._in_helper or node.name in self._helpers
        self.generic_visit(node)
        self._in_helper = before

    def visit_Assign(self, node: ast.Assign) -> None:
        """Accept ``tr = self.tr``; under another name its calls would not be found."""
        for function, name in _pairs(node):
            called = _name(function) if isinstance(function, ast.Attribute) else name
            if called in ("tr", "translate") and called != name:
                self._refuse(node, node)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name == "tr" and not self._classes:
            self._refuse(node, node)
        elif name == "tr":
            self._take(node, self._classes[-1], node.args[0], plural=len(node.args) > 2)
        elif name in self._helpers:
            context, plural = self._helpers[name]
            self._take(node, context, node.args[0], plural=plural)
        elif ast.unparse(node.func) in _TRANSLATE and not self._in_helper:
            context_of, text = node.args[:2]
            if isinstance(context_of, ast.Constant):
                self._take(node, str(context_of.value), text, plural=len(node.args) > 3)
            else:
                self._refuse(node, node)
        self.generic_visit(node)

    def _take(self, node: ast.Call, context: str, text: ast.expr, *, plural: bool) -> None:
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            self.texts.append(Text(context, text.value, plural))
        else:
            self._refuse(node, text)

    def _refuse(self, at: ast.Call | ast.Assign, what: ast.AST) -> None:
        self.wrong.append(f"line {at.lineno}: {ast.unparse(what)}")


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, str]]:
    """What is assigned to which name, also in ``a, b = x, y``."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(node.value.elts, target.elts, strict=False)
        else:
            pairs = zip([node.value], [target], strict=True)
        yield from ((value, ast.unparse(name)) for value, name in pairs)


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


def engine_texts_of(source: str) -> tuple[list[Text], list[str]]:
    """The same of a module of the engine."""
    found: list[Text] = []
    wrong: list[str] = []
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or _name(call.func) not in _MARKS:
            continue
        text = call.args[_MARKS[_name(call.func)]]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            found.append(Text(ENGINE, text.value, _name(call.func) == "plural"))
        else:
            wrong.append(f"line {call.lineno}: {ast.unparse(text)}")
    return found, wrong


_MARKS = {"message": 0, "plural": 1}
"""Functions that mark a text of the engine, and which argument it is known by."""


def table_texts() -> list[Text]:
    """What the table of models says in sentences."""
    with resource_path("models", "clip.toml").open("rb") as file:
        models = tomllib.load(file)["model"]
    return [
        Text(ENGINE, model[key], plural=False)
        for model in models
        for key in TRANSLATED_FIELDS
        if model[key]
    ]


def all_texts() -> list[Text]:
    """All texts of the window, each once, those of a context one after the other."""
    found: dict[Text, None] = {}
    for module in sorted((PACKAGE / "engine").rglob("*.py")):
        texts, wrong = engine_texts_of(module.read_text(encoding="utf-8"))
        assert not wrong, f"{module}: only literals can be translated: {wrong}"
        found.update(dict.fromkeys(texts))
    found.update(dict.fromkeys(table_texts()))
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
    """The texts that a language must have: English says all but the plurals as it is.

    The engine's own English knows its plurals.
    """
    mine = (text for text in all_texts() if text.plural and text.context != ENGINE)
    return list(mine) if language == "en" else all_texts()


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
