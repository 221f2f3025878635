"""An HTTP proxy on this computer that reads along, and answers in place of any host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from tests.support.local_server import LocalServer


@dataclass
class Seen:
    """What a proxy can read.

    Attributes:
        tunnels: Hosts to which it was asked to open a tunnel, which it refused.
        hosts: Hosts of requests that it could read.
        keys: The keys in them.
    """

    tunnels: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether nobody has asked it for anything."""
        return not (self.tunnels or self.hosts)


class ReadingProxy:
    """Use as a context manager. It hands every request to one server, whatever host is asked.

    So names of hosts that there are not lead somewhere, as in a network with a proxy they do.

    Attributes:
        url: What to give as ``http_proxy``.
        seen: What it could read.
    """

    def __init__(self, server: str) -> None:
        """Args: server: The address that stands in for all others."""
        self._server = _Server(server)
        self.seen = self._server.seen
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()


class _Server(LocalServer):
    def __init__(self, target: str) -> None:
        super().__init__(_Handler, "proxy")
        self.target = target
        self.seen = Seen()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_CONNECT(self) -> None:
        self.server.seen.tunnels.append(self.path)
        self.send_error(502)

    def do_GET(self) -> None:
        self._hand_on(lambda client, url: client.get(url, headers=self._headers()))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._hand_on(lambda client, url: client.post(url, headers=self._headers(), content=body))

    def _headers(self) -> dict[str, str]:
        logged = ("authorization", "content-type")
        return {name: value for name, value in self.headers.items() if name.lower() in logged}

    def _hand_on(self, send: Callable[[httpx.Client, str], httpx.Response]) -> None:
        asked = urlsplit(self.path)
        self.server.seen.hosts.append(asked.netloc)
        self.server.seen.keys.append(self.headers.get("Authorization", ""))
        query = f"?{asked.query}" if asked.query else ""
        with httpx.Client(trust_env=False) as client:
            answer = send(client, f"{self.server.target}{asked.path}{query}")
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("content-type", "application/json"))
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing: tests read what was seen."""
