"""The window itself: an empty frame that is painted at once, and filled afterwards.

Loading all of Qt's classes takes longer than showing an empty window, so this module imports
little; `Contents` imports the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from picseek.ui.base.window_settings import load_settings, save_settings
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.icons import app_icon
from picseek.ui.style.theme import Theme
from picseek.ui.text.language import install_language

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from picseek.ui.window.contents import Contents
    from picseek.ui.window.options import WindowOptions

_FIRST_SIZE = QSize(1180, 780)
_UNPAINTED_MS = 1000
"""A window that starts hidden or minimized opens its library after this time anyway."""


class MainWindow(QMainWindow):
    """Picseek's window on one library. Filled after its first paint, or by `fill`."""

    def __init__(self, options: WindowOptions) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Picseek")
        self.setAcceptDrops(True)
        self._options = options
        self._contents: Contents | None = None
        self._painted = False
        self._opened = False
        self._closed = False
        self._settings = load_settings(options.library)
        install_language(_application(), self._settings.language)
        self._theme = Theme(_application(), self)
        self._theme.set_appearance(self._settings.appearance)
        if not self.restoreGeometry(QByteArray(self._settings.geometry)):
            self.resize(_FIRST_SIZE)
        QTimer.singleShot(_UNPAINTED_MS, self, self._begin)

    def fill(self) -> Contents:
        """Create the window's contents, unless they exist."""
        if self._contents is None:
            from picseek.ui.text.bidi import isolate_menu_shortcuts
            from picseek.ui.window.contents import Contents

            self.setWindowIcon(app_icon())
            self._contents = Contents(self, self._options, self._theme)
            self._contents.restore(self._settings)
            isolate_menu_shortcuts(self)
        return self._contents

    def _begin(self) -> None:
        if self._closed:
            return
        if self._contents is None:
            self.fill()
            # The library is opened once the contents were painted, too.
            self._painted = False
            self.update()
            QTimer.singleShot(_UNPAINTED_MS, self, self._begin)
        elif not self._opened:
            self._opened = True
            self._contents.open_library()

    def _close(self, contents: Contents) -> None:
        settings = replace(
            contents.put_into(self._settings),
            geometry=bytes(self.saveGeometry().data()),
            appearance=self._theme.appearance,
        )
        self.hide()
        if contents.close():
            save_settings(self._options.library, settings)

    # Qt overrides

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the window, and open the library, after each first paint."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._begin)

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide at once, then stop all jobs, close the library and store the settings."""
        event.accept()
        if self._closed:
            return
        self._closed = True
        if self._contents is not None:
            self._close(self._contents)

    @guarded(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files and folders, but not pictures dragged out of the grid."""
        from picseek.ui.window.drops import dropped_paths

        if event.source() is None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    @guarded(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Add folders, and search with pictures."""
        from picseek.ui.window.drops import dropped_paths

        self.fill().handle_drop(dropped_paths(event.mimeData()))
        event.acceptProposedAction()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "create a QApplication before the window"
    return app
