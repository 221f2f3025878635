"""Calls on the session bus of Linux desktops that give up after a time.

Qt's own D-Bus connection would block for 25 seconds or more on a bus that does not answer, and with
it every other use of D-Bus in the process.
"""

from __future__ import annotations

import os
import socket
from itertools import count
from typing import Any


class BusError(Exception):
    """There is no session bus, it did not answer in time, or it refused a call."""


class SessionBus:
    """A connection to the session bus. It must be closed."""

    def __init__(self, timeout_s: float) -> None:
        """Connect.

        Args:
            timeout_s: For authentication, and again for each call.

        Raises:
            BusError: There is no bus, or it did not answer in time.
        """
        from jeepney import Parser, message_bus
        from jeepney.bus import get_bus
        from jeepney.io.blocking import prep_socket

        try:
            address = get_bus(_address())
            self._socket: socket.socket = prep_socket(address, timeout=timeout_s)
        except (OSError, RuntimeError, ValueError) as error:
            raise BusError(f"no session bus: {error}") from error
        self._socket.settimeout(timeout_s)
        self._parser = Parser()
        self._serials = count(1)
        try:
            self._call(message_bus.Hello())
        except BusError:
            self.close()
            raise

    def call(
        self, service: str, path: str, method: str, signature: str, *arguments: object
    ) -> None:
        """Call a method of the interface that is named as its service, and wait for its return.

        Args:
            service: Such as ``org.freedesktop.ScreenSaver``.
            path: The object, such as ``/org/freedesktop/ScreenSaver``.
            method: Its name.
            signature: Types of the arguments, such as ``ss``.
            arguments: Of these types.

        Raises:
            BusError: The method returned an error, or nothing in time.
        """
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(path, bus_name=service, interface=service)
        self._call(new_method_call(address, method, signature, arguments))

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _call(self, message: Any) -> None:  # noqa: ANN401 - jeepney has no types
        from jeepney import DBusErrorResponse, HeaderFields
        from jeepney.wrappers import unwrap_msg

        serial = next(self._serials)
        try:
            self._socket.sendall(message.serialise(serial=serial))
            while True:
                reply = self._parser.get_next_message()
                if reply is None:
                    self._parser.add_data(self._received())
                elif reply.header.fields.get(HeaderFields.reply_serial) == serial:
                    unwrap_msg(reply)
                    return
        except (OSError, DBusErrorResponse) as error:
            raise BusError(f"the session bus refused: {error}") from error

    def _received(self) -> bytes:
        received = self._socket.recv(4096)
        if not received:
            raise ConnectionResetError("the session bus closed the connection")
        return received


def _address() -> str:
    """Return the bus's address from the environment, else where systemd puts it."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={runtime}/bus"
