"""Confines a worker process: it cannot write to other folders, start programs, or use the network.

On Linux, as far as the kernel supports it: Landlock (since 5.13, see landlock(7)) for files, TCP
and signals, and a filter of system calls (seccomp(2)) for the rest. All files can still be read,
because tasks contain paths. Other systems have no such confinement (but see `limits.limit_memory`
for Windows).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# linux/prctl.h, linux/seccomp.h
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2

# linux/landlock.h; its system calls have the same numbers on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WANT_VERSION, _PATH_BENEATH = 1, 1
_RIGHTS_BY_VERSION = (13, 14, 15, 15, 16)  # how many bits are rights to files
_READING = 1 << 2 | 1 << 3  # READ_FILE, READ_DIR
_WRITING = 1 << 1 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14
"""WRITE_FILE, REMOVE_FILE, MAKE_DIR, MAKE_REG, TRUNCATE"""
_TCP_SINCE, _TCP = 4, 1 << 0 | 1 << 1  # BIND_TCP, CONNECT_TCP
_SCOPES_SINCE, _SCOPES = 6, 1 << 0 | 1 << 1  # ABSTRACT_UNIX_SOCKET, SIGNAL

# linux/bpf_common.h, linux/seccomp.h: a program of (code, jump if true, if false, operand)
_LOAD, _EQUAL, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_CLONE3 = 435
_A_THREAD = 0x10000  # CLONE_THREAD
_X32 = 0x40000000  # from here on, numbers on x86 are those of another interface


class _Machine(NamedTuple):
    """The numbers of system calls on one architecture (asm/unistd.h)."""

    audit: int
    clone: int
    denied: tuple[int, ...]


# io_uring (which bypasses filters), pidfds, and changes of extended attributes and modes.
_DENIED_EVERYWHERE = (424, 425, 426, 427, 434, 438, 452, 463, 466, 469)
_MACHINES = {
    "x86_64": _Machine(
        audit=0xC000003E,
        clone=56,
        denied=(
            *(41, 42, 43, 49, 50, 288),  # socket, connect, accept, bind, listen, accept4
            *(57, 58, 59, 322),  # fork, vfork, execve, execveat
            *(101, 310, 311),  # ptrace, process_vm_readv, process_vm_writev
            *(90, 91, 268, 92, 93, 94, 260),  # chmod, f, at; chown, f, l, at
            *(188, 189, 190, 197, 198, 199),  # setxattr, l, f; removexattr, l, f
            *(132, 235, 261, 280),  # utime, utimes, futimesat, utimensat
            *(248, 249, 250),  # add_key, request_key, keyctl
            *(272, 308, 304),  # unshare, setns, open_by_handle_at
            *(298, 321, 323),  # perf_event_open, bpf, userfaultfd
        ),
    ),
    "aarch64": _Machine(
        audit=0xC00000B7,
        clone=220,
        denied=(
            *(198, 203, 202, 200, 201, 242),  # socket, connect, accept, bind, listen, accept4
            *(221, 281),  # execve, execveat
            *(117, 270, 271),  # ptrace, process_vm_readv, process_vm_writev
            *(52, 53, 55, 54),  # fchmod, fchmodat, fchown, fchownat
            *(5, 6, 7, 14, 15, 16),  # setxattr, l, f; removexattr, l, f
            88,  # utimensat
            *(217, 218, 219),  # add_key, request_key, keyctl
            *(97, 268, 265),  # unshare, setns, open_by_handle_at
            *(241, 280, 282),  # perf_event_open, bpf, userfaultfd
        ),
    ),
}


def confine(writable: Path | None) -> None:
    """Confine this thread and the threads that it starts; call it before there are others.

    Args:
        writable: The one folder that may be written to; created if it is missing.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if _prctl(libc, _SET_NO_NEW_PRIVILEGES, 1):  # required for both
            with contextlib.suppress(OSError):  # the first task will report why it cannot write
                _confine_files(libc, writable)
            machine = _MACHINES.get(platform.machine())
            if machine and sys.maxsize > 1 << 32:  # 32-bit processes have other numbers
                _filter_calls(libc, machine)


def _prctl(libc: ctypes.CDLL, what: int, first: int, second: int = 0) -> bool:
    arguments = (ctypes.c_ulong(each) for each in (first, second, 0, 0))
    return bool(libc.prctl(what, *arguments) == 0)


# Files, TCP and signals


def _confine_files(libc: ctypes.CDLL, writable: Path | None) -> None:
    """Raises: OSError, if the folder cannot be opened; then nothing is confined."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _WANT_VERSION)
    if version < 1:
        return
    bits = _RIGHTS_BY_VERSION[min(version, len(_RIGHTS_BY_VERSION)) - 1]
    rights = ((1 << bits) - 1) & ~_READING
    tcp = _TCP if version >= _TCP_SINCE else 0
    scopes = _SCOPES if version >= _SCOPES_SINCE else 0
    with contextlib.ExitStack() as descriptors:
        attributes = struct.pack("=QQQ", rights, tcp, scopes)
        size = ctypes.c_size_t(len(attributes))
        rules = libc.syscall(_CREATE_RULESET, attributes, size, 0)
        if rules < 0:
            return
        descriptors.callback(os.close, rules)
        if writable is not None:
            writable.mkdir(mode=0o700, exist_ok=True)
            folder = os.open(writable, os.O_RDONLY)
            descriptors.callback(os.close, folder)
            rule = struct.pack("=Qi", _WRITING & rights, folder)
            if libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0) != 0:
                return
        libc.syscall(_RESTRICT_SELF, rules, 0)


# System calls


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter_calls(libc: ctypes.CDLL, machine: _Machine) -> None:
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in _filter(machine))
    program = _Program(len(code) // 8, code)
    _prctl(libc, _SET_SECCOMP, _MODE_FILTER, ctypes.addressof(program))


def _filter(machine: _Machine) -> Iterator[tuple[int, int, int, int]]:
    """Refuse the denied calls, and all calls of another architecture; allow the rest."""
    refuse = (_RETURN, 0, 0, _FAIL | errno.EPERM)
    yield _LOAD, 0, 0, _MACHINE
    yield _EQUAL, 1, 0, machine.audit
    yield refuse
    yield _LOAD, 0, 0, _NUMBER
    yield _AT_LEAST, 0, 1, _X32
    yield refuse
    for call in (*machine.denied, *_DENIED_EVERYWHERE):
        yield _EQUAL, 0, 1, call
        yield refuse
    yield _EQUAL, 0, 1, _CLONE3  # its flags cannot be seen here; libraries fall back to clone
    yield _RETURN, 0, 0, _FAIL | errno.ENOSYS
    yield _EQUAL, 0, 3, machine.clone
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    yield _HAS_BIT, 1, 0, _A_THREAD
    yield refuse
    yield _RETURN, 0, 0, _ALLOW
