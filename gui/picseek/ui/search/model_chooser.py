"""A button that runs the same search with another model, to compare."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.models.controller import ModelsController, ModelsState
from picseek.ui.text import wording
from picseek.ui.text.bidi import shortcut_text
from picseek.ui.text.displayable import displayable

_MAX_TITLE_PX = 170
_KEYS = "Ctrl+Shift+M"


class ModelChooser(QToolButton):
    """Shows which model answers searches; hidden while only one can.

    Signals:
        wanted: Another model was chosen.
    """

    wanted = Signal()

    def __init__(self, models: ModelsController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("modelChooser")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(QMenu(self))
        self._offer: object = None
        self._choices = QActionGroup(self)
        self._choices.triggered.connect(lambda action: models.search_with(action.data()))
        self._choices.triggered.connect(self.wanted)
        open_menu = QAction(self.tr("Search with another model"), self)
        open_menu.setObjectName("askOtherModelAction")
        open_menu.setShortcut(QKeySequence(_KEYS))
        open_menu.triggered.connect(self.showMenu)
        self.addAction(open_menu)
        self._keys = shortcut_text(open_menu)
        self.hide()
        models.changed.connect(self._on_models)

    def _on_models(self, state: ModelsState) -> None:
        models, answering, current = state.comparable, state.answering, state.current
        offer = (tuple((info.id, info.title) for info in models), answering, current)
        if offer == self._offer:
            return  # the menu may be open
        self._offer = offer
        for action in self._choices.actions():
            # Not deleted at once: it may be the one that was just chosen.
            self._choices.removeAction(action)
            self.menu().removeAction(action)
            action.deleteLater()
        for info in models:
            title = displayable(wording.localized(info.title)).replace("&", "&&")
            text = self.tr("{} (in use)").format(title) if info.id == current else title
            action = self.menu().addAction(text)
            action.setData(info.id)
            action.setCheckable(True)
            action.setChecked(info.id == answering)
            self._choices.addAction(action)
            if info.id == answering:
                self._show_title(wording.localized(info.title))
        self.setVisible(bool(models))

    def _show_title(self, title: str) -> None:
        title = displayable(title)
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(title, middle, _MAX_TITLE_PX))
        self.setAccessibleName(self.tr("Results from {}").format(title))
        self.setToolTip(
            plain_tooltip(
                self.tr("Results from {}. To compare, search with another model ({})").format(
                    title, self._keys
                )
            )
        )
