"""The grammar of queries: fields, quoted words, OR, NOT, brackets, and weights.

Anything else is plain words. A text that does not follow the grammar is plain words as a whole,
and a `GrammarError` says where and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from picseek.engine.messages import Message, message

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from typing_extensions import TypeIs

    _Tree = Tree[Token]

_QUOTED = r'"[^"]*"|“[^“”]*[“”]|„[^„“”]*[“”]|«[^«»]*»'
_WORD = r'[^\s()"“”„«»](?:[^\s()]|\([^\s()]*\))*'
_GRAMMAR = r"""
start: any?
any: all (OR all)*
all: _item (AND? _item)*
_item: WORD | QUOTED | FIELD | not | weighted | group
not: (NOT | MINUS) _item
weighted: WEIGHT (WORD | QUOTED | group)
group: OPEN any CLOSE

OR.4: /(?<![^\s(])OR(?![^\s)])/
AND.4: /(?<![^\s(])AND(?![^\s)])/
NOT.4: /(?<![^\s(])NOT(?![^\s("“„«])/
MINUS.4: /(?<![^\s(])[-\u2010-\u2014\u2212]+(?=[\w("“„«])/
WEIGHT.4: /(?<![^\s(])\d{1,3}(?:\.\d+)?\*(?=[^\W\d_]|[("“„«])/
FIELD.3: /(?<![^\s(\-\u2010-\u2014\u2212])[^\W\d_]+:(?=[^\s)])(?!\/\/)(?:<quoted>|<word>)/
QUOTED.3: /<quoted>/
OPEN.2: "("
CLOSE.2: ")"
WORD.1: /<word>/
%ignore /\s+/
""".replace("<quoted>", _QUOTED).replace("<word>", _WORD)
_QUOTES = '"“”„«»'
_MAX_DEPTH = 20


class GrammarError(Exception):
    """A text does not follow the grammar.

    Attributes:
        start: Where.
        reason: Why, for the user.
    """

    def __init__(self, start: int, reason: Message) -> None:
        super().__init__(reason)
        self.start = start
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, one after another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks; `words` is what is between them."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its value: ``camera:canon``. The name is in lower case."""

    start: int
    end: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Weighted:
    """Something that counts more or less than the rest: ``2*dog``."""

    start: int
    end: int
    weight: float
    item: Item


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something after NOT or a minus."""

    start: int
    end: int
    item: Item


@dataclass(frozen=True, slots=True)
class All:
    """Several items, all of which count; `operators` are the positions of ANDs between them."""

    start: int
    end: int
    items: tuple[Item, ...]
    operators: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Alternatives; `operators` are the positions of the ORs between them."""

    start: int
    end: int
    items: tuple[Item, ...]
    operators: tuple[int, ...]


Item = Words | Quoted | Field | Weighted | Excluded | All | Any


def parse_grammar(text: str) -> Item:
    """Parse a query.

    Raises:
        GrammarError: It does not follow the grammar.
    """
    from lark import Token, UnexpectedCharacters, UnexpectedToken

    try:
        tree = _parser().parse(text)
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise GrammarError(at, _unexpected(text, at)) from error
    except UnexpectedToken as error:
        at = error.token.start_pos
        if error.token.type == "$END" or at is None:
            raise _unfinished(text) from error
        raise GrammarError(at, _unexpected(text, at)) from error
    children = tree.children
    if not children or isinstance(children[0], Token):
        return All(0, len(text), ())
    return _any(children[0], 0)


@cache
def _parser() -> Lark:
    from lark import Lark  # only where there is a query

    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", maybe_placeholders=False)


def _unexpected(text: str, at: int) -> Message:
    if at >= len(text) or text[at] not in _QUOTES + ")":
        return message("Something is missing here.")
    if text[at] == ")":
        return message("This bracket was never opened.")
    return message("This quotation mark is never closed.")


def _unfinished(text: str) -> GrammarError:
    """The error of a text that ends too early: in brackets, or after an operator."""
    words = text.split()
    if words and words[-1] in ("OR", "AND", "NOT"):
        reason = message("Something must follow “{word}”.", word=words[-1])
        return GrammarError(text.rindex(words[-1]), reason)
    opened = [at for at, character in enumerate(text) if character == "("]
    return GrammarError(opened[-1] if opened else 0, message("This bracket is never closed."))


def _any(tree: _Tree, depth: int) -> Item:
    if depth > _MAX_DEPTH:
        raise GrammarError(0, message("There are too many brackets in brackets."))
    operators = tuple(child.start_pos or 0 for child in tree.children if _is_token(child))
    items = tuple(_all(child, depth) for child in tree.children if not _is_token(child))
    if len(items) == 1:
        return items[0]
    return Any(items[0].start, items[-1].end, items, operators)


def _is_token(child: Token | _Tree) -> TypeIs[Token]:
    from lark import Token

    return isinstance(child, Token)


def _all(tree: _Tree, depth: int) -> Item:
    items: list[Item] = []
    operators: list[int] = []
    for child in tree.children:
        if _is_token(child) and child.type == "AND":
            operators.append(child.start_pos or 0)
            continue
        item = _item(child, depth)
        before = items[-1] if items else None
        apart = bool(operators) and before is not None and operators[-1] >= before.end
        if isinstance(item, Words) and isinstance(before, Words) and not apart:
            items[-1] = Words(before.start, item.end)
        else:
            items.append(item)
    if len(items) == 1:
        return items[0]
    return All(items[0].start, items[-1].end, tuple(items), tuple(operators))


def _item(child: Token | _Tree, depth: int) -> Item:
    if _is_token(child):
        return _leaf(child)
    tree = child
    first, *rest = tree.children
    start = cast("Token", first).start_pos or 0
    if tree.data == "group":
        inner = _any(cast("_Tree", rest[0]), depth + 1)
        return All(start, cast("Token", rest[-1]).end_pos or 0, (inner,))
    item = _item(rest[0], depth + 1)
    if depth > _MAX_DEPTH:
        raise GrammarError(start, message("There are too many brackets in brackets."))
    if tree.data == "not":
        return Excluded(start, item.end, item)
    return Weighted(start, item.end, float(cast("Token", first)[:-1]), item)


def _leaf(token: Token) -> Item:
    start, end = token.start_pos or 0, token.end_pos or 0
    if token.type == "WORD":
        return Words(start, end)
    if token.type == "QUOTED":
        return Quoted(start, end, str(token[1:-1]))
    name, _, value = token.partition(":")
    return Field(start, end, name.lower(), value.strip(_QUOTES))
