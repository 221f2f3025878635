"""The progress of indexing and detailed analysis, in the status bar and the menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.types import LibraryStatus
    from picseek.ui.commands.window import Commands
    from picseek.ui.indexing.controller import IndexingController, IndexState
    from picseek.ui.indexing.folders import FolderController
    from picseek.ui.indexing.second_look import AnalysisState, SecondLookController
    from picseek.ui.widgets.status_bar import StatusBar


class IndexProgress(QObject):
    """Shows progress and the number of problems in the status bar."""

    def __init__(
        self,
        indexing: IndexingController,
        second_look: SecondLookController,
        folders: FolderController,
        commands: Commands,
        bar: StatusBar,
    ) -> None:
        super().__init__(bar)
        self._commands = commands
        self._bar = bar
        commands.pause.triggered.connect(indexing.toggle_pause)
        commands.stop.triggered.connect(indexing.stop)
        bar.pause_analysis.clicked.connect(second_look.toggle_pause)
        bar.problems.clicked.connect(commands.problems.trigger)
        indexing.state_changed.connect(self._show_run)
        second_look.state_changed.connect(self._show_second_look)
        folders.status_changed.connect(self._show_problems)

    def _show_problems(self, status: LibraryStatus) -> None:
        self._bar.problems.setText(wording.problems(status.problems))
        self._bar.problems.setVisible(status.problems > 0)

    def _show_run(self, state: IndexState) -> None:
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
            wait = wording.localized(progress.wait)
            # Until files are counted, the wait is all there is to show.
            details = f"{details} · {wait}" if done or total else wait
        self._bar.show_progress(details, done, total)

    def _show_second_look(self, state: AnalysisState) -> None:
        text = ""
        if state.running:
            text = wording.detailed_analysis(
                state.done, state.total, paused=state.paused, on_battery=state.on_battery
            )
        self._bar.show_analysis(text, paused=state.paused)

    def _stopping(self, state: IndexState) -> str:
        if state.awaiting:
            return self.tr(
                "Waiting for %Ln result(s) you've paid for; stop again to discard",
                "",
                state.awaiting,
            )
        return self.tr("Stopping…")
