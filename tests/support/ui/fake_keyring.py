"""A keyring in memory."""

from __future__ import annotations


class MemoryKeyring:
    """Keeps what it is given, unless it is broken.

    Attributes:
        keys: Keys by account.
        works: Whether it keeps anything.
    """

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.works = True

    def get_password(self, service: str, username: str, /) -> str | None:
        return self.keys.get(username)

    def set_password(self, service: str, username: str, password: str, /) -> None:
        if self.works:
            self.keys[username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.keys[username]
