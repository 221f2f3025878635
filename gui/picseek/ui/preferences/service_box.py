"""Address, rate and extent of what is sent to the service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import ServiceOptions
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.models.service import ServiceController, ServiceState
from picseek.ui.preferences.page import heading, show_text
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.widgets import confirm_dialog
from picseek.ui.widgets.amount_fields import with_text_margins
from picseek.ui.widgets.form_parts import push_button, sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

_SAVE_DELAY_MS = 600
"""How long changes must pause before they are saved: a spin box passes many numbers."""

_TRIAL, _PRODUCTION = 5, 400
"""Cohere's limits, in pictures per minute (docs.cohere.com/docs/rate-limits, November 2026)."""

_MAX_PER_MINUTE = 1_000_000
_MAX_CALLS = 16
_TRIAL_ROW, _PRODUCTION_ROW, _CUSTOM_ROW = range(3)


class ServiceBox(QWidget):
    """Edits `ServiceOptions`, which are saved as soon as they change."""

    def __init__(self, service: ServiceController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._options = ServiceOptions()
        self._insecure_host = ""
        self._asking = False
        self._save_timer = QTimer(self, singleShot=True, interval=_SAVE_DELAY_MS)
        self._save_timer.timeout.connect(self._save)
        self._address = self._make_address()
        self._overridden = sentence(
            self.tr(
                "The address is set by CO_API_URL in the environment, which overrides this field."
            ),
            "addressGiven",
        )
        self._overridden.hide()
        self._insecure = sentence(name="addressInsecure")
        allow = self.tr("Use without encryption…")
        self._allow = push_button("allowHttpButton", allow, self._on_allow)
        self._rate = self._make_rate()
        self._pictures = self._make_number("picturesPerMinute", 0, _MAX_PER_MINUTE)
        self._pictures.setAccessibleName(self.tr("Pictures per minute"))
        self._pictures.setSpecialValueText(self.tr("No limit"))
        self._pictures.setSuffix(self.tr(" per minute"))
        self._texts = self._make_number("textsPerMinute", -1, _MAX_PER_MINUTE)
        self._texts.setSpecialValueText(self.tr("Service default"))
        self._texts.setToolTip(self.tr("Searches per minute; 0 means no limit"))
        self._calls = self._make_number("callsInFlight", 1, _MAX_CALLS)
        self._calls.setToolTip(self.tr("Number of requests sent at the same time"))
        self._describe = self._make_describe()
        self._result = sentence(name="serviceResult", hidden=True)
        self._lay_out()
        service.changed.connect(self._on_changed)
        service.options_result.connect(self._show_result)
        service.http_requested.connect(self._on_http_requested)
        self._show(self._options)
        self._show_insecure("")

    # Construction

    def _make_address(self) -> QLineEdit:
        address = QLineEdit(self)
        address.setObjectName("serverAddress")
        address.setPlaceholderText(self.tr("Cohere (default)"))
        address.setToolTip(
            self.tr(
                "Address of a custom server, such as https://embed.example.com. "
                "Leave empty to use Cohere."
            )
        )
        address.editingFinished.connect(self._on_address)
        return address

    def _make_rate(self) -> QComboBox:
        rate_box = QComboBox(self)
        rate_box.setObjectName("rateBox")
        rate_box.setToolTip(self.tr("What your key allows. Picseek never sends faster than this."))
        production = self.tr("Production key: {} pictures per minute").format(_PRODUCTION)
        rate_box.addItems(["", production, self.tr("Custom…")])
        rate_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        rate_box.currentIndexChanged.connect(self._on_rate)
        return rate_box

    def _make_number(self, name: str, minimum: int, maximum: int) -> QSpinBox:
        number = with_text_margins(QSpinBox(self))
        number.setObjectName(name)
        number.setRange(minimum, maximum)
        number.setGroupSeparatorShown(True)
        number.valueChanged.connect(self._on_edited)
        return number

    def _make_describe(self) -> QCheckBox:
        box = QCheckBox(self.tr("Also send names and captions"), self)
        box.setObjectName("describeBox")
        box.toggled.connect(self._on_edited)
        return box

    def _make_label(self, text: str, field: QWidget) -> QLabel:
        label = PlainLabel(text, self)
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", "").rstrip(":"))
        return label

    def _lay_out(self) -> None:
        rate = QHBoxLayout()
        rate.addWidget(self._rate, 1)
        rate.addWidget(self._pictures)
        fields = QGridLayout()
        fields.setColumnStretch(1, 1)
        fields.addWidget(self._make_label(self.tr("Server &address:"), self._address), 0, 0)
        fields.addWidget(self._address, 0, 1)
        fields.addWidget(self._overridden, 1, 1)
        fields.addWidget(self._insecure, 2, 1)
        fields.addWidget(self._allow, 3, 1, Qt.AlignmentFlag.AlignLeading)
        fields.addWidget(self._make_label(self.tr("&Rate:"), self._rate), 4, 0)
        fields.addLayout(rate, 4, 1)
        fields.addWidget(self._make_label(self.tr("&Searches per minute:"), self._texts), 5, 0)
        fields.addWidget(self._texts, 5, 1)
        fields.addWidget(self._make_label(self.tr("Simultaneous re&quests:"), self._calls), 6, 0)
        fields.addWidget(self._calls, 6, 1)
        hint = sentence(
            self.tr(
                "Along with each picture, Picseek then sends the names of its file "
                "and folder, and the titles, captions, keywords, and people's "
                "names stored in it or in an accompanying file. Models that "
                "support this find more. Pictures that are already indexed are "
                "sent again; Picseek asks first."
            ),
            muted=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(self.tr("Server")))
        column.addLayout(fields)
        column.addSpacing(8)
        column.addWidget(heading(self.tr("Data to send")))
        column.addWidget(self._describe)
        column.addWidget(hint)
        column.addWidget(self._result)

    # User actions

    @Slot()
    def _on_address(self) -> None:
        if self._address.isModified():
            self._address.setModified(False)
            self._save()

    @Slot()
    def _on_rate(self) -> None:
        custom = self._rate.currentIndex() == _CUSTOM_ROW
        self._pictures.setVisible(custom)
        if custom:
            if not (self._pictures.value() or self._address.text()):
                self._pictures.setValue(self._options.pictures_per_minute or _TRIAL)
            self._pictures.setFocus()
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._save_timer.start()

    @Slot()
    def _save(self) -> None:
        self._save_timer.stop()
        wanted = self._wanted()
        if wanted != self._options:
            self._service.set_options(wanted)

    def _wanted(self) -> ServiceOptions:
        rates = (None, _PRODUCTION, self._pictures.value())
        texts = self._texts.value()
        return replace(
            self._options,
            base_url=self._address.text().strip(),
            pictures_per_minute=rates[self._rate.currentIndex()],
            texts_per_minute=None if texts < 0 else texts,
            calls_in_flight=self._calls.value(),
            describe=self._describe.isChecked(),
        )

    # State

    @Slot(object)
    def _on_changed(self, state: ServiceState) -> None:
        self._options = state.options
        self._overridden.setVisible(state.address_given)
        self._rate.setItemText(
            _TRIAL_ROW,
            self.tr("No limit: as fast as the server allows")
            if state.options.base_url or state.address_given
            else self.tr("Trial key: {} pictures per minute").format(_TRIAL),
        )
        self.setEnabled(self._service.writable)
        self._insecure_host = state.unencrypted
        self._show_insecure(state.unencrypted)
        if not (self._save_timer.isActive() or self._address.isModified()):
            self._show(state.options)

    def _show(self, options: ServiceOptions) -> None:
        parts = (self._rate, self._pictures, self._texts, self._calls, self._describe)
        blockers = [QSignalBlocker(part) for part in parts]
        self._address.setText(options.base_url)
        row = _row_of(options.pictures_per_minute)
        self._rate.setCurrentIndex(row)
        self._pictures.setVisible(row == _CUSTOM_ROW)
        if options.pictures_per_minute is not None:
            self._pictures.setValue(options.pictures_per_minute)
        self._texts.setValue(-1 if options.texts_per_minute is None else options.texts_per_minute)
        self._calls.setValue(options.calls_in_flight)
        self._describe.setChecked(options.describe)
        for blocker in blockers:
            blocker.unblock()

    @Slot(str)
    def _show_result(self, text: str) -> None:
        show_text(self._result, text)

    def _show_insecure(self, host: str) -> None:
        text = self.tr("The connection to {} wouldn't be encrypted, so nothing is sent there.")
        show_text(self._insecure, text.format(host) if host else "")
        self._allow.setVisible(bool(host))

    @Slot()
    def _on_allow(self) -> None:
        self._on_http_requested(self._insecure_host, self._options)

    @Slot(str, object)
    def _on_http_requested(self, host: str, options: ServiceOptions) -> None:
        if self._asking:
            return
        self._asking = True
        if self._confirm_http(host):
            self._service.set_options(options, allow_http=host)
        else:
            self._show(self._options)
        self._asking = False

    def _confirm_http(self, host: str) -> bool:
        text = self.tr(
            "Connect to {} without encryption?\n\nOthers on the network, for "
            "example on shared Wi-Fi or at a proxy, can read your pictures, "
            "your searches, and your API key. To avoid this, use an address "
            "that starts with https://."
        )
        return confirm_dialog.confirm(
            self.window(),
            self.tr("Connect without encryption"),
            text.format(host),
            action=self.tr("Connect without encryption"),
            icon="warning",
            destructive=True,
        )

    # Qt overrides

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Save pending changes."""
        super().hideEvent(event)
        self._on_address()
        if self._save_timer.isActive():
            self._save()


def _row_of(pictures_per_minute: int | None) -> int:
    if pictures_per_minute is None:
        return _TRIAL_ROW
    return _PRODUCTION_ROW if pictures_per_minute == _PRODUCTION else _CUSTOM_ROW
