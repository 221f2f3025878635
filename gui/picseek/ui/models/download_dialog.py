"""The dialog that asks before a model is downloaded."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types.models import LocalModelState
from picseek.ui.base.plain_text import LinkLabel, plain_tooltip
from picseek.ui.models import transfer_text as transfers
from picseek.ui.models.local_models import Offer
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import (
    facts_form,
    fit_height,
    make_title,
    trailing_row,
    wrapped_label,
)

_WIDTH = 560
_IN_DIALOG = "text"
_SHEET = """
#getNotice { background: palette(base); border: 1px solid palette(mid); border-radius: 7px;
             padding: 10px; }
"""


class GetModelDialog(QDialog):
    """Asks once, then deletes itself. `accepted` means yes.

    Signals:
        declined: The user declined, rather than merely closing the dialog.
    """

    declined = Signal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._model = offer.model
        self._license = self._make_license()
        self.setObjectName("getModelDialog")
        self.setWindowTitle(self.tr("Download a model"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(BUTTON_SHEET + _SHEET)
        self._missing = offer.model.missing
        self._later = QPushButton(self.tr("&Not now"), self)
        self._later.setObjectName("getLaterButton")
        self._later.setDefault(True)
        self._later.setToolTip(self.tr("Close without downloading"))
        self._later.clicked.connect(self._on_later)
        self._get = QPushButton(self.tr("&Agree and download"), self)
        self._get.setObjectName("getButton")
        self._get.setEnabled(self._fits)
        self._get.clicked.connect(self.accept)
        self._lay_out()
        self._later.setFocus()

    @property
    def _fits(self) -> bool:
        return self._offer.free is None or self._offer.free > self._missing

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(14)
        title = self.tr("Download “{}”?").format(wording.localized(self._model.title))
        column.addWidget(make_title(wrapped_label(title, "getTitle")))
        column.addWidget(wrapped_label(self._description(), "getWhat"))
        column.addLayout(self._make_facts())
        if self._model.notice:
            column.addWidget(wrapped_label(wording.localized(self._model.notice), "getNotice"))
        column.addStretch(1)
        column.addLayout(trailing_row(self._later, self._get))
        fit_height(self, column, _WIDTH)

    def _make_facts(self) -> QFormLayout:
        model = self._model
        form = facts_form()
        self._add_gain(form)
        form.addRow(self.tr("Download:"), wrapped_label(self._size(), "getSize"))
        form.addRow(self.tr("Location:"), wrapped_label(str(model.folder), "getFolder"))
        form.addRow(self.tr("Free space:"), wrapped_label(self._free_space(), "getFree"))
        form.addRow(self.tr("License:"), self._license)
        if model.languages:
            spoken = transfers.languages(model.languages)
            form.addRow(self.tr("Search languages:"), wrapped_label(spoken, "getLanguages"))
        return form

    def _add_gain(self, form: QFormLayout) -> None:
        """Add what the model is good at, and how long indexing takes."""
        if self._model.good_at:
            gain = wording.localized(self._model.good_at)
            form.addRow(self.tr("Good at:"), wrapped_label(gain, "getGain"))
        seconds, pictures = self._offer.seconds, wording.pictures(self._offer.pictures)
        if seconds is not None:
            form.addRow(
                self.tr("After the download:"),
                wrapped_label(
                    self.tr("Analyzes your {} once in the background ({})").format(
                        pictures, units.about_duration(seconds)
                    ),
                    "getTime",
                ),
            )

    @Slot()
    def _on_later(self) -> None:
        self.declined.emit()
        self.reject()

    def _make_license(self) -> QLabel:
        if not self._license_link:
            return wrapped_label(wording.localized(self._model.license), "getLicense")
        label = LinkLabel(self)
        label.setObjectName("getLicense")
        label.setWordWrap(True)
        label.setToolTip(plain_tooltip(self._model.license_url))
        label.linkActivated.connect(self._read_license)
        self._link_license(label)
        return label

    @Slot(str)
    def _read_license(self, link: str) -> None:
        if link != _IN_DIALOG:
            QDesktopServices.openUrl(QUrl(link))
            return
        from picseek.ui.widgets.license_dialog import LicenseDialog

        LicenseDialog(self._model, self._offer.license_text, self).show()

    # Texts

    @property
    def _license_link(self) -> str:
        """Where the license can be read: in a dialog, or on the web."""
        return _IN_DIALOG if self._offer.license_text else self._model.license_url

    def _link_license(self, label: LinkLabel) -> None:
        license_ = displayable(wording.localized(self._model.license))
        label.set_link(self._license_link, self.tr("read the license"), f"{license_}, ")

    def _description(self) -> str:
        text = self.tr(
            "{} Picseek downloads the model's files from the server below and "
            "verifies them. Nothing else is sent: no pictures, no searches, no "
            "personal data. Once downloaded, the model works offline."
        )
        purpose = text.format(wording.localized(self._model.about)).strip()
        if not self._offer.to_use:
            return purpose
        then = self.tr("Until it has analyzed your pictures, search works as before.")
        return f"{purpose} {then}"

    def _size(self) -> str:
        model = self._model
        if model.state is LocalModelState.DAMAGED:
            return self.tr("up to {} from {}").format(units.data(model.size), model.source)
        if not model.present:
            return self.tr("{} from {}").format(units.data(model.size), model.source)
        return self.tr("{} of {} from {}; the rest is already downloaded").format(
            units.data(self._missing), units.data(model.size), model.source
        )

    def _free_space(self) -> str:
        if self._offer.free is None:
            return self.tr("unknown")
        free = units.data(self._offer.free)
        if self._fits:
            return free
        return self.tr("{}: not enough; free up space on this disk first").format(free)

    # Qt overrides

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Set the link again: a label keeps the colours from its layout."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and isinstance(self._license, LinkLabel):
            self._license.clear()
            self._link_license(self._license)
