"""What leaves a fake library: nothing; but consent, prices and the record are as the real one's."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.credentials import Keyring, system_keyring
from picseek.engine.errors import ConsentNeeded, ModelError, UsageError
from picseek.engine.models.service import Service
from picseek.engine.sending.outgoing import Outgoing, export_rows
from picseek.engine.sending.quote import Counted
from picseek.engine.store.settings import SettingRepository
from picseek.engine.types import ConsentReply, Quote, SendingConsent, SendLimits, SentRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FAR = "far/one"
HOST = "api.far.example"
TOKENS, BYTES = 1_000, 200_000
REFUSED = "2026-12-01T09:00:00Z"


class FakeSharedSettings:
    """As the real ones, in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def get(self, key: str) -> str:
        return self.texts.get(key, "")

    def set(self, texts: Mapping[str, str], *, without: Iterable[str] = ()) -> None:
        starts = tuple(without)
        self.texts = {key: text for key, text in self.texts.items() if not key.startswith(starts)}
        self.texts.update(texts)


class FakeSettings(SettingRepository):
    """As the real ones, in memory."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self._values.get(key)

    def set(self, key: str, value: str) -> None:
        self._values[key] = value


class FakeStore:
    """A store of nothing but settings, for the parts of the engine that need no more."""

    def __init__(self) -> None:
        self.settings = FakeSettings()
        self.shared_settings = FakeSharedSettings()


class FakeService(Service):
    """Keeps its options in memory."""

    def __init__(self, keyring: Callable[[], Keyring] = system_keyring) -> None:
        super().__init__(FakeStore(), keyring)  # type: ignore[arg-type]


class FakeOutgoing(Outgoing):
    """Consent, prices and the record, in memory.

    Attributes:
        price: Of a million tokens, as Picseek knows it.
        priced: As the user said.
        agreed: Models whose pictures may be sent.
        agreed_outside: The same of pictures outside the chosen folders.
        refused: When the user said no.
        withdrawals: How often consent was taken back.
        rows: What was sent, the oldest first.
        host: Where it would be sent.
        needs: What is missing before the remote model can be used.
        rate: Pictures a minute that the key allows; 0: no limit.
        measured: Whether anything was measured.
        fails: Raised by the next export.
    """

    def __init__(self) -> None:
        self.price: float | None = 0.5
        self.priced: dict[str, float] = {}
        self.agreed: set[str] = set()
        self.agreed_outside: set[str] = set()
        self.refused = ""
        self.withdrawals = 0
        self.rows: list[SentRow] = []
        self.needs = ""
        self.host = HOST
        self.rate = 60
        self.measured = False
        self.fails: Exception | None = None

    def destination(self, model: str) -> str:
        if "/" not in model:
            return ""
        if self.needs:
            raise ModelError(self.needs)
        return self.host

    def quote(self, model: str, counted: Counted, *, outside: bool = False) -> Quote:
        outside = outside or model in self.agreed_outside
        pictures = counted.inside + counted.outside * outside
        return Quote(
            model,
            "Far one",
            self.host,
            pictures,
            pictures * BYTES,
            pictures * 60 / self.rate if self.rate else 0.0,
            pictures * TOKENS,
            self.priced.get(model, self.price),
            self.measured,
            self.measured,
            "Kept 30 days, and nobody looks at it.",
            model in self.agreed,
            counted.outside,
            outside,
            self.refused,
            self.withdrawals,
            counted.files,
        )

    def reply(self, quote: Quote, reply: ConsentReply) -> None:
        agreed = reply is ConsentReply.ALWAYS
        outside = agreed and quote.with_outside
        (self.agreed.add if agreed else self.agreed.discard)(quote.model)
        (self.agreed_outside.add if outside else self.agreed_outside.discard)(quote.model)
        self.refused = REFUSED if reply is ConsentReply.NO else ""

    def consent_of(self, model: str) -> SendingConsent:
        return SendingConsent(self.host, model in self.agreed, self.refused)

    def withdraw(self) -> None:
        self.agreed.clear()
        self.agreed_outside.clear()
        self.withdrawals += 1
        self.refused = REFUSED

    def set_price(self, model: str, dollars_per_million: float | None) -> None:
        if dollars_per_million is None:
            self.priced.pop(model, None)
        else:
            self.priced[model] = dollars_per_million

    def most(self, model: str, limits: SendLimits, *, agreed: bool) -> int:
        """How many pictures a run may send.

        Raises:
            ConsentNeeded: None, for the user has not agreed.
            UsageError: A limit in money, and no price.
        """
        if limits.pictures == 0:
            return 0
        price = self.priced.get(model, self.price)
        if limits.money is not None and price is None:
            raise UsageError("The price of this model is unknown.")
        if not agreed and model not in self.agreed:
            raise ConsentNeeded(f"Pictures would be sent to {HOST}, and you have not agreed.")
        most = 10**9 if limits.pictures is None else limits.pictures
        if limits.money is not None and price:
            most = min(most, int(limits.money * 1_000_000 / price / TOKENS))
        return most

    def note_sent(
        self, path: Path | None, *, question: bool = False, answered: bool = True
    ) -> None:
        """Have something sent now."""
        number = len(self.rows) + 1
        content = None if question else f"{number:032x}"
        tokens = TOKENS if answered else None
        row = SentRow(number, time.time(), content, path, "one", HOST, BYTES, tokens, answered)
        self.rows.append(row)

    def sent(self, limit: int) -> list[SentRow]:
        return self.rows[::-1][:limit]

    def export(self, file: Path) -> int:
        return export_rows(self._until_it_fails(), file)

    def _until_it_fails(self) -> Iterator[SentRow]:
        yield from self.rows
        if self.fails is not None:
            raise self.fails
