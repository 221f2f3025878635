"""Which server is used, with which key, and at which rate."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from picseek.engine.credentials import Secret, environment_key
from picseek.engine.embed.base import Terms
from picseek.engine.embed.cohere.catalog import ChosenModel
from picseek.engine.errors import ModelError, UsageError
from picseek.engine.messages import join_messages, message

COHERE_URL = "https://api.cohere.com"
URL_VARIABLE = "CO_API_URL"

TRIAL_PICTURES, PRODUCTION_PICTURES = 5, 400
"""Pictures a minute that Cohere allows for a trial key and for a paid one (November 2026)."""

TEXTS = 2_000
"""Texts a minute that Cohere allows for any key."""

_BYTES_PER_PICTURE = 250_000
_COHERE_POLICY = message(
    "Cohere stores what it receives, deletes it after 30 days, and may "
    "train its models on it unless the account owner has turned that "
    "off (in Cohere's dashboard: Settings > Data Controls). Don't rely "
    "on this with a trial key."
)
_CUSTOM_POLICY = message(
    "The pictures are sent to the server you chose; its operator decides what happens to them "
    "there."
)
_WORDS_TOO = message(
    "Each picture is sent with the names of its file and folder, and "
    "with the titles, captions, keywords, and people's names in its "
    "metadata or in an accompanying file."
)
_KNOWN_ENDS = ("/v2/embed", "/v2", "/v1")


@dataclass(frozen=True, slots=True)
class CohereSettings:
    """How the service is used.

    Attributes:
        key: Sent with each request; None: custom servers may not need one.
        base_url: As `checked_url` gives it.
        pictures_per_minute: 0: no limit.
        texts_per_minute: 0: no limit.
        calls_in_flight: Concurrent calls while indexing.
        http_agreed: The user agrees that `host` is reached without encryption.
    """

    key: Secret | None = None
    base_url: str = COHERE_URL
    pictures_per_minute: int = TRIAL_PICTURES
    texts_per_minute: int = TEXTS
    calls_in_flight: int = 4
    http_agreed: bool = False

    @classmethod
    def of(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        key: Secret | None = None,
        base_url: str = "",
        pictures_per_minute: int | None = None,
        texts_per_minute: int | None = None,
        calls_in_flight: int = 4,
    ) -> Self:
        """Combine the environment, read now, with the user's settings.

        Args:
            environ: None: the process's environment. Its ``CO_API_KEY`` (or ``COHERE_API_KEY``)
                and ``CO_API_URL`` override the user's settings.
            key: The key that the user has set.
            base_url: The address that the user has set; ``""``: Cohere's.
            pictures_per_minute: None: the limit of a trial key, or none on a custom server.
            texts_per_minute: None: Cohere's limit, or none on a custom server.
            calls_in_flight: Concurrent calls.

        Raises:
            ModelError: A variable is set, but not to a key or an address.
            UsageError: `base_url` is not an address.
        """
        values = os.environ if environ is None else environ
        url = _environment_url(values) or checked_url(base_url)
        is_custom = url != COHERE_URL
        if pictures_per_minute is None:
            pictures_per_minute = 0 if is_custom else TRIAL_PICTURES
        if texts_per_minute is None:
            texts_per_minute = 0 if is_custom else TEXTS
        return cls(
            key=environment_key(environ) or key,
            base_url=url,
            pictures_per_minute=max(0, pictures_per_minute),
            texts_per_minute=max(0, texts_per_minute),
            calls_in_flight=max(1, calls_in_flight),
        )

    @property
    def is_custom(self) -> bool:
        """Whether it is not Cohere's server."""
        return self.base_url != COHERE_URL

    @property
    def host(self) -> str:
        """Host name of the server, and its port if one was given."""
        return host_of(self.base_url)

    @property
    def key_owner(self) -> str:
        """The host as keyrings name it, with ``http://`` if that is its scheme."""
        is_http = urlsplit(self.base_url).scheme == "http"
        return f"http://{self.host}" if is_http else self.host

    @property
    def is_local(self) -> bool:
        """Whether the server is on this computer."""
        return _is_loopback(urlsplit(self.base_url).hostname or "")

    @property
    def blocked(self) -> bool:
        """Whether nothing may be sent: it would not be encrypted, and the user has not agreed."""
        return bool(unencrypted_host(self.base_url)) and not self.http_agreed

    @property
    def service(self) -> str:
        """The server's name for display, at the beginning of a sentence (see `within`)."""
        return message("The server {host}", host=self.host) if self.is_custom else "Cohere"

    @property
    def needs(self) -> str:
        """What is missing before anything can be sent, as a message, or ``""``."""
        if self.blocked:
            return unencrypted(self.host)
        if self.key or self.is_custom:
            return ""
        return message(
            "Cohere's models need an API key. Create one at "
            "dashboard.cohere.com/api-keys, then enter it in Preferences or "
            "with “picseek key --set”, or set CO_API_KEY."
        )

    def terms(self, chosen: ChosenModel) -> Terms:
        """What using a model takes."""
        model = chosen.model
        policy = _CUSTOM_POLICY if self.is_custom else _COHERE_POLICY
        return Terms(
            host=self.host,
            pictures_per_minute=self.pictures_per_minute,
            tokens_per_picture=model.tokens_per_picture,
            bytes_per_picture=_BYTES_PER_PICTURE,
            price_per_million=None if self.is_custom else model.price,
            policy=join_messages(_WORDS_TOO, policy) if chosen.described else policy,
        )


def checked_url(text: str) -> str:
    """The address of a server, without a slash or a version at its end; "": Cohere's.

    Raises:
        UsageError: It is not an address; the message does not repeat it, because people paste
            keys into the wrong field.
    """
    url = text.strip().rstrip("/")
    if not url:
        return COHERE_URL
    for end in _KNOWN_ENDS:  # the SDK adds its own
        url = url.removesuffix(end).rstrip("/")
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise UsageError(_NOT_AN_ADDRESS) from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not (plain and port_is_valid and parts.hostname and parts.scheme in ("http", "https")):
        raise UsageError(_NOT_AN_ADDRESS)
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError(
            message(
                "The server address can't contain a user name, “?”, or “#”. Enter "
                "the key in its own field."
            )
        )
    return url


_NOT_AN_ADDRESS = message(
    "This isn't a server address. Enter one that starts with https:// "
    "or http://, for example https://embed.example.com."
)


def host_of(url: str) -> str:
    """Host name of a checked address, and its port if one is given."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    return name if parts.port is None else f"{name}:{parts.port}"


def unencrypted_host(url: str) -> str:
    """The host of a checked address if the connection is not encrypted; else ``""``.

    Connections to this computer itself do not leave it.
    """
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or _is_loopback(parts.hostname or "")
    return "" if is_safe else host_of(url)


def unencrypted(host: str) -> str:
    """Why nothing is sent to a host, as a message."""
    return message(
        "The connection to {host} isn't encrypted, so nothing is sent: "
        "others on the network could read your pictures, searches, and API "
        "key. Use an address that starts with https://, or allow the "
        "connection in Preferences > Cohere or with --allow-http {host}.",
        host=host,
    )


def checked_host(text: str) -> str:
    """A host as `host_of` gives it, with its port if one is given.

    Raises:
        UsageError: It is not a host.
    """
    try:
        url = checked_url(f"http://{text.strip()}")
    except UsageError:
        url = ""
    if not text.strip() or not url or urlsplit(url).path:
        raise UsageError(
            message(
                "This isn't a host. Enter it as in the address, for example embed.example.com:8000."
            )
        )
    return host_of(url)


def _is_loopback(hostname: str) -> bool:
    """Names are not looked up: they may lead elsewhere tomorrow."""
    if hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return False


def _environment_url(environ: Mapping[str, str]) -> str:
    given = environ.get(URL_VARIABLE, "")
    if not given.strip():
        return ""
    try:
        return checked_url(given)
    except UsageError as error:
        raise ModelError(
            message("Environment variable {variable}: {error}", variable=URL_VARIABLE, error=error)
        ) from None
