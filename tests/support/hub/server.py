"""A server that speaks the protocol of the Hugging Face Hub as far as downloads go.

    HEAD, GET /OWNER/NAME/resolve/REVISION/PATH

answers a large file (LFS) with 302 to another host and `X-Linked-Etag` (its SHA-256) and
`X-Linked-Size`, and a small one itself with a Git hash as its `ETag`. The other host serves bytes,
and ranges of them. It can cut connections, damage bytes, and refuse.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

from tests.support.local_server import LocalServer

_PIECE = 4096


class Request(NamedTuple):
    """What was asked: ``resolve`` or ``bytes``, the file, and where its bytes were to start."""

    method: str
    kind: str
    path: str
    start: int
    headers: dict[str, str]


@dataclass
class HubServer:
    """What the server has and how it misbehaves; change it at any time.

    Attributes:
        repository: Folder of the repository's files.
        name: ``OWNER/NAME`` of the repository.
        revision: The one revision there is.
        cuts: How many of the next answers with bytes are cut off in their middle.
        damaged: How many of the next answers with bytes have one byte changed.
        status: Answer everything with this status instead.
        ignores_ranges: Always send a file from its beginning.
        silent_about: ``resolve`` or ``bytes``: whoever asks so gets no answer until `speaks`;
            `heard` is set once somebody has.
    """

    repository: Path
    name: str = "tests/tiny-clip"
    revision: str = "a" * 40
    cuts: int = 0
    damaged: int = 0
    status: int = 0
    ignores_ranges: bool = False
    silent_about: str = ""
    heard: threading.Event = field(default_factory=threading.Event)
    speaks: threading.Event = field(default_factory=threading.Event)
    requests: list[Request] = field(default_factory=list)
    url: str = ""

    def asked_for_bytes(self, path: str) -> list[int]:
        """Where the answers with bytes of a file were to start, in order."""
        return [r.start for r in self.requests if r.kind == "bytes" and r.path == path]


@contextmanager
def serving(hub: HubServer) -> Iterator[HubServer]:
    """Serve on a free port of this computer; `hub.url` is its address."""

    class Handler(_Handler):
        state = hub

    server = LocalServer(Handler, "hub")
    hub.url = f"http://127.0.0.1:{server.server_port}"
    server.start()
    try:
        yield hub
    finally:
        hub.speaks.set()
        server.stop()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: HubServer

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self) -> None:
        kind, path = self._target()
        start = int(self.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        self.state.requests.append(
            Request(self.command, kind, path, start, dict(self.headers.items()))
        )
        if kind and kind == self.state.silent_about:
            self.state.heard.set()
            self.state.speaks.wait()
        file = self.state.repository / path
        if self.state.status:
            self._head(self.state.status, {"content-length": "0"})
        elif not kind or not file.is_file():
            self._head(404, {"content-length": "0", "x-error-code": "EntryNotFound"})
        elif kind == "resolve" and file.suffix == ".onnx":
            self._redirect(path, file.read_bytes())
        else:
            self._serve(file.read_bytes(), start)

    def _target(self) -> tuple[str, str]:
        here = f"/{self.state.name}/resolve/{self.state.revision}/"
        for prefix, kind in ((here, "resolve"), ("/bytes/", "bytes")):
            if self.path.startswith(prefix):
                return kind, self.path.removeprefix(prefix)
        return "", self.path

    def _redirect(self, path: str, data: bytes) -> None:
        port = self.state.url.rpartition(":")[2]
        self._head(
            302,
            {
                "location": f"http://localhost:{port}/bytes/{path}",  # another host than 127.0.0.1
                "x-linked-etag": f'"{hashlib.sha256(data).hexdigest()}"',
                "x-linked-size": str(len(data)),
                "x-repo-commit": self.state.revision,
                "content-length": "0",
            },
        )

    def _serve(self, data: bytes, start: int) -> None:
        start = 0 if self.state.ignores_ranges else start
        header = f"blob {len(data)}\0".encode()
        headers = {
            "etag": f'"{hashlib.sha1(header + data).hexdigest()}"',
            "content-length": str(len(data) - start),
            "x-repo-commit": self.state.revision,
            "accept-ranges": "bytes",
        }
        if start:
            headers["content-range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self._head(206 if start else 200, headers)
        if self.command == "GET":
            self._send(data, start)

    def _send(self, data: bytes, start: int) -> None:
        if self.state.damaged:
            self.state.damaged -= 1
            data = data[:-1] + bytes([data[-1] ^ 1])
        end = len(data)
        if self.state.cuts:
            self.state.cuts -= 1
            end = start + (len(data) - start) // 2
            self.close_connection = True
        for place in range(start, end, _PIECE):
            try:
                self.wfile.write(data[place : min(place + _PIECE, end)])
            except OSError:  # whoever asked has gone
                self.close_connection = True
                return

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
