"""A library's options for the remote service: its address, rate limit and key."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.credentials import KeyChain, Keyring, system_keyring
from picseek.engine.embed.cohere.settings import (
    CohereSettings,
    checked_host,
    checked_url,
    unencrypted,
    unencrypted_host,
)
from picseek.engine.errors import Unencrypted, UsageError
from picseek.engine.messages import message
from picseek.engine.store import StoredOptions
from picseek.engine.types import ServiceOptions

if TYPE_CHECKING:
    from picseek.engine.store import Store

_MOST_CALLS = 16


def settings_without_library(
    keyring: Callable[[], Keyring] = system_keyring,
) -> Callable[[], CohereSettings]:
    """Return a function that reads the settings when there is no library.

    It uses the environment and the system's keyring, which it reads at most once.
    """
    chains: dict[str, KeyChain] = {}

    def settings() -> CohereSettings:
        without_key = CohereSettings.of()
        key = _chain_of(without_key, chains, keyring).get()
        return replace(without_key, key=None if key is None else key.secret)

    return settings


def _chain_of(
    settings: CohereSettings, chains: dict[str, KeyChain], keyring: Callable[[], Keyring]
) -> KeyChain:
    """The key chain of a server; a key that was stored for https is never sent over http."""
    owner = settings.key_owner
    if owner not in chains:
        # Earlier versions stored the key of a server on this computer without http://.
        formerly = settings.host if settings.is_local else ""
        chains[owner] = KeyChain(owner, former_owner=formerly, keyring=keyring)
    return chains[owner]


class Service:
    """Options and key of the service. Safe to use from any thread.

    The options are stored in the library, the key in the system's keyring or in this object.
    """

    def __init__(self, store: Store, keyring: Callable[[], Keyring] = system_keyring) -> None:
        self._store = store
        self._options = StoredOptions(store.settings, "service", ServiceOptions, _check)
        self._keyring = keyring
        self._lock = threading.Lock()
        self._chains: dict[str, KeyChain] = {}
        self._http_hosts: set[str] = set()

    @property
    def options(self) -> ServiceOptions:
        """The stored options."""
        return self._options.get()

    def set_options(self, options: ServiceOptions) -> None:
        """Store options.

        Raises:
            UsageError: The address is invalid, or a number is out of range.
            Unencrypted: The address is new, and the connection would not be encrypted; see
                `allow_http`.
        """
        host = unencrypted_host(checked_url(options.base_url))
        is_new = options.base_url != self.options.base_url
        if host and is_new and not self.http_agreed(host):
            raise Unencrypted(unencrypted(host), host)
        self._options.set(options)
        if is_new and not host:
            self.forbid_http()  # the consent is no longer needed

    def http_agreed(self, host: str) -> bool:
        """Whether the user has allowed unencrypted connections to a host."""
        return host in self._http_hosts or bool(self._store.shared_settings.get(_http_key(host)))

    def allow_http(self, host: str, *, remember: bool = True) -> None:
        """Allow unencrypted connections to a host, also for pictures and the key.

        Args:
            host: Its name, and its port if the address has one.
            remember: Whether to store the permission; if not, it ends with this object.

        Raises:
            UsageError: The host is invalid.
        """
        host = checked_host(host)
        if remember:
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            self._store.shared_settings.set({_http_key(host): now})
        else:
            self._http_hosts.add(host)

    def forbid_http(self) -> None:
        """Withdraw the permission for unencrypted connections to all hosts."""
        self._http_hosts.clear()
        self._store.shared_settings.set({}, without=[_http_key("")])

    @property
    def unencrypted_host(self) -> str:
        """The host, if nothing is sent to it because the connection is not encrypted; or ``""``.

        Raises:
            ModelError: CO_API_URL is not a valid address.
        """
        settings = self._without_key()
        return settings.host if settings.blocked else ""

    @property
    def note(self) -> str:
        """A message that lists options that could not be read, or ``""``."""
        return self._options.problem()

    @property
    def host(self) -> str:
        """The host in use; raises: ModelError, if CO_API_URL is not a valid address."""
        return self._without_key().host

    @property
    def keys(self) -> KeyChain:
        """The key of the host in use."""
        settings = self._without_key()
        with self._lock:
            return _chain_of(settings, self._chains, self._keyring)

    def settings(self) -> CohereSettings:
        """Read all settings. May block while the system asks to unlock the keyring.

        Raises:
            ModelError: The key or the address in the environment is invalid.
        """
        key = self.keys.get()
        return replace(self._without_key(), key=None if key is None else key.secret)

    def _without_key(self) -> CohereSettings:
        options = self.options
        settings = CohereSettings.of(
            base_url=options.base_url,
            pictures_per_minute=options.pictures_per_minute,
            texts_per_minute=options.texts_per_minute,
            calls_in_flight=options.calls_in_flight,
        )
        return replace(settings, http_agreed=self.http_agreed(settings.host))


def _http_key(host: str) -> str:
    return f"allow_http:{host}"


def _check(options: ServiceOptions) -> None:
    if options.base_url:
        checked_url(options.base_url)
    rates = (options.pictures_per_minute, options.texts_per_minute)
    if any(rate is not None and rate < 0 for rate in rates):
        raise UsageError(
            message("A rate is a number of pictures or searches per minute; 0 means no limit.")
        )
    if not 1 <= options.calls_in_flight <= _MOST_CALLS:
        raise UsageError(message("Enter 1 to {most} simultaneous requests.", most=_MOST_CALLS))
