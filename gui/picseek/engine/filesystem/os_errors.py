"""Errors of the operating system: what kind they are, and how they are worded.

Error numbers are used here only. Messages include a reason from here, because the system's own text
may be in another language or as terse as "Errno 116".
"""

from __future__ import annotations

import errno

from picseek.engine.messages import error_message, message

_SHARING_VIOLATION, _LOCK_VIOLATION = 32, 33  # of Windows, which reports them as EACCES


def _numbers(*names: str) -> frozenset[int]:
    """The numbers of these errors, as far as the system has them."""
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
    (_GONE, message("the file or folder doesn't exist")),
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
    (_NOT_CONNECTED, message("the drive isn't connected")),
    (_NETWORK, message("the network drive isn't responding")),
)


def os_reason(error: OSError) -> str:
    """Return why a file could not be used, as a phrase for the middle of a sentence."""
    if getattr(error, "winerror", None) in (_SHARING_VIOLATION, _LOCK_VIOLATION):
        return message("another app is using it")
    for numbers, reason in _REASONS:
        if error.errno in numbers:
            return reason
    return error.strerror or error_message(error) or type(error).__name__


def is_disk_full(error: OSError) -> bool:
    """Return whether no space is left on the disk or in the user's quota."""
    return error.errno in _FULL


def is_drive_failure(error: OSError) -> bool:
    """Return whether the drive or its connection failed, rather than one file."""
    return error.errno in _DRIVE


def is_read_only(error: OSError) -> bool:
    """Return whether the disk is read-only."""
    return error.errno == errno.EROFS
