"""A group of models of one kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picseek.engine.types import ModelInfo
from picseek.ui.models.controller import ModelsState
from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.preferences.page import heading
from picseek.ui.widgets.form_parts import sentence


class ModelGroup(QWidget):
    """Models of one kind under a heading; hidden if there are none.

    Signals:
        wanted: The id of a model that the user wants to use.
    """

    wanted = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.needs = sentence(name="groupNeeds", hidden=True)
        frame = QFrame(self)
        frame.setObjectName("modelGroup")
        self._rows = QVBoxLayout(frame)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(0)
        self._shown: dict[str, ModelRow] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 8)
        self.column.setSpacing(6)
        self.column.addWidget(heading(title))
        self.column.addWidget(self.needs)
        self.column.addWidget(frame)
        self.hide()

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        """The rows, from top to bottom."""
        return tuple(self._shown.values())

    def set_infos(self, infos: list[ModelInfo], state: ModelsState, *, usable: bool) -> None:
        """Show models; rows that remain keep the focus."""
        if [info.id for info in infos] != list(self._shown):
            self._fill(infos)
        for info in infos:
            used = info.id == state.current
            self._shown[info.id].set_info(info, state.pictures, used=used, usable=usable)
        self.setVisible(bool(infos))

    def _fill(self, infos: list[ModelInfo]) -> None:
        for row in self._shown.values():
            self._rows.removeWidget(row)
            row.deleteLater()
        self._shown = {info.id: self._make_row(info.id) for info in infos}
        for number, row in enumerate(self._shown.values()):
            row.setProperty("place", "later" if number else "first")
            row.wanted.connect(self.wanted)
            self._rows.addWidget(row)

    def _make_row(self, model: str) -> ModelRow:
        return ModelRow(model)
