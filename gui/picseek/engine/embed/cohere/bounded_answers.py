"""Limits the size of responses: a broken proxy or hostile server must not exhaust the memory.

Imports httpx, which is slow: import this module at first use.
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
    """The response is larger than any valid one."""

    def __init__(self) -> None:
        super().__init__(message("it's too large"))


def bound(response: httpx.Response, most: int) -> None:
    """Let reading a response fail once it yields more than `most` bytes, decompressed.

    It was requested without compression; gzip is decompressed anyway, because some proxies insist.

    Raises:
        BadAnswer: It is compressed in another way. Reading raises TooLarge, or BadAnswer if
            it is not gzip.
    """
    packed = response.headers.pop("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise BadAnswer(message("its compression isn't supported"))
    stream = cast("httpx.AsyncByteStream", response.stream)
    response.stream = _Bounded(stream, most, gzipped=packed.endswith("gzip"))


class _Bounded(httpx.AsyncByteStream):
    """A stream that fails once it is too long."""

    def __init__(self, stream: httpx.AsyncByteStream, most: int, *, gzipped: bool) -> None:
        self._stream = stream
        self._left = most
        self._decompressor = zlib.decompressobj(_GZIP) if gzipped else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            for piece in self._decompressed(chunk):
                self._left -= len(piece)
                if self._left < 0:
                    raise TooLarge
                yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()

    def _decompressed(self, chunk: bytes) -> Iterator[bytes]:
        if self._decompressor is None:
            yield chunk
            return
        try:
            # One byte beyond the limit shows that it is too long; no more is decompressed.
            yield self._decompressor.decompress(chunk, self._left + 1)
        except zlib.error:
            raise BadAnswer(message("its compression isn't supported")) from None
