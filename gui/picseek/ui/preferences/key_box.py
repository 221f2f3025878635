"""The API key of the service: its storage, a field for a new one, and a test."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from picseek.ui.base.plain_text import LinkLabel, plain_tooltip
from picseek.ui.models.service import ServiceController, ServiceState
from picseek.ui.preferences.page import heading, show_text
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.widgets.form_parts import leading_row, push_button, sentence

_KEYS_PAGE = "https://dashboard.cohere.com/api-keys"


class KeyBox(QWidget):
    """Saves a key but never shows one: input is masked, and cleared once it is saved."""

    def __init__(self, service: ServiceController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._testing = False
        self._state = ServiceState()
        self._state_label = sentence(name="keyState")
        self._result = sentence(name="keyResult", hidden=True)
        self._field = self._make_field()
        self._save = push_button(
            "saveKeyButton",
            self.tr("Save key"),
            self._save_key,
            self.tr("Save the key in the system's keyring"),
        )
        self._test = push_button(
            "testKeyButton",
            self.tr("Test"),
            self._on_test,
            self.tr("Send one test request; costs almost nothing"),
        )
        self._forget = push_button(
            "forgetKeyButton",
            self.tr("Remove key"),
            service.forget_key,
            self.tr("Remove the key from the keyring"),
        )
        self._link = self._make_link()
        self._lay_out()
        service.changed.connect(self._on_changed)
        service.key_result.connect(self._show_result)
        service.testing_changed.connect(self._on_testing)
        self._enable()

    def _make_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName("keyField")
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(self.tr("API key"))
        field.setPlaceholderText(self.tr("Paste an API key"))
        field.setToolTip(self.tr("The key is stored with your system's passwords"))
        field.textChanged.connect(self._enable)
        field.returnPressed.connect(self._save_key)
        return field

    def _make_link(self) -> LinkLabel:
        link = LinkLabel(self)
        link.set_link(_KEYS_PAGE, self.tr("Get an API key"))
        link.setObjectName("keysLink")
        link.setToolTip(plain_tooltip(_KEYS_PAGE))
        link.setOpenExternalLinks(True)
        return link

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.addWidget(self._field, 1)
        entry.addWidget(self._save)
        buttons = leading_row(self._test, self._forget)
        buttons.addWidget(self._link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(heading(self.tr("Key")))
        column.addWidget(self._state_label)
        column.addLayout(entry)
        column.addLayout(buttons)
        column.addWidget(self._result)

    @Slot()
    def _enable(self) -> None:
        typed = bool(self._field.text().strip())
        self._save.setEnabled(typed)
        self._test.setEnabled(not typed)  # the test uses the saved key
        self._forget.setEnabled(self._state.key_is_removable)

    @Slot()
    def _save_key(self) -> None:
        if not self._save.isEnabled():
            return
        key = self._field.text()
        # Not `clear`, which the user could undo.
        self._field.setText("")
        self._service.save_key(key)

    @Slot()
    def _on_test(self) -> None:
        if self._testing:
            self._service.stop_test()
        else:
            self._service.test()

    @Slot(bool)
    def _on_testing(self, testing: bool) -> None:
        self._testing = testing
        self._test.setText(self.tr("Stop test") if testing else self.tr("Test"))
        if testing:
            self._show_result(self.tr("Testing {}…").format(self._state.host))

    @Slot(object)
    def _on_changed(self, state: ServiceState) -> None:
        self._state = state
        if state.problem:
            self._state_label.setText(state.problem)
        elif state.key_source:
            self._state_label.setText(
                self.tr("A key for {} is available. {}").format(state.host, state.key_source)
            )
        else:
            self._state_label.setText(self.tr("There's no key for {}.").format(state.host))
        self._enable()

    @Slot(str)
    def _show_result(self, text: str) -> None:
        show_text(self._result, text)

    # Qt overrides

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Set the link again: a label keeps the colours from its layout."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            text = self._link.text()
            self._link.setText("")
            self._link.setText(text)
