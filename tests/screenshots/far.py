"""All about sending pictures away, to a stand-in for Cohere on this computer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from tests.screenshots.photographer import Photographer, until, wait_until_still
from tests.screenshots.session import Session
from tests.support.cohere.server import KEY, StandIn

_MODEL = "cohere/embed-v4.0"


def take_far(session: Session) -> None:
    """Asking before anything is sent, and the record of what was."""
    library = session.fresh("far")
    shutil.copytree(session.library, library, dirs_exist_ok=True)
    session.look.prepare(library)
    with _service(), _link_outside(session):
        window = Photographer(library, session.out)
        window.wait_for_the_run()
        window.trigger("sent")
        window.shoot_dialog("sentDialog", "sent-nothing")
        window.use_model(_MODEL)
        window.shoot_dialog("sendDialog", "send")  # closing it means: not now
        window.shoot("not-now")
        window.show_page("cohere")
        window.shoot_dialog("preferencesDialog", "preferences-cohere-key")
        window.click("bannerAction")
        window.dialog("sendDialog")
        window.click("sendButton")
        window.wait_for_the_run()
        window.shoot("not-sent-outside")
        window.ask("red")
        window.shoot("compare")
        window.trigger("sent")
        window.shoot_dialog("sentDialog", "sent")
        _take_unencrypted(window)
        wait_until_still(window.window)
        window.close()


def _take_unencrypted(window: Photographer) -> None:
    """Consent that was taken back, and a server that nothing is sent to in clear."""
    os.environ["CO_API_URL"] = "http://embed.example.com:8000"
    page = window.show_page("cohere")
    until(window.find(QLabel, "addressInsecure").isVisible)
    window.click("stopSendingButton")
    until(window.find(QLabel, "consentResult").isVisible)
    window.shoot_widget(page, "preferences-cohere-stopped")
    page = window.show_page("cohere")
    button = window.find(QPushButton, "allowHttpButton")
    window.find(QScrollArea, "coherePage").ensureWidgetVisible(button)
    window.shoot_modal(button.click, "connect-without-encryption")
    window.shoot_widget(page, "preferences-cohere-unencrypted")


@contextmanager
def _link_outside(session: Session) -> Iterator[None]:
    """A link in the chosen folder that leads to a folder that nobody has chosen."""
    outside = session.scratch / "Private"
    shutil.copytree(next(path for path in session.pictures.iterdir() if path.is_dir()), outside)
    for number, picture in enumerate(sorted(outside.rglob("*.jpg"))):
        picture.write_bytes(picture.read_bytes() + b"%d" % number)  # none is a copy
    link = session.pictures / "Link"
    link.symlink_to(outside)
    try:
        yield
    finally:
        link.unlink()


@contextmanager
def _service() -> Iterator[None]:
    before = dict(os.environ)
    with StandIn() as service:
        os.environ.update(CO_API_URL=service.url, CO_API_KEY=KEY, NO_PROXY="127.0.0.1")
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
