"""The Hugging Face Hub: metadata of files, and their bytes from any offset on.

`huggingface_hub` provides the addresses, the metadata, the session (proxies, certificates, offline
mode) and the errors. Its download function cannot resume an interrupted file, so the bytes are read
here. No token and no telemetry is sent.
"""

from __future__ import annotations

import logging
import os
import re
import sys
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
    """The hub did not return what was requested.

    Attributes:
        is_transient: Whether trying again may help: an interrupted connection, a busy server.
    """

    def __init__(self, sentence: str, *, is_transient: bool = False) -> None:
        super().__init__(sentence)
        self.is_transient = is_transient


class CannotResume(HubError):
    """The file can only be downloaded from its beginning."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub has it now.

    Attributes:
        url: Address of its bytes, which may expire after minutes.
        size: Bytes; None: unknown.
        sha256: Of its content; ``""``: unknown.
    """

    url: str
    size: int | None
    sha256: str


class Hub(Protocol):
    """A source of model files."""

    def look_up(self, repository: str, revision: str, path: str) -> RemoteFile:
        """Look up a file; raises: HubError."""

    def read(self, file: RemoteFile, start: int) -> AbstractContextManager[Iterator[bytes]]:
        """Its bytes from an offset on, in pieces; raises: HubError, also while reading."""

    def close(self) -> None:
        """Close connections."""


class HuggingFaceHub:
    """The hub, or another server with its protocol: HF_ENDPOINT, read for each call."""

    def look_up(self, repository: str, revision: str, path: str) -> RemoteFile:
        """Look up a file.

        Raises:
            HubError: The hub cannot be reached, or has no such file.
        """
        _require_online()
        _disable_telemetry()
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(repository, path, revision=revision, endpoint=endpoint())

        def look_up() -> RemoteFile:
            found = get_hf_file_metadata(
                url, token=False, timeout=_SECONDS, headers=_HEADERS, endpoint=endpoint()
            )
            etag = found.etag or ""
            return RemoteFile(found.location, found.size, etag if _SHA256.fullmatch(etag) else "")

        return _translate_errors(look_up)

    @contextmanager
    def read(self, file: RemoteFile, start: int) -> Iterator[Iterator[bytes]]:
        """The bytes of a file from an offset on.

        Raises:
            HubError: They cannot be read, or not from that offset on.
        """
        _require_online()
        _disable_telemetry()
        from huggingface_hub import get_session

        headers = dict(_HEADERS)
        if start:
            headers["range"] = f"bytes={start}-"
        with ExitStack() as stack:
            stream = get_session().stream("GET", file.url, headers=headers, timeout=_SECONDS)
            response = _translate_errors(lambda: stack.enter_context(stream))
            _translate_errors(lambda: _check(response, start))
            yield _pieces(response.iter_bytes())

    def close(self) -> None:
        """Close connections; the next call reads proxies and certificates again."""
        # Not imported otherwise: an import in offline mode would stay offline.
        if "huggingface_hub" in sys.modules:
            from huggingface_hub import close_session

            close_session()


def endpoint() -> str:
    """Address of the hub: HF_ENDPOINT, else the public one."""
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def host() -> str:
    """Host name of the hub, for display."""
    return endpoint().rpartition("://")[2].rpartition("@")[2]


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        piece = _translate_errors(lambda: next(chunks, b""))
        if not piece:
            return
        yield piece


def _check(response: httpx2.Response, start: int) -> None:
    """Raises: the error of the status; HubError, if it is not the requested part."""
    from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]

    hf_raise_for_status(response)
    if start and response.status_code == 200:
        raise CannotResume(message("The server can't resume the download."), is_transient=True)
    sent = response.headers.get("content-range", "")
    if start and not sent.startswith(f"bytes {start}-"):
        raise HubError(message("{endpoint} sent the wrong part of the file.", endpoint=endpoint()))


def _require_online() -> None:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(name, "").upper() in _TRUE:
            raise HubError(
                message(
                    "Downloads are turned off because {name} is set. Unset it, or add "
                    "the model from a folder with its files.",
                    name=name,
                )
            )


def _disable_telemetry() -> None:
    """Call before `huggingface_hub` is imported: it reads the environment then."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def _translate_errors(call: Callable[[], _T]) -> _T:
    """Make a call; its errors become HubErrors with a message for the user, and are logged."""
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        return call()
    except OfflineModeIsEnabled:
        raise HubError(message("Downloads are turned off because HF_HUB_OFFLINE is set.")) from None
    except HfHubHTTPError as error:
        raise _refusal(error.response.status_code) from error
    except (httpx2.ProxyError, httpx2.UnsupportedProtocol) as error:
        _log.warning("%s: %r", endpoint(), error)
        raise HubError(
            message(
                "The proxy doesn't let Picseek connect to {endpoint}. Check this "
                "computer's proxy settings.",
                endpoint=endpoint(),
            )
        ) from error
    except httpx2.TimeoutException as error:
        raise HubError(
            message("{endpoint} isn't responding.", endpoint=endpoint()), is_transient=True
        ) from error
    except (httpx2.HTTPError, OSError) as error:  # also certificates and name look-ups
        _log.warning("%s: %r", endpoint(), error)
        raise HubError(
            message(
                "{endpoint} can't be reached. Check your internet connection.",
                endpoint=endpoint(),
            ),
            is_transient=True,
        ) from error


def _refusal(status: int) -> HubError:
    if status in (401, 403, 407):
        return HubError(
            message(
                "{endpoint} doesn't allow downloading these files (error {status}).",
                endpoint=endpoint(),
                status=status,
            )
        )
    if status in (404, 410):
        return HubError(
            message(
                "{endpoint} no longer has these files (error {status}).",
                endpoint=endpoint(),
                status=status,
            )
        )
    if status == 416:
        return CannotResume(
            message("The file on the server is shorter than the part already downloaded."),
            is_transient=True,
        )
    busy = status == 429 or status >= 500
    return HubError(
        message("{endpoint} returned error {status}.", endpoint=endpoint(), status=status),
        is_transient=busy,
    )
