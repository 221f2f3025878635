"""The API key: read without echo, never taken from the arguments, and never shown."""

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
    """Run an action of ``picseek key``: "set", "forget", "test", or "" to show the state.

    Returns:
        A message about the result.

    Raises:
        Cancelled: With Ctrl-C, during the test.
        UsageError: The input is not a key.
        ModelError: There is no working keyring, or the test failed.
    """
    match action:
        case "set":
            return _set(library)
        case "forget":
            forgotten = library.service.keys.forget()
            return "Key deleted." if forgotten else "There is no key to delete."
        case "test":
            token = CancelToken()
            with cancelled_by_signals(token):
                library.test_model(library.remote_model, token)
            return f"The key works: {library.service.host} responded."
    return _state(library)


def set_service(
    library: Library, server: str | None, pictures_per_minute: int | None, allow_http: str | None
) -> None:
    """Store the address and the rate of the service; None: unchanged.

    Raises:
        UsageError: It is not an address, or `allow_http` is not a host.
        Unencrypted: The address begins with http://, and the user has not allowed that.
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
            "This system has no working keyring, so the key wasn't stored. Set the environment "
            "variable CO_API_KEY instead."
        )
    effective = library.service.keys.get()
    text = f"The key for {host} is stored in the system's keyring."
    if effective is not None and effective.source is KeySource.ENVIRONMENT:
        text += " The environment variable CO_API_KEY overrides it."
    return text


def _read(host: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"API key for {host} (not shown): ")
    return sys.stdin.readline()


def _state(library: Library) -> str:
    host = library.service.host
    if library.service.unencrypted_host:
        return (
            f"The connection to {host} isn't encrypted, so nothing is sent. Use an address that "
            f"starts with https://, or allow this one: picseek key --allow-http {host}"
        )
    key = library.service.keys.get()
    if key is None:
        return f"No key for {host}. Store one with “picseek key --set”, or set CO_API_KEY."
    return f"A key for {host} is available. {key.source_message}"
