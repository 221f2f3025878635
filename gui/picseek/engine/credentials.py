"""The API key of a remote service: from the environment, else the system's keyring.

A key belongs to one host and one scheme, so that the key of one service is never offered to
another, nor to those who read along where nothing is encrypted. It is written to no file of
Picseek's; where the system has no keyring that works, a key lives as long as the `KeyChain` that
was given it.
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
"""Under which name the system's keyring shows what Picseek keeps in it."""

_SHORTEST, _LONGEST = 8, 512

_WHERE_FROM = {
    KeySource.ENVIRONMENT: message("The key comes from the environment variable CO_API_KEY."),
    KeySource.KEYRING: message("The key is saved in the system's keyring."),
    KeySource.SESSION: message(
        "This system has no working keyring, so the key is kept only until you quit Picseek."
    ),
}


class Secret:
    """A text that only `reveal` returns: no log, error, repr, crash report or pickle shows it.

    Two secrets are equal when their texts are, so that settings that hold one can be compared.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: for the one place that needs it, never to be stored or shown."""
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
        # Pickles are written to disk and to other processes; copy.copy comes this way as well.
        raise TypeError("A secret is not pickled or copied.")


@dataclass(frozen=True, slots=True)
class Key:
    """A key and where it came from; shows itself nowhere."""

    secret: Secret
    source: KeySource

    @property
    def source_message(self) -> str:
        """Where the key comes from, as a plain sentence."""
        return _WHERE_FROM[self.source]


class Keyring(Protocol):
    """What is used of the library `keyring`: its backend, or a stand-in."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The stored text, or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Store a text."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget a text."""


def checked_key(text: str) -> Secret:
    """A key as typed or pasted, freed of the space around it.

    Raises:
        UsageError: It cannot be a key; the text says why and does not show it.
    """
    key = text.strip()
    if not key:
        raise UsageError(message("Enter a key."))
    if not all("!" <= character <= "~" for character in key):
        # Such a key would end up in an error text of the HTTP library.
        raise UsageError(
            message(
                "This isn't a valid API key: it contains spaces, line breaks, or "
                "characters that keys don't have. Copy the key again, and nothing "
                "else."
            )
        )
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise UsageError(
            message(
                "This isn't a valid API key: it has {length} characters, but keys "
                "have {shortest} to {longest}. Copy the whole key again.",
                length=len(key),
                shortest=_SHORTEST,
                longest=_LONGEST,
            )
        )
    return Secret(key)


def environment_key(environ: Mapping[str, str] | None = None) -> Secret | None:
    """The key that the environment gives, read now.

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
"""What `hide_environment_keys` took; like the environment itself, one for the process."""


def hide_environment_keys() -> None:
    """Take the keys out of the environment, so that programs started from here do not inherit them.

    Qt and the system start some (a browser, a picture viewer) with the environment as it is.
    `environment_key` finds the keys all the same.
    """
    for name in KEY_VARIABLES:
        if name in os.environ:
            _hidden[name] = os.environ.pop(name)


def system_keyring() -> Keyring:
    """The system's keyring; may raise anything at all, as may all it does."""
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
        formerly: str = "",
        keyring: Callable[[], Keyring] = system_keyring,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing is asked yet.

        Args:
            owner: Whose key it is, e.g. ``api.cohere.com``, or ``http://127.0.0.1:8000``.
            formerly: By which name else the keyring may have it, from an earlier version.
            keyring: Gives the keyring, at each use.
            environ: Instead of the process's environment.
        """
        self._account = _account_of(owner)
        self._former_account = _account_of(formerly) if formerly else ""
        self._keyring = keyring
        self._environ = environ
        self._lock = threading.Lock()
        self._session: Secret | None = None
        # Asked once: a keyring that the user does not unlock would nag at every look.
        self._from_keyring: Secret | None = None
        self._was_asked = False

    def get(self) -> Key | None:
        """The key: of the environment, else of this session, else of the keyring.

        Raises:
            ModelError: The environment gives something that is no key.
        """
        given = environment_key(self._environ)
        if given is not None:
            return Key(given, KeySource.ENVIRONMENT)
        with self._lock:
            if self._session is not None:
                return Key(self._session, KeySource.SESSION)
            if not self._was_asked:
                self._remember(self._kept())
            kept = self._from_keyring
        return None if kept is None else Key(kept, KeySource.KEYRING)

    def set(self, text: str) -> KeySource:
        """Keep a key; tells where: in the keyring, or for this session only.

        Raises:
            UsageError: It cannot be a key.
        """
        secret = checked_key(text)
        with self._lock:
            # Read back: the null backend takes everything and keeps nothing.
            kept = self._put(secret) and self._kept() == secret
            self._session = None if kept else secret
            self._remember(secret if kept else None)
        return KeySource.KEYRING if kept else KeySource.SESSION

    def forget(self) -> bool:
        """Forget the key of this session and of the keyring; tells whether there was one.

        Raises:
            UsageError: The keyring keeps it nevertheless.
        """
        with self._lock:
            had = self._session is not None
            self._session = None
            self._remember(None)
            if self._kept() is None:
                return had
            self._delete()
            if self._kept() is not None:
                raise UsageError(
                    message(
                        "The key couldn't be removed from the system's keyring. Remove "
                        "“{account}” ({service}) with the system's password manager.",
                        account=self._account,
                        service=SERVICE,
                    )
                )
            return True

    def _remember(self, kept: Secret | None) -> None:
        self._from_keyring, self._was_asked = kept, True

    # Backends are anybody's programs (D-Bus services, plug-ins): they raise what they like,
    # and a system without a keyring is no reason to end.

    def _kept(self) -> Secret | None:
        kept = self._kept_as(self._account)
        if kept is None and self._former_account:
            kept = self._kept_as(self._former_account)
        return kept

    def _kept_as(self, account: str) -> Secret | None:
        try:
            text = self._keyring().get_password(SERVICE, account)
            return checked_key(text) if text else None
        except Exception:  # noqa: BLE001 - see above; not chained, a text may hold the key
            return None

    def _put(self, secret: Secret) -> bool:
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
