"""The progress of index runs and second looks, in the status bar and the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.indexing.controller import IndexState
    from picseek.ui.indexing.second_look import CloserState
    from picseek.ui.widgets.status_bar import StateBar


class IndexProgress(QObject):
    """Shows how far runs are."""

    def __init__(self, commands: Commands, bar: StateBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._bar = bar

    def show_run(self, state: IndexState) -> None:
        """Show an index run."""
        self._commands.set_indexing(running=state.running, paused=state.paused)
        if not state.worth_showing:
            self._bar.show_progress(None)
            return
        progress = state.progress
        done, total = (progress.done, progress.total) if progress is not None else (0, None)
        details = wording.progress(done, total, state.per_second, state.seconds_left)
        if state.stopping:
            details = self._stopping(state)
        elif state.paused:
            details = self.tr("Paused · {}").format(wording.progress(done, total, None, None))
        elif progress is not None and progress.wait:
            wait = wording.told(progress.wait)
            # As long as nothing is done, there is nothing else to say.
            details = f"{details} · {wait}" if done or total else wait
        self._bar.show_progress(details, done, total)

    def show_closer(self, state: CloserState) -> None:
        """Show a second look."""
        text = ""
        if state.running:
            text = wording.closer(
                state.done, state.total, paused=state.paused, on_battery=state.on_battery
            )
        self._bar.show_closer(text, paused=state.paused)

    def _stopping(self, state: IndexState) -> str:
        if state.awaiting:
            return self.tr(
                "Waiting for %Ln result(s) you've paid for; stop again to discard",
                "",
                state.awaiting,
            )
        return self.tr("Stopping…")
