"""Progress of downloads and languages of models as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressBar

    from picseek.ui.models.downloads import Transfer

_STEPS = 1000
"""Maximum of a progress bar: its int could not hold bytes."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("transfers", text)


def describe(transfer: Transfer) -> str:
    """``120 MB of 606 MB · 4.2 MB/s · 2 min left``, or the reason for waiting."""
    progress = transfer.progress
    if transfer.stopping:
        return _tr("Stopping…")
    if progress is None:
        return _tr("Paused") if transfer.paused else _tr("Starting…")
    if transfer.paused:
        return _tr("Paused · {}").format(units.transfer(progress.done, progress.total))
    so_far = units.transfer(
        progress.done, progress.total, transfer.per_second, transfer.seconds_left
    )
    return f"{so_far} · {wording.localized(progress.note)}" if progress.note else so_far


def brief(transfer: Transfer) -> str:
    """``CLIP ViT-B/32: 120 MB of 606 MB``, for narrow widgets."""
    title, progress = displayable(transfer.title), transfer.progress
    if progress is None:
        return _tr("{}: starting").format(title)
    text = _tr("{}: {}").format(title, units.transfer(progress.done, progress.total))
    return _tr("{} (paused)").format(text) if transfer.paused else text


def show_progress(bar: QProgressBar, transfer: Transfer) -> None:
    """Show a transfer's progress; busy while it is unknown."""
    progress = transfer.progress
    if progress is None or not progress.total:
        bar.setRange(0, 0)
        return
    bar.setRange(0, _STEPS)
    bar.setValue(progress.done * _STEPS // progress.total)


def languages(codes: tuple[str, ...]) -> str:
    """``English, German``, or ``many languages``, of ISO 639-1 codes."""
    return ", ".join(map(_language, codes))


def _language(code: str) -> str:
    if code == "many":
        return _tr("many languages")
    if code == "en":  # Qt would name it “American English”
        return _tr("English")
    language = QLocale.codeToLanguage(code)
    known = language != QLocale.Language.AnyLanguage
    return QLocale.languageToString(language) if known else code
