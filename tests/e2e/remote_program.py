"""``python -m tests.e2e.remote_program``: the program with far models instead of Cohere's.

Nothing reaches a network. FAR_LOG names a file that gets a line for each picture sent; FAR_DOWN
lets nothing be reached; FAR_NEEDS says what is missing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from keyring.backend import KeyringBackend

from picseek.cli import main as cli
from picseek.engine import library
from picseek.engine.models import selection
from tests.support.remote_model import FarModels, Server


class LoggingServer(Server):
    """Writes down what it is sent."""

    def receive(self, hashes: tuple[bytes, ...]) -> None:
        with Path(os.environ["FAR_LOG"]).open("a") as log:
            log.writelines(f"{content_hash.hex()}\n" for content_hash in hashes)


class FileKeyring(KeyringBackend):
    """A keyring in files, so that one process finds what another stored."""

    priority = 9.0

    def get_password(self, service: str, username: str) -> str | None:
        file = self._file(service, username)
        return file.read_text() if file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file(service, username).write_text(password)

    def delete_password(self, service: str, username: str) -> None:
        self._file(service, username).unlink()

    def _file(self, service: str, username: str) -> Path:
        folder = Path(os.environ["FAR_KEYRING"])
        folder.mkdir(exist_ok=True)
        return folder / f"{service}, {username}"


def main() -> int:
    """Run the command line."""
    server = LoggingServer(offline="FAR_DOWN" in os.environ, needs=os.environ.get("FAR_NEEDS", ""))
    for module in (library, selection):
        module.Registry = lambda *_, **__: FarModels(server)  # type: ignore[attr-defined]
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
