"""What the stand-in remembers of each call, and what tests ask of it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.cohere.pictures import SentPicture


@dataclass(slots=True, eq=False)
class Call:
    """One call, complete once `finished_at` is set.

    Attributes:
        arrived_at: Seconds of `time.monotonic`.
        headers: By lower-case name, without the key.
        with_key: Whether it carried one.
        request: The JSON body; data URIs are replaced by ``picture:`` and the digest.
        body_bytes: Length of the body.
        status: What is answered; 0 as long as nothing is, and when the answer gets lost.
        fault: What went wrong on purpose.
        refusal: The message of a refusal.
        billed: As in the answer's ``billed_units``; empty when nothing was answered or the
            dialect does not bill.
        answered: Whether an answer with the right vectors was given: these are paid for.
    """

    method: str
    path: str
    arrived_at: float
    headers: Mapping[str, str]
    with_key: bool
    request: Mapping[str, object] = field(default_factory=dict)
    body_bytes: int = 0
    pictures: tuple[SentPicture, ...] = ()
    status: int = 0
    fault: str = ""
    refusal: str = ""
    billed: Mapping[str, int] = field(default_factory=dict)
    answered: bool = False
    finished_at: float | None = None

    @property
    def model(self) -> str:
        """The model asked for, or ``""``."""
        return str(self.request.get("model", ""))

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts sent, those fused with pictures too."""
        return tuple(_texts_of(self.request))


def _texts_of(request: Mapping[str, object]) -> Iterator[str]:
    texts = request.get("texts")
    yield from map(str, texts if isinstance(texts, list) else [])
    inputs = request.get("inputs")
    for item in inputs if isinstance(inputs, list) else []:
        for block in item.get("content", []) if isinstance(item, dict) else []:
            if isinstance(block, dict) and block.get("type") == "text":
                yield str(block.get("text"))


class Records:
    """All calls so far, in the order they arrived. Safe to use from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[Call] = []

    def add(self, call: Call) -> None:
        """Remember a call that has just come in."""
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()

    def note(self, change: Callable[[], None]) -> None:
        """Change a remembered call, and wake who waits for it."""
        with self._changed:
            change()
            self._changed.notify_all()

    def calls(self) -> list[Call]:
        """All calls."""
        with self._changed:
            return list(self._calls)

    def wait_for(self, condition: Callable[[Sequence[Call]], bool], seconds: float) -> None:
        """Block until the calls fulfil a condition.

        Raises:
            AssertionError: They did not in time.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self._calls), seconds):
                seen = [(call.path, call.status, call.fault, call.refusal) for call in self._calls]
                raise AssertionError(f"after {seconds} s only these calls: {seen}")

    def paid(self) -> Counter[str]:
        """How often each picture, by digest, was answered with its vector.

        Counted just before the answer is sent, so an answer that the client did not live to
        read is paid for. Spoilt answers are not counted.
        """
        return Counter(
            picture.digest for call in self.calls() if call.answered for picture in call.pictures
        )

    def paid_twice(self) -> set[str]:
        """Digests of the pictures that were paid for more than once."""
        return {digest for digest, times in self.paid().items() if times > 1}


def summary(calls: Sequence[Call]) -> dict[str, object]:
    """The calls in figures, for benches that run the stand-in in a separate process."""
    embeds = [call for call in calls if call.path.endswith("/embed")]
    return {
        "calls": [
            {
                "arrived_at": call.arrived_at,
                "status": call.status,
                "pictures": len(call.pictures),
                "body_bytes": call.body_bytes,
            }
            for call in embeds
        ],
        "bytes": sum(call.body_bytes for call in embeds),
        "metadata": sorted({name for c in embeds for p in c.pictures for name in p.metadata}),
        "too_many_pixels": sum(p.too_many_pixels for c in embeds for p in c.pictures),
        "now": time.monotonic(),
    }
