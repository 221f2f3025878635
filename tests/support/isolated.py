"""Runs a command where every address leads back to it, and prints what it tried to reach and wrote.

In namespaces of its own; see `isolation`. A script, run by its path: it imports nothing of `tests`,
which sets in the environment what keeps libraries from reporting.
"""

from __future__ import annotations

import ipaddress
import json
import os
import pwd
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_EMPTIED = ("/var/tmp", "/dev/shm")
_HIDDEN = ("/run/systemd", "/run/nscd", "/var/run/nscd", "/run/dbus", "/run/user")
_OWN = (".cache", ".config", ".local")  # of the real home, which some find without HOME
_ALL_PROTOCOLS, _IPV4, _IPV6 = 3, 0x0800, 0x86DD  # linux/if_ether.h
_TCP, _UDP, _DNS = 6, 17, 53


def main(command: Sequence[str]) -> None:
    """Be alone, run the command, and print what it did."""
    emptied = [*_EMPTIED, *_own_folders()]
    for folder in (*emptied, *_HIDDEN):
        if Path(folder).is_dir():
            _call("mount", "-t", "tmpfs", "-o", "mode=1777", "none", folder)
    _call("ip", "link", "set", "lo", "up")
    _call("ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo")
    if Path("/proc/net/if_inet6").exists():
        subprocess.run(["ip", "-6", "route", "add", "local", "::/0", "dev", "lo"], check=False)
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL_PROTOCOLS)) as wire:
        wire.bind(("lo", 0))
        wire.setblocking(False)
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        contacts = sorted(set(_contacts(wire)))
    files = [
        str(file) for folder in emptied for file in Path(folder).rglob("*") if not file.is_dir()
    ]
    output = done.stdout.decode(errors="replace")
    print(
        json.dumps(
            {"status": done.returncode, "output": output, "contacts": contacts, "files": files}
        )
    )


def _own_folders() -> Iterator[str]:
    """Folders of the user's real home that hold nothing of what runs here."""
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    needed = [Path(entry).resolve() for entry in (*sys.path, sys.executable, sys.prefix) if entry]
    for name in _OWN:
        folder = home / name
        if not any(path.is_relative_to(folder.resolve()) for path in needed):
            yield str(folder)


def _call(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _contacts(wire: socket.socket) -> Iterator[str]:
    """What the packets that were sent were for. A loop-back interface holds each at once."""
    while True:
        try:
            frame = wire.recv(65535)
        except BlockingIOError:
            return
        (kind,) = struct.unpack_from("!H", frame, 12)
        packet = frame[14:]
        if kind == _IPV4:
            start = (packet[0] & 15) * 4
            yield from _contact(packet[9], packet[16:20], packet[start:])
        elif kind == _IPV6:
            yield from _contact(packet[6], packet[24:40], packet[40:])


def _contact(protocol: int, address: bytes, payload: bytes) -> Iterator[str]:
    name = {_TCP: "TCP", _UDP: "UDP"}.get(protocol)
    if name is None:  # ICMP: how the system answers
        return
    _, port = struct.unpack_from("!HH", payload)
    if protocol == _TCP and not _begins(payload):
        return
    if protocol == _UDP and port != _DNS and struct.unpack_from("!H", payload)[0] == _DNS:
        return
    asked = f" for {_asked_name(payload[8:])}" if port == _DNS else ""
    yield f"{name} {ipaddress.ip_address(address)} port {port}{asked}"


def _begins(segment: bytes) -> bool:
    """Whether a TCP segment has SYN and no ACK."""
    return segment[13] & 0x12 == 0x02


def _asked_name(message: bytes) -> str:
    """The name in a question to a name server: RFC 1035, section 4.1."""
    labels, at = [], 12
    while at < len(message) and message[at]:
        labels.append(message[at + 1 : at + 1 + message[at]].decode("ascii", "replace"))
        at += 1 + message[at]
    return ".".join(labels)


if __name__ == "__main__":
    main(sys.argv[1:])
