"""Messages for the user, in English, that can be translated later.

The engine marks each text with `message` or `plural`. The result is the English text, together
with its template and values: the command line prints it, and the window shows it in the user's
language (`translated`). ``python -m tests.support.translations`` finds the texts by these two
names, so the first arguments must be literals; values are named, because other languages put them
in another order.

    raise UsageError(message("{folder} isn't a folder.", folder=folder))

Libraries store messages by their templates. When one is edited, ``resources/messages/earlier.json``
gets the earlier text with what it is now, so that stored ones are shown in today's words.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Mapping
from functools import cache

from picseek.resources import resource_path

Value = str | int | float
"""A value in a template. Integers are shown with thousands separators, floats with two decimals."""

Translate = Callable[[str, int | None], str]
"""Returns the translation of a template, in the plural form for a number if one is given. Without
a translation it returns the template."""

_STORED_PREFIX = '{"say":'  # never changes: libraries of all versions hold it
_MALFORMED = (
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)


class Message(str):
    """An English text that can be translated, because it has its template and values.

    Attributes:
        template: With ``{name}`` for each value. Without values it is the text itself, and braces
            in it mean nothing.
        values: By name; those that are messages are translated, too.
        one: The English singular; ``""`` if the text has no plural. The number is the value
            ``count``.
        brief: Whether the advice after the first clause is dropped.
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
    ) -> Message:
        """Fill the template in English. Other modules call `message` or `plural`."""
        values = values or {}
        text = _filled(template, values, one, brief, lambda text, _count: text, _english)
        self = super().__new__(cls, text)
        self.template, self.values, self.one, self.brief = template, values, one, brief
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[str, Value], str, bool]]:
        """Support copy and pickle: ``str`` would pass on the text only."""
        return Message, (self.template, dict(self.values), self.one, self.brief)


def message(template: str, /, **values: object) -> Message:
    """Mark a text for translation, and fill it.

    Args:
        template: A literal, with ``{name}`` for each value.
        values: Messages, and errors raised with one, are translated with it; numbers are
            formatted for the language; everything else is converted with ``str``.
    """
    return Message(template, {name: _value(value) for name, value in values.items()})


def plural(one: str, many: str, /, count: int, **values: object) -> Message:
    """Mark a text with a singular and a plural; the number is ``{count}`` in it."""
    filled = {name: _value(value) for name, value in values.items()}
    return Message(many, {**filled, "count": count}, one)


def join_messages(*sentences: str, between: str = " ") -> Message:
    """Join messages into one that is translated part by part."""
    names = [f"s{number}" for number in range(len(sentences))]
    template = between.join(f"{{{name}}}" for name in names)
    return Message(template, dict(zip(names, sentences, strict=True)))


def without_advice(text: str) -> Message:
    """Return what happened without the advice, for where there is little room.

    That is everything before the first ``.``, ``;`` or ``:`` that a space follows, in any language.
    """
    if not isinstance(text, Message):
        return Message(text, brief=True)
    return Message(text.template, text.values, text.one, brief=True)


def error_message(error: BaseException) -> str:
    """Return an error's text: a `Message` if it was raised with one."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else str(error)


def translated(text: str, translate: Translate, number: Callable[[int | float], str]) -> str:
    """Translate a text; one that is no `Message` is returned unchanged."""
    if not isinstance(text, Message):
        return text
    values = {
        name: translated(value, translate, number) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return _filled(text.template, values, text.one, text.brief, translate, number)


def to_stored(text: str) -> str:
    """Return a text as the database stores it: as JSON if it has values, else as it is."""
    if not isinstance(text, Message) or not (text.values or text.brief):
        return str(text)
    return json.dumps(_plain(text), separators=(",", ":"))


def from_stored(text: str) -> Message:
    """Return the message that `to_stored` was given; any other text becomes one without values."""
    if text.startswith(_STORED_PREFIX):
        try:
            return _from_plain(json.loads(text))
        except _MALFORMED:
            pass  # a text that only looks like a stored message
    return Message(_current(text))


def _current(template: str) -> str:
    """Return what a stored template is now."""
    return _earlier().get(template, template)


@cache
def _earlier() -> Mapping[str, str]:
    """Templates of earlier versions, and what they are now, with no field more than then."""
    templates: dict[str, str] = json.loads(
        resource_path("messages", "earlier.json").read_text("utf-8")
    )
    return templates


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
    if isinstance(value, Message) or type(value) in (int, float):
        return value  # type: ignore[return-value]
    return error_message(value) if isinstance(value, BaseException) else str(value)


def _plain(text: Message) -> dict[str, object]:
    values = {k: _plain(v) if isinstance(v, Message) else v for k, v in text.values.items()}
    more = {"one": text.one, "brief": text.brief}
    return {"say": text.template, "values": values, **{k: v for k, v in more.items() if v}}


def _from_plain(stored: Mapping[str, object]) -> Message:
    values: Mapping[str, Value | Mapping[str, object]] = stored["values"]  # type: ignore[assignment]
    filled = {k: _from_plain(v) if isinstance(v, Mapping) else v for k, v in values.items()}
    template, one = _current(str(stored["say"])), str(stored.get("one", ""))
    for text in (template, one) if filled else ():  # without values it is not filled
        _require_plain_fields(text)
    return Message(template, filled, one, bool(stored.get("brief")))


def _require_plain_fields(template: str) -> None:
    """Raises: ValueError, unless the template has only names in its braces.

    A damaged database or a compromised worker process must not get formats such as
    ``{x:999999999}`` or attributes such as ``{x.__class__}`` evaluated.
    """
    for _, field, spec, conversion in string.Formatter().parse(template):
        if field is not None and not (field.isidentifier() and not spec and not conversion):
            raise ValueError(template)
