"""An HTTP server of this computer whose end is the end of all its connections and threads."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Address = tuple[str, int] | str
POLL_SECONDS = 0.05


class LocalServer(ThreadingHTTPServer):
    """Serves on a free port of the loopback interface, one thread for each connection.

    Clients keep connections open that they may use again, and so do the threads that serve them:
    `stop` ends both.
    """

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, handler: type[BaseHTTPRequestHandler], name: str) -> None:
        """Args: name: of the thread that takes connections."""
        super().__init__(("127.0.0.1", 0), handler)
        self._connections: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(POLL_SECONDS,), name=name)

    def server_bind(self) -> None:
        """Bind without looking up the computer's name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def start(self) -> None:
        """Serve on a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End all connections and threads."""
        self.shutdown()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        self._thread.join()

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: Address
    ) -> None:
        assert isinstance(request, socket.socket)
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        self._connections.discard(request)
        super().shutdown_request(request)
