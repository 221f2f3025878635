"""What the operating system reports when a file cannot be used: kinds of errors, and words.

The one place that knows error numbers: texts on screen name a reason from here, never the system's
own text alone, which is English only and terse ("Errno 116").
"""

from __future__ import annotations

import errno

from picseek.engine.messages import error_message, message

_SHARING_VIOLATION, _LOCK_VIOLATION = 32, 33  # of Windows, which reports them as EACCES


def _numbers(*names: str) -> frozenset[int]:
    """Those of these error numbers that the system has."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_FULL = _numbers("ENOSPC", "EDQUOT")
_GONE = _numbers("ENOENT", "ENOTDIR")
_NOT_CONNECTED = _numbers("ENODEV", "ENXIO")
_NETWORK = _numbers(
    *("ESTALE", "EREMOTEIO", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN"),
    *("ENETUNREACH", "ENOTCONN", "ECONNRESET", "ECONNABORTED"),
)
_DRIVE = _NOT_CONNECTED | _NETWORK | {errno.EIO}

_REASONS = (
    (_FULL, message("the disk is full")),
    (_GONE, message("it no longer exists")),
    (_numbers("EACCES", "EPERM"), message("you don't have permission")),
    (_numbers("EROFS"), message("the disk is read-only")),
    (_numbers("EEXIST"), message("a file of this name already exists")),
    (_numbers("EISDIR"), message("it is a folder")),
    (_numbers("ENAMETOOLONG"), message("the name is too long")),
    (_numbers("ELOOP"), message("the links on its path form a loop")),
    (_numbers("EBUSY", "ETXTBSY"), message("another app is using it")),
    (_numbers("EFBIG"), message("it is too large for this disk")),
    (_numbers("EMFILE", "ENFILE"), message("too many files are open")),
    (_numbers("ENOMEM"), message("there isn't enough memory")),
    (_numbers("EIO"), message("the disk reports an error")),
    (_NOT_CONNECTED, message("the drive is not connected")),
    (_NETWORK, message("the network drive isn't responding")),
)


def os_reason(error: OSError) -> str:
    """Return why a file could not be used, as a phrase to put into a sentence."""
    if getattr(error, "winerror", None) in (_SHARING_VIOLATION, _LOCK_VIOLATION):
        return message("another app is using it")
    for numbers, reason in _REASONS:
        if error.errno in numbers:
            return reason
    return error.strerror or error_message(error) or type(error).__name__


def is_disk_full(error: OSError) -> bool:
    """Return whether there is no room left, or the user's quota is used up."""
    return error.errno in _FULL


def is_drive_failure(error: OSError) -> bool:
    """Return whether the drive or its connection failed, and not one file."""
    return error.errno in _DRIVE


def is_read_only(error: OSError) -> bool:
    """Return whether nothing can be written to the disk at all."""
    return error.errno == errno.EROFS
