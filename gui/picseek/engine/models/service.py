"""The remote service of one library: its address, its rate, its key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.credentials import KeyChain, Keyring, system_keyring
from picseek.engine.embed.cohere.settings import CohereSettings, checked_url
from picseek.engine.errors import UsageError
from picseek.engine.messages import say
from picseek.engine.store import StoredOptions
from picseek.engine.types import ServiceOptions

if TYPE_CHECKING:
    from picseek.engine.store import Store

_MOST_CALLS = 16


def settings_without_library(
    keyring: Callable[[], Keyring] = system_keyring,
) -> Callable[[], CohereSettings]:
    """What is known before there is a library: the environment, and the system's keyring.

    Returns:
        Gives the settings, read now; asks the keyring at most once.
    """
    chains: dict[str, KeyChain] = {}

    def settings() -> CohereSettings:
        host = CohereSettings.of().host
        key = chains.setdefault(host, KeyChain(host, keyring=keyring)).get()
        return CohereSettings.of(key=None if key is None else key.secret)

    return settings


class Service:
    """How the service is reached. Safe to use from any thread.

    The options are kept in the library, the key in the system's keyring or in this object.
    """

    def __init__(self, store: Store, keyring: Callable[[], Keyring] = system_keyring) -> None:
        self._options = StoredOptions(store, "service", ServiceOptions, _check)
        self._keyring = keyring
        self._lock = threading.Lock()
        self._chains: dict[str, KeyChain] = {}

    @property
    def options(self) -> ServiceOptions:
        """What the user has set."""
        return self._options.get()

    def set_options(self, options: ServiceOptions) -> None:
        """Keep what the user has set.

        Raises:
            UsageError: The address is none, or a number is out of range.
        """
        self._options.set(options)

    @property
    def note(self) -> str:
        """Which options could not be read and are at their defaults, as a sentence, or ``""``."""
        return self._options.note()

    @property
    def host(self) -> str:
        """Where things are sent now; raises: ModelError, if CO_API_URL is no address."""
        return self._without_key().host

    @property
    def keys(self) -> KeyChain:
        """The key of the host that is used now."""
        host = self.host
        with self._lock:
            return self._chains.setdefault(host, KeyChain(host, keyring=self._keyring))

    def settings(self) -> CohereSettings:
        """All together, read now. May block while the system asks to unlock the keyring.

        Raises:
            ModelError: The environment gives something that is no key or no address.
        """
        key = self.keys.get()
        return replace(self._without_key(), key=None if key is None else key.secret)

    def _without_key(self) -> CohereSettings:
        options = self.options
        return CohereSettings.of(
            base_url=options.base_url,
            pictures_per_minute=options.pictures_per_minute,
            texts_per_minute=options.texts_per_minute,
            calls_in_flight=options.calls_in_flight,
        )


def _check(options: ServiceOptions) -> None:
    if options.base_url:
        checked_url(options.base_url)
    rates = (options.pictures_per_minute, options.texts_per_minute)
    if any(rate is not None and rate < 0 for rate in rates):
        raise UsageError(say("A rate is a number of pictures or texts a minute; 0 is no limit."))
    if not 1 <= options.calls_in_flight <= _MOST_CALLS:
        raise UsageError(say("There can be 1 to {most} calls at a time.", most=_MOST_CALLS))
