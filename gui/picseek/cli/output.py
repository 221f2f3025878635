r"""The standard streams of the command line: text for people, and exact results for scripts.

File names are untrusted. On a terminal, control characters are escaped, as `ls` and `git` do:
``\x1b``. Pipes and files get every name unchanged. Characters that the encoding lacks are written
as backslash escapes, so that no locale causes a traceback.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, TextIOBase, TextIOWrapper
from pathlib import Path
from typing import TextIO, cast

from picseek.engine.errors import EngineError

_ERRORS = "picseek.output"
_RAW_BYTES = range(0xDC80, 0xDD00)  # how Python represents bytes of names that are not UTF-8
# C0 and C1 controls and DEL; what changes the direction of text, or ends a line; raw bytes.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_OF_A_LINE = re.compile(f"(?![\n\r\t]){_CONTROLS.pattern}")
_STANDARD = 3  # descriptors: input, output, errors


class OutputFailed(EngineError):
    """The results cannot be written."""


def escaped(text: str) -> str:
    """One line of text, with backslash escapes for what a terminal would interpret."""
    return _CONTROLS.sub(_escape, text)


def one_line(text: str, stream: TextIO) -> str:
    """A text with file names, as one line for a stream; unchanged unless that is a terminal."""
    return escaped(text) if stream.isatty() else text


def write_paths(paths: Iterable[Path], *, nul: bool = False) -> None:
    """Write paths to stdout: one per line or, unchanged, each followed by NUL.

    Raises:
        OutputFailed: They cannot be written.
    """
    if not nul:
        for path in paths:
            sys.stdout.write(one_line(os.fspath(path), sys.stdout) + "\n")
        return
    sys.stdout.flush()
    with _readable_errors():
        for path in paths:
            sys.stdout.buffer.write(os.fsencode(path) + b"\0")


@contextmanager
def standard_streams() -> Iterator[None]:
    """Apply the rules of this module to stdout and stderr inside the block."""
    codecs.register_error(_ERRORS, _encode_or_escape)
    _occupy_closed_descriptors()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _results(before[0]), _messages(before[1])
    try:
        yield
    finally:
        for stream, wrapper in zip(before, (sys.stdout, sys.stderr), strict=True):
            if isinstance(wrapper, TextIOWrapper) and wrapper is not stream:
                with suppress(OSError, EngineError):
                    wrapper.flush()
                wrapper.detach()
        sys.stdout, sys.stderr = before


def discard_results() -> None:
    """Discard what is still to be written to stdout, because nobody reads it."""
    with suppress(OSError):  # it has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _results(stream: TextIO | None) -> TextIO:
    if stream is None:
        return cast("TextIO", _Closed())
    return _Results(stream.buffer, stream) if isinstance(stream, TextIOWrapper) else stream


def _messages(stream: TextIO | None) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    return _Messages(stream.buffer, stream) if isinstance(stream, TextIOWrapper) else stream


class _Stream(TextIOWrapper):
    """Writes to the buffer of another stream."""

    def __init__(self, buffer: object, like: TextIOWrapper, errors: str) -> None:
        like.flush()
        super().__init__(
            cast("BufferedWriter", buffer),
            encoding=like.encoding,
            errors=errors,
            line_buffering=like.line_buffering,
            write_through=like.write_through,
        )
        self._is_terminal = like.isatty()

    def write(self, text: str, /) -> int:
        super().write(_OF_A_LINE.sub(_escape, text) if self._is_terminal else text)
        return len(text)


class _Results(_Stream):
    """stdout: errors are reported, because results would be lost."""

    def __init__(self, buffer: object, like: TextIOWrapper) -> None:
        super().__init__(buffer, like, _ERRORS)

    def write(self, text: str, /) -> int:
        with _readable_errors():
            return super().write(text)

    def flush(self) -> None:
        with _readable_errors():
            super().flush()


class _Messages(_Stream):
    """stderr: errors are ignored, because a message that can't be shown must not stop a command."""

    def __init__(self, buffer: object, like: TextIOWrapper) -> None:
        super().__init__(buffer, like, "backslashreplace")

    def write(self, text: str, /) -> int:
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


class _Closed(TextIOBase):
    """stdout that was closed before Picseek started, as with ``>&-``."""

    def isatty(self) -> bool:
        return False

    def write(self, _text: str, /) -> int:
        raise OutputFailed("The results can't be written: standard output is closed.")

    @property
    def buffer(self) -> _Closed:
        return self


@contextmanager
def _readable_errors() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # the reader left, as in `picseek search x | head`
        raise
    except OSError as error:
        from picseek.engine.library import os_reason

        raise OutputFailed(f"The results can't be written: {os_reason(error)}.") from error


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code in _RAW_BYTES:
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def _encode_or_escape(error: UnicodeError) -> tuple[str | bytes, int]:
    """For `codecs.register_error`: raw bytes unchanged, all else as backslash escapes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    code = ord(error.object[error.start])
    if code in _RAW_BYTES:
        return bytes([code - 0xDC00]), error.start + 1
    alone = UnicodeEncodeError(
        error.encoding, error.object, error.start, error.start + 1, error.reason
    )
    return codecs.backslashreplace_errors(alone)


def _occupy_closed_descriptors() -> None:
    """Occupy the descriptors of closed standard streams, so that no file of the library gets one.

    Otherwise what is printed would be written into that file.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
        pass
    os.close(descriptor)
