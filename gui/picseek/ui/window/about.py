"""The About box: what Picseek is, and the versions that a bug report needs."""

from __future__ import annotations

import platform

from PySide6.QtCore import QCoreApplication, QSize, Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from picseek import __version__
from picseek.ui.base.plain_text import PlainMessageBox
from picseek.ui.style.icons import app_icon

_ICON = QSize(64, 64)


def make_about(window: QWidget) -> QMessageBox:
    """Return the About box; its text can be copied."""
    title, text = _tr("About Picseek"), _tr("Picseek {}").format(__version__)
    box = PlainMessageBox(QMessageBox.Icon.NoIcon, title, text, window)
    box.setObjectName("aboutBox")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIconPixmap(app_icon().pixmap(_ICON, window.devicePixelRatio()))
    box.setInformativeText(
        "\n\n".join(
            (
                _tr("Find pictures on your own disk by describing them."),
                _tr("Nothing leaves this computer unless you choose to send it."),
                _tr("MIT License\nPython {} · Qt {} · {}").format(
                    platform.python_version(), qVersion(), platform.system()
                ),
            )
        )
    )
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("about", text)
