"""The dialog that asks before pictures are sent, with an estimate and limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import UNASKED_DOLLARS, UNASKED_PICTURES, ConsentReply, SendLimits
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.amount_fields import CountBox, DollarBox, PriceBox
from picseek.ui.widgets.form_parts import (
    caption,
    facts_form,
    fit_height,
    leading_row,
    make_title,
    trailing_row,
    wrapped_label,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from picseek.engine.types import ConsentPrompt, Permit, Quote

_WIDTH = 600
_FIGURE_SPACING = 8
_SHEET = """
#sendPolicy { background: palette(base); border: 1px solid palette(mid); border-radius: 7px;
              padding: 10px; }
#sendBasis, #sendEnd { color: palette(placeholder-text); }
"""
_FIRST_PICTURES, _FIRST_DOLLARS = 100, 1.0


@dataclass(frozen=True, slots=True)
class SendAnswer:
    """What the user answered in the dialog.

    Attributes:
        quote: The estimate they answered to, with the price they entered.
        reply: The answer.
        permit: What may be sent; None: nothing.
        price_per_million: US dollars, if the user changed it; else None.
    """

    quote: Quote
    reply: ConsentReply
    permit: Permit | None
    price_per_million: float | None


class SendDialog(QDialog):
    """Asks once, then deletes itself.

    Signals:
        answered: The SendAnswer, even if the dialog is merely closed.
    """

    answered = Signal(object)

    def __init__(self, prompt: ConsentPrompt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sendDialog")
        self.setWindowTitle(self.tr("Send pictures"))
        # The preferences could change where pictures are sent.
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(BUTTON_SHEET + _SHEET)
        self._prompt = prompt
        quote = prompt.quote
        self._ask_every_time = not quote.agreed
        self._price = PriceBox(quote.price_per_million, self)
        self._price.setObjectName("priceBox")
        self._price.setAccessibleName(self.tr("Price per million tokens in US dollars"))
        self._price.setToolTip(
            self.tr("US dollars. Prices change, so enter the price on your bill.")
        )
        self._title, self._total = wrapped_label(name="sendTitle"), wrapped_label(name="sendTotal")
        self._upload, self._time, self._tokens = (
            wrapped_label(name=name) for name in ("sendUpload", "sendTime", "sendTokens")
        )
        self._outside = self._make_outside()
        self._limit_label = wrapped_label(name="sendEnd")
        self._pictures_on, self._pictures = self._make_picture_limit()
        self._dollars_on, self._dollars = self._make_money_limit()
        self._remember = self._make_remember()
        self._not_now, self._send = self._make_buttons()
        column = self._lay_out()
        for changed in (
            self._price.valueChanged,
            self._pictures.valueChanged,
            self._dollars.valueChanged,
            self._pictures_on.toggled,
            self._dollars_on.toggled,
            self._outside.toggled,
        ):
            changed.connect(self._update_all)
        self.finished.connect(self._on_finished)
        self._update_all()
        fit_height(self, column, _WIDTH)
        self._not_now.setFocus()

    # Layout

    def _make_picture_limit(self) -> tuple[QCheckBox, CountBox]:
        check = QCheckBox(self.tr("Stop after this many &pictures:"), self)
        check.setObjectName("pictureLimitCheck")
        box = CountBox(_FIRST_PICTURES, self)
        box.setObjectName("pictureLimitBox")
        box.setAccessibleName(self.tr("Maximum number of pictures"))
        return check, box

    def _make_money_limit(self) -> tuple[QCheckBox, DollarBox]:
        check = QCheckBox(self.tr("Stop before it costs &more than:"), self)
        check.setObjectName("moneyLimitCheck")
        box = DollarBox(_FIRST_DOLLARS, self)
        box.setObjectName("moneyLimitBox")
        box.setAccessibleName(self.tr("Maximum cost in US dollars"))
        return check, box

    def _make_outside(self) -> QCheckBox:
        outside = wording.pictures(self._prompt.quote.outside)
        text = self.tr("Also send {} outside your &folders that links point to")
        check = QCheckBox(text.format(outside), self)
        check.setObjectName("outsideCheck")
        check.setChecked(self._prompt.with_outside is None)
        check.setVisible(self._prompt.with_outside is not None)
        return check

    def _make_remember(self) -> QCheckBox:
        text = self.tr("In the future, send up to {} new pictures at a time &without asking")
        if self._prompt.quote.price_per_million:
            text = self.tr(
                "In the future, send up to {} new pictures for up to {} at a time &without asking"
            )
        pictures = wording.number(UNASKED_PICTURES)
        check = QCheckBox(text.format(pictures, units.money(UNASKED_DOLLARS)), self)
        check.setObjectName("rememberCheck")
        check.clicked.connect(self._on_remember)
        return check

    def _make_buttons(self) -> tuple[QPushButton, QPushButton]:
        not_now = QPushButton(self.tr("&Not now"), self)
        not_now.setObjectName("sendLaterButton")
        not_now.setToolTip(
            self.tr(
                "Send nothing until you index again; pictures already indexed can still be found"
            )
        )
        not_now.setDefault(True)
        not_now.clicked.connect(self.reject)
        send = QPushButton(self.tr("&Send pictures"), self)
        send.setObjectName("sendButton")
        send.clicked.connect(self.accept)
        return not_now, send

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(14)
        column.addWidget(make_title(self._title))
        column.addWidget(wrapped_label(self._description(), "sendWhat"))
        column.addLayout(self._make_figures())
        column.addWidget(self._outside)
        column.addWidget(wrapped_label(wording.localized(self._prompt.quote.policy), "sendPolicy"))
        column.addLayout(self._make_limits())
        column.addWidget(self._remember)
        column.addStretch(1)
        column.addLayout(trailing_row(self._not_now, self._send))
        return column

    def _make_figures(self) -> QFormLayout:
        quote = self._prompt.quote
        form = facts_form()
        form.addRow(self.tr("Upload:"), self._figure(self._upload, quote.size_measured))
        form.addRow(self.tr("Time:"), self._time)
        form.addRow(self.tr("Tokens:"), self._figure(self._tokens, quote.measured))
        price = caption(self.tr("Price per m&illion tokens:"), self._price)
        form.addRow(price, _leftmost(self._price))
        form.addRow(self.tr("Price:"), self._total)
        return form

    def _make_limits(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(7)
        limits = ((self._pictures_on, self._pictures), (self._dollars_on, self._dollars))
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        for number, (check, box) in enumerate(limits):
            grid.addWidget(check, number, 0)
            grid.addWidget(box, number, 1)
        column.addLayout(grid)
        column.addWidget(self._limit_label)
        return column

    def _figure(self, figure: QLabel, measured: bool) -> QHBoxLayout:
        basis = (
            self.tr("as measured in this library")
            if measured
            else self.tr("assumed; not measured yet")
        )
        reason = wrapped_label(basis, "sendBasis")
        for label in (figure, reason):
            label.setWordWrap(False)
        row = leading_row(figure, reason)
        row.setSpacing(_FIGURE_SPACING)  # a form leaves none
        return row

    # Texts

    def _title_text(self, quote: Quote) -> str:
        count, host = wording.pictures(quote.pictures), quote.host
        if quote.pictures == 1:
            return self.tr("Send {} to {}?").format(count, host)
        return self.tr("Send up to {} to {}?").format(count, host)

    def _description(self) -> str:
        quote = self._prompt.quote
        text = self.tr(
            "“{}” doesn't run on this computer. To index pictures with it, "
            "Picseek sends each picture there once, scaled down."
        )
        along = (
            self.tr("As you've chosen, names and captions are sent along with each picture.")
            if self._prompt.described
            else self.tr("File names, locations, and camera data aren't sent.")
        )
        return f"{text.format(wording.localized(quote.title))} {along}"

    def _time_text(self, quote: Quote) -> str:
        if not quote.seconds:
            return self.tr("as fast as the server allows")
        span = units.duration(quote.seconds)
        return self.tr("{} at the rate your key allows, possibly longer").format(span)

    # Input

    @property
    def _quote(self) -> Quote:
        """What would be sent, with the user's current input."""
        prompt = self._prompt
        quote = prompt.quote
        if prompt.with_outside is not None and self._outside.isChecked():
            quote = prompt.with_outside
        return replace(quote, price_per_million=self._price.price)

    def _update_all(self) -> None:
        quote = self._quote
        self._title.setText(displayable(self._title_text(quote)))
        self._upload.setText(self.tr("about {}").format(units.data(quote.size)))
        self._time.setText(self._time_text(quote))
        self._tokens.setText(self.tr("about {}").format(wording.number(quote.tokens)))
        self._update_price(quote)
        limits = self._limits()
        limited = limits != SendLimits()
        self._remember.setEnabled(not limited)
        self._remember.setChecked(not limited and not self._ask_every_time)
        self._remember.setToolTip(
            self.tr("If you set a limit, Picseek always asks") if limited else ""
        )
        self._limit_label.setText(self._limit_text(limits, quote))
        self._send.setEnabled(quote.pictures > 0)

    def _update_price(self, quote: Quote) -> None:
        is_known = quote.price is not None
        if quote.price is None:
            self._total.setText(self.tr("unknown; enter the price per million tokens"))
        else:
            self._total.setText(units.price(quote.price))
        self._dollars_on.setEnabled(is_known)
        self._dollars_on.setToolTip(
            "" if is_known else self.tr("First enter the price per million tokens")
        )
        self._pictures.setEnabled(self._pictures_on.isChecked())
        self._dollars.setEnabled(self._dollars_on.isChecked() and is_known)

    def _on_remember(self, remember: bool) -> None:
        self._ask_every_time = not remember

    def _limits(self) -> SendLimits:
        return SendLimits(
            self._pictures.value() if self._pictures.isEnabled() else None,
            self._dollars.value() if self._dollars.isEnabled() else None,
        )

    def _limit_text(self, limits: SendLimits, quote: Quote) -> str:
        if limits == SendLimits():
            return self._no_limit_text(quote)
        ends = quote.pictures if limits.pictures is None else limits.pictures
        if limits.money is not None and quote.price:
            ends = min(ends, int(limits.money * quote.pictures / quote.price))
        if ends >= quote.pictures:
            return self.tr("By this estimate, all pictures are sent before the limit is reached.")
        return self.tr("By this estimate, sending stops after {}. You can continue later.").format(
            wording.pictures(ends)
        )

    def _no_limit_text(self, quote: Quote) -> str:
        if quote.most_dollars is None:
            return self.tr("Without a limit, all pictures are sent. You can stop at any time.")
        text = self.tr(
            "Without a limit, all pictures are sent, for at most {}. You can stop at any time."
        )
        return text.format(units.money(quote.most_dollars))

    def _on_finished(self, result: int) -> None:
        quote, limits = self._quote, self._limits()
        sends = result == QDialog.DialogCode.Accepted
        reply = ConsentReply.ALWAYS if self._remember.isChecked() else ConsentReply.ONCE
        self.answered.emit(
            SendAnswer(
                quote=quote,
                reply=reply if sends else ConsentReply.NO,
                permit=quote.permit(limits) if sends else None,
                price_per_million=self._price.price if self._price.edited else None,
            )
        )

    # Events

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return confirms a field or presses a button, but never sends by accident."""
        returns = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in returns and not isinstance(self.focusWidget(), QPushButton):
            event.accept()
            return
        super().keyPressEvent(event)


def _leftmost(box: QWidget) -> QWidget:
    """Keep a field as narrow as its content."""
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box
