"""Keeps exceptions inside overrides of Qt's virtual functions.

An exception that leaves one is raised again later in an unrelated frame, and meanwhile Qt takes
other overrides for missing; on some versions the process ends.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def guarded(default: Callable[[], R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate an override: an exception in it is reported, and Qt gets `default()` instead.

    It is reported to `sys.excepthook`: the program logs and shows it, and tests fail. Only the
    first one of each function is reported: a view that cannot paint fails 60 times a second.
    """

    def decorate(override: Callable[P, R]) -> Callable[P, R]:
        reported = False

        @functools.wraps(override)
        def guard(*args: P.args, **kwargs: P.kwargs) -> R:
            nonlocal reported
            try:
                return override(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the boundary to C++, see above
                if not reported:
                    reported = True
                    sys.excepthook(type(error), error, error.__traceback__)
                return default()

        return guard

    return decorate


def nothing() -> None:
    """The default of overrides that return nothing."""


def no_value() -> object:
    """The default of a model's data: Qt takes None for an invalid QVariant."""
    return None
