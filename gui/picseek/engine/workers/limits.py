"""Limits the memory of worker processes.

Linux (`RLIMIT_AS`, see setrlimit(2)) and Windows (job objects) enforce the limit. macOS has no
working limit; there the parent checks the memory and kills the process (proc_pid_rusage, declared
in libproc.h and sys/resource.h).
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

_MOST, _LEAST = 4 << 30, 1 << 30  # the largest pictures that are read need about 2 GB
_SHARE = 4
_UNKNOWN_RAM = 8 << 30


def fair_share() -> int:
    """Bytes that one worker may use: a quarter of the RAM, at least 1 GiB and at most 4 GiB."""
    return min(_MOST, max(_LEAST, _ram() // _SHARE))


def enforced_by_system() -> bool:
    """Whether `limit_memory` has an effect here; if not, the parent checks `resident_bytes`."""
    return sys.platform in ("linux", "win32")


if sys.platform == "win32":
    # Windows SDK: winnt.h, sysinfoapi.h
    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _LIMIT_PROCESSES = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
    _LIMIT_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    _END_SILENTLY = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, flat."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class _MemoryStatus(ctypes.Structure):
        """MEMORYSTATUSEX."""

        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            ("total", ctypes.c_uint64),
            ("others", ctypes.c_uint64 * 6),
        )

    def _ram() -> int:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        found = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return status.total if found else _UNKNOWN_RAM

    def limit_memory(memory: int) -> None:
        """Limit this process to so many bytes, and forbid child processes."""
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))  # held until the process ends
        limits = _Limits(
            flags=_LIMIT_PROCESSES | _LIMIT_MEMORY | _END_SILENTLY,
            processes=1,
            process_memory=memory,
        )
        size = ctypes.sizeof(limits)
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))

    def resident_bytes(pid: int) -> int | None:  # noqa: ARG001
        """Always None: Windows enforces the limit."""
        return None

else:

    def _ram() -> int:
        try:
            return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        except (OSError, ValueError):  # not all systems report it
            return _UNKNOWN_RAM

    def limit_memory(memory: int) -> None:
        """Limit this process to so many bytes in addition to its present address space."""
        if sys.platform == "linux":
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            limit(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)

    def limit(what: int, value: int) -> None:
        """Lower one of the limits of setrlimit(2)."""
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(what, (value, hard))

    if sys.platform == "darwin":

        class _Usage(ctypes.Structure):
            """struct rusage_info_v0."""

            _fields_ = (
                ("uuid", ctypes.c_uint8 * 16),
                ("times_and_counts", ctypes.c_uint64 * 6),  # up to ri_wired_size
                ("resident_size", ctypes.c_uint64),
                ("physical_footprint", ctypes.c_uint64),
                ("start_and_exit", ctypes.c_uint64 * 2),
            )

        @functools.cache
        def _system_library() -> ctypes.CDLL:
            return ctypes.CDLL(None)

        def resident_bytes(pid: int) -> int | None:
            """Bytes of RAM that a process uses; None: it has ended."""
            usage = _Usage()
            failed = _system_library().proc_pid_rusage(pid, 0, ctypes.byref(usage))
            return None if failed else max(usage.resident_size, usage.physical_footprint)

    else:

        def resident_bytes(pid: int) -> int | None:
            """Bytes of RAM that a process uses; None: it has ended, or that is not reported."""
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            except OSError:
                return None
            return pages * resource.getpagesize()
