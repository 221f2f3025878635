"""The online service as configured by the user: key, address and rate, and a test of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from picseek.engine.errors import EngineError, Unencrypted, UsageError
from picseek.engine.types import ServiceOptions
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.models.controller import ModelsController


@dataclass(frozen=True, slots=True)
class ServiceState:
    """How the service is reached, without the key itself.

    Attributes:
        host: Where pictures and queries are sent; ``""``: the address is invalid.
        key_source: Where the key is stored, as a sentence; ``""``: there is no key.
        key_is_removable: Whether the key can be removed, unlike one from the environment.
        options: The user's settings.
        address_given: Whether the environment sets the address.
        problem: What is wrong with key or address, as a sentence, or ``""``.
        unencrypted: The host, if nothing is sent to it because that would not be encrypted.
    """

    host: str = ""
    key_source: str = ""
    key_is_removable: bool = False
    options: ServiceOptions = field(default_factory=ServiceOptions)
    address_given: bool = False
    problem: str = ""
    unencrypted: str = ""


@dataclass(frozen=True, slots=True)
class _Done:
    state: ServiceState
    message: str
    waits: bool = False


class ServiceController(QObject):
    """Changes and tests the service in the background: the keyring and the network may block.

    Signals:
        changed: The ServiceState.
        key_result, options_result: The outcome of a change, as a sentence.
        http_requested: Ask the user whether to connect to a host without encryption: its name, and
            the ServiceOptions to store if so.
        testing_changed: Whether a test is running.
    """

    changed = Signal(object)
    key_result = Signal(str)
    options_result = Signal(str)
    http_requested = Signal(str, object)
    testing_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        models: ModelsController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._models = models
        self._test: Task | None = None
        self._must_reconnect = False
        indexing.ended.connect(lambda _report: self._on_run_ended())

    @property
    def writable(self) -> bool:
        """Whether the configuration can be changed."""
        return self._session.writable

    def refresh(self) -> None:
        """Read the configuration again."""
        self._session.run(
            lambda library, _task: service_state(library),
            self.changed.emit,
            self.key_result.emit,
            lane=Lane.SESSION,
        )

    def save_key(self, text: str) -> None:
        """Store a key in the system's keyring; without one, for this session."""

        def change(library: Library) -> str:
            library.service.keys.set(text)
            return self.tr("Key saved.")

        self._change(change, self.key_result)

    def forget_key(self) -> None:
        """Remove the key."""

        def change(library: Library) -> str:
            forgotten = library.service.keys.forget()
            return self.tr("Key removed.") if forgotten else self.tr("There was no key to remove.")

        self._change(change, self.key_result)

    def set_options(self, options: ServiceOptions, *, allow_http: str = "") -> None:
        """Store address and rate.

        Args:
            options: The new options.
            allow_http: A host to which the user allowed connections without encryption.
        """

        def change(library: Library) -> str:
            if allow_http:
                library.service.allow_http(allow_http)
            library.service.set_options(options)
            return self.tr("Saved.")

        self._change(change, self.options_result, options)

    def test(self) -> None:
        """Send one word to the service to see whether it answers; costs almost nothing."""
        if self._session.library is None or self._test is not None:
            return

        def job(library: Library, task: Task) -> str:
            library.test_model(library.remote_model, task.control)
            return self.tr("{} responded. The connection works.").format(library.service.host)

        self._test = self._session.run(
            job,
            self.key_result.emit,
            self.key_result.emit,
            ended=self._on_test_end,
            lane=Lane.SERVICE,
        )
        self.testing_changed.emit(True)

    def stop_test(self) -> None:
        """Cancel the test."""
        if self._test is not None:
            self._test.control.cancel()

    def _on_run_ended(self) -> None:
        """Apply changes made while pictures were being indexed."""
        if self._must_reconnect:
            self._change(lambda _library: "", None)

    def _change(
        self,
        change: Callable[[Library], str],
        result: SignalInstance | None,
        options: ServiceOptions | None = None,
    ) -> None:
        library = self._session.library
        if library is None:
            return
        self.stop_test()

        def job(_task: Task) -> _Done:
            message = change(library)
            try:
                library.reconnect()
            except UsageError:
                waits = self.tr("The change takes effect when indexing finishes.")
                return _Done(service_state(library), f"{message} {waits}", waits=True)
            return _Done(service_state(library), message)

        self._session.tasks.submit(
            job,
            on_done=partial(self._on_changed, result),
            on_error=partial(self._on_not_changed, result, options),
            lane=Lane.SESSION,
        )

    def _on_not_changed(
        self, result: SignalInstance | None, options: ServiceOptions | None, error: Exception
    ) -> None:
        if isinstance(error, Unencrypted) and options is not None:
            self.http_requested.emit(error.host, options)
        elif isinstance(error, EngineError) and result is not None:
            result.emit(wording.localized(error))

    def _on_changed(self, result: SignalInstance | None, done: _Done) -> None:
        self._must_reconnect = done.waits
        self.changed.emit(done.state)
        if result is not None:
            result.emit(done.message)
        if not done.waits:
            self._models.refresh()

    def _on_test_end(self) -> None:
        was_stopped = self._test is not None and self._test.control.cancelled
        self._test = None
        self.testing_changed.emit(False)
        if was_stopped:
            self.key_result.emit(self.tr("Test stopped."))


def service_state(library: Library) -> ServiceState:
    """Return the state of a library's service. Blocks for the keyring."""
    service = library.service
    given = bool(os.environ.get("CO_API_URL", "").strip())
    try:
        host = service.host
        key = service.keys.get()
    except EngineError as error:
        return ServiceState(
            options=service.options, address_given=given, problem=wording.localized(error)
        )
    source = "" if key is None else wording.localized(key.source_message)
    removable = key is not None and key.source.value != "environment"
    return ServiceState(
        host, source, removable, service.options, given, unencrypted=service.unencrypted_host
    )
