from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.ui.qt_guard import guarded

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_an_exception_is_reported_once_and_qt_gets_the_default(qtbot: QtBot) -> None:
    calls: list[int] = []

    @guarded(lambda: "default")
    def override(number: int) -> str:
        calls.append(number)
        raise ZeroDivisionError

    with qtbot.captureExceptions() as reported:
        assert [override(1), override(2)] == ["default", "default"]
    assert [kind for kind, _, _ in reported] == [ZeroDivisionError]
    assert calls == [1, 2]


def test_an_override_that_works_is_unchanged() -> None:
    @guarded(int)
    def doubled(number: int) -> int:
        """Twice as many."""
        return 2 * number

    assert doubled(4) == 8
    assert doubled.__doc__ == "Twice as many."
