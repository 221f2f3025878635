"""The Hugging Face Hub: what a file is there, and its bytes from any place on.

The addresses, the metadata, the session (proxies, certificates, offline mode) and the errors are
those of `huggingface_hub`. Its own download keeps no part of a file that was cut off, so the bytes
are read here. No token is ever sent, and no telemetry.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from picseek import __version__
from picseek.engine.errors import ModelError
from picseek.engine.messages import message

if TYPE_CHECKING:
    import httpx2

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

_SECONDS = 8.0  # to connect, and without a byte
_TRUE = {"1", "ON", "YES", "TRUE"}
_HEADERS = {"user-agent": f"picseek/{__version__}", "accept-encoding": "identity"}
_SHA256 = re.compile("[0-9a-f]{64}")


class HubError(ModelError):
    """The hub did not give what was asked for.

    Attributes:
        passing: Whether it may be otherwise in a moment: a cut connection, a busy server.
    """

    def __init__(self, sentence: str, *, passing: bool = False) -> None:
        super().__init__(sentence)
        self.passing = passing


class CannotResume(HubError):
    """The file can only be had from its beginning."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub has it now.

    Attributes:
        url: Where its bytes are; may work for minutes only.
        size: Bytes; None: not told.
        sha256: Of its content; ``""``: not told.
    """

    url: str
    size: int | None
    sha256: str


class Hub(Protocol):
    """Where files of models come from."""

    def look_up(self, repository: str, revision: str, path: str) -> RemoteFile:
        """Ask about a file; raises: HubError."""

    def read(self, file: RemoteFile, start: int) -> AbstractContextManager[Iterator[bytes]]:
        """Its bytes from a place on, in pieces; raises: HubError, also while reading."""

    def close(self) -> None:
        """Let connections go."""


class HuggingFaceHub:
    """The hub, or another server that speaks its protocol: HF_ENDPOINT, read at each call."""

    def look_up(self, repository: str, revision: str, path: str) -> RemoteFile:
        """Ask about a file.

        Raises:
            HubError: It cannot be asked, or there is no such file.
        """
        _require_online()
        _be_quiet()
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(repository, path, revision=revision, endpoint=endpoint())

        def ask() -> RemoteFile:
            found = get_hf_file_metadata(
                url, token=False, timeout=_SECONDS, headers=_HEADERS, endpoint=endpoint()
            )
            etag = found.etag or ""
            return RemoteFile(found.location, found.size, etag if _SHA256.fullmatch(etag) else "")

        return _telling(ask)

    @contextmanager
    def read(self, file: RemoteFile, start: int) -> Iterator[Iterator[bytes]]:
        """The bytes of a file from a place on.

        Raises:
            HubError: They do not come, or not from that place on.
        """
        _require_online()
        _be_quiet()
        from huggingface_hub import get_session

        headers = dict(_HEADERS)
        if start:
            headers["range"] = f"bytes={start}-"
        with ExitStack() as stack:
            stream = get_session().stream("GET", file.url, headers=headers, timeout=_SECONDS)
            response = _telling(lambda: stack.enter_context(stream))
            _telling(lambda: _check(response, start))
            yield _pieces(response.iter_bytes())

    def close(self) -> None:
        """Let connections go; what is asked next looks at proxies and certificates anew."""
        from huggingface_hub import close_session

        close_session()


def endpoint() -> str:
    """Where the hub is: HF_ENDPOINT as it is now, else the public one."""
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def host() -> str:
    """Whom files are asked of, as a person reads it."""
    return endpoint().rpartition("://")[2].rpartition("@")[2]


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        piece = _telling(lambda: next(chunks, b""))
        if not piece:
            return
        yield piece


def _check(response: httpx2.Response, start: int) -> None:
    """Raises: what the status says; HubError, if it is not the part asked for."""
    from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]

    hf_raise_for_status(response)
    if start and response.status_code == 200:
        raise CannotResume(message("The server does not go on where it stopped."), passing=True)
    told = response.headers.get("content-range", "")
    if start and not told.startswith(f"bytes {start}-"):
        raise HubError(
            message("{endpoint} answered with another part than asked for.", endpoint=endpoint())
        )


def _require_online() -> None:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(name, "").upper() in _TRUE:
            raise HubError(
                message(
                    "Nothing is downloaded, because {name} is set: unset it, or add the model from "
                    "a folder with its files.",
                    name=name,
                )
            )


def _be_quiet() -> None:
    """Before `huggingface_hub` is imported: it looks at the environment then."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def _telling(call: Callable[[], _T]) -> _T:
    """Make a call; whatever goes wrong becomes one plain sentence, and its details a log entry."""
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        return call()
    except OfflineModeIsEnabled:
        raise HubError(message("Nothing is downloaded, because HF_HUB_OFFLINE is set.")) from None
    except HfHubHTTPError as error:
        raise _refusal(error.response.status_code) from error
    except (httpx2.ProxyError, httpx2.UnsupportedProtocol) as error:
        _log.warning("%s: %r", endpoint(), error)
        raise HubError(
            message(
                "The proxy does not let Picseek reach {endpoint}. "
                "Check the proxy settings of this computer.",
                endpoint=endpoint(),
            )
        ) from error
    except httpx2.TimeoutException as error:
        raise HubError(
            message("{endpoint} does not answer.", endpoint=endpoint()), passing=True
        ) from error
    except (httpx2.HTTPError, OSError) as error:  # also certificates and name look-ups
        _log.warning("%s: %r", endpoint(), error)
        raise HubError(
            message(
                "{endpoint} cannot be reached. Check the internet connection.",
                endpoint=endpoint(),
            ),
            passing=True,
        ) from error


def _refusal(status: int) -> HubError:
    if status in (401, 403, 407):
        return HubError(
            message(
                "{endpoint} does not let these files be downloaded (status {status}).",
                endpoint=endpoint(),
                status=status,
            )
        )
    if status in (404, 410):
        return HubError(
            message(
                "{endpoint} does not have these files any more (status {status}).",
                endpoint=endpoint(),
                status=status,
            )
        )
    if status == 416:
        return CannotResume(
            message("The server has fewer bytes than are here already."), passing=True
        )
    busy = status == 429 or status >= 500
    return HubError(
        message("{endpoint} answered with status {status}.", endpoint=endpoint(), status=status),
        passing=busy,
    )
