"""Every override of a Qt virtual function is guarded: an exception in one may end the process."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import picseek.ui
from picseek.ui import qt_guard


def classes_of_the_window() -> Iterator[type]:
    """All classes in `picseek.ui`, those inside other classes included."""
    for module in pkgutil.walk_packages(picseek.ui.__path__, "picseek.ui."):
        members = vars(importlib.import_module(module.name)).values()
        pending = [each for each in members if inspect.isclass(each)]
        while pending:
            found = pending.pop()
            if found.__module__ == module.name:
                yield found
                pending += [each for each in vars(found).values() if inspect.isclass(each)]


def overrides_in(owner: type) -> Iterator[tuple[str, object]]:
    """What a class defines under the name of a function of a Qt class that it derives from.

    Python cannot see which functions of Qt are virtual, so all count.
    """
    bases = [base for base in owner.__mro__ if base.__module__.startswith("PySide6.")]
    for name, member in vars(owner).items():
        of_qt = any(name in vars(base) for base in bases) and not name.startswith("__")
        if of_qt and inspect.isfunction(member):
            yield f"{owner.__module__}.{owner.__qualname__}.{name}", member


def is_guarded(function: object) -> bool:
    assert inspect.isfunction(function)
    return function.__code__.co_filename == qt_guard.__file__


def test_every_override_is_guarded() -> None:
    found = [each for owner in classes_of_the_window() for each in overrides_in(owner)]
    assert len(found) > 100
    assert [name for name, override in found if not is_guarded(override)] == []


def test_an_override_without_a_guard_is_found() -> None:
    from PySide6.QtWidgets import QWidget

    class Bare(QWidget):
        def paintEvent(self, event: object) -> None:
            pass

        @qt_guard.guarded(qt_guard.nothing)
        def showEvent(self, event: object) -> None:
            pass

    states = {name.rpartition(".")[2]: is_guarded(each) for name, each in overrides_in(Bare)}
    assert states == {"paintEvent": False, "showEvent": True}
