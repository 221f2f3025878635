"""Better models: where they are offered, what is asked, how they compare; the second look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from picseek.engine.models.local import LocalModels
from picseek.engine.types.models import LocalModelState
from picseek.ui.base.idle_timer import IdleTimer
from picseek.ui.widgets.message_page import MessagePage
from tests.screenshots.photographer import Photographer, until, wait_until_still
from tests.support.ui.fake_library import FakeDisk

if TYPE_CHECKING:
    from tests.screenshots.session import Session

_SOME = 24
_LOOKED, _LEFT = 3, 1532
_PER_MINUTE = 900


def take_models(session: Session) -> None:
    """A window on a library of a few pictures; the models are those of the real table."""
    disk = FakeDisk(session.fresh("offers"))
    library = disk.library
    library.local.rows = {model.id: model for model in LocalModels().models()}
    library.speeds.record("builtin", _PER_MINUTE, 60.0)
    window = Photographer(library.path, session.out, disk.open)
    offered = window.find(MessagePage, "emptyPage").offer
    until(offered.isVisible)
    window.shoot("offer-first-page")
    library.remember(session.pictures)
    library.put(*sorted(session.pictures.rglob("*.jpg"))[:_SOME])
    library.closer.left = _LEFT
    library.closer.gate.close()
    window.trigger("rescan")
    window.wait_for_the_run()
    window.ask("wedding")
    window.shoot("offer-nothing-found")
    page = window.find(MessagePage, "nothingPage")
    page.offer.click()
    window.shoot_dialog("getModelDialog", "offer-consent")
    window.ask("")
    _take_closer(window, disk)
    _take_list(window, disk)
    window.close()


def _take_closer(window: Photographer, disk: FakeDisk) -> None:
    idle = window.find(IdleTimer, "lookCloserWhenIdle")
    until(idle.isActive)
    idle.cancel()
    idle.timeout.emit()
    disk.library.closer.gate.let_pass(_LOOKED)
    details = window.find(QLabel, "closerDetails")
    until(lambda: details.text().startswith(("Detailed analysis: 3", "Detailanalyse: 3")))
    window.shoot("looking-closer")
    window.click("pauseCloserButton")
    window.shoot("looking-closer-paused")


def _take_list(window: Photographer, disk: FakeDisk) -> None:
    rows = disk.library.local.rows
    small = rows["tinyclip-8m-q8"]
    rows[small.id] = replace(small, state=LocalModelState.READY, present=small.size)
    dialog = window.show_page("models")
    dialog.resize(dialog.width(), 980)
    until(lambda: bool(dialog.findChildren(QLabel, "recommendedModel")))
    wait_until_still(dialog)
    window.shoot_widget(dialog, "offer-models")
    window.shoot_widget(window.show_page("indexing"), "second-look-page")
