"""Keyrings in memory, and keys to keep in them."""

from __future__ import annotations

KEY = "Abcdefgh-1234567890_xyz"
OTHER = "Other-key-0987654321"


class Box:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.passwords: dict[tuple[str, str], str] = {}
        self.looks = 0

    def get_password(self, service: str, username: str, /) -> str | None:
        self.looks += 1
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.passwords[service, username]


class Void(Box):
    """As keyring's null backend: takes everything, keeps nothing."""

    def set_password(self, service: str, username: str, password: str, /) -> None: ...
