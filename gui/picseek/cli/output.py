r"""The standard streams of the command line: text for people, and exact results for scripts.

Names of files are others' words. On a terminal, characters that would control it are escaped, as
`ls` and `git` do: ``\x1b``. Pipes and files get every name as it is. What an encoding lacks is
written as a backslash escape, so that no locale ends in a traceback.
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
_RAW_BYTES = range(0xDC80, 0xDD00)  # how Python writes the bytes of names that are not UTF-8
# C0 and C1 controls and DEL; what changes the direction of text, or ends a line; raw bytes.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_OF_A_LINE = re.compile(f"(?![\n\r\t]){_CONTROLS.pattern}")
_STANDARD = 3  # descriptors: input, output, errors


class OutputFailed(EngineError):
    """The results cannot be written."""


def escaped(text: str) -> str:
    """A text of one line with backslash escapes for what a terminal would not just show."""
    return _CONTROLS.sub(_escape, text)


def one_line(text: str, stream: TextIO) -> str:
    """A text that holds names of files, for one line of a stream; exact, if that is no terminal."""
    return escaped(text) if stream.isatty() else text


def write_paths(paths: Iterable[Path], *, nul: bool = False) -> None:
    """Write paths to stdout: one a line or, exactly and whatever they hold, with NUL behind each.

    Raises:
        OutputFailed: They cannot be written.
    """
    if not nul:
        for path in paths:
            sys.stdout.write(one_line(os.fspath(path), sys.stdout) + "\n")
        return
    sys.stdout.flush()
    with _failing_in_words():
        for path in paths:
            sys.stdout.buffer.write(os.fsencode(path) + b"\0")


@contextmanager
def standard_streams() -> Iterator[None]:
    """Write to stdout and stderr by the rules above until the end of the block."""
    codecs.register_error(_ERRORS, _encoded_somehow)
    _occupy_closed_descriptors()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _results(before[0]), _messages(before[1])
    try:
        yield
    finally:
        for stream, own in zip(before, (sys.stdout, sys.stderr), strict=True):
            if isinstance(own, TextIOWrapper) and own is not stream:
                with suppress(OSError, EngineError):
                    own.flush()
                own.detach()
        sys.stdout, sys.stderr = before


def discard_results() -> None:
    """Let nothing that is still to be written to stdout fail: nobody reads it."""
    with suppress(OSError):  # there is no descriptor behind it
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
    """Writes to what another stream writes to."""

    def __init__(self, buffer: object, like: TextIOWrapper, errors: str) -> None:
        like.flush()
        super().__init__(
            cast("BufferedWriter", buffer),
            encoding=like.encoding,
            errors=errors,
            line_buffering=like.line_buffering,
            write_through=like.write_through,
        )
        self._commanded = like.isatty()

    def write(self, text: str, /) -> int:
        super().write(_OF_A_LINE.sub(_escape, text) if self._commanded else text)
        return len(text)


class _Results(_Stream):
    """stdout: what is lost here was asked for."""

    def __init__(self, buffer: object, like: TextIOWrapper) -> None:
        super().__init__(buffer, like, _ERRORS)

    def write(self, text: str, /) -> int:
        with _failing_in_words():
            return super().write(text)

    def flush(self) -> None:
        with _failing_in_words():
            super().flush()


class _Messages(_Stream):
    """stderr: a message that nobody can read is no reason to stop."""

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
        raise OutputFailed("The results cannot be written: standard output is closed.")

    @property
    def buffer(self) -> _Closed:
        return self


@contextmanager
def _failing_in_words() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # the reader left, as in `picseek search x | head`
        raise
    except OSError as error:
        raise OutputFailed(f"The results cannot be written: {error.strerror}.") from error


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code in _RAW_BYTES:
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def _encoded_somehow(error: UnicodeError) -> tuple[str | bytes, int]:
    """For `codecs.register_error`: raw bytes as they are, all else as backslash escapes."""
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
    """Keep the library's files from becoming standard output, where anybody may write to it."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) < _STANDARD:
        pass
    os.close(descriptor)
