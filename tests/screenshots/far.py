"""All about sending pictures away, to a stand-in for Cohere on this computer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tests.screenshots.photographer import Photographer, settle
from tests.screenshots.session import Session
from tests.support.cohere.server import KEY, StandIn

_MODEL = "cohere/embed-v4.0"


def take_far(session: Session) -> None:
    """Asking before anything is sent, and the record of what was."""
    library = session.fresh("far")
    shutil.copytree(session.library, library, dirs_exist_ok=True)
    session.look.prepare(library)
    with _service():
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
        window.ask("red")
        window.shoot("compare")
        window.trigger("sent")
        window.shoot_dialog("sentDialog", "sent")
        settle(window.window)
        window.close()


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
