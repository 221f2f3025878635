"""Answers of limited size: a broken proxy or a hostile server must not fill the memory.

Imports httpx, so: import it at first use.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, cast

import httpx

from picseek.engine.embed.cohere.protocol import BadAnswer
from picseek.engine.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP = 16 + zlib.MAX_WBITS  # https://docs.python.org/3/library/zlib.html#zlib.decompressobj


class TooLarge(BadAnswer):
    """The answer is larger than what was asked for can be."""

    def __init__(self) -> None:
        super().__init__(message("it's too large"))


def bound(response: httpx.Response, most: int) -> None:
    """Let reading a response fail once it yields more than `most` bytes, unpacked.

    It was asked for without compression; gzip is unpacked all the same, for some proxies insist.

    Raises:
        BadAnswer: It is compressed in another way. Reading raises TooLarge, or BadAnswer where
            it is no gzip.
    """
    packed = response.headers.pop("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise BadAnswer(message("its compression isn't supported"))
    stream = cast("httpx.AsyncByteStream", response.stream)
    response.stream = _Bounded(stream, most, gzipped=packed.endswith("gzip"))


class _Bounded(httpx.AsyncByteStream):
    """A stream that ends with an error once it is too long."""

    def __init__(self, stream: httpx.AsyncByteStream, most: int, *, gzipped: bool) -> None:
        self._stream = stream
        self._left = most
        self._unpacker = zlib.decompressobj(_GZIP) if gzipped else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            for piece in self._unpacked(chunk):
                self._left -= len(piece)
                if self._left < 0:
                    raise TooLarge
                yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _unpacked(self, chunk: bytes) -> Iterator[bytes]:
        if self._unpacker is None:
            yield chunk
            return
        try:
            # One byte more than may come shows that it is too much; no more is unpacked.
            yield self._unpacker.decompress(chunk, self._left + 1)
        except zlib.error:
            raise BadAnswer(message("its compression isn't supported")) from None
