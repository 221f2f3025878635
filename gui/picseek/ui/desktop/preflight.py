"""Checks whether a window can be shown, before Qt is loaded: Qt itself would abort.

Only Linux needs this: PySide6's wheels include Qt, but not the system libraries that it links to.
The check loads Qt's libraries as Qt will, and connects to the X server or the Wayland compositor
with its client library. It does not import PySide6.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.errors import EngineError
from picseek.ui.desktop.system_packages import LIBRARIES, install_advice

# glibc's words: "libX.so.1: cannot open shared object file: No such file or directory".
_MISSING = re.compile(r"(\S+): cannot open shared object file")
_QT_MODULES = ("libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6", "libQt6Svg.so.6")
_COMMAND_LINE = 'or use the command line: picseek search "red barn".'


class QtBroken(EngineError):
    """Qt cannot be loaded, and no missing library is the reason."""


def why_no_window() -> str | None:
    """Return why no window can be shown.

    Returns:
        None if one can be shown, else a sentence that says what to do.
    """
    if not sys.platform.startswith("linux"):
        return None
    platforms = _platforms()
    if not platforms:
        return (
            "Picseek cannot open its window because there is no screen "
            f"(neither DISPLAY nor WAYLAND_DISPLAY is set); run it on a desktop, {_COMMAND_LINE}"
        )
    obstacles = [_obstacle(platform) for platform in platforms]
    return None if None in obstacles else obstacles[0]


def missing_libraries(platform: str) -> tuple[str, ...]:
    """Find missing system libraries that Qt needs.

    Args:
        platform: Qt's name of a platform: ``xcb``, ``wayland``, ``offscreen`` ...

    Returns:
        Sonames such as ``libEGL.so.1``, sorted; () if everything loads, and on macOS and
        Windows, where PySide6 includes all of them.

    Raises:
        QtBroken: Qt cannot be loaded for another reason; the message names it.
    """
    if not sys.platform.startswith("linux"):
        return ()
    found: set[str] = set()
    for file in _qt_files(platform):
        name = _missing_by(str(file))
        if name is not None:
            found.add(name)
    if not found:
        return ()
    # The loader reports one library at a time: probe the other known ones, so that one command
    # installs all of them.
    kinds = ("", platform.split("-")[0])
    needed = (name for name, use in LIBRARIES.items() if use.platform in kinds)
    return tuple(sorted(found | {name for name in needed if _missing_by(name) is not None}))


def _obstacle(platform: str) -> str | None:
    """Return what keeps Qt from using a platform; None: nothing."""
    try:
        missing = missing_libraries(platform)
    except QtBroken as broken:
        return f"Picseek cannot open its window: {broken}"
    if missing:
        return (
            f"Picseek cannot open its window because {_listed(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not installed; {install_advice(missing)}"
        )
    if not _reaches_screen(platform):
        variable = "WAYLAND_DISPLAY" if platform.startswith("wayland") else "DISPLAY"
        return (
            f"Picseek cannot open its window because the screen {os.environ.get(variable, '')!r} "
            f"({variable}) does not answer; run it on a desktop, {_COMMAND_LINE}"
        )
    return None


def _platforms() -> tuple[str, ...]:
    """Return the platforms that Qt will try, in order, from the environment.

    As in QGuiApplicationPrivate::createPlatformIntegration of Qt 6.8 to 6.11.
    """
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return tuple(name.split(":")[0] for name in chosen.split(";") if name)
    screens = {"xcb": os.environ.get("DISPLAY"), "wayland": os.environ.get("WAYLAND_DISPLAY")}
    found = [platform for platform, screen in screens.items() if screen]
    if os.environ.get("XDG_SESSION_TYPE") == "wayland":
        found.reverse()
    return tuple(found)


def _qt_files(platform: str) -> Iterator[Path]:
    """Yield Qt's libraries for a platform, in the order of their dependencies."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        message = "PySide6 is not installed; run: pip install PySide6-Essentials"
        raise QtBroken(message)
    qt = Path(spec.submodule_search_locations[0]) / "Qt"
    yield from (qt / "lib" / name for name in _QT_MODULES)
    plugins = sorted((qt / "plugins" / "platforms").glob("libq*.so"))
    # "wayland" is in libqwayland.so, before Qt 6.10 in libqwayland-generic.so.
    names = {f"libq{platform}.so", f"libq{platform}-generic.so"}
    fitting = [file for file in plugins if file.name in names]
    if not fitting:
        known = ", ".join(file.stem.removeprefix("libq") for file in plugins)
        message = f"Qt has no platform {platform!r} (see QT_QPA_PLATFORM), only {known}."
        raise QtBroken(message)
    yield from fitting


def _load(name: str) -> ctypes.CDLL:
    """Load a shared library. Raises: OSError, whose text names what is missing."""
    return ctypes.CDLL(name)


def _missing_by(name: str) -> str | None:
    """Return the missing library that keeps another from loading; None if it loads."""
    try:
        _load(name)
    except OSError as error:
        match = _MISSING.search(str(error))
        if match is None:
            message = f"Qt does not load here: {error}."
            raise QtBroken(message) from error
        return Path(match[1]).name
    return None


def _reaches_screen(platform: str) -> bool:
    """Connect to the X server or the Wayland compositor; other platforms need none."""
    try:
        if platform == "xcb":
            return _reaches_x_server()
        if platform.startswith("wayland"):
            return _reaches_compositor()
    except OSError:  # the client library is not installed
        return False
    return True


def _reaches_x_server() -> bool:
    xcb = _load("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    return not failed


def _reaches_compositor() -> bool:
    wayland = _load("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(None)
    if display is None:
        return False
    wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return True


def _listed(names: tuple[str, ...]) -> str:
    shown = names if len(names) <= 4 else (*names[:3], f"{len(names) - 3} more libraries")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
