"""The second look of a fake library, picture by picture, as a test lets it go on."""

from __future__ import annotations

from picseek.engine.cancel import JobControl
from picseek.engine.types import OnIndexEvent, PicturesChanged, Progress, SecondLookReport
from tests.support.ui.gate import Gate


class FakeSecondLook:
    """Looks at pictures by counting them.

    Attributes:
        left: How many are still to be looked at.
        begun: How often it began.
        gate: Holds each picture.
    """

    def __init__(self) -> None:
        self.left = 0
        self.begun = 0
        self.gate = Gate()

    def run(self, job: JobControl, on_event: OnIndexEvent) -> SecondLookReport:
        """Look at what is left."""
        self.begun += 1
        looked, total = 0, self.left
        while self.left:
            on_event(Progress(looked, total, looked))
            job.wait_while_paused()
            self.gate.wait(job)
            job.wait_while_paused()
            self.left -= 1
            looked += 1
            on_event(PicturesChanged())
        return SecondLookReport(looked, 0, 0.1)
