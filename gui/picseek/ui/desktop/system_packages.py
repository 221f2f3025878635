"""System packages with the libraries that Qt links to but does not include, on Linux."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryUse:
    """The packages of a library.

    Attributes:
        platform: The Qt platform that needs it; ``""``: all of them.
        debian: Package on Debian, Ubuntu and derivatives. Newer releases that renamed one
            (``libglib2.0-0t64``) still accept the old name.
        arch: Package on Arch Linux and derivatives.
    """

    platform: str
    debian: str
    arch: str


# From `readelf -d` on QtGui, QtWidgets, QtSvg and the platform plugins of Qt 6.8 to 6.11.
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
    """Return how to install libraries on this system.

    Args:
        libraries: Sonames, e.g. ``libEGL.so.1``.

    Returns:
        ``"run: "`` and a command, or what to look for on unknown systems.
    """
    distributions = _distributions()
    known = [LIBRARIES[name] for name in libraries if name in LIBRARIES]
    if distributions & {"debian", "ubuntu"} and known:
        return f"run: sudo apt-get install {_joined(use.debian for use in known)}"
    if distributions & {"arch", "archlinux"} and known:
        return f"run: sudo pacman -S --needed {_joined(use.arch for use in known)}"
    # RPMs list the libraries that they provide, and both tools find packages by them.
    wanted = _joined(f"'{name}()(64bit)'" for name in libraries)
    if distributions & {"fedora", "rhel", "centos"}:
        return f"run: sudo dnf install {wanted}"
    if distributions & {"suse", "opensuse"}:
        return f"run: sudo zypper install {wanted}"
    return "install the packages of your system that provide " + _joined(libraries)


def _distributions() -> set[str]:
    """Return the names of this distribution and those it derives from, see os-release(5)."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return set()
    return {release["ID"], *release.get("ID_LIKE", "").split()}


def _joined(names: Iterable[str]) -> str:
    return " ".join(sorted(set(names)))
