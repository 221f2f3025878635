"""The library's options: folders, exclusions and indexing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types.settings import Exclusions, IndexingOptions, LeftOut
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task

if TYPE_CHECKING:
    from picseek.engine.library import Library


@dataclass(frozen=True, slots=True)
class OptionsState:
    """The current options.

    Attributes:
        folders: The library's folders.
        exclusions: What is excluded from them.
        indexing: How they are indexed.
        cores: Number of processor cores available.
    """

    folders: tuple[Path, ...] = ()
    exclusions: Exclusions = field(default_factory=Exclusions)
    indexing: IndexingOptions = field(default_factory=IndexingOptions)
    cores: int = 1


class OptionsController(QObject):
    """Reads and changes the library's options in the background.

    Signals:
        changed: The OptionsState.
        saved: The user's changes were saved.
        refused: Why a change failed, as a sentence.
        previewed: A LeftOut: the effect of the exclusions passed to `preview`.
    """

    changed = Signal(object)
    saved = Signal()
    refused = Signal(str)
    previewed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preview: Task | None = None

    @property
    def writable(self) -> bool:
        """Whether options can be changed."""
        return self._session.writable

    def refresh(self) -> None:
        """Read the options."""
        self._do(options_state, self.changed.emit)

    def set_exclusions(self, exclusions: Exclusions) -> None:
        """Save exclusions, which apply from the next scan on."""

        def change(library: Library) -> OptionsState:
            library.options.set_exclusions(exclusions)
            return options_state(library)

        self._do(change, self._on_saved)

    def set_indexing(self, options: IndexingOptions) -> None:
        """Save indexing options, which apply from the next run on."""

        def change(library: Library) -> OptionsState:
            library.options.set_indexing(options)
            return options_state(library)

        self._do(change, self._on_saved)

    def preview(self, exclusions: Exclusions) -> None:
        """Count the pictures that exclusions would remove; cancels an earlier count."""
        if self._preview is not None:
            self._preview.cancel()
        self._preview = self._session.run(
            lambda library, task: library.options.preview(exclusions, task.control),
            self._on_previewed,
            self.refused.emit,
            lane=Lane.STORAGE,
        )

    def _do(
        self, job: Callable[[Library], OptionsState], done: Callable[[OptionsState], object]
    ) -> None:
        self._session.run(
            lambda library, _task: job(library), done, self.refused.emit, lane=Lane.SESSION
        )

    def _on_saved(self, state: OptionsState) -> None:
        self.changed.emit(state)
        self.saved.emit()

    def _on_previewed(self, excluded: LeftOut) -> None:
        self._preview = None
        self.previewed.emit(excluded)


def options_state(library: Library) -> OptionsState:
    """Read a library's options. Blocks."""
    options = library.options
    return OptionsState(
        tuple(row.path for row in library.folders()),
        options.exclusions,
        options.indexing,
        options.cores,
    )
