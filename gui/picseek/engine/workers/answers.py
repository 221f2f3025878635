"""Serializes the answers of worker processes as plain data.

A worker reads untrusted files. If one of them takes over the process, its answers must do no more
harm than wrong answers do, so they are not pickled. The function's annotation defines the type of
its answers; the parent builds only values of that type, from numbers, texts and bytes.

An answer is one message: the length of its head (4 bytes, big-endian), the head (JSON, RFC 8259),
and then all values of type bytes in order, whose lengths are in the head.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import math
import struct
import types
import typing
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, TypeVar

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.messages import error_message, from_stored, to_stored
from picseek.engine.types import ProblemCode, Stage

T = TypeVar("T")

LONGEST_ANSWER = 2 << 30
"""Bytes of a message; a picture rendered at full size takes four for each pixel."""

_LONGEST_HEAD = 4 << 20
_LONGEST_TRACE = 20_000  # characters
_LENGTH = struct.Struct(">I")
_INTEGERS = range(-(1 << 63), 1 << 63)  # what the database can store
_DECODE_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class InvalidAnswer(Exception):
    """A message that is not an answer of the expected type."""


class Answer(NamedTuple):
    """The outcome of one task.

    Attributes:
        task: Its number.
        value: What the function returned, or the EngineError it raised.
        trace: A traceback for the log, or ``""``.
    """

    task: int
    value: object
    trace: str = ""


class Codec(Protocol):
    """How values of one type are written and read."""

    def write(self, value: Any, blobs: list[bytes]) -> object:  # noqa: ANN401 - to be checked
        """Return the value's form in the head; raises: TypeError, if it is of another type."""

    def read(self, plain: Any, blobs: _Blobs) -> Any:  # noqa: ANN401 - whatever was sent
        """Return the value; raises: one of `_DECODE_ERRORS`, if it is of another type."""


def codec_of(function: Callable[..., object]) -> Codec:
    """The codec for the annotated return type of a function.

    Raises:
        TypeError: It has no annotation, or a type that answers cannot have.
    """
    # Callable objects are annotated in their class.
    call: Callable[..., object] = (
        function if inspect.isroutine(function) else type(function).__call__
    )
    return _codec(typing.get_type_hints(call).get("return", Any))


def encode(answer: Answer, codec: Codec) -> bytes:
    """The message of an answer.

    Raises:
        TypeError, ValueError: The value is not of the codec's type.
    """
    blobs: list[bytes] = []
    head: dict[str, object] = {"task": answer.task, "trace": answer.trace[-_LONGEST_TRACE:]}
    if isinstance(answer.value, EngineError):
        head["error"] = _written_error(answer.value)
    else:
        head["value"] = codec.write(answer.value, blobs)
    written = json.dumps(head, separators=(",", ":"), allow_nan=False).encode("ascii")
    return b"".join((_LENGTH.pack(len(written)), written, *blobs))


def decode(message: bytes, codec: Codec) -> Answer:
    """The answer in a message, which is not trusted.

    Raises:
        InvalidAnswer: It is not an answer, or of another type.
    """
    try:
        (length,) = _LENGTH.unpack_from(message)
        if length > _LONGEST_HEAD:
            raise ValueError("its head is too long")
        end = _LENGTH.size + length
        head = json.loads(message[_LENGTH.size : end].decode("ascii"))
        blobs = _Blobs(memoryview(message)[end:])
        task, trace = _INTEGER.read(head["task"], blobs), _TEXT.read(head["trace"], blobs)
        value = _read_error(head["error"]) if "error" in head else codec.read(head["value"], blobs)
        blobs.require_end()
    except _DECODE_ERRORS as error:
        raise InvalidAnswer(f"{type(error).__name__}: {error}") from error
    return Answer(task, value, trace)


# Errors


def _written_error(error: EngineError) -> list[str]:
    written = [type(error).__name__, to_stored(error_message(error))]
    return [*written, error.code, error.stage] if isinstance(error, PictureError) else written


def _read_error(plain: list[str]) -> EngineError:
    name, message, *more = plain
    kind = {kind.__name__: kind for kind in _family(EngineError)}[_exact(name, str)]
    sentence = from_stored(_exact(message, str))
    if not issubclass(kind, PictureError):
        return kind(sentence)
    code, stage = more
    return kind(ProblemCode(code), sentence, Stage(stage))


def _family(kind: type[EngineError]) -> Iterator[type[EngineError]]:
    """Yield a class and all of its imported subclasses."""
    yield kind
    for derived in kind.__subclasses__():
        yield from _family(derived)


# Values


class _Blobs:
    """The bytes after the head of a message, taken value by value."""

    def __init__(self, data: memoryview) -> None:
        self._rest = data

    def take(self, length: int) -> bytes:
        """Take this many bytes; raises: ValueError, if fewer are left."""
        if not 0 <= length <= len(self._rest):
            raise ValueError("a value is longer than the message")
        taken, self._rest = self._rest[:length], self._rest[length:]
        return bytes(taken)

    def require_end(self) -> None:
        """Raises: ValueError, if anything is left."""
        if self._rest:
            raise ValueError("the message continues after the last value")


def _exact(value: object, kind: type[T]) -> T:
    """The value, which must be of exactly this type: True is not a number."""
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


class _Plain:
    """None and truth values."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def write(self, value: object, _blobs: list[bytes]) -> object:
        return _exact(value, self._kind)

    def read(self, plain: object, _blobs: _Blobs) -> object:
        return _exact(plain, self._kind)


class _Integer:
    def write(self, value: object, _blobs: list[bytes]) -> int:
        return self.read(value, None)

    def read(self, plain: object, _blobs: _Blobs | None) -> int:
        if (number := _exact(plain, int)) not in _INTEGERS:
            raise ValueError("a number is too large")
        return number


class _Float:
    def write(self, value: object, _blobs: list[bytes]) -> float:
        return self.read(float(value) if type(value) is int else value, None)

    def read(self, plain: object, _blobs: _Blobs | None) -> float:
        if not math.isfinite(number := _exact(plain, float)):
            raise ValueError("a number is not finite")
        return number


class _Text:
    def write(self, value: object, _blobs: list[bytes]) -> str:
        if not isinstance(value, str):
            raise TypeError(f"{type(value).__name__} instead of a text")
        return str(value)

    def read(self, plain: object, _blobs: _Blobs) -> str:
        return _exact(plain, str)


class _Bytes:
    def write(self, value: object, blobs: list[bytes]) -> int:
        blobs.append(data := _exact(value, bytes))
        return len(data)

    def read(self, plain: object, blobs: _Blobs) -> bytes:
        return blobs.take(_exact(plain, int))


class _Time:
    def write(self, value: object, _blobs: list[bytes]) -> str:
        return _exact(value, datetime).isoformat()

    def read(self, plain: object, _blobs: _Blobs) -> datetime:
        return datetime.fromisoformat(_exact(plain, str))


class _Optional:
    """None, or a value of one type."""

    def __init__(self, inner: Codec) -> None:
        self._inner = inner

    def write(self, value: object, blobs: list[bytes]) -> object:
        return None if value is None else self._inner.write(value, blobs)

    def read(self, plain: object, blobs: _Blobs) -> object:
        return None if plain is None else self._inner.read(plain, blobs)


class _Tuple:
    """Any number of values of one type."""

    def __init__(self, inner: Codec) -> None:
        self._inner = inner

    def write(self, value: object, blobs: list[bytes]) -> list[object]:
        return [self._inner.write(each, blobs) for each in _exact(value, tuple)]

    def read(self, plain: object, blobs: _Blobs) -> tuple[object, ...]:
        return tuple(self._inner.read(each, blobs) for each in _exact(plain, list))


class _Choice:
    """A member of a `StrEnum`, by its value."""

    def __init__(self, kind: type[StrEnum]) -> None:
        self._kind = kind

    def write(self, value: object, _blobs: list[bytes]) -> str:
        return _exact(value, self._kind).value

    def read(self, plain: object, _blobs: _Blobs) -> StrEnum:
        return self._kind(_exact(plain, str))


class _Record:
    """A dataclass or a named tuple: its fields in order."""

    def __init__(self, kind: type) -> None:
        self._kind = kind
        hints = typing.get_type_hints(kind)
        self._fields = {name: _codec(hints[name]) for name in _field_names(kind)}

    def write(self, value: object, blobs: list[bytes]) -> list[object]:
        value = _exact(value, self._kind)
        return [codec.write(getattr(value, name), blobs) for name, codec in self._fields.items()]

    def read(self, plain: object, blobs: _Blobs) -> object:
        pairs = zip(self._fields.values(), _exact(plain, list), strict=True)
        return self._kind(*(codec.read(each, blobs) for codec, each in pairs))


_INTEGER, _TEXT = _Integer(), _Text()
_SIMPLE: dict[object, Codec] = {
    type(None): _Plain(type(None)),
    bool: _Plain(bool),
    int: _INTEGER,
    float: _Float(),
    str: _TEXT,
    bytes: _Bytes(),
    datetime: _Time(),
}


def _field_names(kind: type) -> tuple[str, ...]:
    if dataclasses.is_dataclass(kind):
        return tuple(field.name for field in dataclasses.fields(kind))
    return getattr(kind, "_fields", ()) if issubclass(kind, tuple) else ()


def _codec(kind: Any) -> Codec:  # noqa: ANN401 - an annotation may be anything
    """The codec of a type; raises: TypeError, if answers cannot have it."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    parts = typing.get_args(kind)
    match typing.get_origin(kind):
        case types.UnionType | typing.Union if len(parts) == 2 and type(None) in parts:
            return _Optional(_codec(parts[0] if parts[1] is type(None) else parts[1]))
        case origin if origin is tuple and len(parts) == 2 and parts[1] is ...:
            return _Tuple(_codec(parts[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Choice(kind)
    if isinstance(kind, type) and _field_names(kind):
        return _Record(kind)
    raise TypeError(f"{kind} is not a type that answers of workers can have")
