"""The models of a fake library: which there are, and whether the service answers."""

from __future__ import annotations

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import ModelError, UsageError
from picseek.engine.types import ModelInfo
from tests.support.ui.fake_keyring import MemoryKeyring
from tests.support.ui.fake_local import FakeLocal
from tests.support.ui.gate import Gate


class FakeModels:
    """What a test makes of the models.

    Attributes:
        more: Models besides the built-in one and those for this computer.
        keyring: Where the service's key is stored.
        note: Why answers are not the model's own.
        listed: How often the models were listed, for which the keyring is asked.
        list_gate: Holds each listing.
        busy: Why a new key cannot be taken up now, or ``""``.
        reconnections: How often the service's settings were taken up.
        tested: Which models were tried.
        test_gate: Holds each test.
        fails: Ends the next test.
    """

    def __init__(self, local: FakeLocal) -> None:
        self._local = local
        self.more: list[ModelInfo] = []
        self.keyring = MemoryKeyring()
        self.note = ""
        self.listed = 0
        self.list_gate = Gate()
        self.busy = ""
        self.reconnections = 0
        self.tested: list[str] = []
        self.test_gate = Gate()
        self.fails: Exception | None = None

    def listing(self, pictures: int, current: str) -> list[ModelInfo]:
        """The same as `infos`, as the window asks for it."""
        self.list_gate.wait(CancelToken())
        self.listed += 1
        return self.infos(pictures, current)

    def infos(self, pictures: int, current: str) -> list[ModelInfo]:
        """All models, and the current one."""
        infos = [
            ModelInfo("builtin", "Built-in", 512, True, "", pictures),
            *(self._local_info(row.id, row.title) for row in self._local.models()),
            *self.more,
        ]
        if current not in [info.id for info in infos]:
            infos.append(ModelInfo(current, current, 0, True, "", 0, "/" in current))
        return infos

    def _local_info(self, model: str, title: str) -> ModelInfo:
        ready = self._local.is_ready(model)
        return ModelInfo(model, title, 512, ready, "" if ready else "Get it first.", 0)

    def checked(self, model: str) -> str:
        """A model's id; raises: ModelError, if there can be no such model."""
        if model.endswith(":0"):
            raise ModelError(f"“{model}” is no model.")
        return model

    def reconnect(self) -> None:
        """Take up what was set."""
        if self.busy:
            raise UsageError(self.busy)
        self.reconnections += 1

    def test(self, model: str, token: CancelToken) -> None:
        """Ask the service."""
        self.tested.append(model)
        self.test_gate.wait(token)
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
