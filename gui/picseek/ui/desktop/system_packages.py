"""Which system packages bring the libraries that Qt links to but does not ship, on Linux."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryUse:
    """Who needs a library, and what installs it.

    Attributes:
        platform: The one Qt platform that needs it, or ``""`` when each does.
        debian: Package on Debian, Ubuntu and their kin. Newer releases that renamed one
            (``libglib2.0-0t64``) still take the old name.
        arch: Package on Arch Linux and its kin.
    """

    platform: str
    debian: str
    arch: str


# What `readelf -d` tells of QtGui, QtWidgets, QtSvg and the platform plugins of Qt 6.8 to 6.11.
LIBRARIES = {
    "libEGL.so.1": LibraryUse("", "libegl1", "libglvnd"),
    "libGL.so.1": LibraryUse("", "libgl1", "libglvnd"),
    "libX11.so.6": LibraryUse("", "libx11-6", "libx11"),
    "libdbus-1.so.3": LibraryUse("", "libdbus-1-3", "dbus"),
    "libfontconfig.so.1": LibraryUse("", "libfontconfig1", "fontconfig"),
    "libfreetype.so.6": LibraryUse("", "libfreetype6", "freetype2"),
    "libglib-2.0.so.0": LibraryUse("", "libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": LibraryUse("", "libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": LibraryUse("", "libxkbcommon0", "libxkbcommon"),
    "libz.so.1": LibraryUse("", "zlib1g", "zlib"),
    "libzstd.so.1": LibraryUse("", "libzstd1", "zstd"),
    "libX11-xcb.so.1": LibraryUse("xcb", "libx11-xcb1", "libx11"),
    "libxcb.so.1": LibraryUse("xcb", "libxcb1", "libxcb"),
    "libxcb-cursor.so.0": LibraryUse("xcb", "libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": LibraryUse("xcb", "libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": LibraryUse("xcb", "libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": LibraryUse("xcb", "libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": LibraryUse("xcb", "libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": LibraryUse("xcb", "libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so.0": LibraryUse("xcb", "libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": LibraryUse("xcb", "libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": LibraryUse("xcb", "libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": LibraryUse("xcb", "libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": LibraryUse("xcb", "libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": LibraryUse("xcb", "libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": LibraryUse("xcb", "libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": LibraryUse("xcb", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libwayland-client.so.0": LibraryUse("wayland", "libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": LibraryUse("wayland", "libwayland-cursor0", "wayland"),
    "libwayland-egl.so.1": LibraryUse("wayland", "libwayland-egl1", "wayland"),
}


def install_advice(libraries: tuple[str, ...]) -> str:
    """Say how these libraries are installed on this system.

    Args:
        libraries: Sonames, e.g. ``libEGL.so.1``.

    Returns:
        ``"run: "`` and one command; without a known one, what to look for.
    """
    kin = _kin()
    known = [LIBRARIES[name] for name in libraries if name in LIBRARIES]
    if kin & {"debian", "ubuntu"} and known:
        return f"run: sudo apt-get install {_joined(use.debian for use in known)}"
    if kin & {"arch", "archlinux"} and known:
        return f"run: sudo pacman -S --needed {_joined(use.arch for use in known)}"
    # An RPM says itself which libraries it brings, and both tools look packages up by that.
    wanted = _joined(f"'{name}()(64bit)'" for name in libraries)
    if kin & {"fedora", "rhel", "centos"}:
        return f"run: sudo dnf install {wanted}"
    if kin & {"suse", "opensuse"}:
        return f"run: sudo zypper install {wanted}"
    return "install the packages of your system that bring " + _joined(libraries)


def _kin() -> set[str]:
    """Names of this Linux distribution and of those it derives from; {} when it does not tell.

    As os-release(5) has it: ``ID`` and, separated by spaces, ``ID_LIKE``.
    """
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return set()
    return {release["ID"], *release.get("ID_LIKE", "").split()}


def _joined(names: Iterable[str]) -> str:
    return " ".join(sorted(set(names)))
