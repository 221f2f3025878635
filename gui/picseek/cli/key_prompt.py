"""The API key on the command line: read without echo, never an argument, never shown."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace

from picseek.cli.signals import cancelled_by_signals
from picseek.engine.cancel import CancelToken
from picseek.engine.errors import ModelError
from picseek.engine.library import Library
from picseek.engine.types import KeySource


def manage_key(library: Library, action: str) -> str:
    """Do what ``picseek key`` was asked: "set", "forget", "test", or tell ("").

    Returns:
        A plain sentence about what is so now.

    Raises:
        Cancelled: With Ctrl-C, during the test.
        UsageError: What was given is no key.
        ModelError: There is no keyring to keep it in, or the test failed.
    """
    match action:
        case "set":
            return _set(library)
        case "forget":
            forgotten = library.service.keys.forget()
            return "The key is forgotten." if forgotten else "There was no key to forget."
        case "test":
            token = CancelToken()
            with cancelled_by_signals(token):
                library.test_model(_remote_model(library), token)
            return f"The key works: {library.service.host} has answered."
    return _state(library)


def set_service(
    library: Library, server: str | None, pictures_per_minute: int | None, allow_http: str | None
) -> None:
    """Keep the address and the rate of the service; None: as it was.

    Raises:
        UsageError: The address is none, or `allow_http` no host.
        Unencrypted: The address begins with http://, and that was not agreed to.
    """
    if allow_http == "":
        library.service.forbid_http()
    elif allow_http is not None:
        library.service.allow_http(allow_http)
    options = library.service.options
    if server is not None:
        options = replace(options, base_url=server.strip())
    if pictures_per_minute is not None:
        options = replace(options, pictures_per_minute=pictures_per_minute)
    library.service.set_options(options)


def _set(library: Library) -> str:
    host = library.service.host
    source = library.service.keys.set(_read(host))
    if source is not KeySource.KEYRING:
        raise ModelError(
            "This system has no keyring that works, so the key was not kept: give it in the "
            "environment as CO_API_KEY instead."
        )
    effective = library.service.keys.get()
    text = f"The key for {host} is kept in the system's keyring."
    if effective is not None and effective.source is KeySource.ENVIRONMENT:
        text += " But CO_API_KEY in the environment comes before it."
    return text


def _read(host: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"API key for {host} (it is not shown): ")
    return sys.stdin.readline()


def _state(library: Library) -> str:
    host = library.service.host
    if library.service.unencrypted_host:
        return (
            f"Nothing is sent to {host}: the connection would not be encrypted. Use an https:// "
            f"address, or agree with: picseek key --allow-http {host}"
        )
    key = library.service.keys.get()
    if key is None:
        return f"There is no key for {host}: set one with “picseek key --set”, or CO_API_KEY."
    return f"There is a key for {host}. {key.source_message}"


def _remote_model(library: Library) -> str:
    remote = [info.id for info in library.models() if info.remote]
    current = library.current_model
    return current if current in remote else remote[0]
