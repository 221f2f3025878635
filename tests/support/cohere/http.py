"""The stand-in's HTTP: keep-alive connections, resets, hangs, and a clean end."""

from __future__ import annotations

import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.support.cohere.faults import Kind
from tests.support.local_server import POLL_SECONDS, Address, LocalServer

LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
LOST = frozenset({Kind.HANG, Kind.RESET, Kind.DROPPED})


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent; `fault` may keep it from arriving, see `LOST`."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Kind | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What came in; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Server(LocalServer):
    """The stand-in's server.

    Attributes:
        stopping: Set when the server ends: who waits for something should stop waiting.
        errors: Mistakes of the stand-in itself; a connection that breaks is none.
    """

    def __init__(self, respond: Callable[[Request], tuple[Reply, Callable[[], None]]]) -> None:
        super().__init__(_Handler, "stand-in")
        self.respond = respond
        self.stopping = threading.Event()
        self.errors: list[BaseException] = []
        self._reset: set[socket.socket] = set()

    def stop(self) -> None:
        """End all connections and threads."""
        self.stopping.set()
        super().stop()

    def reset(self, connection: socket.socket) -> None:
        """Let this connection end with a reset instead of a farewell."""
        self._reset.add(connection)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        if request not in self._reset:
            super().shutdown_request(request)
            return
        self._connections.discard(request)
        self._reset.discard(request)
        request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
        self.close_request(request)

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: Address
    ) -> None:
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            self.errors.append(error)


class _Handler(BaseHTTPRequestHandler):
    """One connection: hands each request on, and delivers the reply or fails to."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply, finished = self.server.respond(Request(self.command, self.path, headers, body))
        if reply.fault is Kind.HANG:
            self._wait_until_given_up()
        if reply.fault in (Kind.HANG, Kind.RESET):
            self._break()
        else:
            self._send(reply)
        finished()

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in ({"Content-Type": "application/json"} | dict(reply.headers)).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.fault is Kind.DROPPED:
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self._break()
        else:
            self.wfile.write(reply.body)

    def _break(self) -> None:
        self.close_connection = True
        self.server.reset(self.connection)

    def _wait_until_given_up(self) -> None:
        """Block until the client closes the connection, or the server stops."""
        while not self.server.stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], POLL_SECONDS)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing: tests read the records."""
