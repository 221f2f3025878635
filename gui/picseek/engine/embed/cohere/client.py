"""Calls Cohere's SDK, with workarounds for its pitfalls. Nothing else imports the SDK."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from picseek.engine.embed.cohere.event_loop import LoopThread
from picseek.engine.embed.cohere.faults import Fault, fault_of
from picseek.engine.embed.cohere.settings import unencrypted
from picseek.engine.errors import Unencrypted

if TYPE_CHECKING:
    import httpx
    from cohere import AsyncClientV2

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.cohere.protocol import EmbedRequest
    from picseek.engine.embed.cohere.settings import CohereSettings

_T = TypeVar("_T")

CLIENT_NAME = "picseek"
_CONNECT_SECONDS, _SILENT_SECONDS = 10.0, 60.0
_CHECK_SECONDS = 20.0
_REVEALING_HEADERS = ("x-fern-platform", "x-fern-runtime")  # the system's release, Python's
_BODY_STARTED = "send_request_body.started"  # www.encode.io/httpcore/extensions, "trace"

_CHECK_BYTES = 1_000_000  # maximum for the list that a check requests

_sent_bytes: ContextVar[int] = ContextVar("_sent_bytes", default=0)
_most_bytes: ContextVar[int] = ContextVar("_most_bytes", default=_CHECK_BYTES)


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, unchecked, and how many bytes of the request's body were sent."""

    response: object
    sent_bytes: int


class CohereClient:
    """Calls one server with one key. Nothing is imported or opened before the first call.

    Calls block, but end at once when their token is cancelled. Safe to use from any thread.
    """

    def __init__(self, settings: CohereSettings) -> None:
        self._settings = settings
        self._sdk: AsyncClientV2 | None = None
        self._http: httpx.AsyncClient | None = None
        self._loop = LoopThread("cohere", self._end)

    def embed(self, request: EmbedRequest, token: CancelToken, *, seconds: float) -> Reply:
        """Send one request, once.

        Args:
            request: What to send.
            token: Cancels the call.
            seconds: How long it may take in all.

        Raises:
            Cancelled: Through the token.
            Fault: The call failed; no text of it contains the key.
        """

        async def call() -> Reply:
            _most_bytes.set(request.answer_bytes)
            response = await self._client().embed(**request.arguments)
            return Reply(response, _sent_bytes.get())

        return self._run(call, token, seconds)

    def check(self, token: CancelToken) -> None:
        """Check that the server responds and accepts the key, with a call that costs nothing.

        Raises:
            Cancelled: Through the token.
            Fault: It does not.
        """

        async def call() -> None:
            await self._client().models.list(endpoint="embed", page_size=1)

        self._run(call, token, _CHECK_SECONDS)

    def close(self) -> None:
        """Cancel calls under way and close the connections."""
        self._loop.close()

    def _run(self, call: Callable[[], Awaitable[_T]], token: CancelToken, seconds: float) -> _T:
        if self._settings.blocked:  # callers should have checked before
            raise Unencrypted(unencrypted(self._settings.host), self._settings.host)
        result = self._loop.run(lambda: self._guarded(call, seconds), token)
        if isinstance(result, Fault):
            raise result  # outside the handler: the SDK's exception may contain the key
        return result

    async def _guarded(self, call: Callable[[], Awaitable[_T]], seconds: float) -> _T | Fault:
        try:
            async with asyncio.timeout(seconds):
                return await call()
        except Exception as error:  # noqa: BLE001 - the SDK may raise anything
            fault = fault_of(error, self._settings.service, key=self._settings.key)
            fault.sent_bytes = _sent_bytes.get()
            return fault

    def _client(self) -> AsyncClientV2:
        """The SDK's client, created at first use on the loop's thread: importing takes 1 s."""
        if self._sdk is None:
            from cohere import AsyncClientV2

            self._http = self._make_http()
            key = self._settings.key
            self._sdk = AsyncClientV2(
                api_key=key.reveal() if key is not None else "",
                base_url=self._settings.base_url,  # otherwise CO_API_URL as it was at import
                client_name=CLIENT_NAME,
                max_retries=0,
                httpx_client=self._http,
                log_warning_experimental_features=False,
            )
        return self._sdk

    def _make_http(self) -> httpx.AsyncClient:
        """A client that uses the environment's proxies and the system's certificates.

        It follows no redirects. For a server on this computer no proxy is used, because that may be
        on another computer.
        """
        import httpx
        import truststore

        return httpx.AsyncClient(
            trust_env=not self._settings.is_local,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            timeout=httpx.Timeout(_SILENT_SECONDS, connect=_CONNECT_SECONDS, pool=None),
            event_hooks={"request": [_prepare_request], "response": [_limit_response]},
        )

    async def _end(self) -> None:
        if self._http is not None:
            await self._http.aclose()


async def _prepare_request(request: httpx.Request) -> None:
    """Count the bytes that are sent, and remove headers that reveal the system."""
    size = int(request.headers.get("content-length", 0))

    async def trace(event: str, _info: object) -> None:
        if event.endswith(_BODY_STARTED):  # not before: there may be no connection to send it on
            _sent_bytes.set(size)

    request.extensions["trace"] = trace
    request.headers["accept-encoding"] = "identity"
    for name in _REVEALING_HEADERS:
        request.headers.pop(name, None)


async def _limit_response(response: httpx.Response) -> None:
    """Limit the response to the size of a valid one."""
    from picseek.engine.embed.cohere.bounded_answers import bound

    bound(response, _most_bytes.get())
