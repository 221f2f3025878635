"""The API key of a remote service: from the environment, else the system's keyring.

A key belongs to one host and one scheme, so that the key of one service is never sent to another,
nor over an unencrypted connection by mistake. Picseek writes it to no file; without a working
keyring, a key lives as long as its `KeyChain`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Never, Protocol

from picseek.engine.errors import ModelError, UsageError
from picseek.engine.messages import message
from picseek.engine.types import KEY_VARIABLES, KeySource

SERVICE = "Picseek"
"""The name of Picseek's entries in the system's keyring."""

_SHORTEST, _LONGEST = 8, 512

_SOURCES = {
    KeySource.ENVIRONMENT: message("The key comes from the environment variable CO_API_KEY."),
    KeySource.KEYRING: message("The key is saved in the system's keyring."),
    KeySource.SESSION: message(
        "This system has no working keyring, so the key is kept only until you quit Picseek."
    ),
}


class Secret:
    """A text that only `reveal` returns: no log, error, repr, crash report or pickle shows it.

    Two secrets are equal if their texts are, so that settings that contain one can be compared.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: only for the request, never to be stored or shown."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __str__(self) -> str:
        return "***"

    def __format__(self, _spec: str) -> str:
        return "***"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> Never:
        # Pickles are written to disk and to other processes; copy.copy uses this, too.
        raise TypeError("A secret is not pickled or copied.")


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its source; its text is never shown."""

    secret: Secret
    source: KeySource

    @property
    def source_message(self) -> str:
        """Where the key comes from, as a message."""
        return _SOURCES[self.source]


class Keyring(Protocol):
    """The part of a `keyring` backend that is used."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The stored text, or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Store a text."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Delete a text."""


def checked_key(text: str) -> Secret:
    """A key as typed or pasted, without surrounding space.

    Raises:
        UsageError: It is not a key; the message says why without showing it.
    """
    key = text.strip()
    if not key:
        raise UsageError(message("Enter a key."))
    if not all("!" <= character <= "~" for character in key):
        # Such a key would appear in an error text of the HTTP library.
        raise UsageError(
            message(
                "This isn't an API key: it contains spaces, line breaks, or "
                "characters that keys don't have. Copy only the key."
            )
        )
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise UsageError(
            message(
                "This isn't an API key: it has {length} characters, but keys have "
                "{shortest} to {longest}. Copy the whole key again.",
                length=len(key),
                shortest=_SHORTEST,
                longest=_LONGEST,
            )
        )
    return Secret(key)


def environment_key(environ: Mapping[str, str] | None = None) -> Secret | None:
    """The key in the environment, read now.

    Raises:
        ModelError: A variable is set, but not to a key.
    """
    values = {**_hidden, **os.environ} if environ is None else environ
    for name in KEY_VARIABLES:
        if values.get(name, "").strip():
            try:
                return checked_key(values[name])
            except UsageError as error:
                raise ModelError(
                    message("Environment variable {variable}: {error}", variable=name, error=error)
                ) from None
    return None


_hidden: dict[str, str] = {}
"""What `hide_environment_keys` removed; like the environment, one per process."""


def hide_environment_keys() -> None:
    """Remove the keys from the environment, so that child processes do not inherit them.

    Qt and the system start some (a browser, a picture viewer) with the environment as it is.
    `environment_key` still finds the keys.
    """
    for name in KEY_VARIABLES:
        if name in os.environ:
            _hidden[name] = os.environ.pop(name)


def system_keyring() -> Keyring:
    """The system's keyring; this and all its methods may raise anything."""
    import keyring

    return keyring.get_keyring()


class KeyChain:
    """The key of one host. Safe to use from any thread.

    Every method may block while the system asks the user to unlock the keyring.
    """

    def __init__(
        self,
        owner: str,
        *,
        former_owner: str = "",
        keyring: Callable[[], Keyring] = system_keyring,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """The keyring is not accessed yet.

        Args:
            owner: The host, e.g. ``api.cohere.com``, or ``http://127.0.0.1:8000``.
            former_owner: The name under which an earlier version stored the key; ``""``: none.
            keyring: Returns the keyring, at each use.
            environ: Instead of the process's environment.
        """
        self._account = _account_of(owner)
        self._former_account = _account_of(former_owner) if former_owner else ""
        self._keyring = keyring
        self._environ = environ
        self._lock = threading.Lock()
        self._session: Secret | None = None
        # Read once: a keyring that the user does not unlock would ask at every read.
        self._from_keyring: Secret | None = None
        self._was_read = False

    def get(self) -> Key | None:
        """The key: of the environment, else of this session, else of the keyring.

        Raises:
            ModelError: A variable of the environment is set, but not to a key.
        """
        given = environment_key(self._environ)
        if given is not None:
            return Key(given, KeySource.ENVIRONMENT)
        with self._lock:
            if self._session is not None:
                return Key(self._session, KeySource.SESSION)
            if not self._was_read:
                self._remember(self._read())
            stored = self._from_keyring
        return None if stored is None else Key(stored, KeySource.KEYRING)

    def set(self, text: str) -> KeySource:
        """Store a key; returns where: in the keyring, or for this session only.

        Raises:
            UsageError: It is not a key.
        """
        secret = checked_key(text)
        with self._lock:
            # Read it back: the null backend accepts everything and stores nothing.
            stored = self._write(secret) and self._read() == secret
            self._session = None if stored else secret
            self._remember(secret if stored else None)
        return KeySource.KEYRING if stored else KeySource.SESSION

    def forget(self) -> bool:
        """Delete the key of this session and of the keyring; returns whether there was one.

        Raises:
            UsageError: The keyring did not delete it.
        """
        with self._lock:
            had = self._session is not None
            self._session = None
            self._remember(None)
            if self._read() is None:
                return had
            self._delete()
            if self._read() is not None:
                raise UsageError(
                    message(
                        "The key couldn't be removed from the system's keyring. Remove "
                        "“{account}” ({service}) with the system's password manager.",
                        account=self._account,
                        service=SERVICE,
                    )
                )
            return True

    def _remember(self, stored: Secret | None) -> None:
        self._from_keyring, self._was_read = stored, True

    # Backends are third-party programs (D-Bus services, plug-ins) and may raise anything;
    # a system without a keyring must not stop Picseek.

    def _read(self) -> Secret | None:
        stored = self._read_account(self._account)
        if stored is None and self._former_account:
            stored = self._read_account(self._former_account)
        return stored

    def _read_account(self, account: str) -> Secret | None:
        try:
            text = self._keyring().get_password(SERVICE, account)
            return checked_key(text) if text else None
        except Exception:  # noqa: BLE001 - see above; not chained, a text may contain the key
            return None

    def _write(self, secret: Secret) -> bool:
        try:
            self._keyring().set_password(SERVICE, self._account, secret.reveal())
        except Exception:  # noqa: BLE001 - see above
            return False
        return True

    def _delete(self) -> None:
        for account in filter(None, (self._account, self._former_account)):
            with suppress(Exception):  # see above
                self._keyring().delete_password(SERVICE, account)


def _account_of(owner: str) -> str:
    return f"API key for {owner}"
