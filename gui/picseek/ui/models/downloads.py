"""Gets the files of models for this computer, one model after the other, with pause and resume.

It goes on while the preferences are closed. Closing the window ends it; what came is kept.
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

OWN_FILES = ""
"""Stands for the id of a model whose files are copied from a folder: it has none before."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A model whose files are on their way.

    Attributes:
        model: Its id, or `OWN_FILES`.
        title: What the user reads.
        progress: How far it is; None until it has said so.
        paused: Whether it is held.
        stopping: Whether it was asked to stop and has not yet.
        per_second: Bytes a second over the last seconds, if that can be told.
        seconds_left: How long it still takes, if that can be told.
    """

    model: str
    title: str
    progress: FetchProgress | None = None
    paused: bool = False
    stopping: bool = False
    per_second: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is on its way.

    Attributes:
        transfer: What comes now.
        waiting: Ids of what comes after it.
        troubles: Why models could not be got, by their ids: sentences.
    """

    transfer: Transfer | None = None
    waiting: tuple[str, ...] = ()
    troubles: Mapping[str, str] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return self.transfer is not None


@dataclass(slots=True)
class _Order:
    """A model to download, or to copy from a folder; and how far it is."""

    model: str
    title: str
    folder: Path | None = None
    to_use: bool = False
    progress: FetchProgress | None = None


class FetchingController(QObject):
    """Gets what was asked for.

    Signals:
        changed: The FetchState, at each change and at most 20 times a second.
        arrived: The LocalModel that is ready now, and whether it is to be used at once.
        told: A sentence, what a button beside it says (or ``""``), and what the button calls.
        settled: A sentence that was told and is not true any more.
    """

    changed = Signal(object)
    arrived = Signal(object, bool)
    told = Signal(object, str, object)
    settled = Signal(object)

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
        self._troubles: dict[str, str] = {}

    @property
    def state(self) -> FetchState:
        """What is on its way now."""
        waiting = tuple(order.model for order in self._orders)
        return FetchState(self._transfer(), waiting, dict(self._troubles))

    def get(self, model: LocalModel, *, to_use: bool = False) -> None:
        """Download a model, or resume its download: the user has agreed.

        Args:
            model: The model.
            to_use: It is to be used as soon as it is here.
        """
        self._add(_Order(model.id, wording.localized(model.title), to_use=to_use))

    def add(self, folder: Path) -> None:
        """Take a model from a folder of its files."""
        self._add(_Order(OWN_FILES, folder.name, folder))

    def toggle_pause(self) -> None:
        """Hold what comes now, or let it go on."""
        if self._task is None:
            return
        if self._task.control.paused:
            self._task.control.resume()
        else:
            self._task.control.pause()
        self._rate.reset()
        self._tell()

    def cancel(self, model: str) -> None:
        """Stop getting a model, or do not begin. What came is kept."""
        self._orders = [order for order in self._orders if order.model != model]
        if self._task is not None and self._order is not None and self._order.model == model:
            self._task.control.cancel()
        self._tell()

    def _add(self, order: _Order) -> None:
        known = [each.model for each in (self._order, *self._orders) if each is not None]
        if order.model in known:
            return
        self._settle(order.model)
        self._orders.append(order)
        self._next()
        self._tell()

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
            lane=Lane.FETCH,
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

    def _tell(self) -> None:
        self.changed.emit(self.state)

    def _on_event(self, order: _Order, event: object) -> None:
        if not isinstance(event, FetchProgress):
            return
        order.progress = event
        if event.note:
            self._rate.reset()  # it waits, or leaps over what is here already
        else:
            self._rate.add(event.done)
        self._tell()

    def _on_done(self, order: _Order, models: list[LocalModel]) -> None:
        for model in models:
            self._settle(model.id)
            if model.state is LocalModelState.READY:
                self.arrived.emit(model, order.to_use)

    def _on_failed(self, order: _Order, message: str) -> None:
        self._troubles[order.model] = message
        begun = order.progress is not None and order.progress.done and not order.folder
        action = self.tr("Resume") if begun else self.tr("Try again")
        self.told.emit(message, action, partial(self._add, order))
        self._tell()

    def _settle(self, model: str) -> None:
        trouble = self._troubles.pop(model, "")
        if trouble:
            self.settled.emit(trouble)

    def _on_end(self) -> None:
        self._task = None
        self._order = None
        self._next()
        self._tell()
        self._local.refresh_models()
        self._models.refresh()
