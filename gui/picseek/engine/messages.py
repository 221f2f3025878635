"""Sentences for the user that can be translated later.

What the engine says is written in English, where it happens, and marked with `say` (or `counted`).
The result is that English text, and remembers what it was made of: so the command line prints it
as it is, and the window, which alone knows Qt, says it in the user's language (`in_words`).
``python -m tests.support.translations`` finds the texts by these two names: the first arguments
must be literals, and values are named, because other languages put them in another order.

    raise UsageError(say("{folder} is not a folder.", folder=folder))
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

Value = str | int | float
"""What a sentence is filled with; whole numbers get their thousands apart, others two decimals."""

Translate = Callable[[str, int | None], str]
"""The text for a template, in the form for a number if there is one; unknown: the template."""

_MARK = '{"say":'


class Sentence(str):
    """A text in English that remembers its template and its values.

    Attributes:
        template: With ``{name}`` for each value; without values it is the text, and has no braces
            of that kind.
        values: By name; those that are sentences are translated, too.
        one: For the number one, in English; ``""``: the form does not depend on a number. The
            number is the value ``count``.
        brief: Only what happened is told, without the advice after it.
    """

    __slots__ = ("brief", "one", "template", "values")

    template: str
    values: Mapping[str, Value]
    one: str
    brief: bool

    def __new__(
        cls,
        template: str,
        values: Mapping[str, Value] | None = None,
        one: str = "",
        brief: bool = False,
    ) -> Sentence:
        """Fill the template in English; outside of this module `say` does it."""
        values = values or {}
        text = _filled(template, values, one, brief, lambda text, _count: text, _english)
        self = super().__new__(cls, text)
        self.template, self.values, self.one, self.brief = template, values, one, brief
        return self

    def __reduce__(self) -> tuple[type[Sentence], tuple[str, dict[str, Value], str, bool]]:
        """Survive the way from a decode worker."""
        return Sentence, (self.template, dict(self.values), self.one, self.brief)


def say(template: str, /, **values: object) -> Sentence:
    """Mark a text for translation, and fill it.

    Args:
        template: A literal, with ``{name}`` for each value.
        values: Sentences and errors that hold one are translated with it; numbers are written as
            the language does; all else is put in as its text.
    """
    return Sentence(template, {name: _value(value) for name, value in values.items()})


def counted(one: str, many: str, /, count: int, **values: object) -> Sentence:
    """Mark a text whose form depends on a number, which stands at ``{count}``."""
    filled = {name: _value(value) for name, value in values.items()}
    return Sentence(many, {**filled, "count": count}, one)


def together(*sentences: str, between: str = " ") -> Sentence:
    """Sentences, one after the other."""
    names = [f"s{number}" for number in range(len(sentences))]
    template = between.join(f"{{{name}}}" for name in names)
    return Sentence(template, dict(zip(names, sentences, strict=True)))


def what_of(text: str) -> Sentence:
    """What happened, without the advice: for where there is little room.

    That is all before the first ``.``, ``;`` or ``:`` with a space behind, in any language.
    """
    if not isinstance(text, Sentence):
        return Sentence(text, brief=True)
    return Sentence(text.template, text.values, text.one, brief=True)


def sentence_of(error: BaseException) -> str:
    """An error's text, which is a `Sentence` if it was raised with one."""
    told = error.args[0] if error.args else ""
    return told if isinstance(told, Sentence) else str(error)


def in_words(text: str, translate: Translate, number: Callable[[int | float], str]) -> str:
    """A text in another language; one that is no `Sentence` stays as it is."""
    if not isinstance(text, Sentence):
        return text
    values = {
        name: in_words(value, translate, number) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return _filled(text.template, values, text.one, text.brief, translate, number)


def to_kept(text: str) -> str:
    """A text as the database keeps it: with what it was made of, if that is more than itself."""
    if not isinstance(text, Sentence) or not (text.values or text.brief):
        return str(text)
    return json.dumps(_plain(text), separators=(",", ":"))


def from_kept(text: str) -> Sentence:
    """The sentence of `to_kept`; any other text is one without values."""
    if text.startswith(_MARK):
        try:
            return _remade(json.loads(text))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            pass  # it only looked like one
    return Sentence(text)


def _filled(
    template: str,
    values: Mapping[str, Value],
    one: str,
    brief: bool,
    translate: Translate,
    number: Callable[[int | float], str],
) -> str:
    count = int(values["count"]) if one else None
    text = translate(template, count)
    if count == 1 and text == template:  # there is no translation
        text = one
    if values:
        written = {k: v if isinstance(v, str) else number(v) for k, v in values.items()}
        text = text.format_map(written)
    return re.split(r"[.;:] ", text)[0].rstrip(".") if brief else text


def _english(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _value(value: object) -> Value:
    if isinstance(value, Sentence) or type(value) in (int, float):
        return value  # type: ignore[return-value]
    return sentence_of(value) if isinstance(value, BaseException) else str(value)


def _plain(sentence: Sentence) -> dict[str, object]:
    values = {k: _plain(v) if isinstance(v, Sentence) else v for k, v in sentence.values.items()}
    more = {"one": sentence.one, "brief": sentence.brief}
    return {"say": sentence.template, "values": values, **{k: v for k, v in more.items() if v}}


def _remade(kept: Mapping[str, object]) -> Sentence:
    values: Mapping[str, Value | Mapping[str, object]] = kept["values"]  # type: ignore[assignment]
    filled = {k: _remade(v) if isinstance(v, Mapping) else v for k, v in values.items()}
    return Sentence(str(kept["say"]), filled, str(kept.get("one", "")), bool(kept.get("brief")))
