"""Downloads models for this computer, one after the other, with pause and resume.

Downloads continue while the preferences are closed. Closing the window stops them; partial files
are kept, to resume them later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types.models import FetchProgress, LocalModel, LocalModelState
from picseek.ui.base.rate_meter import RateMeter
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.models.local_models import LocalController

CUSTOM_FILES = ""
"""Id of a model that is copied from a folder, until its own id is known."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A model that is being downloaded.

    Attributes:
        model: Its id, or `CUSTOM_FILES`.
        title: The model's title.
        progress: Its progress; None: not known yet.
        paused: Whether it is paused.
        stopping: Whether it was asked to stop and is still running.
        per_second: Bytes a second over the last seconds, if known.
        seconds_left: The remaining time, if known.
    """

    model: str
    title: str
    progress: FetchProgress | None = None
    paused: bool = False
    stopping: bool = False
    per_second: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class DownloadState:
    """The downloads.

    Attributes:
        transfer: The running one, or None.
        waiting: Ids of the models that follow.
        errors: Why models could not be downloaded, as sentences by id.
    """

    transfer: Transfer | None = None
    waiting: tuple[str, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        """Whether a download is running."""
        return self.transfer is not None


@dataclass(slots=True)
class _Order:
    """A model to download, or to copy from a folder, and its progress."""

    model: str
    title: str
    folder: Path | None = None
    to_use: bool = False
    progress: FetchProgress | None = None


class DownloadController(QObject):
    """Runs the downloads, one after the other.

    Signals:
        changed: The DownloadState, at each change and at most 20 times a second.
        arrived: A LocalModel that is ready now, and whether to use it at once.
        failed: A sentence, the text of a button (or ``""``), and what the button calls.
        resolved: A sentence of `failed` that no longer applies.
    """

    changed = Signal(object)
    arrived = Signal(object, bool)
    failed = Signal(object, str, object)
    resolved = Signal(object)

    def __init__(
        self,
        session: Session,
        models: ModelsController,
        local: LocalController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._models = models
        self._local = local
        self._rate = RateMeter()
        self._orders: list[_Order] = []
        self._order: _Order | None = None
        self._task: Task | None = None
        self._errors: dict[str, str] = {}

    @property
    def state(self) -> DownloadState:
        """The current downloads."""
        waiting = tuple(order.model for order in self._orders)
        return DownloadState(self._transfer(), waiting, dict(self._errors))

    def get(self, model: LocalModel, *, to_use: bool = False) -> None:
        """Download a model, or resume its download: the user has agreed.

        Args:
            model: The model.
            to_use: Whether to use it as soon as it is ready.
        """
        self._add(_Order(model.id, wording.localized(model.title), to_use=to_use))

    def add(self, folder: Path) -> None:
        """Copy a model from a folder with its files."""
        self._add(_Order(CUSTOM_FILES, folder.name, folder))

    def toggle_pause(self) -> None:
        """Pause or resume the running download."""
        if self._task is None:
            return
        if self._task.control.paused:
            self._task.control.resume()
        else:
            self._task.control.pause()
        self._rate.reset()
        self._emit_state()

    def cancel(self, model: str) -> None:
        """Cancel a download. Partial files are kept, to resume it later."""
        self._orders = [order for order in self._orders if order.model != model]
        if self._task is not None and self._order is not None and self._order.model == model:
            self._task.control.cancel()
        self._emit_state()

    def _add(self, order: _Order) -> None:
        known = [each.model for each in (self._order, *self._orders) if each is not None]
        if order.model in known:
            return
        self._resolve(order.model)
        self._orders.append(order)
        self._next()
        self._emit_state()

    def _next(self) -> None:
        if self._task is not None or not self._orders or self._session.library is None:
            return
        order = self._order = self._orders.pop(0)
        order.progress = None
        self._rate.reset()

        def job(library: Library, task: Task) -> list[LocalModel]:
            local, control = library.local, task.control
            if order.folder is not None:
                return local.add(order.folder, job=control, on_progress=task.report)
            local.download(order.model, agreed=True, job=control, on_progress=task.report)
            return [local.model(order.model)]

        self._task = self._session.run(
            job,
            partial(self._on_done, order),
            partial(self._on_failed, order),
            ended=self._on_end,
            event=partial(self._on_event, order),
            lane=Lane.DOWNLOAD,
        )

    def _transfer(self) -> Transfer | None:
        if self._order is None or self._task is None:
            return None
        progress, control = self._order.progress, self._task.control
        return Transfer(
            self._order.model,
            self._order.title,
            progress,
            control.paused,
            control.cancelled,
            self._rate.per_second(),
            None if progress is None else self._rate.left(progress.total),
        )

    def _emit_state(self) -> None:
        self.changed.emit(self.state)

    def _on_event(self, order: _Order, event: object) -> None:
        if not isinstance(event, FetchProgress):
            return
        order.progress = event
        if event.note:
            self._rate.reset()  # it waits, or skips files that exist already
        else:
            self._rate.add(event.done)
        self._emit_state()

    def _on_done(self, order: _Order, models: list[LocalModel]) -> None:
        for model in models:
            self._resolve(model.id)
            if model.state is LocalModelState.READY:
                self.arrived.emit(model, order.to_use)

    def _on_failed(self, order: _Order, message: str) -> None:
        self._errors[order.model] = message
        begun = order.progress is not None and order.progress.done and not order.folder
        action = self.tr("Resume") if begun else self.tr("Try again")
        self.failed.emit(message, action, partial(self._add, order))
        self._emit_state()

    def _resolve(self, model: str) -> None:
        error = self._errors.pop(model, "")
        if error:
            self.resolved.emit(error)

    def _on_end(self) -> None:
        self._task = None
        self._order = None
        self._next()
        self._emit_state()
        self._local.refresh_models()
        self._models.refresh()
