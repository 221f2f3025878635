"""A row for a model: its title, how many pictures it has indexed, and a button to use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from picseek.engine.types import ModelInfo
from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.preferences.page import show_text
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import bold, push_button, sentence

_BUTTONS_WIDTH = 104


class ModelRow(QFrame):
    """A model.

    Attributes:
        model: The model's id.
        texts: The column of texts.
        buttons: The column of buttons.

    Signals:
        wanted: The user wants to use the model; its id.
    """

    wanted = Signal(str)

    def __init__(self, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setObjectName("modelRow")
        self.setToolTip(plain_tooltip(model))
        self._title = bold(PlainLabel(parent=self))
        self._title.setObjectName("modelTitle")
        self._title.setWordWrap(True)
        self._about = sentence(name="modelAbout", hidden=True)
        self._state = sentence(name="modelState", muted=True)
        self._use = push_button(
            "useModelButton", self.tr("Use"), lambda: self.wanted.emit(self.model)
        )
        self._used = PlainLabel(self.tr("In use"), self)
        self._used.setObjectName("usedModel")
        self._used.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.texts = QVBoxLayout()
        self.texts.setSpacing(2)
        self.texts.addWidget(self._title)
        self.texts.addWidget(self._about)
        self.texts.addWidget(self._state)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(6)
        self.buttons.addWidget(self._use)
        self.buttons.addWidget(self._used)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 10, 8)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, _BUTTONS_WIDTH)
        grid.addLayout(self.texts, 0, 0)
        grid.addLayout(self.buttons, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    @property
    def text(self) -> tuple[str, str]:
        """The title and the state."""
        return self._title.text(), self._state.text()

    def set_info(self, info: ModelInfo, pictures: int, *, used: bool, usable: bool) -> None:
        """Show a model's state.

        Args:
            info: The model.
            pictures: Number of pictures in the library.
            used: Whether it is the model in use.
            usable: Whether the model can be changed.
        """
        title = displayable(wording.localized(info.title))
        self._title.setText(title)
        self._state.setText(displayable(self._state_of(info, pictures)))
        self._used.setAccessibleName(self.tr("{} is in use").format(title))
        self._used.setVisible(used)
        if used and self.window().focusWidget() is self._use:
            self._used.setFocus()  # else the next row's button gets it
        self._use.setVisible(not used)
        self._use.setEnabled(usable and info.ready)
        self._use.setAccessibleName(self.tr("Use {}").format(title))
        self._use.setToolTip(
            plain_tooltip(
                wording.localized(info.needs)
                or self.tr("Search and index with this model ({})").format(info.id)
            )
        )

    def set_about(self, text: str) -> None:
        """Show what the model is good at; ``""``: not known."""
        show_text(self._about, text)

    def _state_of(self, info: ModelInfo, pictures: int) -> str:
        if info.vectors >= pictures > 0:
            # `self.tr` would look for the plural in the context of a subclass.
            ready = QCoreApplication.translate(
                "ModelRow", "All %Ln picture(s) indexed", "", pictures
            )
        elif info.vectors:
            ready = self.tr("{} of {} indexed").format(
                wording.number(info.vectors), wording.pictures(pictures)
            )
        else:
            ready = self.tr("No pictures indexed yet")
        if info.ready or info.vectors:
            return ready
        # For a service's models, the group shows what they all need.
        return ready if info.remote else wording.localized(info.needs)
