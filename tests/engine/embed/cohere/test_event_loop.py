"""The client's event loop: nothing waits for a name server that does not answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]

PROGRAM = """
import socket, threading
from picseek.engine.cancel import CancelToken
from picseek.engine.embed.cohere.client import CohereClient
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import Cancelled

asked, token = threading.Event(), CancelToken()

def never(*_args, **_kwargs):
    asked.set()
    threading.Event().wait()

socket.getaddrinfo = never
client = CohereClient(CohereSettings(base_url="https://embed.example"))
threading.Thread(target=lambda: (asked.wait(), token.cancel())).start()
try:
    client.check(token)
except Cancelled:
    print("cancelled", flush=True)
client.close()
print("closed", flush=True)
"""


def test_a_name_server_that_does_not_answer_holds_up_neither_closing_nor_the_program() -> None:
    program = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert (program.stdout.split(), program.returncode) == (["cancelled", "closed"], 0)
